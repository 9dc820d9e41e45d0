"""Locks on files that end with the process, however that ends.

They lie on files that hold nothing else: on some shares they would get into SQLite's way.
"""

import enum
import os
import sys

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PLACE = 1 << 20
"""Windows locks bytes, and a locked one can't be read: this one lies behind all that is written."""


class LockState(enum.Enum):
    """What came of asking for a lock."""

    OURS = enum.auto()
    HELD_BY_ANOTHER = enum.auto()
    UNKNOWN = enum.auto()
    """The file system has no locks."""


def try_lock(file: int) -> LockState:
    """Lock an open file for as long as this descriptor is open, if nobody else holds it."""
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        return LockState.HELD_BY_ANOTHER
    except OSError:
        return LockState.UNKNOWN
    return LockState.OURS


if sys.platform == "win32":

    def _lock(file: int) -> None:
        os.lseek(file, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file, 0, os.SEEK_SET)

else:

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
