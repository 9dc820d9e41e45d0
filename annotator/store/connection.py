"""Opening and closing project files, which may come from anybody."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from annotator.domain.errors import UserError
from annotator.store.schema import APPLICATION_ID, known_steps, migrations

_HEADER = b"SQLite format 3\x00"
_BUSY_MILLISECONDS = 5000
_OWN_OF_SQLITE = "sqlite_%"


def create(path: Path) -> Database:
    """Make a new project file and open it; raise a `UserError` when something is there."""
    if path.exists():
        raise UserError(f"{path.name} is already there.", remedy="Choose another name.")
    try:
        path.touch(exist_ok=False)
    except OSError as error:
        message = f"{path} can't be written: {error.strerror}."
        raise UserError(message, remedy="Choose another folder.") from None
    database = _connect(path)
    database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _prepare(database)
    migrations.apply(database)
    return database


def open_existing(path: Path) -> Database:
    """Open a project file after examining it; raise a `UserError` that says why not."""
    _examine_header(path)
    database = _connect(path)
    try:
        _examine(database, path)
        _prepare(database)
        if migrations.pending(database):
            _copy_before_upgrade(database, path)
            migrations.apply(database)
    except sqlite3.DatabaseError as error:
        database.close()
        raise _damaged(path, str(error)) from None
    except UserError:
        database.close()
        raise
    return database


def open_again(path: Path) -> Database:
    """Open a second connection to a project that this program has open already."""
    database = _connect(path)
    _prepare(database)
    return database


def close(database: Database) -> None:
    """Close a project and leave one plain file; another connection may keep the WAL."""
    with suppress(sqlite3.OperationalError):
        database.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    database.close()


@contextmanager
def transaction(database: Database) -> Generator[None]:
    """Do all of it or nothing, holding the write lock from the start."""
    try:
        database.conn.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        message = f"The project can't be written now: {error}."
        remedy = "Another program may be using the file, or the disk is full or read-only."
        raise UserError(message, remedy=remedy) from None
    try:
        yield
        database.conn.execute("COMMIT")
    except BaseException:
        if database.conn.in_transaction:
            database.conn.execute("ROLLBACK")
        raise


def _connect(path: Path) -> Database:
    uri = f"{path.resolve().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    return Database(connection)


def _prepare(database: Database) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cell_size_check = ON",
    ):
        database.conn.execute(f"PRAGMA {pragma}").fetchall()


def _examine_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.") from None
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None
    if header != _HEADER:
        raise _not_a_project(path)


def _examine(database: Database, path: Path) -> None:
    if _one(database, "PRAGMA application_id") != APPLICATION_ID:
        raise _not_a_project(path)
    newer = {step.name for step in migrations.applied(database)} - known_steps()
    if newer:
        message = f"{path.name} was made by a newer Media Annotator ({', '.join(sorted(newer))})."
        raise UserError(message, remedy="Update the program to open it.")
    foreign = sorted(_schema(database) - _expected_schema())
    if foreign:
        message = f"{path.name} holds something that this program did not make: {foreign[0][1]}."
        raise UserError(message, remedy="It may be unsafe; ask whoever sent it for another copy.")
    found = _one(database, "PRAGMA quick_check(1)")
    if found != "ok":
        raise _damaged(path, str(found))


def _one(database: Database, sql: str) -> object:
    return database.conn.execute(sql).fetchone()[0]


def _schema(database: Database) -> set[tuple[str, str, str]]:
    sql = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE ?"
    return {(kind, name, text) for kind, name, text in database.conn.execute(sql, [_OWN_OF_SQLITE])}


@cache
def _expected_schema() -> frozenset[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        database = Database(connection)
        migrations.apply(database)
        return frozenset(_schema(database))


def _copy_before_upgrade(database: Database, path: Path) -> None:
    copy = path.with_suffix(".before-upgrade.annotator")
    with closing(sqlite3.connect(copy)) as target:
        database.conn.backup(target)


def _not_a_project(path: Path) -> UserError:
    return UserError(f"{path.name} is no Media Annotator project.", remedy="Choose another file.")


def _damaged(path: Path, detail: str) -> UserError:
    message = f"{path.name} is damaged: {detail}."
    return UserError(message, remedy="Go back to a backup, or export what can be read of a copy.")
