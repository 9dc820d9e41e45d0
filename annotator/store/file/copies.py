"""Copies of projects: for the user, for an upgrade, and for the program's own use."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import BusyError, UserError
from annotator.store.file import damaged
from annotator.store.file.accepting import bound
from annotator.store.file.database import Database
from annotator.store.file.overwriting import refuse_long_name
from annotator.store.file.placing import placed
from annotator.store.file.schema import has_pending, migrate
from annotator.store.file.watched import WatchedConnection

_MOST_BUSY = 4
_BUSY_PAUSE = 0.05
"""How often a lock is waited for, and how long each time in seconds; SQLite has waited before."""
_AT_A_TIME = 50
"""How long SQLite waits at a time, in milliseconds: whoever cancels is not heard before."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
Proof = Callable[[Database], None]
"""Raises a `DamageError` when a database, of this version of the program, is not sound."""


def _nothing(_part: Path) -> None: ...


def copy_to(
    database: Database,
    path: Path,
    *,
    replace: bool = True,
    finish: Callable[[Path], object] = _nothing,
) -> None:
    """Write a copy of the database; with `replace`, a file that is no project gives way to it.

    It can be worked on before it takes its place: that is to `finish` it. It is no freeze.
    """
    refuse_long_name(path)
    with placed(path, replace=replace) as part:
        with closing(sqlite3.connect(part)) as target:
            target.execute("PRAGMA synchronous = OFF")
            _copy_pages(database, target)
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
            target.execute("PRAGMA user_version = 0")
        finish(part)


def size_of(database: Database) -> int:
    """Return how many bytes a project has."""
    (pages,) = database.conn.execute("PRAGMA page_count").fetchone()
    (size,) = database.conn.execute("PRAGMA page_size").fetchone()
    return pages * size


def copy_for_now(
    database: Database, path: Path, progress: Progress = no_progress, *, pages: int = -1
) -> None:
    """Write a copy into a folder of the program's own, which need not outlive it.

    With `pages`, others can write after each so many, and the copy begins again if they do.
    """
    with closing(sqlite3.connect(path)) as target:
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA journal_mode = OFF")
        _copy_pages(database, target, progress, pages)


def _copy_pages(
    database: Database,
    target: sqlite3.Connection,
    progress: Progress = no_progress,
    pages: int = -1,
) -> None:
    """Copy all of a database; raise `BusyError` instead of waiting for a lock without end.

    `progress` is called again and again also while a lock is waited for.
    """
    (patience,) = database.conn.execute("PRAGMA busy_timeout").fetchone()
    at_a_time = min(patience, _AT_A_TIME)
    most = (_MOST_BUSY + 1) * patience / (at_a_time + 1000 * _BUSY_PAUSE)
    busy = 0

    def look(status: int, left: int, total: int) -> None:
        nonlocal busy
        progress(total - left, total)
        busy += status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if busy > max(most, _MOST_BUSY):
            raise BusyError("The project can't be copied now", "database is locked")

    database.conn.execute(f"PRAGMA busy_timeout = {at_a_time:d}")
    try:
        database.conn.backup(target, pages=pages, progress=look, sleep=_BUSY_PAUSE)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _DAMAGED:
            raise damaged.file(getattr(database.conn, "name", "The project"), str(error)) from None
        raise
    finally:
        database.conn.execute(f"PRAGMA busy_timeout = {patience:d}")


def prove_upgraded(database: Database, name: str, prove: Proof) -> None:
    """Upgrade a copy in memory and have that proved: sums must not bless what is damaged."""
    with closing(_copy_in_memory(database, name)) as copy:
        migrate(copy)
        prove(copy)


def upgraded_copy(database: Database, name: str) -> Database | None:
    """Return a copy in memory of what an older version wrote, upgraded; None if it can't be."""
    copy: Database | None = None
    try:
        if not has_pending(database):
            return None
        copy = _copy_in_memory(database, name)
        bound(copy, len(copy.conn.serialize()))
        migrate(copy)
    except (sqlite3.Error, UserError):
        if copy is not None:
            copy.close()
        return None
    return copy


def _copy_in_memory(database: Database, name: str) -> Database:
    memory = sqlite3.connect(":memory:", isolation_level=None, factory=WatchedConnection)
    memory.name = name
    try:
        _copy_pages(database, memory)
        memory.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        memory.close()
        raise
    return Database(memory)
