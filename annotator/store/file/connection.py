"""Opening and closing project files, which may come from anybody."""

import sqlite3
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from annotator.domain.clock import NEVER, HybridClock
from annotator.domain.errors import BusyError, UserError
from annotator.store.file.overwriting import (
    forget_open,
    free_path,
    has_our_header,
    is_open,
    refuse_long_name,
    remember_open,
)
from annotator.store.file.placing import placed
from annotator.store.file.schema import (
    APPLICATION_ID,
    known_steps,
    migrations,
    schema_after,
    schema_of,
)
from annotator.store.file.transactions import NOT_NOW_REMEDY, is_locked, is_not_now

_MODE_PLACE = 18
_WAL_MODE = 2
"""What the header has at this place when the file was last written with a WAL."""
_BUSY_MILLISECONDS = 5000
MOST_ROWS = 5_000_000
"""How many rows a table of a file to bring in may have."""
_schema_after = cache(schema_after)


def create(part: Path) -> Database:
    """Lay out a project in an empty file that is still to be placed, and open it.

    Nothing is synced before it is placed: of a file that never was one, nothing can be lost.
    """
    database = connect(part)
    try:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = ON"):
            database.conn.execute(f"PRAGMA {pragma}").fetchall()
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(database)
    except BaseException:
        database.close()
        raise
    return database


def open_to_write(path: Path) -> Database:
    """Open a project file after examining it; raise a `UserError` that says why not.

    What lies beside it must have been looked at. A file of an older version of the program is
    upgraded, and copied before.
    """
    examine_header(path)
    with _refusing(path) as stack:
        database = connect(path)
        stack.callback(database.close)
        _examine(database, path)
        _prepare(database)
        if migrations.pending(database):
            _copy_before_upgrade(database, path)
            migrations.apply(database)
        stack.pop_all()
        return database


def open_to_read(path: Path, folder: Path, *, at_rest: bool = False) -> Database:
    """Open a project file for reading only, after examining it; not a byte is changed by that.

    One of an older version of the program is upgraded as a copy in `folder`, which stays as long
    as the connection. A file `at_rest` is read without asking who else is at it, and without
    whatever lies beside it. Raise a `UserError` that says why it can't be opened.
    """
    examine_header(path)
    with _refusing(path) as stack:
        database = connect(path, mode="ro&immutable=1" if at_rest or _has_wal_mode(path) else "ro")
        stack.callback(database.close)
        _refuse_masses(database, path)
        _examine(database, path)
        if migrations.pending(database):
            copy = folder / "upgraded.annotator"
            with closing(sqlite3.connect(copy)) as target:
                database.conn.backup(target)
            with closing(connect(copy)) as upgraded:
                migrations.apply(upgraded)
            database.close()
            database = connect(copy, mode="ro")
        database.conn.execute("PRAGMA query_only = ON")
        stack.pop_all()
        return database


@contextmanager
def _refusing(path: Path) -> Generator[ExitStack]:
    """Make refusals of what SQLite says of a file; on one, what was opened is closed."""
    try:
        with ExitStack() as stack:
            yield stack
    except sqlite3.Error as error:
        raise _refusal(path, error) from None


def _has_wal_mode(path: Path) -> bool:
    """Tell whether a file was last written with a WAL, as earlier versions of the program did.

    Reading such a file the ordinary way would make a WAL beside it, or fail where that can't be.
    """
    if is_open(path):
        return False
    with path.open("rb") as file:
        return file.read(_MODE_PLACE + 1)[_MODE_PLACE] == _WAL_MODE


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


def open_again(path: Path, *, read_only: bool = False, at_rest: bool = False) -> Database:
    """Open a second connection to a project that this program has open already."""
    if read_only:
        return connect(path, mode="ro&immutable=1" if at_rest else "ro")
    database = connect(path)
    try:
        _prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def file_of(database: Database) -> Path:
    """Return the file that a connection reads."""
    return Path(database.conn.execute("PRAGMA database_list").fetchone()[2])


def close(database: Database) -> None:
    """Close a project and leave one plain file; closing what is closed does nothing.

    The journal is empty between two edits; if nobody else is writing, it goes.
    """
    with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError):
        if not database.conn.execute("PRAGMA query_only").fetchone()[0]:
            database.conn.execute("PRAGMA busy_timeout = 0")
            database.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    database.close()
    forget_open(database)


def latest_clock(database: Database) -> str:
    """Return the latest stamp in the history, or the earliest possible one."""
    return database.conn.execute("SELECT max(clock) FROM edit").fetchone()[0] or NEVER


def data_version(database: Database) -> int:
    """Return SQLite's `data_version`, which changes when another connection has committed."""
    return database.conn.execute("PRAGMA data_version").fetchone()[0]


def copy_to(database: Database, path: Path, *, replace: bool = True) -> None:
    """Write a copy of the database; with `replace`, a file that is no project gives way to it."""
    refuse_long_name(path)
    with placed(path, replace=replace) as part, closing(sqlite3.connect(part)) as target:
        target.execute("PRAGMA synchronous = OFF")
        database.conn.backup(target)
        target.execute("PRAGMA journal_mode = DELETE").fetchall()


def size_of(database: Database) -> int:
    """Return how many bytes a project has."""
    (pages,) = database.conn.execute("PRAGMA page_count").fetchone()
    (size,) = database.conn.execute("PRAGMA page_size").fetchone()
    return pages * size


def copy_for_now(database: Database, path: Path) -> None:
    """Write a copy into a folder of the program's own, which need not outlive it."""
    with closing(sqlite3.connect(path)) as target:
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA journal_mode = OFF")
        database.conn.backup(target)


def connect(path: Path, mode: str = "rw") -> Database:
    """Open a connection, with nothing in the file believed that could act by itself."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=True)
    database = Database(connection)
    remember_open(database, path)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    return database


def _prepare(database: Database) -> None:
    """Set up a connection that writes: what a commit has returned from is in the file itself."""
    (mode,) = database.conn.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    if mode != "truncate":
        message = "The project is open in an earlier version of the program."
        raise BusyError(message, remedy="Close it there, and try again.")
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        database.conn.execute(f"PRAGMA {pragma}").fetchall()


def be_patient(database: Database, milliseconds: int) -> None:
    """Say how long a statement waits for another program's lock before it gives up."""
    database.conn.execute(f"PRAGMA busy_timeout = {milliseconds:d}")


def examine_header(path: Path) -> None:
    """Refuse what is no project before SQLite looks at it, which might touch what is not ours."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise UserError(f"{path.name} is no file.", remedy="Choose another one.")
        ours = is_open(path) or has_our_header(path)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.") from None
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None
    if not ours:
        message = f"{path.name} is no Media Annotator project."
        raise UserError(message, remedy="Choose another file.")


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


def _copy_before_upgrade(database: Database, path: Path) -> None:
    copy_to(
        database, free_path(path.parent, f"{path.stem}.before-upgrade", ".annotator"), replace=False
    )


def _refusal(path: Path, error: sqlite3.Error) -> UserError:
    if is_locked(error):
        return BusyError(f"{path.name} can't be opened now: {error}.", remedy=NOT_NOW_REMEDY)
    if is_not_now(error):
        return UserError(f"{path.name} can't be opened now: {error}.", remedy=NOT_NOW_REMEDY)
    return _damaged(path, str(error))


def _damaged(path: Path, detail: str) -> UserError:
    message = f"{path.name} is damaged: {detail}."
    return UserError(message, remedy="Go back to a backup, or export what can be read of a copy.")
