"""Files that another program may be writing: copied for oneself, and seen to be whole.

Nothing is opened with SQLite where it lies, since that could leave a lock or a journal there.
"""

import errno
import os
import shutil
import stat
from pathlib import Path

from annotator.store.file.overwriting import SIDECARS, is_open

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BLOCK = 1 << 20
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"
_LARGEST_PAGE = 65_536


def is_being_written(path: Path) -> bool:
    """Tell whether a file is open here, or unfinished work of a database lies beside it."""
    return is_open(path) or any(_has_bytes(Path(f"{path}{one}")) for one in SIDECARS)


def copied_at_rest(path: Path, target: Path, size: int, mtime_ns: int) -> bool:
    """Copy a file to a new place; tell whether it was, and stayed, of this size and time.

    A link is not followed. Raise an `OSError` when it can't be read or the copy not be written, as
    one for which there is no room: that is seen before anything is.
    """
    if size > shutil.disk_usage(target.parent).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    source = os.open(path, os.O_RDONLY | _NO_LINKS)
    try:
        if not _is_like(source, size, mtime_ns):
            return False
        with target.open("xb") as copy:
            left = size
            while left > 0 and (block := os.read(source, min(_BLOCK, left))):
                copy.write(block)
                left -= len(block)
        return not left and _is_like(source, size, mtime_ns) and _is_named(path, source)
    finally:
        os.close(source)


def is_whole_database(path: Path) -> bool:
    """Tell whether a file begins as a database does and has as many pages as it says.

    A link is not followed. Raise an `OSError` when it can't be read.
    """
    file = os.open(path, os.O_RDONLY | _NO_LINKS)
    try:
        header, size = os.read(file, _HEADER), os.fstat(file).st_size
    finally:
        os.close(file)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return False
    page = int.from_bytes(header[16:18], "big")
    page = _LARGEST_PAGE if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    return page > 0 and size == page * pages and header[24:28] == header[92:96]


def _is_like(file: int, size: int, mtime_ns: int) -> bool:
    found = os.fstat(file)
    return stat.S_ISREG(found.st_mode) and (found.st_size, found.st_mtime_ns) == (size, mtime_ns)


def _is_named(path: Path, file: int) -> bool:
    """Tell whether the open file is still the one of this name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(file))
    except OSError:
        return False


def _has_bytes(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
