"""Sums over what a row says, and a tally of each table: a row that is not its own shows.

A row's sum covers its cells; the tally of a table, how many rows it has and what their sums come
to, so that rows that are lost, or there twice, show as well.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from zlib import crc32

import msgspec

from annotator.store.file.database import Database

Cell = str | int | None
_encode = msgspec.json.Encoder().encode


def row_sum(cells: Sequence[Cell]) -> int:
    """Return the sum of a row by its cells, as they lie in the file."""
    return crc32(_encode(cells))


def tally(database: Database, table: str) -> tuple[int, int]:
    """Return how many rows a table is to have, and the total of their sums."""
    sql = "SELECT rows, total FROM tally WHERE name = ?"
    return database.conn.execute(sql, [table]).fetchone() or (0, 0)


def add_to_tally(database: Database, table: str, rows: int, total: int) -> None:
    """Note that a table has gained (or lost) rows."""
    sql = (
        "INSERT INTO tally (name, rows, total) VALUES (?1, ?2, ?3) "
        "ON CONFLICT (name) DO UPDATE SET rows = rows + ?2, total = total + ?3"
    )
    database.conn.execute(sql, [table, rows, total])


@contextmanager
def tallying(database: Database, table: str) -> Generator[None]:
    """Follow in the tally what is done meanwhile to a table."""
    rows, total = counted(database, table)
    yield
    rows_after, total_after = counted(database, table)
    if (rows, total) != (rows_after, total_after):
        add_to_tally(database, table, rows_after - rows, total_after - total)


def counted(database: Database, table: str, among: str | None = None) -> tuple[int, int]:
    """Return how many rows a table has and the total of their sums, `among` ids in JSON or all."""
    where = "1" if among is None else "id IN (SELECT value FROM json_each(?))"
    sql = f'SELECT count(*), coalesce(sum("sum"), 0) FROM "{table}" WHERE {where}'  # noqa: S608 - names of our own
    return database.conn.execute(sql, [] if among is None else [among]).fetchone()
