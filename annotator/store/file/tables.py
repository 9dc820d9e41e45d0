"""How each kind of record lies in its table: columns, and rows to values and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

import msgspec

from annotator.domain.batches import batched
from annotator.domain.change import merged_map
from annotator.domain.errors import DamageError
from annotator.domain.kinds import KINDS, R, from_values, kind_name, map_attributes
from annotator.domain.record import Values
from annotator.store.file import actor_mentions, damaged, derived_tables, naming, sums
from annotator.store.file.database import Database

_AT_ONCE = 500
"""How many rows are written, and held in their written form, at once."""
_PLAIN = (str, int, bool)
_OPTIONAL = (str | None, int | None)
_encode = msgspec.json.Encoder(order="sorted").encode


class TableColumn(msgspec.Struct, frozen=True):
    """One column: its SQL type, whether it holds JSON, and what stands where nothing is given."""

    name: str
    sql_type: str
    json: bool
    flag: bool
    null: bool
    default: Any


@cache
def columns(kind: str) -> tuple[TableColumn, ...]:
    """Return the columns of a kind's table, one for each attribute."""
    return tuple(_column(field) for field in msgspec.structs.fields(KINDS[kind].type))


def _column(field: msgspec.structs.FieldInfo) -> TableColumn:
    kind: Any = field.type
    plain = (
        kind in _PLAIN or kind in _OPTIONAL or (isinstance(kind, type) and issubclass(kind, str))
    )
    whole = kind in (int, bool, int | None)
    return TableColumn(
        name=field.encode_name,
        sql_type="INTEGER" if whole else "TEXT",
        json=not plain,
        flag=kind is bool,
        null=kind in _OPTIONAL,
        default=_default(field),
    )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    """Return what histories that are older than the attribute mean by leaving it out."""
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.to_builtins(field.default_factory())
    return None if field.default is msgspec.NODEFAULT else msgspec.to_builtins(field.default)


def to_row(kind: str, values: Values) -> tuple[Any, ...]:
    """Return a record's values as its table takes them."""
    plan = _plan(kind)
    try:
        cells = list(map(values.__getitem__, plan.names))
    except KeyError:
        cells = [values.get(column.name, column.default) for column in columns(kind)]
    for place in plan.json:
        cells[place] = _encode(cells[place]).decode()
    for place in plan.flags:
        cells[place] = int(cells[place])
    return tuple(cells)


class _Plan(msgspec.Struct, frozen=True):
    """How a row of a table is written and read: attributes, and where JSON and yes or no are."""

    names: tuple[str, ...]
    json: tuple[int, ...]
    json_names: tuple[str, ...]
    flags: tuple[int, ...]


@cache
def _plan(kind: str) -> _Plan:
    known = columns(kind)
    return _Plan(
        names=tuple(c.name for c in known),
        json=tuple(n for n, c in enumerate(known) if c.json),
        json_names=tuple(c.name for c in known if c.json),
        flags=tuple(n for n, c in enumerate(known) if c.flag),
    )


def from_row(kind: str, row: Sequence[Any]) -> Values:
    """Return the values that a row of the table holds."""
    plan = _plan(kind)
    values = dict(zip(plan.names, row, strict=True))
    if plan.json:
        # All at once: an article can have many thousand annotations, and each call costs.
        cells = msgspec.json.decode("[" + ",".join([row[place] for place in plan.json]) + "]")
        values.update(zip(plan.json_names, cells, strict=True))
    for place in plan.flags:
        values[plan.names[place]] = bool(row[place])
    return values


def to_record(kind: type[R], values: Values) -> R:
    """Return the record that a table's values describe; raise a `DamageError` when they don't."""
    try:
        return from_values(kind, values)
    except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError):
        raise damaged.record(kind_name(kind), values.get("id"), damaged.UNREADABLE) from None


@cache
def _known(kind: str) -> frozenset[str]:
    return frozenset(column.name for column in columns(kind))


@cache
def _names(kind: str) -> str:
    return ", ".join(f'"{column.name}"' for column in columns(kind))


def select(database: Database, kind: str, equal: dict[str, str | None]) -> Iterator[Values]:
    """Yield the values of the records whose attributes equal the given ones, oldest first."""
    known = _known(kind)
    if not equal.keys() <= known:
        raise KeyError(f"{kind} has no {', '.join(equal.keys() - known)}")
    where = " AND ".join(f'"{name}" IS ?' for name in equal) or "1"
    return select_where(database, kind, where, list(equal.values()))


def select_among(database: Database, kind: str, ids: Iterable[str]) -> Iterator[Values]:
    """Yield the values of the records with these ids, of those that are there, oldest first."""
    return select_where(database, kind, "id IN (SELECT value FROM json_each(?))", [among(ids)])


def select_having(
    database: Database, kind: str, attribute: str, values: Iterable[str]
) -> Iterator[Values]:
    """Yield the values of the records of which an attribute is among some, oldest first."""
    if attribute not in _known(kind):
        raise KeyError(f"{kind} has no {attribute}")
    where = f'"{attribute}" IN (SELECT value FROM json_each(?))'  # noqa: S608 - a name of our own
    return select_where(database, kind, where, [among(values)])


def select_where(
    database: Database, kind: str, where: str, parameters: Sequence[str | None]
) -> Iterator[Values]:
    """Yield the values of the records that meet a condition of our own, oldest first.

    Raise a `DamageError` for a row that is not what was written.
    """
    for row, total in summed_rows(database, kind, where, parameters):
        if sums.row_sum(row) != total:
            raise damage_in(database, kind, row)
        try:
            yield from_row(kind, row)
        except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
            raise damage_in(database, kind, row, damaged.UNREADABLE) from None


def summed_rows(
    database: Database, kind: str, where: str, parameters: Sequence[str | None]
) -> Iterator[tuple[list[Any], int]]:
    """Yield the rows that meet a condition of our own, unverified, with sums, oldest first."""
    sql = f'SELECT {_names(kind)}, "sum" FROM "{kind}" WHERE {where} ORDER BY n'  # noqa: S608 - names of our own
    for *row, total in database.conn.execute(sql, parameters):
        yield row, total


def all_rows(database: Database, kind: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a kind's table as they lie there, unverified, oldest first."""
    sql = f'SELECT {_names(kind)} FROM "{kind}" ORDER BY n'  # noqa: S608 - names of our own
    yield from database.conn.execute(sql)


def damage_in(
    database: Database, kind: str, row: Sequence[Any], detail: str = damaged.ALTERED
) -> DamageError:
    """Return the refusal of a row, which names the record and the article that it is on."""
    cells = {column.name: cell for column, cell in zip(columns(kind), row, strict=True)}
    return naming.refusal(database, kind, str(cells.get("id")), detail, cells)


def insert(database: Database, kind: str, rows: Iterable[Values]) -> None:
    """Insert records whose creation the history has already, each at the place it first had."""
    names = [column.name for column in columns(kind)]
    marks = ", ".join("?" for _ in names)
    sql = f'INSERT INTO "{kind}" (n, {_names(kind)}, "sum") VALUES (?, {marks}, ?)'  # noqa: S608 - names of our own
    for few in batched(rows, _AT_ONCE):
        places = _places(database, kind, [values["id"] for values in few])
        made = [(places.get(values["id"]), to_row(kind, values)) for values in few]
        totals = [sums.row_sum(cells) for _, cells in made]
        database.conn.executemany(
            sql,
            ((place, *cells, total) for (place, cells), total in zip(made, totals, strict=True)),
        )
        sums.add_to_tally(database, kind, len(made), sum(totals))
        derived_tables.add_inserted(database, kind, names, (cells for _, cells in made))


def _places(database: Database, kind: str, ids: list[str]) -> dict[str, int]:
    """Return where the history first has each of these records: one look for all of them."""
    sql = (
        "SELECT record, min(n) FROM change WHERE kind = ? "
        "AND record IN (SELECT value FROM json_each(?)) GROUP BY record"
    )
    return dict(database.conn.execute(sql, [kind, among(ids)]).fetchall())


def among(ids: Iterable[str | int]) -> str:
    """Return ids or numbers as the statements take them that ask for all of them at once."""
    return msgspec.json.encode(list(ids)).decode()


def update_each(database: Database, kind: str, deltas: Mapping[str, Values]) -> None:
    """Set what is given of the attributes of records, by their ids; in maps, entry by entry.

    Raise a `LookupError` where one of them is not there.
    """
    names = _known(kind)
    for few in batched(deltas, _AT_ONCE):
        rows = _rows_of(database, kind, few)
        if len(rows) < len(few):
            raise LookupError(f"not all of {len(few)} records of {kind} are there")
        touched = {name for one in few for name in deltas[one] if name in names}
        changed = [(row, _set_in(database, kind, row.cells, deltas[row.record])) for row in rows]
        _update(database, kind, changed, touched)


def update(database: Database, kind: str, records: Iterable[Values]) -> None:
    """Replace the attributes of records, of those that are there."""
    for few in batched(records, _AT_ONCE):
        made = {values["id"]: to_row(kind, values) for values in few}
        rows = _rows_of(database, kind, list(made))
        _update(database, kind, [(row, made[row.record]) for row in rows], _known(kind))


class _Row(msgspec.Struct, frozen=True):
    """A row as it lies in its table, verified: its place there, its record, its cells, its sum."""

    n: int
    record: str
    cells: tuple[Any, ...]
    total: int


def _rows_of(database: Database, kind: str, ids: Sequence[str]) -> list[_Row]:
    """Return the rows of these records, of those that are there.

    Raise a `DamageError` for one that is not what was written.
    """
    where = "id IN (SELECT value FROM json_each(?))"
    sql = f'SELECT n, id, {_names(kind)}, "sum" FROM "{kind}" WHERE {where} ORDER BY n'  # noqa: S608 - names of our own
    found = [
        _Row(n, record, tuple(cells), total)
        for n, record, *cells, total in database.conn.execute(sql, [among(ids)])
    ]
    for row in found:
        if sums.row_sum(row.cells) != row.total:
            raise damage_in(database, kind, row.cells)
    return found


def _set_in(database: Database, kind: str, row: tuple[Any, ...], delta: Values) -> tuple[Any, ...]:
    """Return a row with these attributes set; all the others stay as they lie there."""
    cells, maps = list(row), map_attributes(kind)
    for place, column in _places_of(kind, frozenset(delta)):
        value = delta[column.name]
        if column.name in maps:
            value = merged_map(_map_in(database, kind, row, place), value)
        cells[place] = _encode(value).decode() if column.json else _plain(column, value)
    return tuple(cells)


def _map_in(database: Database, kind: str, row: tuple[Any, ...], place: int) -> Values:
    try:
        return msgspec.json.decode(row[place], type=Values)
    except (msgspec.MsgspecError, TypeError, RecursionError):
        raise damage_in(database, kind, row, damaged.UNREADABLE) from None


def _plain(column: TableColumn, value: Any) -> Any:
    return int(value) if column.flag else value


@cache
def _places_of(kind: str, names: frozenset[str]) -> tuple[tuple[int, TableColumn], ...]:
    return tuple((n, one) for n, one in enumerate(columns(kind)) if one.name in names)


def _update(
    database: Database,
    kind: str,
    changed: Sequence[tuple[_Row, tuple[Any, ...]]],
    touched: AbstractSet[str],
) -> None:
    """Write what is touched: each column that is set has its indexes and references looked at."""
    if not changed:
        return
    places = _places_of(kind, frozenset(touched))
    sets = "".join(f'"{column.name}" = ?, ' for _, column in places)
    sql = f'UPDATE "{kind}" SET {sets}"sum" = ? WHERE n = ?'  # noqa: S608 - names of our own
    totals = [sums.row_sum(cells) for _, cells in changed]
    database.conn.executemany(
        sql,
        (
            (*(cells[place] for place, _ in places), total, row.n)
            for (row, cells), total in zip(changed, totals, strict=True)
        ),
    )
    sums.add_to_tally(database, kind, 0, sum(totals) - sum(row.total for row, _ in changed))
    names = [column.name for column in columns(kind)]
    before, after = [row.cells for row, _ in changed], [cells for _, cells in changed]
    derived_tables.replace(database, kind, names, before, after)


def delete(database: Database, kind: str, ids: Iterable[str]) -> None:
    """Delete records."""
    sql = f'DELETE FROM "{kind}" WHERE id = ?'  # noqa: S608 - names of our own
    for gone in batched(ids, _AT_ONCE):
        rows, total = sums.counted(database, kind, among(gone))
        derived_tables.take_away(database, kind, gone)
        naming_actors = actor_mentions.concerned_by(database, kind, gone)
        database.conn.executemany(sql, ((record,) for record in gone))
        actor_mentions.follow(database, naming_actors)
        sums.add_to_tally(database, kind, -rows, -total)
