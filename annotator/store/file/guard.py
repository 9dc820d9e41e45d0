"""Noticing that the file under an open project is no longer the one that was opened."""

import os
import time
from pathlib import Path

import msgspec

from annotator.domain.errors import FileState
from annotator.store.file.overwriting import LONGEST_PROJECT_NAME

_WRITABLE = 0o222
"""The bits of a mode that let somebody write."""


_TICK = 20_000_000
"""Nanoseconds within which two writes may leave the same time: file systems' clocks are coarse."""


class Stamp(msgspec.Struct, frozen=True):
    """What tells that a file was written: its size in bytes and its time in nanoseconds.

    One that was `fresh` when it was taken may be that of a later write as well.
    """

    size: int
    changed: int
    fresh: bool = False


class FileGuard:
    """Knows one open file by its device and number, and how this program left it."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        found = self.path.stat()
        self.ident = found.st_dev, found.st_ino
        """The file's device and number."""
        self._stamp = _stamp(found)

    def stamp(self) -> Stamp | None:
        """Return the stamp of the open file as it is now; None where another one lies there."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return _stamp(found) if (found.st_dev, found.st_ino) == self.ident else None

    def is_other_than(self, stamp: Stamp | None) -> bool:
        """Tell whether the open file was written since it had this stamp."""
        now = self.stamp()
        if now is None or stamp is None:
            return False
        return (now.size, now.changed) != (stamp.size, stamp.changed)

    def take_note(self, stamp: Stamp | None) -> None:
        """Take the file as it was at this stamp for as this program left it."""
        if stamp is not None:
            self._stamp = stamp

    @property
    def is_sure(self) -> bool:
        """Whether a file with the same stamp was certainly not written since."""
        return not self._stamp.fresh

    def look(self) -> FileState:
        """Tell what has become of the file; contents are not read, so never OVERWRITTEN."""
        try:
            found = self.path.stat()
        except OSError:
            return self._why_missing()
        if (found.st_dev, found.st_ino) != self.ident:
            return FileState.REPLACED
        if not found.st_mode & _WRITABLE:
            return FileState.READ_ONLY
        now = found.st_size, found.st_mtime_ns
        return (
            FileState.SAME if now == (self._stamp.size, self._stamp.changed) else FileState.WRITTEN
        )

    def now_at(self) -> Path | None:
        """Return where in its folder the file lies under another name."""
        try:
            with os.scandir(self.path.parent) as entries:
                for entry in entries:
                    if entry.inode() == self.ident[1] and not entry.is_symlink():
                        found = entry.stat(follow_symlinks=False)
                        if (found.st_dev, found.st_ino) == self.ident:
                            return Path(entry.path)
        except OSError:
            return None
        return None

    def _why_missing(self) -> FileState:
        if not self.path.parent.is_dir():
            return FileState.FOLDER_MISSING
        return FileState.RENAMED if self.now_at() is not None else FileState.MISSING


def _stamp(found: os.stat_result) -> Stamp:
    fresh = time.time_ns() - found.st_mtime_ns < _TICK
    return Stamp(found.st_size, found.st_mtime_ns, fresh)


def why_not_writable(path: Path) -> str:
    """Return why a project can't be written, in words, or nothing when it can.

    A journal comes to lie beside it, so its folder must take one. What is marked as read-only is
    taken at its word, also where the system would let its administrator write.
    """
    try:
        if len(os.fsencode(path.name)) > LONGEST_PROJECT_NAME:
            return "its name leaves no room for a journal's"
        mode = path.stat().st_mode
        folder = path.resolve().parent
        if not mode & _WRITABLE or not os.access(path, os.W_OK):
            return "the file is read-only"
        if not folder.stat().st_mode & _WRITABLE or not os.access(folder, os.W_OK):
            return "its folder is read-only"
    except OSError as error:
        return error.strerror or str(error)
    return ""
