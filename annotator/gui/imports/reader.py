"""Reads files for the import dialog in the background, and each again with other options."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import UserError
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.store.project import Project
from annotator.workflow.importing.batch import Batch, ImportItem, joined, replaced
from annotator.workflow.importing.carried_codes import codes_in
from annotator.workflow.importing.reading import read_each, read_sources


class Reader(QObject):
    """What was read so far."""

    read = Signal()
    """Something was read: look at `batch`."""

    def __init__(self, window: QWidget, project: Project) -> None:
        super().__init__(window)
        self._window = window
        self._project = project
        self.batch = Batch()
        self.options: dict[Path, ReadOptions] = {}
        """How files are read that the user has chosen an encoding or a mapping for."""

    def keep(self, items: Sequence[ImportItem]) -> None:
        """Take over the articles as the user has corrected them."""
        self.batch = structs.replace(self.batch, items=tuple(items))

    def add(self, sources: Sequence[Path], options: ReadOptions) -> None:
        """Read further files and folders."""
        codes = codes_in(one.incoming for one in self.batch.items)
        options = structs.replace(options, codebook=codes)
        self._run(
            lambda own, reporter: [read_sources(sources, options, own, reporter)],
            lambda found: joined(self.batch, *found),
        )

    def read_as(self, file: SourceFile, encoding: str) -> None:
        """Read a file again in another encoding."""
        known = self.options.get(file.path, ReadOptions())
        self.read_again([file], structs.replace(known, encoding=encoding))

    def map_columns(self, file: SourceFile, mapping: dict[str, str]) -> None:
        """Read a table again with its columns taken for something else."""
        known = self.options.get(file.path, ReadOptions())
        self.read_again([file], structs.replace(known, mapping=mapping))

    def read_again(self, files: Sequence[SourceFile], options: ReadOptions) -> None:
        """Read files again with other options; what was corrected in them is read anew, too."""
        self.options.update({file.path: options for file in files})
        each = [(file, options) for file in files]

        def combined(found: Sequence[Batch]) -> Batch:
            whole = self.batch
            for file, anew in zip(files, found, strict=True):
                whole = replaced(whole, file, anew)
            return whole

        self._run(
            lambda own, reporter: read_each(each, self.batch.items, own, reporter),
            combined,
        )

    def _run(
        self,
        work: Callable[[Project, Reporter], list[Batch]],
        combine: Callable[[Sequence[Batch]], Batch],
    ) -> None:
        def done(found: list[Batch]) -> None:
            self.batch = combine(found)
            self.read.emit()

        job = Job(on_sibling(self._project, work)).on_success(done).on_refusal(self._refuse)
        job.run(self._window, "Reading files")

    def _refuse(self, error: UserError) -> None:
        show_refusal(self._window, "The files can't be read", error)
        self.read.emit()
