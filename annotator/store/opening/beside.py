"""What lies beside a project: nothing of it is believed that the file alone does not bear out.

A program that was killed while it wrote leaves a journal; one of an earlier version, a WAL. Either
may as well belong to another file, which lay here before. So the file alone is judged first. If it
is whole, it is the project, and what lies beside it is set aside. Only if it is not, and a copy
becomes whole by what lies beside it, that is taken for its own.
"""

import os
import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.errors import BusyError, UserError
from annotator.domain.wording import counted
from annotator.store.check import problems, refuse_problems
from annotator.store.file import connection, damaged
from annotator.store.file.overwriting import dated_path, is_open
from annotator.store.file.own_folder import OwnFolder
from annotator.store.file.placing import placed, sync_folder
from annotator.store.opening.in_use import held_alone
from annotator.store.opening.journals import compared, is_empty

_IN_USE = "it is open in another program, perhaps an earlier version of this one"


class Beside(msgspec.Struct, frozen=True):
    """What was found beside a project, and done about it.

    `notes` are sentences for the user; `found` is a project with newer work that lay there.
    Where nothing can be written, `read_from` is what to read, itself or a copy, without what lies
    beside it.
    """

    notes: tuple[str, ...] = ()
    found: Path | None = None
    read_from: Path | None = None


def look_beside(path: Path, folder: OwnFolder, *, may_write: bool) -> Beside:
    """Look at what lies beside a project that is about to be opened.

    It is set aside, or used where it is proved to belong to the file, unless nothing may be
    written: then a copy in `folder` may be what is to be read. Raise a `UserError` when the file
    is damaged, or in use by an earlier version of the program; nothing is changed then.
    """
    own = path.resolve()
    journal, wal = own.with_name(f"{own.name}-journal"), own.with_name(f"{own.name}-wal")
    if is_open(own) or (is_empty(journal) and not _lies_there(wal)):
        return Beside()
    with held_alone(own) as alone:
        if not alone and _lies_there(wal):
            raise BusyError(f"{path.name} can't be opened now", _IN_USE)
        if not alone:
            return Beside()  # a journal at work
        place = _Place(own, folder, may_write)
        found = _look_at_wal(place) if _lies_there(wal) else Beside()
        if is_empty(journal) or found.read_from is not None:
            return found
        # SQLite would take it for the file's own, also after a WAL is gone.
        more = _look_at_journal(place)
        return structs.replace(more, notes=(*found.notes, *more.notes), found=found.found)


def _lies_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name so long that nothing can have it
        return False


class _Place(msgspec.Struct, frozen=True):
    path: Path
    folder: OwnFolder
    may_write: bool

    @property
    def journal(self) -> Path:
        return self.path.with_name(f"{self.path.name}-journal")

    @property
    def wal(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")


# A journal


def _look_at_journal(place: _Place) -> Beside:
    verdict = compared(place.journal, place.path)
    if verdict.foreign:
        if not is_whole(place.path):
            raise _damaged(place.path)
        return _set_aside(place, place.journal)
    whole = not verdict.other or is_whole(place.path)
    if whole and (verdict.follows or not verdict.other):
        # All of that commit had reached the file, or nothing.
        return _removed(place, place.journal)
    if whole:
        return _set_aside(place, place.journal)
    copy = place.folder.path / "recovered.annotator"
    if not _is_recovered(place, place.journal, copy):
        raise _damaged(place.path)
    if place.may_write:
        return Beside()  # SQLite takes the unfinished edit back when it opens the file
    return Beside(read_from=copy)


def _removed(place: _Place, left: Path) -> Beside:
    if not place.may_write:
        return Beside(read_from=place.path)
    left.unlink(missing_ok=True)
    return Beside()


# A WAL, as earlier versions of the program kept it


def _look_at_wal(place: _Place) -> Beside:
    whole = is_whole(place.path)
    copy = place.folder.path / "recovered.annotator"
    recovered = _is_recovered(place, place.wal, copy)
    if not whole and not recovered:
        raise _damaged(place.path)
    if not place.may_write:
        return Beside(read_from=place.path if whole else copy)
    if not whole:
        return _put_recovered(place, copy)
    more = _edits_of(copy) - _edits_of(place.path) if recovered else frozenset[str]()
    if not more:
        return _set_aside(place, place.wal)
    found = dated_path(place.path, "found beside it")
    with placed(found, replace=False) as part:
        shutil.copyfile(copy, part)
    kept = _set_aside(place, place.wal)
    note = (
        f"Beside {place.path.name} lay {counted(len(more), 'newer edit')}, from a program that was "
        f"stopped or from another version of the file. They are kept in {found.name}: bring that "
        "file in if you want them."
    )
    return Beside((*kept.notes, note), found)


def _put_recovered(place: _Place, copy: Path) -> Beside:
    """Put a file that its log made whole in the place of what it was, which is kept."""
    aside = dated_path(place.path, "set aside")
    with placed(aside, replace=False) as part:
        shutil.copyfile(place.path, part)
    copied = place.path.with_name(f".{secrets.token_hex(12)}.recovered")
    try:
        shutil.copyfile(copy, copied)
        with copied.open("rb+") as file:
            os.fsync(file.fileno())
        copied.replace(place.path)
    finally:
        copied.unlink(missing_ok=True)
    sync_folder(place.path.parent)
    kept = _set_aside(place, place.wal)
    name = place.path.name
    note = f"{name} was not written to its end, and is mended; it is kept as {aside.name}, too."
    return Beside((note, *kept.notes))


def _edits_of(path: Path) -> frozenset[str]:
    with closing(connection.connect(path, mode="ro&immutable=1")) as database:
        return frozenset(edit for (edit,) in database.conn.execute("SELECT id FROM edit"))


# Both


def is_whole(path: Path) -> bool:
    """Tell whether a file by itself, without anything beside it, is a sound project."""
    folder = OwnFolder()
    try:
        prove = partial(refuse_problems, name=path.name)
        with closing(connection.open_to_read(path, folder, prove, at_rest=True)) as database:
            return not problems(database)
    except UserError:
        return False
    finally:
        folder.remove()


def _is_recovered(place: _Place, left: Path, copy: Path) -> bool:
    """Tell whether a copy of the file, with what lies beside it, is a sound project."""
    with suppress(OSError, sqlite3.Error, UserError):
        shutil.copyfile(place.path, copy)
        shutil.copyfile(left, copy.with_name(copy.name + left.name.removeprefix(place.path.name)))
        with closing(connection.connect(copy)) as database:
            database.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
        return is_whole(copy)
    return False


def _set_aside(place: _Place, left: Path) -> Beside:
    """Give a file another name, under which nothing takes it for a part of the project."""
    if not place.may_write:
        return Beside(read_from=place.path)
    suffix = "." + left.name.rpartition("-")[2]
    kept = dated_path(place.path, "set aside", suffix)
    left.rename(kept)
    with suppress(OSError):  # SQLite's index of a WAL, which means nothing without it
        left.with_name(f"{place.path.name}-shm").unlink(missing_ok=True)
    note = f"Beside {place.path.name} lay a file that is not part of it; it is kept as {kept.name}."
    return Beside((note,))


def _damaged(path: Path) -> UserError:
    return damaged.file(path.name, "a commit broke off, and what lies beside it is not its own")
