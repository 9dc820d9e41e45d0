"""Noticing that the file under an open project is no longer the one that was opened."""

import os
from pathlib import Path

import msgspec

from annotator.domain.errors import FileState
from annotator.store.file.overwriting import LONGEST_PROJECT_NAME

_WRITABLE = 0o222
"""The bits of a mode that let somebody write."""


class _Stamp(msgspec.Struct, frozen=True):
    """What tells that a file was written: its size in bytes and its time in nanoseconds."""

    size: int
    changed: int


class FileGuard:
    """Knows one open file by its device and number, and how this program left it."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        found = self.path.stat()
        self.ident = found.st_dev, found.st_ino
        """The file's device and number."""
        self._stamp = _stamp(found)

    def take_note(self) -> None:
        """Take the file as it is now for as this program left it."""
        try:
            found = self.path.stat()
        except OSError:
            return
        if (found.st_dev, found.st_ino) == self.ident:
            self._stamp = _stamp(found)

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
        return FileState.SAME if _stamp(found) == self._stamp else FileState.WRITTEN

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


def _stamp(found: os.stat_result) -> _Stamp:
    return _Stamp(found.st_size, found.st_mtime_ns)


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
