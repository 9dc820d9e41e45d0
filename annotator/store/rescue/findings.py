"""What of a damaged file's rows is what the program wrote: told apart by shape, proved by sum."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import field

from annotator.domain.article import fingerprint
from annotator.domain.change import Change, Key
from annotator.domain.clock import HybridClock
from annotator.domain.ids import is_unusable_id
from annotator.domain.kinds import KINDS, from_values
from annotator.domain.record import Values
from annotator.store.file import sums, tables
from annotator.store.file.examining import Examination, ForgedError
from annotator.store.history.log import EditRow
from annotator.store.rescue.pages import Row, Value

_BAD_VALUES = (msgspec.MsgspecError, ValueError, TypeError, LookupError, RecursionError)


class FoundEdit(msgspec.Struct, frozen=True):
    """An edit with the number of changes that it is to have; None where nothing says so."""

    row: EditRow
    changes: int | None


class Findings(msgspec.Struct):
    """What was found of a file, each thing once, by its row's number where it has one.

    `texts` are by SHA-256; `doubtful` counts rows that look like the program's and are not sound.
    `summed` tells whether the file is of a version that keeps sums.
    """

    texts: dict[str, str] = field(default_factory=dict[str, str])
    edits: dict[int, FoundEdit] = field(default_factory=dict[int, FoundEdit])
    changes: dict[int, tuple[str, Change]] = field(default_factory=dict[int, tuple[str, Change]])
    records: dict[Key, tuple[int, Values]] = field(default_factory=dict[Key, tuple[int, Values]])
    brought: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    tallies: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    doubtful: int = 0
    summed: bool = False

    def of(self, kind: str) -> set[str]:
        """Return the ids of the sound records of a kind."""
        return {one for (k, one), (_, values) in self.records.items() if k == kind and values}


def sorted_out(rows: Iterable[Row]) -> Findings:
    """Return what can be proved sound of a file's rows."""
    found = Findings()
    every = [(number, cells) for number, cells in rows if len(cells) >= 3]
    found.summed = any(_has_sum(cells) for _, cells in every)
    for number, cells in every:
        if not (_take_text(found, cells) or _take_history(found, number, cells)):
            _take_beside(found, number, cells)
    return found


def _has_sum(cells: Sequence[Value]) -> bool:
    return cells[0] is None and isinstance(cells[-1], int) and _fits(cells[1:])


def _fits(cells: Sequence[Value]) -> bool:
    """Tell whether the last cell is the sum of those before it."""
    try:
        return len(cells) > 2 and sums.row_sum(cells[:-1]) == cells[-1]  # type: ignore[arg-type] - bytes and floats have no such sum
    except (TypeError, ValueError):
        return False


def _take_text(found: Findings, cells: Sequence[Value]) -> bool:
    """Take any text: what it is called follows from it."""
    match cells:
        case [None, str(), str(body)]:
            found.texts[fingerprint(body)] = body
            return True
        case _:
            return False


_PLAIN_EDIT = len(EditRow.__struct_fields__)
_LATER = 2
"""How many columns a table got, at most, after its rows had sums."""


def _take_history(found: Findings, number: int, cells: Sequence[Value]) -> bool:
    if cells[0] is not None:
        return False
    edit = _edit(found, cells[1:])
    if edit is not None:
        found.edits[number] = edit
        return True
    change = _change(found, cells[1:])
    if change is not None:
        found.changes[number] = change
        return True
    return False


def _edit(found: Findings, cells: Sequence[Value]) -> FoundEdit | None:
    """Return the edit that a row is of, if it is one: its clock is like nothing else."""
    cells = _filled(cells, _order_of_edits(found))
    if len(cells) < 8 or not all(isinstance(cell, str) for cell in cells[:6]):
        return None
    try:
        HybridClock(str(cells[5]))
        row = dict(zip(EditRow.__struct_fields__, cells, strict=False))
        made = msgspec.convert(row, EditRow)
    except _BAD_VALUES:
        return None
    if is_unusable_id(made.id):
        return None
    if not found.summed:
        return FoundEdit(made, None)
    if not _fits(cells) or not isinstance(cells[-2], int):
        found.doubtful += 1
        return None
    return FoundEdit(made, cells[-2])


def _order_of_edits(found: Findings) -> int:
    return _PLAIN_EDIT + 2 if found.summed else 0


def _filled(cells: Sequence[Value], wanted: int) -> list[Value]:
    """Return cells with those that a row lacks which is older than their column: None."""
    return [*cells, *[None] * (wanted - len(cells))] if len(cells) < wanted else list(cells)


def _change(found: Findings, cells: Sequence[Value]) -> tuple[str, Change] | None:
    match cells:
        case [str(edit), str(kind), str(record), before, after, *rest] if (
            kind in KINDS and len(rest) <= 1 and _is_json(before) and _is_json(after)
        ):
            if found.summed and not _fits(cells):
                found.doubtful += 1
                return None
            try:
                change = Change(kind, record, _decoded(before), _decoded(after))
                Examination().take(change)
            except (ForgedError, *_BAD_VALUES):
                found.doubtful += 1
                return None
            return edit, change
        case _:
            return None


def _is_json(cell: Value) -> bool:
    return cell is None or (isinstance(cell, str) and cell.startswith("{"))


def _decoded(cell: Value) -> Values | None:
    return None if cell is None else msgspec.json.decode(str(cell), type=Values)


def _take_beside(found: Findings, number: int, cells: Sequence[Value]) -> None:
    match cells:
        case [str(merge), str(edit), int()] if _fits(cells):
            found.brought.add((merge, edit))
            return
        case [str(table), int(count), int(total)]:
            found.tallies[table] = count, total
            return
        case _:
            pass
    if cells[0] is None:
        _take_record(found, number, cells[1:])


def _take_record(found: Findings, number: int, cells: Sequence[Value]) -> None:
    """Take a record's row; of one that is there twice, as after an update, none is believed."""
    cells = _with_sum_last(cells) if found.summed else cells
    if found.summed and not _fits(cells):
        return
    plain = cells[:-1] if found.summed else cells
    for kind in KINDS:
        values = _values(kind, plain)
        if values is None:
            continue
        key = kind, str(values["id"])
        known = found.records.get(key)
        if known is not None and known[1] != values:
            values = {}
        found.records[key] = number, values
        return


def _with_sum_last(cells: Sequence[Value]) -> Sequence[Value]:
    """Return a row's cells with its sum at the end: later columns stand behind it."""
    for place in range(len(cells) - 1, max(1, len(cells) - 2 - _LATER), -1):
        moved = [*cells[:place], *cells[place + 1 :], cells[place]]
        if isinstance(cells[place], int) and _fits(moved):
            return moved
    return cells


def _values(kind: str, cells: Sequence[Value]) -> Values | None:
    """Return the values that these cells are of a record of this kind; None when they are not."""
    columns = tables.columns(kind)
    lacking = columns[len(cells) :]
    most = _LATER if kind == "article" else 1
    if 0 < len(lacking) <= most and all(one.default is not None for one in lacking):
        cells = [*cells, *(one.default for one in lacking)]  # a row from before there were such
    if len(cells) != len(columns):
        return None
    for column, cell in zip(columns, cells, strict=True):
        if not isinstance(cell, int if column.sql_type == "INTEGER" else str) and not (
            cell is None and column.null
        ):
            return None
    row: Sequence[Any] = cells
    try:
        values = tables.from_row(kind, row)
        from_values(KINDS[kind].type, values)
    except _BAD_VALUES:
        return None
    return None if is_unusable_id(str(values["id"])) else values
