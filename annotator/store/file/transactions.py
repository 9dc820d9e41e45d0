"""Doing all of something or nothing, and reading one state throughout."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from annotator.domain.errors import CANT_WRITE, BusyError, NotNowError
from annotator.store.file.database import Database

_NOT_NOW = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""What the machine refuses, with the file and the program in order."""
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextmanager
def transaction(database: Database) -> Generator[None]:
    """Do all of it or nothing, holding the write lock from the start."""
    try:
        database.conn.execute("BEGIN IMMEDIATE")
        yield
        database.conn.execute("COMMIT")
    except BaseException as error:
        if database.conn.in_transaction:
            database.conn.execute("ROLLBACK")
        if isinstance(error, NotNowError):
            raise error.about(CANT_WRITE) from None
        raise


@contextmanager
def trial(database: Database) -> Generator[None]:
    """Do all of it as in a transaction, and then nothing of it; the file itself is never touched.

    What doesn't fit into the cache would be written to the file before its time.
    """
    (spill,) = database.conn.execute("PRAGMA cache_spill").fetchone()
    database.conn.execute("PRAGMA cache_spill = OFF")
    try:
        with transaction(database):
            yield
            begin_again(database)
    finally:
        database.conn.execute(f"PRAGMA cache_spill = {spill:d}")


@contextmanager
def tried(database: Database) -> Generator[None]:
    """Do a part of the open transaction, and then nothing of this part."""
    database.conn.execute("SAVEPOINT tried")
    try:
        yield
    finally:
        if database.conn.in_transaction:
            database.conn.execute("ROLLBACK TO tried")
            database.conn.execute("RELEASE tried")


def begin_again(database: Database) -> None:
    """Take back what the open transaction did so far, and go on in a new one."""
    database.conn.execute("ROLLBACK")
    database.conn.execute("BEGIN IMMEDIATE")


@contextmanager
def snapshot(database: Database) -> Generator[None]:
    """Read one state of the file throughout, whatever others write meanwhile."""
    database.conn.execute("BEGIN")
    try:
        yield
    finally:
        if database.conn.in_transaction:  # which SQLite ends itself where reading fails
            database.conn.execute("ROLLBACK")


def is_locked(error: sqlite3.Error) -> bool:
    """Tell whether another connection's lock is in the way, which may be gone in a moment."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _LOCKED


def is_not_now(error: sqlite3.Error) -> bool:
    """Tell whether the machine refused (locked, full, read-only): no bug and no damage."""
    # SQLite keeps the primary code in the lowest byte; errors of the module itself have none.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_NOW


def refusal(error: sqlite3.Error, what: str) -> NotNowError:
    """Return what is told when the machine refused."""
    return (BusyError if is_locked(error) else NotNowError)(what, str(error))
