"""Which project of this device follows which folder, as its user's data keep it."""

from contextlib import suppress
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.workflow.following.kept import (
    all_kept,
    as_path,
    as_text,
    place_of,
    read_kept,
    write_kept,
)

_ENDING = "tie"


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """That a project follows a folder, in a coder's (handle) name, and if files come in alone."""

    project: Path
    folder: Path
    coder: str
    by_itself: bool = True


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A tie as it is kept: paths need be no text."""

    project: str
    folder: str
    coder: str
    by_itself: bool


def tie_of(project: Path) -> Tie | None:
    """Return which folder a project follows, if it follows one."""
    return _read(place_of(project, _ENDING))


def tied_to(folder: Path) -> list[Tie]:
    """Return the projects that are there and follow a folder."""
    found = [_read(path) for path in all_kept(_ENDING)]
    wanted = folder.resolve()
    return [one for one in found if one and one.folder.resolve() == wanted and one.project.exists()]


def keep_tie(tie: Tie) -> None:
    """Let a project follow a folder from now on, in place of what it followed before."""
    refuse_within(tie.project, tie.folder)
    kept = _Kept(
        project=as_text(tie.project.resolve()),
        folder=as_text(tie.folder.resolve()),
        coder=tie.coder,
        by_itself=tie.by_itself,
    )
    write_kept(place_of(tie.project, _ENDING), kept)


def drop_tie(project: Path) -> None:
    """Let a project follow nothing any more; its files in the folder stay."""
    with suppress(OSError):
        place_of(project, _ENDING).unlink(missing_ok=True)


def refuse_within(project: Path, folder: Path) -> None:
    """Raise a `UserError` when a project lies where a sync client copies what is half written."""
    if project.resolve().is_relative_to(folder.resolve()):
        message = f"{project.name} lies in the folder that it is to follow."
        remedy = "Move it out: a sync client would carry off half of what is being written."
        raise UserError(message, remedy=remedy)


def _read(path: Path) -> Tie | None:
    kept = read_kept(path, _Kept)
    if kept is None:
        return None
    project, folder = as_path(kept.project), as_path(kept.folder)
    return Tie(project=project, folder=folder, coder=kept.coder, by_itself=kept.by_itself)
