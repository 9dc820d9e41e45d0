"""Opening and closing project files, which may come from anybody."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from annotator.domain.clock import NEVER, HybridClock
from annotator.domain.errors import DamageError, UserError
from annotator.store.file import damaged
from annotator.store.file.schema import (
    APPLICATION_ID,
    known_steps,
    migrations,
    schema_after,
    schema_of,
)
from annotator.store.file.transactions import NOT_NOW_REMEDY, is_not_now
from annotator.store.file.watched import WatchedConnection

_MAGIC = b"SQLite format 3\x00"
_ID_PLACE = slice(68, 72)
"""Where SQLite's header holds the application id, most significant byte first."""
_MODE_PLACE = 18
_WAL_MODE = 2
"""What the header has at this place when the file was last written with a WAL."""
_BUSY_MILLISECONDS = 5000
MOST_ROWS = 5_000_000
"""How many rows a table of a file to bring in may have."""
_MOST_PARTS = 1000
"""How many tables, indexes and triggers a file's schema is looked at for."""
_STEP = 10_000
_LEAST_STEPS = 50_000_000
_STEPS_PER_BYTE = 50
"""How many of SQLite's instructions a damaged file may cost, at least and by its size."""
_schema_after = cache(schema_after)
Proof = Callable[[Database], None]
"""Raises a `DamageError` when a database, of this version of the program, is not sound."""


def create(path: Path) -> Database:
    """Make a new project file and open it; raise a `UserError` when something is there."""
    if path.exists():
        raise UserError(f"{path.name} is already there.", remedy="Choose another name.")
    try:
        path.touch(exist_ok=False)
    except OSError as error:
        message = f"{path} can't be written: {error.strerror}."
        raise UserError(message, remedy="Choose another folder.") from None
    try:
        with closing(_connect(path)) as database:
            database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(database)
        return open_again(path)
    except sqlite3.Error as error:
        path.unlink(missing_ok=True)
        raise _refusal(path, error) from None


def open_existing(path: Path, prove: Proof) -> Database:
    """Open a project file after examining it; raise a `UserError` that says why not.

    One of an older version is proved sound, on a copy, before it is upgraded.
    """
    _examine_header(path)
    database: Database | None = None
    try:
        database = _connect(path)
        _examine(database, path)
        if migrations.pending(database):
            _prove_upgraded(database, path.name, prove)
        _prepare(database)
        if migrations.pending(database):
            _copy_before_upgrade(database, path)
            migrations.apply(database)
    except (sqlite3.Error, UserError) as error:
        if database is not None:
            database.close()
        if isinstance(error, sqlite3.Error):
            raise _refusal(path, error) from None
        raise
    return database


def open_read_only(path: Path, folder: Path, prove: Proof) -> Database:
    """Open another project file for reading only, after examining it.

    One of an older version of the program is upgraded as a copy in `folder`, which stays as long
    as the connection. Raise a `UserError` that says why it can't be opened.
    """
    _examine_header(path)
    database: Database | None = None
    try:
        database = _connect(path, mode="ro&immutable=1" if _is_at_rest(path) else "ro")
        _refuse_masses(database, path)
        _examine(database, path)
        if not migrations.pending(database):
            return database
        copy = folder / "upgraded.annotator"
        with closing(sqlite3.connect(copy)) as target:
            database.conn.backup(target)
        database.close()
        return open_existing(copy, prove)
    except (sqlite3.Error, UserError) as error:
        if database is not None:
            database.close()
        if isinstance(error, sqlite3.Error):
            raise _refusal(path, error) from None
        raise


def _is_at_rest(path: Path) -> bool:
    """Tell whether a file was left in WAL mode with nothing in a WAL: a copy of an open one.

    Reading it the ordinary way would make a WAL beside it, or fail where that can't be.
    """
    resolved = path.resolve()
    with resolved.open("rb") as file:
        wal = file.read(_ID_PLACE.stop)[_MODE_PLACE] == _WAL_MODE
    return wal and not resolved.with_name(f"{resolved.name}-wal").exists()


def _refuse_masses(database: Database, path: Path) -> None:
    """Refuse a file with more rows than any project has, before anything is read of it."""
    tables = database.conn.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for (table,) in tables:
        name = table.replace('"', '""')
        sql = f'SELECT count(*) FROM (SELECT 1 FROM "{name}" LIMIT {MOST_ROWS + 1})'  # noqa: S608 - quoted
        if database.conn.execute(sql).fetchone()[0] > MOST_ROWS:
            message = f"{path.name} has more than {MOST_ROWS:,} rows in its table {table}."
            raise UserError(message, remedy="No project is so large; ask for another copy.")


def _prove_upgraded(database: Database, name: str, prove: Proof) -> None:
    """Upgrade a copy in memory and have that proved: sums must not bless what is damaged."""
    with closing(_copy_in_memory(database, name)) as copy:
        migrations.apply(copy)
        prove(copy)


def upgraded_copy(database: Database, name: str) -> Database | None:
    """Return a copy in memory of what an older version wrote, upgraded; None if it can't be."""
    copy: Database | None = None
    try:
        if not migrations.pending(database):
            return None
        copy = _copy_in_memory(database, name)
        _bound(copy, len(copy.conn.serialize()))
        migrations.apply(copy)
    except (sqlite3.Error, UserError):
        if copy is not None:
            copy.close()
        return None
    return copy


def _copy_in_memory(database: Database, name: str) -> Database:
    memory = sqlite3.connect(":memory:", isolation_level=None, factory=WatchedConnection)
    memory.name = name
    try:
        database.conn.backup(memory)
        memory.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        memory.close()
        raise
    return Database(memory)


def open_damaged(path: Path) -> Database:
    """Open a file for nothing but reading, as it is and whatever it is, to name its damage.

    Raise a `UserError` when SQLite can't make anything of it.
    """
    database: Database | None = None
    try:
        database = _connect(path, mode="ro&immutable=1")
        _bound(database, path.stat().st_size)
        # Parts of the schema that can't be read are left out instead of ending everything.
        database.conn.execute("PRAGMA writable_schema = ON")
        database.conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except (sqlite3.Error, UserError) as error:
        if database is not None:
            database.close()
        if isinstance(error, sqlite3.Error):
            raise _refusal(path, error) from None
        raise
    return database


def _bound(database: Database, size: int) -> None:
    """Stop reading a file at many times what reading all of it takes: its trees may be knots."""
    left = [_LEAST_STEPS + size * _STEPS_PER_BYTE]

    def step() -> bool:
        left[0] -= _STEP
        return left[0] < 0

    database.conn.set_progress_handler(step, _STEP)


def content_of(path: Path) -> bytes:
    """Return a file's bytes as SQLite reads them, without another descriptor on it."""
    with closing(_connect(path, mode="ro")) as database:
        return bytes(database.conn.serialize())


def is_project(path: Path) -> bool:
    """Tell whether a file is a project, or a database that is open, so that none is overwritten.

    Raise an `OSError` when something is there that can't be read.
    """
    own = path.resolve()
    if own.with_name(f"{own.name}-wal").exists():
        return True
    return own.is_file() and _has_our_header(own)


def open_again(path: Path) -> Database:
    """Open a second connection to a project that this program has open already."""
    database = _connect(path)
    _prepare(database)
    return database


def close(database: Database) -> None:
    """Close a project and leave one plain file; another connection may keep the WAL.

    Closing what is closed does nothing.
    """
    with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):
        database.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    database.close()


def latest_clock(database: Database) -> str:
    """Return the latest stamp in the history, or the earliest possible one."""
    return database.conn.execute("SELECT max(clock) FROM edit").fetchone()[0] or NEVER


def data_version(database: Database) -> int:
    """Return SQLite's `data_version`, which changes when another connection has committed."""
    return database.conn.execute("PRAGMA data_version").fetchone()[0]


def copy_to(database: Database, own: Path, path: Path) -> None:
    """Write a copy of the database, which lies at `own`, beside its target and into place."""
    if (path.exists() and path.samefile(own)) or path.with_name(f"{path.name}-wal").exists():
        raise UserError(f"{path.name} is an open project.", remedy="Choose another name.")
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.unlink(missing_ok=True)
        with closing(sqlite3.connect(beside)) as target:
            database.conn.backup(target)
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
        beside.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        message = f"{path} can't be written: {error}."
        raise UserError(message, remedy="Choose another folder.") from None
    finally:
        beside.unlink(missing_ok=True)


def _connect(path: Path, mode: str = "rw") -> Database:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=True, factory=WatchedConnection
    )
    connection.name = path.name
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    return Database(connection)


def _prepare(database: Database) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        database.conn.execute(f"PRAGMA {pragma}").fetchall()


def _examine_header(path: Path) -> None:
    """Look at the file before SQLite does, which might touch what is not ours."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise UserError(f"{path.name} is no file.", remedy="Choose another one.")
        ours = _has_our_header(path)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.") from None
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None
    if not ours:
        message = f"{path.name} is no Media Annotator project."
        raise UserError(message, remedy="Choose another file.")


def _has_our_header(path: Path) -> bool:
    with path.open("rb") as file:
        header = file.read(_ID_PLACE.stop)
    ours = APPLICATION_ID.to_bytes(4, "big")
    return header.startswith(_MAGIC) and header[_ID_PLACE] == ours


def _examine(database: Database, path: Path) -> None:
    _refuse_views(database, path)
    applied = frozenset(step.name for step in migrations.applied(database))
    newer = applied.difference(known_steps())
    if newer:
        message = f"{path.name} was made by a newer Media Annotator ({', '.join(sorted(newer))})."
        raise UserError(message, remedy="Update the program to open it.")
    found, wanted = schema_of(database), _schema_after(applied)
    if found - wanted:
        names = ", ".join(sorted(f"{kind} {name}" for kind, name, _ in found - wanted))
        message = f"{path.name} holds something that this program did not make: {names}."
        remedy = "It may be unsafe; ask whoever sent it for another copy."
        # What has the name of something of ours may be that, damaged.
        ours = {(kind, name) for kind, name, _ in wanted}
        damage = ours.issuperset((kind, name) for kind, name, _ in found - wanted)
        raise (DamageError if damage else UserError)(message, remedy=remedy)
    if wanted - found:
        kind, name, _ = min(wanted - found, key=lambda one: (one[0] != "table", one))
        raise _damaged(path, f"it lacks the {kind} {name}")
    (verdict,) = database.conn.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise _damaged(path, str(verdict))
    try:
        HybridClock(latest_clock(database))
    except ValueError as error:
        raise _damaged(path, str(error)) from None


def _refuse_views(database: Database, path: Path) -> None:
    """Refuse, before anything else is read, what computes instead of holding something."""
    sql = "SELECT type, substr(name, 1, 100) FROM sqlite_schema LIMIT ?"
    parts = database.conn.execute(sql, [_MOST_PARTS + 1]).fetchall()
    found = [f"{kind} {name}" for kind, name in parts if kind == "view"]
    if len(parts) > _MOST_PARTS:
        found.append(f"more than {_MOST_PARTS:,} tables and indexes")
    if found:
        message = f"{path.name} holds something that this program did not make: {found[0]}."
        raise UserError(message, remedy="It may be unsafe; ask whoever sent it for another copy.")


def _copy_before_upgrade(database: Database, path: Path) -> None:
    copy = path.with_suffix(".before-upgrade.annotator")
    with closing(sqlite3.connect(copy)) as target:
        database.conn.backup(target)


def _refusal(path: Path, error: sqlite3.Error) -> UserError:
    if is_not_now(error):
        return UserError(f"{path.name} can't be opened now: {error}.", remedy=NOT_NOW_REMEDY)
    return _damaged(path, str(error))


def _damaged(path: Path, detail: str) -> UserError:
    return damaged.file(path.name, detail.splitlines()[0] if detail else "it can't be read")
