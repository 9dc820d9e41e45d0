"""Other programs' SQLite files: what stands in their tables, and nothing else of them.

Such a file is opened unchangeable and read-only. Only stored columns of ordinary tables are read,
by name and one table at a time, so that no view, trigger, expression, function or virtual table
of the file ever runs; how much is read, and how long that takes, is bounded.
"""

import sqlite3
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.domain.bounds import LONGEST_CELL
from annotator.domain.errors import UserError
from annotator.domain.wording import counted

LARGEST = 1024 * 2**20
"""How many bytes such a file may have."""
MOST_ROWS = 2_000_000
"""How many rows of one table are read."""
_MOST_TABLES = 2_000
_MOST_CHARACTERS = 512 * 2**20  # of all texts together
_STEPS = 100_000  # SQLite's own, between two looks at how many there were
_MOST_LOOKS = 20_000
_OK, _DENY = sqlite3.SQLITE_OK, sqlite3.SQLITE_DENY
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_COLUMN, 2_000),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_PRAGMAS = ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0")

Cell = str | int | float | bytes | None
Row = Mapping[str, Cell]


class ForeignDatabase:
    """The tables of another program's file; names of tables and columns know no case."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self._characters = 0
        self._looks = 0
        self._columns: dict[str, dict[str, str]] = {}
        self._tables: dict[str, str] = {}
        for name, columns in _ordinary(connection):
            self._tables[name.lower()] = name
            self._columns[name.lower()] = {one.lower(): one for one in columns}
        connection.set_authorizer(_authorized)
        connection.set_progress_handler(self._too_long, _STEPS)

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables, in lower case."""
        return frozenset(self._tables)

    def has(self, table: str, *columns: str) -> bool:
        """Tell whether there is a table, with these columns."""
        known = self._columns.get(table.lower())
        return known is not None and all(one.lower() in known for one in columns)

    def rows(self, table: str, columns: Sequence[str]) -> list[Row]:
        """Return the rows of a table with these columns, those that it lacks as nothing.

        A table that isn't there has none. Raise a `UserError` for a damaged file, or one that
        holds too much.
        """
        known = self._columns.get(table.lower())
        if known is None:
            return []
        there = [one for one in columns if one.lower() in known]
        listed = ", ".join(_quoted(known[one.lower()]) for one in there) or "NULL"
        query = f"SELECT {listed} FROM main.{_quoted(self._tables[table.lower()])}"  # noqa: S608 - names from the file's own schema, quoted
        with _refusing(self._where):
            return list(self._read(query, there, columns, table))

    def _read(
        self, query: str, there: Sequence[str], columns: Sequence[str], table: str
    ) -> Iterator[Row]:
        nothing: dict[str, Cell] = dict.fromkeys(columns)
        for number, row in enumerate(self._connection.execute(query), 1):
            if number > MOST_ROWS:
                most = counted(MOST_ROWS, "row")
                raise UserError(f"The table {table} has more than {most}.", where=self._where)
            self._characters += sum(len(one) for one in row if isinstance(one, str | bytes))
            if self._characters > _MOST_CHARACTERS:
                raise UserError("The file holds too much text.", where=self._where)
            yield {**nothing, **dict(zip(there, row, strict=False))}

    def _too_long(self) -> int:
        self._looks += 1
        return self._looks > _MOST_LOOKS


@contextmanager
def foreign_database(path: Path) -> Generator[ForeignDatabase]:
    """Open another program's SQLite file; raise a `UserError` that names it if that can't be.

    What another program has not yet written into it, as it is open there, would be missed: such a
    file is refused.
    """
    where = path.name
    for ending in ("-wal", "-journal"):
        if _size(path.with_name(path.name + ending)):
            message = f"It isn’t finished: {path.name}{ending} lies beside it."
            remedy = "Close it in the program that it comes from."
            raise UserError(message, where=where, remedy=remedy)
    if _size(path) > LARGEST:
        raise UserError(f"The file is larger than {LARGEST // 2**20:,} MiB.", where=where)
    with _refusing(where):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
    with closing(connection):
        with _refusing(where):
            for limit, most in _LIMITS:
                connection.setlimit(limit, most)
            connection.text_factory = _text
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").fetchall()
            database = ForeignDatabase(connection, where)
        yield database


def foreign_tables(path: Path) -> frozenset[str]:
    """Return the names of a file's tables, in lower case; none for what is no such file."""
    try:
        with foreign_database(path) as database:
            return database.tables
    except UserError:
        return frozenset()


def _ordinary(connection: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """Yield the ordinary tables with the columns that are stored in them."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' LIMIT ?"
    for name, sql in connection.execute(query, (_MOST_TABLES,)).fetchall():
        if not isinstance(name, str) or not isinstance(sql, str):
            continue
        if sql.lstrip().lower().startswith("create virtual") or "\0" in name:
            continue
        columns = connection.execute(f"PRAGMA main.table_xinfo({_quoted(name)})").fetchall()
        yield name, [one[1] for one in columns if not one[6] and "\0" not in one[1]]


def _authorized(action: int, *_of_what: str | None) -> int:
    return _OK if action in _ALLOWED else _DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@contextmanager
def _refusing(where: str) -> Generator[None]:
    """Refuse with a `UserError` what SQLite can't read, or must not."""
    try:
        yield
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        remedy = "Open it in the program that it comes from, and save it there again."
        raise UserError(
            f"The database can’t be read: {error}.", where=where, remedy=remedy
        ) from None
