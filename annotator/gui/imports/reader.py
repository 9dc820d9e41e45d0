"""Reads files for the import dialog in the background, and each again with other options."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import UserError
from annotator.formats.base import ReadOptions
from annotator.formats.importers import Source
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.store.project import Project
from annotator.workflow.importing.reading import (
    Arrived,
    Harvest,
    harvest,
    harvest_again,
    joined,
    replaced,
)


class Reader(QObject):
    """What was read so far."""

    read = Signal()
    """Something was read: look at `harvest`."""

    def __init__(self, window: QWidget, project: Project) -> None:
        super().__init__(window)
        self._window = window
        self._project = project
        self.harvest = Harvest()
        self.options: dict[Path, ReadOptions] = {}
        """How files are read that the user has chosen an encoding or a mapping for."""

    def keep(self, arrived: Sequence[Arrived]) -> None:
        """Take over the articles as the user has corrected them."""
        self.harvest = structs.replace(self.harvest, arrived=tuple(arrived))

    def add(self, sources: Sequence[Path], options: ReadOptions) -> None:
        """Read further files and folders."""
        self._run(
            lambda own, reporter: [harvest(sources, options, own, reporter)],
            lambda found: joined(self.harvest, *found),
        )

    def read_as(self, file: Source, encoding: str) -> None:
        """Read a file again in another encoding."""
        known = self.options.get(file.path, ReadOptions())
        self.read_again([file], structs.replace(known, encoding=encoding))

    def map_columns(self, file: Source, mapping: dict[str, str]) -> None:
        """Read a table again with its columns taken for something else."""
        known = self.options.get(file.path, ReadOptions())
        self.read_again([file], structs.replace(known, mapping=mapping))

    def read_again(self, files: Sequence[Source], options: ReadOptions) -> None:
        """Read files again with other options; what was corrected in them is read anew, too."""
        self.options.update({file.path: options for file in files})

        def combined(found: Sequence[Harvest]) -> Harvest:
            whole = self.harvest
            for file, anew in zip(files, found, strict=True):
                whole = replaced(whole, file, anew)
            return whole

        self._run(
            lambda own, reporter: [harvest_again(one, options, own, reporter) for one in files],
            combined,
        )

    def _run(
        self,
        work: Callable[[Project, Reporter], list[Harvest]],
        combine: Callable[[Sequence[Harvest]], Harvest],
    ) -> None:
        def done(found: list[Harvest]) -> None:
            self.harvest = combine(found)
            self.read.emit()

        job = Job(on_sibling(self._project, work)).on_success(done).on_refusal(self._refuse)
        job.run(self._window, "Reading files")

    def _refuse(self, error: UserError) -> None:
        show_refusal(self._window, "The files can't be read", error)
        self.read.emit()
