"""Connections that tell damage from what the machine refuses: no error of SQLite's goes unread."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import msgspec

from annotator.domain.errors import CancelledError
from annotator.store.file import damaged
from annotator.store.file.transactions import is_locked, is_not_now, refusal

_NO_DAMAGE = {
    sqlite3.SQLITE_ABORT,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISUSE,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_TOOBIG,
}


_STEPS = 20_000
"""After how many of SQLite's steps it is asked again: about a millisecond."""
_AT_ONCE = 32
"""How many rows iterating fetches at a time: few enough where each holds an article's text."""
_READ = (sqlite3.DatabaseError, UnicodeDecodeError)
_WRITING = ("BEGIN IMMEDIATE", "COMMIT")
"""The statements that a lock may hinder which lets others read."""


class Patience(msgspec.Struct):
    """How long statements wait for another program's lock, and whether there is one.

    One that has waited in vain is enough: the following ones don't wait, until `is_met` and
    `kept_from_reading` are taken back.
    """

    milliseconds: int
    when_met: Callable[[], object]
    is_met: bool = False
    kept_from_reading: bool = False


class WatchedCursor(sqlite3.Cursor):
    """A cursor that raises a `DamageError` where the file is not what it should be."""

    def execute(self, *args: Any) -> Self:
        """Run a statement."""
        try:
            return super().execute(*args)
        except _READ as error:
            writing = str(args[0]).startswith(_WRITING)
            raise self._read(error, writing=writing) from None

    def executemany(self, *args: Any) -> Self:
        """Run a statement for each of some rows."""
        try:
            return super().executemany(*args)
        except _READ as error:
            raise self._read(error) from None

    def fetchone(self) -> Any:
        """Return the next row, if there is one."""
        try:
            return super().fetchone()
        except _READ as error:
            raise self._read(error) from None

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        try:
            return super().fetchall()
        except _READ as error:
            raise self._read(error) from None

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Return the next few rows."""
        try:
            return super().fetchmany(size)
        except _READ as error:
            raise self._read(error) from None

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override] - the rows, not the cursor
        """Yield all rows that are left, fetched a few at a time: each call in Python costs."""
        while few := self.fetchmany(_AT_ONCE):
            yield from few

    def __next__(self) -> Any:
        """Return the next row."""
        try:
            return super().__next__()
        except _READ as error:
            raise self._read(error) from None

    def _read(self, error: Exception, *, writing: bool = False) -> Exception:
        connection = self.connection
        if not isinstance(connection, WatchedConnection):
            return as_damage(error, "The project")
        if isinstance(error, sqlite3.Error) and is_locked(error):
            connection.meet_lock(writing=writing)
        if connection.stops and _code(error) == sqlite3.SQLITE_INTERRUPT:
            return CancelledError()
        return as_damage(error, connection.name)


class WatchedConnection(sqlite3.Connection):
    """A connection to a project file, with the file's name for what is said of damage."""

    name = "The project"
    path = Path()
    patience: Patience | None = None
    stops = False
    """Whether an interrupt says that what is read is unwanted, as `stop_when` has it."""

    def be_patient(self, patience: Patience) -> None:
        """Wait for locks as that says, from now on."""
        self.patience = patience
        waits = 0 if patience.is_met else patience.milliseconds
        self.execute(f"PRAGMA busy_timeout = {waits:d}")

    def meet_lock(self, *, writing: bool) -> None:
        """Wait for no more locks, and let that be known."""
        patience = self.patience
        if patience is None:
            return
        patience.kept_from_reading |= not writing
        if not patience.is_met:
            patience.is_met = True
            self.execute("PRAGMA busy_timeout = 0")
            patience.when_met()

    def stop_when(self, unwanted: Callable[[], bool]) -> None:
        """Ask again and again, and raise a `CancelledError` when what is read is unwanted."""
        self.stops = True
        self.set_progress_handler(unwanted, _STEPS)

    def cursor(self, factory: type[sqlite3.Cursor] = WatchedCursor) -> sqlite3.Cursor:  # type: ignore[override] - the stub knows only the generic form
        """Return a cursor that watches."""
        return super().cursor(factory)

    def execute(self, *args: Any) -> sqlite3.Cursor:
        """Run a statement on a cursor of its own."""
        return self.cursor().execute(*args)

    def executemany(self, *args: Any) -> sqlite3.Cursor:
        """Run a statement for each of some rows, on a cursor of its own."""
        return self.cursor().executemany(*args)


def as_damage(error: Exception, name: str) -> Exception:
    """Return the refusal that an error of SQLite's comes to, or the error where it is none."""
    code = _code(error)
    bug = isinstance(error, sqlite3.ProgrammingError | sqlite3.NotSupportedError)
    if bug or code in _NO_DAMAGE:
        return error
    if isinstance(error, sqlite3.Error) and is_not_now(error):
        return refusal(error, f"{name} can't be read now")
    return damaged.file(name, damaged.plainly(str(error)))


def _code(error: Exception) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
