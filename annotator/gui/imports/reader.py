"""Reads files for the import dialog in the background, and each again with other options."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.state import codebook_of
from annotator.domain.visibility import Visibility
from annotator.formats.archives.sources import SUFFIXES
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions
from annotator.formats.label_map import proposed
from annotator.formats.rows_archives import TAUGHT
from annotator.formats.table import import_format, import_format_for
from annotator.formats.taken_labels import TakenLabel
from annotator.gui.imports.table_look import TableLook, has_columns, look_at
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.store.project import Project
from annotator.workflow.importing.batch import Batch, ImportItem, joined, replaced
from annotator.workflow.importing.carried_codes import codes_in
from annotator.workflow.importing.corrections import Outcomes, outcomes
from annotator.workflow.importing.reading import read_each, read_sources


class NamesTaken(msgspec.Struct, frozen=True, kw_only=True):
    """What the names in the files of labels are taken for, and what they could be taken for."""

    rows: tuple[TakenLabel, ...] = ()
    codebook: Codebook = Codebook()
    handles: tuple[str, ...] = ()


_LOOKED_AT = 20
"""Tables whose columns are looked up beforehand; the others are when they are shown."""


class Reader(QObject):
    """What was read so far."""

    read = Signal()
    """Something was read: look at `batch`, `names` and `outcomes`."""

    def __init__(
        self, window: QWidget, project: Project, sees: Callable[[], Visibility] = Visibility
    ) -> None:
        super().__init__(window)
        self._window = window
        self._project = project
        self._sees = sees
        self.batch = Batch()
        self.outcomes: Outcomes = {}
        """What becomes of the labels on what is here with another text."""
        self.names = NamesTaken()
        self.base = ReadOptions()
        """How files are read of which nothing else is said."""
        self.options: dict[Path, ReadOptions] = {}
        """How files are read that the user has chosen an encoding or a mapping for."""
        self._looks: dict[Path, tuple[ReadOptions, TableLook]] = {}

    def keep(self, items: Sequence[ImportItem]) -> None:
        """Take over the articles as the user has corrected them."""
        self.batch = structs.replace(self.batch, items=tuple(items))

    def add(self, sources: Sequence[Path]) -> None:
        """Read further files and folders."""
        codes = codes_in(one.incoming for one in self.batch.items)
        options = structs.replace(self.base, codebook=codes)
        self._run(
            lambda own, reporter: [read_sources(sources, options, own, reporter)],
            lambda found: joined(self.batch, *found),
        )

    def read_as(self, file: SourceFile, encoding: str) -> None:
        """Read a file again in another encoding."""
        self.read_again([file], encoding=encoding)

    def map_columns(self, file: SourceFile, mapping: dict[str, str]) -> None:
        """Read a table again with its columns taken for something else."""
        self.read_again([file], mapping=mapping)

    def map_names(self, names: Mapping[str, str]) -> None:
        """Read the files of labels again with names in them taken for something else."""
        self.base = structs.replace(self.base, names=names)
        self.read_again([one for one in self.batch.files if has_labels(one)], names=names)

    def read_again(self, files: Sequence[SourceFile], **changed: Any) -> None:
        """Read files again, some options changed; what was corrected in them is read anew, too."""
        for one in files:
            known = self.options.get(one.path, self.base)
            self.options[one.path] = structs.replace(known, **changed)

        self._run(
            lambda own, reporter: read_each(
                [(one, self.options[one.path]) for one in files], self.batch.items, own, reporter
            ),
            lambda found: self._replaced(files, found),
        )

    def look_again(self, file: SourceFile | None = None, profile: Path | None = None) -> None:
        """Read anew what is another file to the program now that it knows other archives.

        `file` is read by this profile, whatever else would know it.
        """
        if file is not None:
            known = self.options.get(file.path, self.base)
            self.options[file.path] = structs.replace(known, profile=str(profile or ""))
        before = [one for one in (*self.batch.files, *self.batch.unknown) if can_be_taught(one)]
        again: list[SourceFile] = []

        def read(own: Project, reporter: Reporter) -> list[Batch]:
            found: list[Batch] = []
            for done, old in enumerate(before):
                reporter(done, len(before))
                reading = self.options.get(old.path, self.base)
                if old != file and reading.profile and Path(reading.profile).exists():
                    continue
                new = taught_file(old) if old == file else known_now(old)
                if new is not None:
                    again.append(old)
                    if old != file:
                        reading = structs.replace(reading, profile="")
                    found += read_each([(new, reading)], self.batch.items, own, reporter)
            return found

        self._run(read, lambda found: self._replaced(again, found))

    def look(self, file: SourceFile, options: ReadOptions) -> TableLook:
        """Return what the columns of a table hold: as it was looked up when the file was read."""
        known = self._looks.get(file.path)
        if known is None or known[0] != options:
            known = self._looks[file.path] = options, look_at(file, options)
        return known[1]

    def _replaced(self, files: Sequence[SourceFile], found: Sequence[Batch]) -> Batch:
        return replaced(self.batch, list(zip(files, found, strict=True)))

    def _run(
        self,
        work: Callable[[Project, Reporter], list[Batch]],
        combine: Callable[[Sequence[Batch]], Batch],
    ) -> None:
        """Read in the background, where what was read is put together and looked at, too."""
        visibility, before = self._sees(), self.outcomes

        def read(own: Project, reporter: Reporter) -> tuple[Batch, NamesTaken, Outcomes]:
            found = work(own, reporter)
            names = self._names_in(found, own, reporter)
            whole = combine(found)
            self._looks.clear()
            for file in [one for one in whole.files if has_columns(one)][:_LOOKED_AT]:
                reporter(0, 0)
                self.look(file, self.options.get(file.path, self.base))
            return whole, names, outcomes(whole.items, own, visibility, before, reporter)

        def done(result: tuple[Batch, NamesTaken, Outcomes]) -> None:
            self.batch, self.names, self.outcomes = result
            self.read.emit()

        job = Job(on_sibling(self._project, read)).on_success(done).on_refusal(self._refuse)
        job.run(self._window, "Reading files")

    def _names_in(self, found: Sequence[Batch], own: Project, reporter: Reporter) -> NamesTaken:
        """Return what names are taken for, asked anew only where files of labels were read."""
        anew = [file for one in found for file in one.files if has_labels(file)]
        if not anew:
            return self.names
        files = {one.path: one for one in (*self.batch.files, *anew) if has_labels(one)}
        taken_over = next((one.takes_over for one in (self.batch, *found) if one.takes_over), None)
        codebook = taken_over or codebook_of(own)
        rows = proposed(files.values(), structs.replace(self.base, codebook=codebook), reporter)
        return NamesTaken(
            rows=tuple(rows),
            codebook=codebook,
            handles=tuple(sorted(one.handle for one in own.find(Coder))),
        )

    def _refuse(self, error: UserError) -> None:
        show_refusal(self._window, "The files can't be read", error)
        self.read.emit()


def has_labels(file: SourceFile) -> bool:
    """Tell whether one can choose what the names in a file of labels are taken for."""
    return file.format.importer.labels is not None


def can_be_taught(file: SourceFile) -> bool:
    """Tell whether a file could be an archive's download that somebody teaches the program."""
    importer = file.format.importer
    other = importer.annotated or importer.columns is not None or importer.labels is not None
    return file.path.suffix.lower() in SUFFIXES and not other


def taught_file(file: SourceFile) -> SourceFile:
    """Return a file as one that is read by a profile."""
    return structs.replace(file, format=import_format(TAUGHT))


def known_now(file: SourceFile) -> SourceFile | None:
    """Return a file in the format that it is in now, where that has to do with what was taught."""
    now = import_format_for(file.path)
    if now is None or TAUGHT not in {now.id, file.format.id}:
        return None
    return structs.replace(file, format=now)
