"""What a file must be to be taken for a project: looked at before anything else is read of it."""

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from annotator.domain.clock import NEVER, HybridClock
from annotator.domain.errors import UserError
from annotator.store.file import damaged
from annotator.store.file.database import Database
from annotator.store.file.overwriting import has_our_header, is_open
from annotator.store.file.schema import (
    STEPS,
    applied_steps,
    is_usual,
    schema_after,
    schema_of,
)

MOST_ROWS = 5_000_000
"""How many rows a table of a file to bring in may have."""
_MOST_PARTS = 1000
"""How many tables, indexes and triggers a file's schema is looked at for."""
_SMALL = 8_000_000
"""Bytes of a file that is looked through in the time of a few frames."""
_UNSAFE = "It may be unsafe; ask whoever sent it for another copy."
_STEP = 10_000
_LEAST_STEPS = 50_000_000
_STEPS_PER_BYTE = 50
"""How many of SQLite's instructions a damaged file may cost, at least and by its size."""
_schema_after = cache(schema_after)


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
        remedy = "Choose another file; if it was one, annotator rescue may save what is in it."
        raise UserError(message, remedy=remedy)


def examine(database: Database, path: Path, *, pages: bool = True) -> None:
    """Refuse a file whose schema, trees or clocks are none that this program writes.

    `pages` is whether the trees of a large file are looked through, too: all of it is read then.
    """
    _refuse_views(database, path)
    applied = frozenset(applied_steps(database))
    newer = applied.difference(STEPS)
    if newer:
        message = f"{path.name} was made by a newer Media Annotator ({', '.join(sorted(newer))})."
        raise UserError(message, remedy="Update the program to open it.")
    found = schema_of(database)
    wanted = found if is_usual(found) else _schema_after(applied)
    if found - wanted:
        ours = {(kind, name) for kind, name, _ in wanted}
        foreign = sorted(f"{kind} {name}" for kind, name, _ in found if (kind, name) not in ours)
        if not foreign:
            # What has the name of something of ours may be that, damaged.
            kind, name, _ = min(found - wanted)
            parts = damaged.part_words(name)
            raise damaged.file(
                path.name, f"what describes its {parts} is not what this program writes"
            )
        message = f"{path.name} holds something that this program did not make: {foreign[0]}."
        raise UserError(message, remedy=_UNSAFE)
    if wanted - found:
        kind, name, _ = min(wanted - found, key=lambda one: (one[0] != "table", one))
        raise damaged.file(path.name, f"it lacks {damaged.schema_words(kind, name)}")
    if pages or is_small(path):
        refuse_broken_pages(database, path)
    try:
        HybridClock(database.conn.execute("SELECT max(clock) FROM edit").fetchone()[0] or NEVER)
    except ValueError as error:
        raise damaged.file(path.name, str(error)) from None


class PagesSeen(msgspec.Struct):
    """Whether the pages of an open file were looked through; all connections to it share this."""

    whole: bool = True


def is_small(path: Path) -> bool:
    """Tell whether a file's pages are looked through within some frames."""
    return path.stat().st_size <= _SMALL


def refuse_broken_pages(database: Database, path: Path, table: str = "") -> None:
    """Refuse a file whose trees are not what SQLite writes, or that of one table.

    All of it is read for that.
    """
    of = f"'{table}'" if table else "1"
    (verdict, *_), *_ = database.conn.execute(f"PRAGMA integrity_check({of})").fetchall()
    if verdict != "ok":
        raise damaged.file(path.name, damaged.plainly(str(verdict)))


def pages_are_whole(database: Database, path: Path, gives_way: Callable[[], bool]) -> bool:
    """Refuse as `refuse_broken_pages`; return False when it was left since it `gives_way`.

    That is asked often: it is done table by table, since SQLite asks nobody while it walks a tree.
    """
    sql = (
        "SELECT CAST(name AS TEXT) AS word FROM sqlite_schema "
        "WHERE type = 'table' AND rootpage ORDER BY word"
    )
    tables = [name for (name,) in database.conn.execute(sql).fetchall()]
    database.conn.set_progress_handler(gives_way, _STEP)
    try:
        for table in tables:
            refuse_broken_pages(database, path, table)
            if gives_way():
                return False
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return False
    finally:
        database.conn.set_progress_handler(None, 0)
    return True


def _refuse_views(database: Database, path: Path) -> None:
    """Refuse, before anything else is read, what computes instead of holding something."""
    sql = "SELECT type, substr(name, 1, 100) FROM sqlite_schema LIMIT ?"
    parts = database.conn.execute(sql, [_MOST_PARTS + 1]).fetchall()
    found = [f"{kind} {name}" for kind, name in parts if kind == "view"]
    if len(parts) > _MOST_PARTS:
        found.append(f"more than {_MOST_PARTS:,} tables and indexes")
    if found:
        message = f"{path.name} holds something that this program did not make: {found[0]}."
        raise UserError(message, remedy=_UNSAFE)


def refuse_masses(database: Database, path: Path) -> None:
    """Refuse a file with more rows than any project has, before anything is read of it."""
    tables = database.conn.execute(
        "SELECT CAST(name AS TEXT) FROM sqlite_schema "
        "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for (table,) in tables:
        name = table.replace('"', '""')
        sql = f'SELECT count(*) FROM (SELECT 1 FROM "{name}" LIMIT {MOST_ROWS + 1})'  # noqa: S608 - quoted
        if database.conn.execute(sql).fetchone()[0] > MOST_ROWS:
            message = f"{path.name} has more than {MOST_ROWS:,} rows in its table {table}."
            raise UserError(message, remedy="No project is so large; ask for another copy.")


def bound(database: Database, size: int) -> None:
    """Stop reading a file at many times what reading all of it takes: its trees may be knots."""
    left = [_LEAST_STEPS + size * _STEPS_PER_BYTE]

    def step() -> bool:
        left[0] -= _STEP
        return left[0] < 0

    database.conn.set_progress_handler(step, _STEP)
