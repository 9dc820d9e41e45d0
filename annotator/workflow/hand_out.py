"""Handing out: assigning articles and writing a package for each coder, all of it or nothing."""

import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from annotator.domain.change import Changes
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.formats.files.atomic import free_path
from annotator.store.project import Project

SUFFIX = ".annotator"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class Parcel(msgspec.Struct, frozen=True):
    """What one coder (a handle) is given: articles by their ids, in a file at `path`."""

    coder: str
    articles: tuple[str, ...]
    path: Path


def package_path(folder: Path, project: Path, coder: str, taken: Collection[Path] = ()) -> Path:
    """Return a path named after project and coder at which there is nothing yet."""
    stem = f"{project.stem}-{_NOT_IN_NAMES.sub('_', coder).strip(' .')}"
    return free_path(folder, stem, SUFFIX, lambda path: path in taken or path.exists())


def write_packages(
    project: Project,
    parcels: Sequence[Parcel],
    *,
    reviewed: bool = False,
    progress: Progress = no_progress,
) -> Changes:
    """Assign to coders what is not theirs yet, in one step to undo, and write their packages.

    `reviewed` puts in what was decided on their annotations. Raise a `UserError` or
    `CancelledError`; nothing is written and assigned then. A file is never replaced.
    """
    for parcel in parcels:
        refuse_taken(parcel.path)
    pairs = tuple((article, one.coder) for one in parcels for article in one.articles)
    changes = project.apply(Assign(pairs))
    written: list[Path] = []
    try:
        for parcel, part in zip(parcels, _parts(parcels, progress), strict=True):
            project.cut_package(
                parcel.path,
                coder=parcel.coder,
                articles=parcel.articles,
                reviewed=reviewed,
                progress=part,
            )
            written.append(parcel.path)
    except BaseException:
        _take_back(project, changes, written)
        raise
    return changes


def refuse_taken(path: Path) -> None:
    """Raise a `UserError` when a package can't be written at a path or would replace something."""
    if not path.parent.is_dir():
        message = f"{path} can't be written: there is no folder {path.parent}."
        raise UserError(message, remedy="Choose a folder that is there.")
    if path.exists():
        raise UserError(f"{path} is there already.", remedy="Choose another name.")


def _parts(parcels: Iterable[Parcel], progress: Progress) -> Iterable[Progress]:
    """Yield for each parcel what turns its progress into that of all, counted in articles."""
    parcels = list(parcels)
    whole = sum(len(one.articles) for one in parcels)
    before = 0
    for parcel in parcels:
        yield _part(progress, before, len(parcel.articles), whole)
        before += len(parcel.articles)


def _part(progress: Progress, before: int, own: int, whole: int) -> Progress:
    def report(done: int, total: int) -> None:
        progress(before + (own * done // total if total else 0), whole)

    return report


def _take_back(project: Project, changes: Changes, written: Iterable[Path]) -> None:
    for path in written:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    if changes.changes:
        project.undo()
