"""Which rows of a table can't be read, or are lost, by the records that they are of."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from annotator.domain.errors import DamageError
from annotator.domain.kinds import KINDS
from annotator.store.check.problem import FILE, Problem
from annotator.store.check.standing import state_problems
from annotator.store.file import damaged
from annotator.store.file.database import Database

_MOST_LOST = 20
_WITHOUT_TEXT = (
    "SELECT id FROM article WHERE text_sha256 NOT IN (SELECT sha256 FROM text) ORDER BY n LIMIT ?"
)
_IDENT = {"text": ("'text'", "sha256"), "edit": ("'edit'", "id"), "brought": ("'edit'", "edit")}
_OF_ANY = ("kind", "record")
"""The columns of kind and id in tables that are about records of any kind."""


def read_rows(database: Database, sql: str, last: int, rows: int) -> list[Any] | None:
    """Return rows, or None where they can't be read."""
    with suppress(DamageError):
        return database.conn.execute(sql, [last, rows]).fetchall()
    return None


def unreadable(
    database: Database, table: str, names: Sequence[str], last: int, rows: int
) -> Iterator[Problem]:
    """Name the rows of a batch that can't be read; the table, where they can't be told apart."""
    below = f'FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'
    numbers = read_rows(database, f"SELECT rowid {below}", last, rows)
    kind, ident = (f"'{table}'", "id") if table in KINDS else _IDENT.get(table, _OF_ANY)
    found = 0
    for (number,) in numbers or []:
        at = f'FROM "{table}" WHERE rowid > ? AND rowid = {number} LIMIT ?'
        if read_rows(database, f"SELECT {', '.join(names)} {at}", last, 1) is not None:
            continue
        for row in read_rows(database, f'SELECT {kind}, "{ident}" {at}', last, 1) or []:
            found += 1
            of, which = damaged.cell(row[0]) or damaged.SOME, damaged.cell(row[1])
            yield Problem(of, which, f"is damaged: {damaged.UNREADABLE}")
    if not found:
        yield Problem(FILE, "", f"some of its {damaged.part_words(table)} can't be read")


def lost(database: Database, table: str) -> Iterator[Problem]:
    """Name the first rows that are lost: articles without a text, records that history has."""
    with suppress(DamageError, ValueError, TypeError, LookupError):
        if table == "text":
            found = database.conn.execute(_WITHOUT_TEXT, [_MOST_LOST])
            yield from [
                Problem("article", damaged.cell(one), "has lost its text") for (one,) in found
            ]
        elif table in KINDS:
            yield from list(islice(state_problems(database, table), _MOST_LOST))


def reference_problems(database: Database) -> Iterator[Problem]:
    """Yield the records that refer to what is not there."""
    for table, row, parent, _ in database.conn.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(
            str(table), _id_of(database, str(table), row), f"refers to a missing {parent}"
        )


def _id_of(database: Database, table: str, row: int) -> str:
    """Return a row's id, for people know no row by its number."""
    sql = f'SELECT id FROM "{table}" WHERE rowid = ?'  # noqa: S608 - a name that SQLite has just told
    with suppress(DamageError):
        found = database.conn.execute(sql, [row]).fetchone()
        return damaged.cell(found[0]) if found else str(row)
    return str(row)
