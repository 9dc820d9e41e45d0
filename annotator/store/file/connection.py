"""Opening and closing project files, which may come from anybody."""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path

from annotator.domain.clock import NEVER
from annotator.domain.errors import CANT_WRITE, BusyError, NotNowError, UserError
from annotator.store.file import damaged
from annotator.store.file.accepting import bound, examine, examine_header, refuse_masses
from annotator.store.file.copies import Proof, copy_for_now, prove_upgraded
from annotator.store.file.database import Database
from annotator.store.file.overwriting import forget_open, is_open, remember_open
from annotator.store.file.own_folder import OwnFolder
from annotator.store.file.schema import APPLICATION_ID, STEPS, has_pending, migrate
from annotator.store.file.transactions import refusal
from annotator.store.file.watched import Patience, WatchedConnection

_MODE_PLACE = 18
_WAL_MODE = 2
"""What the header has at this place when the file was last written with a WAL."""
_BUSY_MILLISECONDS = 5000
"""How long a statement waits for another program's lock, in milliseconds, unless told otherwise."""


def create(part: Path) -> Database:
    """Lay out a project in an empty file that is still to be placed, and open it.

    Nothing is synced before it is placed: of a file that never was one, nothing can be lost.
    """
    part.write_bytes(_laid_out(tuple(STEPS)))
    database = connect(part)
    try:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = ON"):
            database.conn.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        database.close()
        raise
    return database


@cache
def _laid_out(_steps: tuple[str, ...]) -> bytes:
    """Return the bytes of a project in which nothing is: all steps are taken only once."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(Database(connection))
        return connection.serialize()


def open_to_write(
    path: Path,
    prove: Proof,
    before_upgrade: Callable[[Database, Path], object],
    patience: int | None = None,
    *,
    pages: bool = True,
) -> Database:
    """Open a project file after examining it; raise a `UserError` that says why not.

    What lies beside it must have been looked at. One of an older version of the program is proved
    sound, on a copy, before it is upgraded; `before_upgrade` keeps what it was. `patience` is how
    many milliseconds another program's lock is waited for, and `pages` as in `examine`.
    """
    examine_header(path)
    with _refusing(path) as stack:
        database = connect(path, patience=patience)
        stack.callback(database.close)
        examine(database, path, pages=pages)
        if has_pending(database):
            prove_upgraded(database, path.name, prove)
        _prepare(database)
        if has_pending(database):
            before_upgrade(database, path)
            migrate(database)
        stack.pop_all()
        return database


def open_to_read(
    path: Path,
    folder: OwnFolder,
    prove: Proof,
    *,
    at_rest: bool = False,
    patience: int | None = None,
    pages: bool = True,
) -> Database:
    """Open a project file for reading only, after examining it; not a byte is changed by that.

    One of an older version of the program is proved sound, and upgraded as a copy in `folder`,
    which stays as long as the connection. A file `at_rest` is read without asking who else is at
    it, and without whatever lies beside it. `pages` is as in `examine`. Raise a `UserError` that
    says why it can't be opened.
    """
    examine_header(path)
    with _refusing(path) as stack:
        mode = "ro&immutable=1" if at_rest or _has_wal_mode(path) else "ro"
        database = connect(path, mode=mode, patience=patience)
        stack.callback(database.close)
        refuse_masses(database, path)
        examine(database, path, pages=pages)
        if has_pending(database):
            prove_upgraded(database, path.name, prove)
            copy = folder.path / "upgraded.annotator"
            copy_for_now(database, copy)
            with closing(connect(copy)) as upgraded:
                migrate(upgraded)
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
    except NotNowError as error:
        raise error.about(f"{path.name} can't be opened now") from None
    except sqlite3.Error as error:
        raise damaged.file(path.name, damaged.plainly(str(error))) from None


def _has_wal_mode(path: Path) -> bool:
    """Tell whether a file was last written with a WAL, as earlier versions of the program did.

    Reading such a file the ordinary way would make a WAL beside it, or fail where that can't be.
    """
    if is_open(path):
        return False
    with path.open("rb") as file:
        return file.read(_MODE_PLACE + 1)[_MODE_PLACE] == _WAL_MODE


def open_damaged(path: Path) -> Database:
    """Open a file for nothing but reading, as it is and whatever it is, to name its damage.

    Raise a `UserError` when SQLite can't make anything of it.
    """
    with _refusing(path) as stack:
        database = connect(path, mode="ro&immutable=1")
        stack.callback(database.close)
        bound(database, path.stat().st_size)
        # Parts of the schema that can't be read are left out instead of ending everything.
        database.conn.execute("PRAGMA writable_schema = ON")
        database.conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        stack.pop_all()
        return database


def content_of(path: Path) -> bytes:
    """Return a file's bytes as SQLite reads them, without another descriptor on it."""
    with closing(connect(path, mode="ro")) as database:
        return bytes(database.conn.serialize())


def open_again(
    path: Path, *, read_only: bool = False, at_rest: bool = False, patience: Patience | None = None
) -> Database:
    """Open a second connection to a project that this program has open already.

    What lies there now may be another file, and nothing is done to it then: raise a
    `NotNowError`. `patience` is how another program's lock is waited for.
    """
    if at_rest:
        return connect(path, mode="ro&immutable=1")
    examine_header(path)
    if not is_open(path) and (not read_only or _has_wal_mode(path)):
        raise NotNowError(f"{path.name} can't be opened now", "another file lies in its place")
    database = connect(path, mode="ro" if read_only else "rw")
    if patience is not None:
        be_patient(database, patience)
    if read_only:
        return database
    try:
        _prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def file_of(database: Database) -> Path:
    """Return the file that a connection reads."""
    conn = database.conn
    return conn.path if isinstance(conn, WatchedConnection) else Path()


def close(database: Database) -> None:
    """Close a project and leave one plain file; closing what is closed does nothing.

    The journal is empty between two edits; if nobody else is writing, it goes.
    """
    with suppress(sqlite3.OperationalError, sqlite3.ProgrammingError, UserError):
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


def connect(path: Path, mode: str = "rw", *, patience: int | None = None) -> Database:
    """Open a connection, with nothing in the file believed that could act by itself."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    what = f"{path.name} can't be opened now"
    try:
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=True, factory=WatchedConnection
        )
    except sqlite3.Error as error:
        raise refusal(error, what) from None
    database = Database(connection)
    try:
        remember_open(database, path)
    except OSError as error:
        connection.close()
        raise NotNowError(what, error.strerror or str(error)) from None
    connection.name, connection.path = path.name, path.resolve()
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    waits = _BUSY_MILLISECONDS if patience is None else patience
    connection.execute(f"PRAGMA busy_timeout = {waits:d}")
    return database


def _prepare(database: Database) -> None:
    """Set up a connection that writes: what a commit has returned from is in the file itself."""
    (mode,) = database.conn.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    if mode != "truncate":
        detail = "it is open in an earlier version of the program"
        raise BusyError(CANT_WRITE, detail)
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        database.conn.execute(f"PRAGMA {pragma}").fetchall()


def be_patient(database: Database, patience: Patience) -> None:
    """Say how long a statement waits for another program's lock before it gives up."""
    if isinstance(database.conn, WatchedConnection):
        database.conn.be_patient(patience)


def stop_when(database: Database, unwanted: Callable[[], bool]) -> None:
    """Raise a `CancelledError` in the midst of a statement once what it reads is unwanted."""
    if isinstance(database.conn, WatchedConnection):
        database.conn.stop_when(unwanted)


def refuse_locked(database: Database) -> None:
    """Raise a `BusyError` when another program's lock keeps readers out."""
    database.conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchall()
