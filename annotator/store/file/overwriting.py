"""What nothing is ever written over, projects before all, and names that are free."""

import datetime as dt
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

from annotator.domain.errors import UserError
from annotator.store.file.database import Database
from annotator.store.file.schema import APPLICATION_ID

SIDECARS = ("-journal", "-wal")
"""What SQLite appends to a database's name for the files in which it keeps unfinished work."""
_MAGIC = b"SQLite format 3\x00"
_ID_PLACE = slice(68, 72)
"""Where SQLite's header holds the application id, most significant byte first."""
_LONGEST_NAME = 255
"""How many bytes a file's name may have on the usual file systems."""
LONGEST_PROJECT_NAME = _LONGEST_NAME - max(len(one) for one in SIDECARS)
"""How many bytes a project's name may have, so that a journal can lie beside it."""
_open: WeakKeyDictionary[Database, tuple[int, int]] = WeakKeyDictionary()
_guard = Lock()


def remember_open(database: Database, path: Path) -> None:
    """Note that this process has a project open, until the connection is forgotten or gone."""
    found = path.stat()
    with _guard:
        _open[database] = (found.st_dev, found.st_ino)


def forget_open(database: Database) -> None:
    """Note that a connection was closed; one that was never noted is none's loss."""
    with _guard:
        _open.pop(database, None)


def is_open(path: Path) -> bool:
    """Tell whether a file is a project that this process has open, whatever its name is.

    It is not looked into for that: closing a file anywhere in a process drops all locks that
    SQLite holds on it.
    """
    try:
        found = path.stat()
    except OSError:
        return False
    with _guard:
        return (found.st_dev, found.st_ino) in _open.values()


def is_project(path: Path) -> bool:
    """Tell whether a file is a project, or a database in use, so that none is overwritten.

    Raise an `OSError` when it can't be read.
    """
    own = path.resolve()
    if any(os.path.lexists(f"{own}{one}") for one in SIDECARS):
        return True
    try:
        found = own.stat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(found.st_mode) and (is_open(own) or has_our_header(own))


def has_our_header(path: Path) -> bool:
    """Tell whether a file begins as a project does; it must not be open in this process."""
    with path.open("rb") as file:
        header = file.read(_ID_PLACE.stop)
    ours = APPLICATION_ID.to_bytes(4, "big")
    return header.startswith(_MAGIC) and header[_ID_PLACE] == ours


def refuse_target(target: Path, *, replace: bool) -> None:
    """Raise a `UserError` when no file may take this place, an `OSError` when none can.

    A link is not followed: what it leads to is another file, which whoever may write into the
    folder has chosen. It is not replaced either, as somebody may need it.
    """
    if not target.parent.is_dir():
        message = f"{target} can't be written: there is no folder {target.parent}."
        raise UserError(message, remedy="Choose a folder that is there.")
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        _refuse_sidecars(target)
        return
    if not replace:
        raise already_there(target)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if is_project(target):
        message = f"{target.name} is a project, which would be lost."
        raise UserError(message, remedy="Choose another name.")
    if stat.S_ISLNK(mode):
        message = f"{target.name} is a link to {target.readlink()}, and links are not written to."
        raise UserError(message, remedy="Name that file itself, or choose another name.")
    if not stat.S_ISREG(mode):
        raise UserError(f"{target.name} is no ordinary file.", remedy="Choose another name.")


def refuse_long_name(target: Path) -> None:
    """Raise a `UserError` when SQLite could make no file beside a database of this name."""
    if len(os.fsencode(target.name)) > LONGEST_PROJECT_NAME:
        most = f"{LONGEST_PROJECT_NAME} bytes at most"
        message = f"{target} can't be written: a project's name has {most}."
        raise UserError(message, remedy="Choose a shorter one.")


def free_path(
    folder: Path, stem: str, suffix: str, taken: Callable[[Path], bool] = os.path.lexists
) -> Path:
    """Return a path with this name at which there is nothing yet: "Study", "Study 2" and so on."""
    path, n = folder / f"{stem}{suffix}", 2
    while taken(path):
        path, n = folder / f"{stem} {n}{suffix}", n + 1
    return path


def dated_path(path: Path, words: str, suffix: str = "") -> Path:
    """Return a free path beside a file: "Study (words 2030-01-31 09.30.00).annotator"."""
    now = f"{dt.datetime.now(dt.UTC).astimezone():%Y-%m-%d %H.%M.%S}"
    return free_path(path.parent, f"{path.stem[:120]} ({words} {now})", suffix or path.suffix)


def already_there(target: Path) -> UserError:
    """Return the refusal of a place that is taken."""
    return UserError(f"{target.name} is already there.", remedy="Choose another name.")


def _refuse_sidecars(target: Path) -> None:
    """Refuse a name beside which a lost database left its work: it would be applied to ours.

    An empty file holds none.
    """
    for ending in SIDECARS:
        beside = Path(f"{target}{ending}")
        if os.path.lexists(beside) and beside.lstat().st_size:
            message = f"{beside.name} is there, and belongs to a project called {target.name}."
            raise UserError(message, remedy="Choose another name, or move that file away.")
