"""Reads files for the import dialog in the background, and each again with other options."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions
from annotator.gui.imports.table_look import TableLook, has_columns, look_at
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.store.project import Project
from annotator.workflow.importing.batch import Batch, ImportItem, joined, replaced
from annotator.workflow.importing.reading import read_files, read_sources

_LOOKED_AT = 20
"""Tables whose columns are looked up beforehand; the others are when they are shown."""


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
        self._looks: dict[Path, tuple[ReadOptions, TableLook]] = {}

    def keep(self, items: Sequence[ImportItem]) -> None:
        """Take over the articles as the user has corrected them."""
        self.batch = structs.replace(self.batch, items=tuple(items))

    def add(self, sources: Sequence[Path], options: ReadOptions) -> None:
        """Read further files and folders."""
        self._run(
            lambda own, reporter: joined(self.batch, read_sources(sources, options, own, reporter)),
            ReadOptions(kept=options.kept),
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

        def work(own: Project, reporter: Reporter) -> Batch:
            anew: list[tuple[SourceFile, Batch]] = []
            for done, file in enumerate(files):
                reporter(done, len(files))
                anew.append((file, read_files([file], options, own, _cancelling(reporter))))
            return replaced(self.batch, anew)

        self._run(work, options)

    def look(self, file: SourceFile, options: ReadOptions) -> TableLook:
        """Return what the columns of a table hold: as it was looked up when the file was read."""
        known = self._looks.get(file.path)
        if known is None or known[0] != options:
            known = self._looks[file.path] = options, look_at(file, options)
        return known[1]

    def _run(self, work: Callable[[Project, Reporter], Batch], options: ReadOptions) -> None:
        """Read in the background, where what was read is put together and looked at, too."""

        def whole(own: Project, reporter: Reporter) -> Batch:
            found = work(own, reporter)
            self._looks.clear()
            for file in [one for one in found.files if has_columns(one)][:_LOOKED_AT]:
                reporter(0, 0)
                self.look(file, self.options.get(file.path) or options)
            return found

        def done(found: Batch) -> None:
            self.batch = found
            self.read.emit()

        job = Job(on_sibling(self._project, whole)).on_success(done).on_refusal(self._refuse)
        job.run(self._window, "Reading files")

    def _refuse(self, error: UserError) -> None:
        show_refusal(self._window, "The files can't be read", error)
        self.read.emit()


def _cancelling(reporter: Reporter) -> Progress:
    """Return progress of one file among several: it is counted outside, and can be cancelled."""
    return lambda _done, _total: reporter(reporter.done, reporter.total)
