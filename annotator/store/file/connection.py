"""Opening and closing project files, which may come from anybody."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from annotator.domain.clock import NEVER, HybridClock
from annotator.domain.errors import UserError
from annotator.store.file.schema import (
    APPLICATION_ID,
    known_steps,
    migrations,
    schema_after,
    schema_of,
)
from annotator.store.file.transactions import NOT_NOW_REMEDY, is_not_now

_MAGIC = b"SQLite format 3\x00"
_ID_PLACE = slice(68, 72)
"""Where SQLite's header holds the application id, most significant byte first."""
_MODE_PLACE = 18
_WAL_MODE = 2
"""What the header has at this place when the file was last written with a WAL."""
_BUSY_MILLISECONDS = 5000
MOST_ROWS = 5_000_000
"""How many rows a table of a file to bring in may have."""
_schema_after = cache(schema_after)


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


def open_existing(
    path: Path, before_upgrade: Callable[[Database, Path], object] | None = None
) -> Database:
    """Open a project file after examining it; raise a `UserError` that says why not.

    `before_upgrade` keeps a copy of a file of an older version before anything is changed in it.
    """
    _examine_header(path)
    database: Database | None = None
    try:
        database = _connect(path)
        _examine(database, path)
        _prepare(database)
        if migrations.pending(database):
            if before_upgrade is not None:
                before_upgrade(database, path)
            migrations.apply(database)
    except (sqlite3.Error, UserError) as error:
        if database is not None:
            database.close()
        if isinstance(error, sqlite3.Error):
            raise _refusal(path, error) from None
        raise
    return database


def open_read_only(path: Path, folder: Path) -> Database:
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
        return open_existing(copy)
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
    _refuse_projects(own, path)
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


def _refuse_projects(own: Path, path: Path) -> None:
    """Refuse a target that would destroy a project, whether somebody has it open or nobody."""
    try:
        # The own file is told by its place: read here, it would lose the locks that SQLite holds.
        is_open = (path.exists() and path.samefile(own)) or path.with_name(
            f"{path.name}-wal"
        ).exists()
        project = is_open or is_project(path)
    except OSError as error:
        message = f"{path} can't be written: {error.strerror or error}."
        raise UserError(message, remedy="Choose another folder.") from None
    if project:
        what = "an open project" if is_open else "a project, which would be lost"
        raise UserError(f"{path.name} is {what}.", remedy="Choose another name.")


def _connect(path: Path, mode: str = "rw") -> Database:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=True)
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
    applied = frozenset(step.name for step in migrations.applied(database))
    newer = applied.difference(known_steps())
    if newer:
        message = f"{path.name} was made by a newer Media Annotator ({', '.join(sorted(newer))})."
        raise UserError(message, remedy="Update the program to open it.")
    found, wanted = schema_of(database), _schema_after(applied)
    if found - wanted:
        names = ", ".join(sorted(f"{kind} {name}" for kind, name, _ in found - wanted))
        message = f"{path.name} holds something that this program did not make: {names}."
        raise UserError(message, remedy="It may be unsafe; ask whoever sent it for another copy.")
    if wanted - found:
        kind, name, _ = min(wanted - found, key=lambda one: (one[0] != "table", one))
        raise _damaged(path, f"it lacks the {kind} {name}")
    (verdict,) = database.conn.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _damaged(path, str(verdict))
    try:
        HybridClock(latest_clock(database))
    except ValueError as error:
        raise _damaged(path, str(error)) from None


def _refusal(path: Path, error: sqlite3.Error) -> UserError:
    if is_not_now(error):
        return UserError(f"{path.name} can't be opened now: {error}.", remedy=NOT_NOW_REMEDY)
    return _damaged(path, str(error))


def _damaged(path: Path, detail: str) -> UserError:
    message = f"{path.name} is damaged: {detail}."
    return UserError(
        message, remedy="Use “Restore a backup…”, annotator restore, or annotator rescue."
    )
