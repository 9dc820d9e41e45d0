"""The ways in which work stops without being a bug."""

from enum import StrEnum
from pathlib import Path


class UserError(Exception):
    """A refusal that helps: what went wrong, where, and what to do about it."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        super().__init__(message)

    def __str__(self) -> str:
        """Give the refusal as one line."""
        place = f"{self.where}: " if self.where else ""
        return " ".join(part for part in (f"{place}{self.message}", self.remedy) if part)

    def at(self, where: str) -> "UserError":
        """Return the same refusal with an outer place put before its own."""
        places = f"{where}, {self.where}" if self.where else where
        return UserError(self.message, where=places, remedy=self.remedy)


class CancelledError(Exception):
    """The user cancelled long work; nothing of it remains."""


class BusyError(UserError):
    """Another program holds the file just now: the same act may succeed in a moment."""


class FileState(StrEnum):
    """What became of a project's file while it was open."""

    SAME = "same"
    """It is the file that was opened, as this program left it."""
    WRITTEN = "written"
    """It is the file that was opened, and somebody wrote to it."""
    READ_ONLY = "read-only"
    """It was marked as read-only."""
    RENAMED = "renamed"
    """It lies in the same folder under another name."""
    REPLACED = "replaced"
    """Another file lies in its place."""
    OVERWRITTEN = "overwritten"
    """Other content was written over it."""
    MISSING = "missing"
    """It is gone, and its folder is there."""
    FOLDER_MISSING = "folder missing"
    """Its folder is gone."""


class FileChangedError(UserError):
    """The file under an open project is no longer the one that was opened.

    `path` is where it lay. `kept` is the file that holds the work so far, if it could be written;
    `done` says that the edit at hand is in it too.
    """

    def __init__(
        self,
        state: FileState,
        message: str,
        path: Path,
        *,
        kept: Path | None = None,
        done: bool = False,
    ) -> None:
        self.state = state
        self.path = path
        self.kept = kept
        self.done = done
        remedy = f"Your work is kept in {kept}." if kept is not None else ""
        super().__init__(message, remedy=remedy)
