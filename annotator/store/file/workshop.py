"""A folder beside a target in which a file is made, and what killed programs left of theirs.

It has an unguessable name and is its owner's alone, so that nobody can plant a link or a journal
where a file is being made. A lock in it is held as long as its program lives.
"""

import os
import platform
import re
import secrets
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from shutil import rmtree

from annotator.store.file.file_locks import LockState, try_lock

_NAME = re.compile(r"\.annotator-[0-9a-f]{24}\.part")
_LOCK = "lock"
_CONTENTS = re.compile(rf"{_LOCK}|old-\d|new-\d(-journal|-wal|-shm)?")
_FOR_US_ALONE = 0o777 if sys.platform == "win32" else 0o700
"""Windows would let files keep such rights after they left the folder; its temporary files have
those of the folder around."""
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
_ABANDONED_AFTER = 7 * 24 * 3600
"""Seconds after which a folder counts as left where no lock can tell."""
_TRIES = 10


@contextmanager
def workshop(folder: Path) -> Generator[Path]:
    """Make a folder in this one, which is gone at the end; raise an `OSError` if that can't be."""
    path, lock = _opened(folder)
    try:
        yield path
    finally:
        os.close(lock)
        with suppress(OSError):
            _remove(path)


def new_file(path: Path) -> Path:
    """Make an empty file, with an ordinary new file's mode, that was not there; return its path."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o666))
    return path


def sweep(folder: Path) -> None:
    """Remove what killed programs left half made in a folder; what can't be removed stays."""
    with suppress(OSError):
        with os.scandir(folder) as entries:
            found = [
                Path(one.path)
                for one in entries
                if _NAME.fullmatch(one.name) and one.is_dir(follow_symlinks=False)
            ]
        for path in found:
            with suppress(OSError):
                if _is_ours(path) and _is_dead(path):
                    _remove(path)


def _opened(folder: Path) -> tuple[Path, int]:
    """Make a folder with a lock that is held.

    Another program may sweep it away before the lock is held; then there is another one.
    """
    for _ in range(_TRIES):
        path = folder / f".annotator-{secrets.token_hex(12)}.part"
        path.mkdir(_FOR_US_ALONE)
        try:
            lock = _held(path / _LOCK)
        except FileNotFoundError:
            continue
        except BaseException:  # no room for it, say
            with suppress(OSError):
                _remove(path)
            raise
        if lock is not None:
            return path, lock
    raise FileNotFoundError(0, f"{folder} is being cleared")


def _held(path: Path) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o600)
    try:
        if try_lock(lock) is not LockState.HELD_BY_ANOTHER:
            os.write(lock, _machine())
            if os.path.samestat(os.fstat(lock), path.stat()):
                return lock
    except BaseException:
        os.close(lock)
        raise
    os.close(lock)
    return None


def _is_ours(path: Path) -> bool:
    """Tell whether a folder belongs to this user and holds nothing that we would not make."""
    if sys.platform != "win32" and path.lstat().st_uid != os.getuid():
        return False
    return all(_CONTENTS.fullmatch(one.name) for one in path.iterdir())


def _is_dead(path: Path) -> bool:
    """Tell whether nobody makes anything in a folder any more.

    On a share a lock may hold for one machine only, or not at all: there it must be old, too.
    """
    try:
        lock = os.open(path / _LOCK, os.O_RDWR | _NO_LINKS | _AT_ONCE)
    except FileNotFoundError:
        return not any(path.iterdir()) or _is_old(path)
    try:
        state = try_lock(lock)
        # Of a name that was not written to its end, or never reached the disk, a beginning is left.
        named = os.read(lock, 1000).rstrip(b"\0")
        if state is LockState.OURS and _machine().startswith(named):
            return True
        return state is not LockState.HELD_BY_ANOTHER and _is_old(path)
    finally:
        os.close(lock)


def _is_old(path: Path) -> bool:
    touched = [path.lstat().st_mtime, *(one.lstat().st_mtime for one in path.iterdir())]
    return max(touched) < time.time() - _ABANDONED_AFTER


def _remove(path: Path) -> None:
    """Remove a folder of ours, its lock last, so that one killed in between is known again."""
    for one in list(path.iterdir()):
        if one.is_dir() and not one.is_symlink():
            rmtree(one)
        elif one.name != _LOCK:
            one.unlink(missing_ok=True)
    (path / _LOCK).unlink(missing_ok=True)
    path.rmdir()


@cache
def _machine() -> bytes:
    """Return what tells this machine from others that see the same share."""
    number = ""
    with suppress(OSError):
        number = Path("/etc/machine-id").read_text(encoding="ascii", errors="replace").strip()
    return f"{platform.node()} {number}".encode()
