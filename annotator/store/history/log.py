"""The history: edits and their changes, appended and never altered, and whose each edit is."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from annotator.domain.batches import batched
from annotator.domain.change import Change, Changes, Key, updated
from annotator.domain.record import Values
from annotator.domain.undo import FOUNDATION, REST, EditStep
from annotator.store.file import damaged, naming, sums
from annotator.store.file.database import Database

_AT_ONCE = 500
"""How many changes are written, and held in their written form, at once."""
_encode = msgspec.json.Encoder(order="sorted").encode
_LABEL = 2  # its place in an edit's row
_HOME = f"CASE e.kind WHEN '{REST}' THEN e.target ELSE e.id END"
"""The edit that a change belongs to, also where only a rest of it came in."""
_EDIT_COLUMNS = "id, kind, label, coder, at, clock, target, via, answers"
_EDIT_ROW = f'{_EDIT_COLUMNS}, changes, "sum"'


class EditRow(msgspec.Struct, frozen=True, kw_only=True):
    """An edit as the history keeps it.

    `target` is the edit that an undo or redo is about; `answers` the undo that a redo takes back;
    `via` the edit that brought this one in from another file. A merge has a target where its
    coder's own edits stay steps: the last of them.
    """

    id: str
    kind: str
    label: str
    coder: str
    at: str
    clock: str
    target: str | None = None
    via: str | None = None
    answers: str | None = None


def append(database: Database, edit: EditRow, changes: Iterable[Change]) -> None:
    """Write an edit with its changes."""
    done = list(changes)
    append_head(database, edit, len(done))
    append_changes(database, edit.id, done)


def append_head(database: Database, edit: EditRow, changes: int) -> None:
    """Write an edit that has so many changes."""
    head = (*msgspec.structs.astuple(edit), changes)
    marks = ", ".join("?" for _ in head)
    sql = f'INSERT INTO edit ({_EDIT_COLUMNS}, changes, "sum") VALUES ({marks}, ?)'  # noqa: S608 - names of our own
    total = sums.row_sum(head)
    database.conn.execute(sql, (*head, total))
    sums.add_to_tally(database, "edit", 1, total)


def append_changes(database: Database, edit: str, changes: Iterable[Change]) -> None:
    """Write changes of an edit, after those of it that are there."""
    sql = 'INSERT INTO change (edit, kind, record, before, after, "sum") VALUES (?, ?, ?, ?, ?, ?)'
    for few in batched(changes, _AT_ONCE):
        rows = [(edit, c.kind, c.record, packed(c.before), packed(c.after)) for c in few]
        totals = [sums.row_sum(row) for row in rows]
        database.conn.executemany(
            sql, ((*row, total) for row, total in zip(rows, totals, strict=True))
        )
        sums.add_to_tally(database, "change", len(rows), sum(totals))


def packed(values: Values | None) -> str | None:
    """Return values as the history keeps them."""
    return None if values is None else _encode(values).decode()


def _unpacked(cell: str | None) -> Values | None:
    return None if cell is None else msgspec.json.decode(cell)


def edit_of(row: Sequence[Any]) -> EditRow:
    """Return the edit in a row of its cells, number of changes and sum.

    Raise a `DamageError` when it is not what was written.
    """
    *cells, changes, total = row
    if sums.row_sum((*cells, changes)) != total:
        label = cells[_LABEL] if isinstance(cells[_LABEL], str) else ""
        raise damaged.record("edit", cells[0], name=label)
    return EditRow(**dict(zip(EditRow.__struct_fields__, cells, strict=True)))


def verified_change(edit: str, row: Sequence[Any]) -> Change:
    """Return the change in a row of kind, record, before, after and sum.

    Raise a `DamageError` when it is not what was written.
    """
    kind, record, before, after, total = row
    if sums.row_sum((edit, kind, record, before, after)) != total:
        raise damaged.record(kind, record, "a change in its history is not as it was saved")
    try:
        return Change(kind, record, _unpacked(before), _unpacked(after))
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
        raise damaged.record(kind, record, "a change in its history can't be read") from None


def steps(database: Database, after: int = 0) -> Iterator[tuple[int, EditStep]]:
    """Yield row numbers and steps of the edits that were made in this file, oldest first.

    A merge that has a target brought its coder's own edits in as steps, too.
    """
    sql = (
        f"SELECT n, {_EDIT_ROW} FROM edit WHERE n > ? AND (via IS NULL "  # noqa: S608 - names of our own
        "OR kind NOT IN ('rest', 'extend') AND (via, coder) IN "
        "(SELECT id, coder FROM edit WHERE kind = 'merge' AND target IS NOT NULL)) ORDER BY n"
    )
    for n, *cells in database.conn.execute(sql, [after]):
        row = edit_of(cells)
        yield n, EditStep(row.id, row.kind, row.target, row.via)


def size_of(database: Database, edit: str) -> int:
    """Return how many changes an edit has."""
    row = database.conn.execute("SELECT changes FROM edit WHERE id = ?", [edit]).fetchone()
    return row[0] if row else 0


def edits_where(
    database: Database, where: str, parameters: Sequence[Any] = ()
) -> Iterator[EditRow]:
    """Yield the edits that meet a condition of our own, which may say an order, too.

    Raise a `DamageError` at one that is not what was written.
    """
    sql = f"SELECT {_EDIT_ROW} FROM edit e WHERE {where}"  # noqa: S608 - names of our own
    for cells in database.conn.execute(sql, parameters):
        yield edit_of(cells)


def changes_of(database: Database, edit: str) -> tuple[Change, ...]:
    """Return what an edit did, in order; raise a `DamageError` when some of it is lost."""
    sql = 'SELECT kind, record, before, after, "sum" FROM change WHERE edit = ? ORDER BY n'
    found = tuple(verified_change(edit, row) for row in database.conn.execute(sql, [edit]))
    head = database.conn.execute("SELECT changes FROM edit WHERE id = ?", [edit]).fetchone()
    if head is not None and head[0] != len(found):
        detail = f"it has {len(found):,} of its {head[0]:,} changes"
        raise naming.refusal(database, "edit", edit, detail)
    return found


def first_changes(database: Database, edit: str, limit: int) -> list[Change]:
    """Return the first things that an edit did, in order."""
    sql = 'SELECT kind, record, before, after, "sum" FROM change WHERE edit = ? ORDER BY n LIMIT ?'
    return [verified_change(edit, row) for row in database.conn.execute(sql, [edit, limit])]


def brought_by(database: Database, merge: str) -> dict[str, int]:
    """Return how many edits of each coder (handle) a merge brought in, or showed again."""
    sql = (
        "SELECT coder, count(*) FROM edit WHERE id IN (SELECT id FROM edit WHERE via = ?1 "
        "UNION SELECT edit FROM brought WHERE merge = ?1) GROUP BY coder ORDER BY coder"
    )
    return dict(database.conn.execute(sql, [merge]).fetchall())


def records_of(database: Database, edits: Iterable[str]) -> set[Key]:
    """Return the records that any of these edits touched."""
    sql = "SELECT DISTINCT kind, record FROM change WHERE edit IN (SELECT value FROM json_each(?))"
    return set(database.conn.execute(sql, [msgspec.json.encode(list(edits)).decode()]))


def in_clock_order(
    database: Database, counted: Container[str], records: Collection[str] | None = None
) -> Iterator[tuple[str, str, Change]]:
    """Yield what counted edits did, to these records or to all, in the order of their clocks.

    With each change come its edit, and the edit that it belongs to, of which it may be a rest.
    """
    where, parameters = "1", list[str]()
    if records is not None:
        where = "c.record IN (SELECT value FROM json_each(?))"
        parameters = [msgspec.json.encode(list(records)).decode()]
    sql = (
        f'SELECT e.id, {_HOME} AS home, c.kind, c.record, c.before, c.after, c."sum" '  # noqa: S608 - words of our own
        f"FROM change c JOIN edit e ON e.id = c.edit WHERE {where} "
        f"ORDER BY e.clock, home, e.kind = '{REST}', c.n"
    )
    for edit, home, *row in database.conn.execute(sql, parameters):
        if edit in counted:
            yield edit, home, verified_change(edit, row)


def made_whole(changes: Iterable[tuple[str, Change]]) -> Iterator[Change]:
    """Yield changes as one for each record and edit; with each comes the edit that it belongs to.

    They come in the order of the clocks, and what an edit said first before its rests.
    """
    for _, of_edit in groupby(changes, key=itemgetter(0)):
        whole: dict[Key, Change] = {}
        for _, change in of_edit:
            key = change.kind, change.record
            known = whole.get(key)
            whole[key] = change if known is None else _joined(known, change)
        yield from whole.values()


def _joined(part: Change, rest: Change) -> Change:
    """Return what an edit did to a record, of which two files had a part each."""
    if part.after is None or rest.after is None:
        return part
    after = updated(part.kind, part.after, rest.after)
    made = part.before is None or rest.before is None
    before = None if made else updated(part.kind, part.before or {}, rest.before or {})
    return Change(part.kind, part.record, before, after)


def edit_row(database: Database, edit: str) -> EditRow | None:
    """Return an edit by its id."""
    return next(edits_where(database, "id = ?", [edit]), None)


def of_records(database: Database, records: Sequence[str]) -> list[Changes]:
    """Return the edits that touched any of these records, newest first, with those changes."""
    sql = (
        'SELECT e.id, e.label, e.coder, e.at, c.kind, c.record, c.before, c.after, c."sum" '
        "FROM change c JOIN edit e ON e.id = c.edit "
        "WHERE c.record IN (SELECT value FROM json_each(?)) ORDER BY e.clock DESC, e.id, c.n"
    )
    found: dict[str, tuple[tuple[str, ...], list[Change]]] = {}
    for row in database.conn.execute(sql, [msgspec.json.encode(records).decode()]):
        found.setdefault(row[0], (row[:4], []))[1].append(verified_change(row[0], row[4:]))
    return [Changes(*head, changes=tuple(changes)) for head, changes in found.values()]


def changes_to(database: Database, kind: str, record: str) -> Iterator[tuple[str, Change]]:
    """Yield the changes of one record with the edits (ids) that made them, in clock order."""
    sql = (
        'SELECT c.edit, c.kind, c.record, c.before, c.after, c."sum" FROM change c '
        "JOIN edit e ON e.id = c.edit WHERE c.record = ? AND c.kind = ? "
        "ORDER BY e.clock, e.id, c.n"
    )
    for edit, *row in database.conn.execute(sql, [record, kind]):
        yield edit, verified_change(edit, row)


def family(database: Database) -> str:
    """Return the id of the edit that founded the project: copies and packages share it."""
    sql = "SELECT id FROM edit WHERE kind = ? AND via IS NULL ORDER BY n"
    row = database.conn.execute(sql, [FOUNDATION]).fetchone()
    return row[0] if row else ""


def all_edits(database: Database) -> Iterator[EditRow]:
    """Yield all edits, in the order in which they were written."""
    return edits_where(database, "1 ORDER BY n")


def all_changes(database: Database) -> Iterator[tuple[str, Change]]:
    """Yield all changes with the id of their edit, in the order in which they were written."""
    sql = 'SELECT edit, kind, record, before, after, "sum" FROM change ORDER BY n'
    for edit, *row in database.conn.execute(sql):
        yield edit, verified_change(edit, row)


def latest_ids(database: Database, limit: int) -> list[str]:
    """Return the ids of the newest edits, newest first."""
    sql = "SELECT id FROM edit ORDER BY clock DESC, id LIMIT ?"
    return [edit for (edit,) in database.conn.execute(sql, [limit])]


def latest(database: Database, limit: int) -> list[EditRow]:
    """Return the newest edits, newest first."""
    return list(edits_where(database, "1 ORDER BY clock DESC, id LIMIT ?", [limit]))


def since(database: Database, edit: str) -> list[EditRow]:
    """Return an edit and those that were written after it, in this order."""
    where = "n >= (SELECT n FROM edit WHERE id = ?) ORDER BY n"
    return list(edits_where(database, where, [edit]))


def show_again(database: Database, merge: str, edits: Iterable[str]) -> None:
    """Note that a merge brings edits that were here, and hidden."""
    rows = [(merge, edit) for edit in edits]
    sql = 'INSERT INTO brought (merge, edit, "sum") VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
    with sums.tallying(database, "brought"):
        database.conn.executemany(sql, ((*row, sums.row_sum(row)) for row in rows))


def shown_by(database: Database, merge: str) -> tuple[str, ...]:
    """Return the edits that were here, and hidden, and that a merge shows again."""
    rows = database.conn.execute("SELECT edit FROM brought WHERE merge = ? ORDER BY edit", [merge])
    return tuple(edit for (edit,) in rows)


def count(database: Database) -> int:
    """Return how many edits there are."""
    return database.conn.execute("SELECT count(*) FROM edit").fetchone()[0]


def has(database: Database, edit: str) -> bool:
    """Tell whether an edit is in the history."""
    row = database.conn.execute("SELECT 1 FROM edit WHERE id = ?", [edit]).fetchone()
    return row is not None


def has_counted(database: Database, edit: str) -> bool:
    """Tell whether an edit is in the history with as many changes as it has.

    Raise a `DamageError` where its row is not as it was written.
    """
    if edit_row(database, edit) is None:
        return False
    sql = "SELECT count(*) FROM change WHERE edit = ?"
    (there,) = database.conn.execute(sql, [edit]).fetchone()
    return there == size_of(database, edit)


def has_whole(database: Database, edits: Collection[str]) -> bool:
    """Tell whether all these edits are in the history, each with what it did, as it was written.

    Raise a `DamageError` where one of them is not as it was written.
    """
    wanted = set(edits)
    ids = [msgspec.json.encode(sorted(wanted)).decode()]
    among = "id IN (SELECT value FROM json_each(?))"
    found = {row.id for row in edits_where(database, among, ids)}
    sql = f"SELECT coalesce(sum(changes), 0) FROM edit WHERE {among}"  # noqa: S608 - words of our own
    (count,) = database.conn.execute(sql, ids).fetchone()
    sql = (
        'SELECT edit, kind, record, before, after, "sum" FROM change '
        "WHERE edit IN (SELECT value FROM json_each(?))"
    )
    there = [verified_change(edit, row) for edit, *row in database.conn.execute(sql, ids)]
    return found == wanted and len(there) == count


def last(database: Database) -> str:
    """Return the id of the edit that was written last."""
    row = database.conn.execute("SELECT id FROM edit ORDER BY n DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def clocks_of(database: Database, edits: Iterable[str]) -> dict[str, str]:
    """Return the clocks of these edits, of those that are here."""
    sql = "SELECT id, clock FROM edit WHERE id IN (SELECT value FROM json_each(?))"
    return dict(database.conn.execute(sql, [msgspec.json.encode(list(edits)).decode()]).fetchall())


def restamp(database: Database, clocks: Mapping[str, str]) -> None:
    """Give edits other clocks: all that ever changes of an edit (ADR 0024)."""
    select = f"SELECT {_EDIT_ROW} FROM edit WHERE id = ?"  # noqa: S608 - names of our own
    for edit, clock in clocks.items():
        *cells, changes, before = database.conn.execute(select, [edit]).fetchone()
        row = msgspec.structs.replace(edit_of((*cells, changes, before)), clock=clock)
        total = sums.row_sum((*msgspec.structs.astuple(row), changes))
        sql = 'UPDATE edit SET clock = ?, "sum" = ? WHERE id = ?'
        database.conn.execute(sql, [clock, total, edit])
        sums.add_to_tally(database, "edit", 0, total - before)


def texts_ever_of(database: Database, article: str) -> list[tuple[str, EditRow]]:
    """Return the texts (SHA-256) that an article was given, each with the edit, newest first."""
    sql = (
        "SELECT edit, json_extract(after, '$.text_sha256') sha FROM change "
        "WHERE kind = 'article' AND record = ? AND after IS NOT NULL AND sha IS NOT NULL "
        "ORDER BY n DESC"
    )
    rows = database.conn.execute(sql, [article]).fetchall()
    found = ((sha, edit_row(database, edit)) for edit, sha in rows)
    return [(sha, row) for sha, row in found if row is not None]


def links_of(database: Database, annotation: str) -> list[str]:
    """Return the ids of the links that ever went out from an annotation."""
    sql = (
        "SELECT DISTINCT record FROM change WHERE kind = 'link' "
        "AND json_extract(coalesce(after, before), '$.annotation') = ?"
    )
    return [record for (record,) in database.conn.execute(sql, [annotation])]
