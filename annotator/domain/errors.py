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
        return type(self)(self.message, where=places, remedy=self.remedy)


DAMAGE_REMEDY = "Save what is sound with Rescue… (annotator rescue), or use Restore a backup…."
"""What to do about a damaged file."""


class DamageError(UserError):
    """The project file is not what the program wrote: names the record, and where it is.

    `kind` and `record` are those of what is damaged, where that is a record; `detail` says how.
    """

    kind: str = ""
    record: str = ""
    detail: str = ""

    def __init__(self, message: str, *, where: str = "", remedy: str = DAMAGE_REMEDY) -> None:
        super().__init__(message, where=where, remedy=remedy)


NOT_NOW_REMEDY = "Another program may be using the file, or the disk is full or read-only."
"""What to do when the machine refuses."""


CANT_WRITE = "The project can't be written now"
BACKUP_FIRST = "a backup is being made first"
"""Why an edit waits that is a large one."""


class CancelledError(Exception):
    """The user cancelled long work; nothing of it remains."""


class NotNowError(UserError):
    """The machine refuses: the file is locked or read-only, the disk full, the medium gone.

    `detail` is what the system says.
    """

    def __init__(self, what: str, detail: str) -> None:
        self.detail = detail
        super().__init__(f"{what}: {detail}.", remedy=NOT_NOW_REMEDY)

    def about(self, what: str) -> "NotNowError":
        """Return the same refusal of something else."""
        return type(self)(what, self.detail)


class BusyError(NotNowError):
    """The same act may succeed in a moment: another program holds the file, or it is copied.

    `wanted` is the title of the command that was to be done, where it was one.
    """

    wanted: str = ""


class CopyFirstError(BusyError):
    """What is there is copied before an edit, on another thread: the edit can be done then.

    `detail` says what is done first.
    """

    def __init__(self, what: str, detail: str) -> None:
        super().__init__(what, detail)
        self.remedy = "It can be done as soon as the copy is there."


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
    `done` says that the edit at hand is in it too, whose `changes` these are, and `whole` that all
    is in it that was there before.
    """

    def __init__(
        self,
        state: FileState,
        message: str,
        path: Path,
        *,
        kept: Path | None = None,
        whole: bool = True,
    ) -> None:
        self.state = state
        self.path = path
        self.kept = kept
        self.done = False
        self.changes: object = None
        self.whole = whole
        remedy = f"Your work is kept in {kept}." if kept is not None else ""
        super().__init__(message, remedy=remedy)

    def at(self, where: str) -> UserError:  # noqa: ARG002 - the file is the place
        """Return it as it is: no line of another file is to blame."""
        return self
