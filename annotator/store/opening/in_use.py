"""Whether another program is at a file just now: what lies beside it is not left over then."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_LOCKS = 0x40000000
"""Where SQLite locks a file, whatever its size: "File Locking And Concurrency In SQLite"."""
_BYTES = 512


@contextmanager
def held_alone(path: Path) -> Generator[bool]:
    """Keep other programs out of a database meanwhile; give False when one is in it.

    Never for a file that is open in this process: closing it here would drop its locks. Where the
    file can't be written, nobody is kept out, and it is only looked whether somebody is in it.
    """
    writable = os.access(path, os.W_OK)
    descriptor = os.open(
        path, (os.O_RDWR if writable else os.O_RDONLY) | getattr(os, "O_BINARY", 0)
    )
    try:
        yield _lock(descriptor) if writable else not _is_locked(descriptor)
    finally:
        os.close(descriptor)  # which drops the lock


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKS, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _BYTES)
        except OSError:
            return False
        return True

    def _is_locked(_descriptor: int) -> bool:
        return False

else:
    import fcntl
    import struct

    # struct flock: type and whence, start and length, process; other systems put them elsewhere.
    _FLOCK, _TYPE_AT = ("qqihh", 20) if sys.platform == "darwin" else ("hhqqi4x", 0)

    # Of the open file where there is such a lock: one of the process is gone as soon as a
    # connection of this process to the same file is closed.
    _SET = getattr(fcntl, "F_OFD_SETLK", fcntl.F_SETLK)

    def _whole() -> bytes:
        cells = (fcntl.F_WRLCK, os.SEEK_SET, _LOCKS, _BYTES, 0)
        if sys.platform == "darwin":
            cells = (_LOCKS, _BYTES, 0, fcntl.F_WRLCK, os.SEEK_SET)
        return struct.pack(_FLOCK, *cells)

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.fcntl(descriptor, _SET, _whole())
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True  # a medium without locks: nobody can tell
        return True

    def _is_locked(descriptor: int) -> bool:
        try:
            found = fcntl.fcntl(descriptor, fcntl.F_GETLK, _whole())
        except OSError:
            return False
        return struct.unpack_from("h", found, _TYPE_AT)[0] != fcntl.F_UNLCK
