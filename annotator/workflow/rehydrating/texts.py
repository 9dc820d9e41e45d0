"""The texts on which labels could stand: those of files and folders, or of another project."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.article import Article, normalised
from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.formats.folders import files_of
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.store.project import Project
from annotator.workflow.importing.reading import read_all

_PROJECT = ".annotator"


class FoundText(msgspec.Struct, frozen=True):
    """A text that is at hand, with what its file says of it; `where` names its place."""

    where: str
    title: str
    text: str
    meta: Mapping[str, Any]


def texts_in(
    sources: Sequence[Path], progress: Progress, fail: Callable[[UserError], object]
) -> Iterator[FoundText]:
    """Yield the texts of files, folders and projects; `fail` is told what can't be read.

    Raise a `UserError` when a source isn't there or has no importer.
    """
    files, _ = files_of([one for one in sources if one.suffix != _PROJECT])
    for path in sources:
        if path.suffix == _PROJECT:
            yield from _of_project(path)
    for _, found in read_all(files, ReadOptions(extend_codebook=True), progress):
        if isinstance(found, UserError):
            fail(found)
        elif isinstance(found, Incoming):
            new = found.article
            yield FoundText(found.where, new.title, normalised(new.text), new.meta)


def _of_project(path: Path) -> Iterator[FoundText]:
    with Project.open(path, read_only=True) as project:
        for one in project.find(Article):
            where = f"{path.name}, “{one.title}”"
            yield FoundText(where, one.title, project.text_of(one), one.meta)
