"""Which project of this device follows which folder: kept in the user's data, beside nothing.

Losing it costs nothing but saying it again.
"""

from pathlib import Path

import msgspec


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """That a project follows a folder, in somebody's name, and whether files come in by themselves."""

    project: Path
    folder: Path
    coder: str
    by_itself: bool = True


def tie_of(project: Path) -> Tie | None:
    """Return which folder a project follows, if it follows one."""
    raise NotImplementedError


def tied_to(folder: Path) -> list[Tie]:
    """Return the projects that follow a folder."""
    raise NotImplementedError


def keep_tie(tie: Tie) -> None:
    """Let a project follow a folder from now on, in place of what it followed before."""
    raise NotImplementedError


def drop_tie(project: Path) -> None:
    """Let a project follow nothing any more; its files in the folder stay."""
    raise NotImplementedError
