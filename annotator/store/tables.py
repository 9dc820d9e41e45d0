"""How each kind of record lies in its table: columns, and rows to values and back."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlite_utils import Database

from annotator.domain.kinds import KINDS
from annotator.domain.record import Values

_PLAIN = (str, int, bool)
_OPTIONAL = (str | None, int | None)
REFERENCES = {
    ("article", "text_sha256"): "text(sha256)",
    ("status", "article"): "article(id)",
    ("status", "coder"): "coder(id)",
    ("annotation", "article"): "article(id)",
    ("annotation", "code"): "code(id)",
    ("annotation", "coder"): "coder(id)",
    ("link", "annotation"): "annotation(id)",
    ("link", "target_annotation"): "annotation(id)",
    ("link", "target_actor"): "actor(id)",
    ("decision", "annotation"): "annotation(id)",
    ("decision", "reviewer"): "coder(id)",
}


class Column(msgspec.Struct, frozen=True):
    """One column: its SQL type, and whether it holds JSON."""

    name: str
    sql_type: str
    json: bool
    flag: bool
    null: bool


@cache
def columns(kind: str) -> tuple[Column, ...]:
    """Return the columns of a kind's table, one for each attribute."""
    return tuple(_column(field) for field in msgspec.structs.fields(KINDS[kind]))


def _column(field: msgspec.structs.FieldInfo) -> Column:
    kind: Any = field.type
    plain = (
        kind in _PLAIN or kind in _OPTIONAL or (isinstance(kind, type) and issubclass(kind, str))
    )
    whole = kind in (int, bool, int | None)
    return Column(
        name=field.encode_name,
        sql_type="INTEGER" if whole else "TEXT",
        json=not plain,
        flag=kind is bool,
        null=kind in _OPTIONAL,
    )


def create_table_sql(kind: str) -> str:
    """Return the statement that makes a kind's table."""
    lines = ["n INTEGER PRIMARY KEY"]
    for column in columns(kind):
        line = f'"{column.name}" {column.sql_type}' + ("" if column.null else " NOT NULL")
        if column.name == "id":
            line += " UNIQUE"
        target = REFERENCES.get((kind, column.name))
        if target:
            line += f" REFERENCES {target} DEFERRABLE INITIALLY DEFERRED"
        lines.append(line)
    return f'CREATE TABLE "{kind}" (\n  ' + ",\n  ".join(lines) + "\n) STRICT"


def index_sqls(kind: str) -> Iterator[str]:
    """Yield the statements that make an index for each reference of a kind."""
    for owner, name in REFERENCES:
        if owner == kind:
            yield f'CREATE INDEX "{kind}_{name}" ON "{kind}" ("{name}")'


def to_row(kind: str, values: Values) -> tuple[Any, ...]:
    """Return a record's values as its table takes them."""
    return tuple(_to_cell(column, values.get(column.name)) for column in columns(kind))


def _to_cell(column: Column, value: Any) -> Any:
    if column.json:
        return msgspec.json.encode(value, order="sorted").decode()
    return int(value) if column.flag else value


def from_row(kind: str, row: Sequence[Any]) -> Values:
    """Return the values that a row of the table holds."""
    return {c.name: _from_cell(c, cell) for c, cell in zip(columns(kind), row, strict=True)}


def _from_cell(column: Column, cell: Any) -> Any:
    if column.json:
        return msgspec.json.decode(cell)
    return bool(cell) if column.flag else cell


@cache
def _names(kind: str) -> str:
    return ", ".join(f'"{column.name}"' for column in columns(kind))


def select(database: Database, kind: str, equal: dict[str, str | None]) -> Iterator[Values]:
    """Yield the values of the records whose attributes equal the given ones, oldest first."""
    known = {column.name for column in columns(kind)}
    if not equal.keys() <= known:
        raise KeyError(f"{kind} has no {', '.join(equal.keys() - known)}")
    where = " AND ".join(f'"{name}" IS ?' for name in equal) or "1"
    return select_where(database, kind, where, list(equal.values()))


def select_where(
    database: Database, kind: str, where: str, parameters: Sequence[str | None]
) -> Iterator[Values]:
    """Yield the values of the records that meet a condition of our own, oldest first."""
    sql = f'SELECT {_names(kind)} FROM "{kind}" WHERE {where} ORDER BY n'  # noqa: S608 - names of our own
    for row in database.conn.execute(sql, parameters):
        yield from_row(kind, row)


def upsert(database: Database, kind: str, rows: Iterable[Values]) -> None:
    """Insert records, or replace those that have the same id in their place."""
    names = [column.name for column in columns(kind)]
    marks = ", ".join("?" for _ in names)
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "id")
    sql = (
        f'INSERT INTO "{kind}" ({_names(kind)}) VALUES ({marks}) '  # noqa: S608 - names of our own
        f"ON CONFLICT (id) DO UPDATE SET {sets}"
    )
    database.conn.executemany(sql, (to_row(kind, values) for values in rows))


def delete(database: Database, kind: str, ids: Iterable[str]) -> None:
    """Delete records."""
    sql = f'DELETE FROM "{kind}" WHERE id = ?'  # noqa: S608 - names of our own
    database.conn.executemany(sql, ((record,) for record in ids))
