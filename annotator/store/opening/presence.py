"""Who has a project open: a small file beside it, which is gone when the project is closed.

It is told, and believed in nothing. Its lock ends with its program, however that ends: one that
nobody holds was left by a program that ended badly.
"""

import datetime as dt
import os
import platform
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from annotator.store.file.file_locks import LockState, try_lock

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_MOST = 2000
"""How many bytes such a file has at most."""
_MOST_TEXT = 100


class Visitor(msgspec.Struct, frozen=True):
    """Somebody who has, or had, a project open: handle, machine, and since when (UTC).

    `edit` is the id of the last edit that was saved there, as far as that was noted.
    """

    coder: str
    machine: str
    since: str
    edit: str = ""


class OpenMark:
    """Says that somebody has a project open, until `leave`; where that can't be written, nothing.

    `left_behind` had it open in a program that ended badly, as far as was seen until now.
    """

    def __init__(self, path: Path, coder: str) -> None:
        self._folder, self._name = path.resolve().parent, path.name
        self.left_behind: list[Visitor] = []
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._visitor = Visitor(coder, platform.node(), now)
        self._path, self._file = self._enter()
        self.company()

    def company(self) -> list[Visitor]:
        """Return who else has the project open just now."""
        found = map(self._judged, self._found())
        return [visitor for visitor in found if visitor is not None]

    def note(self, edit: str) -> None:
        """Note the last edit that was saved: whoever comes after a bad end can look for it."""
        if self._file is not None:
            self._visitor = msgspec.structs.replace(self._visitor, edit=edit)
            with suppress(OSError):
                _write(self._file, msgspec.json.encode(self._visitor))

    def leave(self) -> None:
        """Say so no longer; where the folder has another name now, an empty mark is left there."""
        if self._file is not None:
            with suppress(OSError):
                os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None
            with suppress(OSError):
                self._path.unlink()

    def _enter(self) -> tuple[Path, int | None]:
        path = self._folder / f".{self._name}.{secrets.token_hex(6)}.open"
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o644)
        except OSError:
            return path, None
        with suppress(OSError):
            try_lock(file)
            _write(file, msgspec.json.encode(self._visitor))
        return path, file

    def _judged(self, path: Path) -> Visitor | None:
        """Return who is there; take away what a program left that ended badly."""
        with suppress(OSError):
            file = os.open(path, os.O_RDWR | _NO_LINKS)
            try:
                visitor = _read(file)
                state = try_lock(file)
            finally:
                os.close(file)
            if state is not LockState.OURS:
                return visitor
            path.unlink()
            if visitor is not None:
                self.left_behind.append(visitor)
        return None

    def _found(self) -> Iterator[Path]:
        start, end = f".{self._name}.", ".open"
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                fits = entry.name.startswith(start) and entry.name.endswith(end)
                own = entry.name == self._path.name
                if fits and not own and entry.is_file(follow_symlinks=False):
                    yield Path(entry.path)


def _write(file: int, content: bytes) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, content)
    os.ftruncate(file, len(content))


def _read(file: int) -> Visitor | None:
    try:
        found = msgspec.json.decode(os.read(file, _MOST), type=Visitor)
    except msgspec.MsgspecError:
        return None
    return Visitor(*(value[:_MOST_TEXT] for value in msgspec.structs.astuple(found)))
