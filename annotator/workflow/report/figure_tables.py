"""The main figures of an insight as a table, and the largest one as a sentence."""

from collections.abc import Iterable, Sequence

import msgspec

from annotator.analysis.insights.insight import MEAN, Insight, InsightMark, InsightShape
from annotator.analysis.insights.table import OTHERS
from annotator.domain.wording import enumerated, noun
from annotator.workflow.insights.drawing.figures import number, percentage, thing_counted
from annotator.workflow.report.elements import Cell, Figured

_MOST_ROWS, _MOST_COLUMNS, _MOST_MARKS = 12, 5, 8
"""What a table has at most: across, or as a list of the largest figures."""
_NONE = ""


class FigureTable(msgspec.Struct, frozen=True, kw_only=True):
    """Headings and rows of a table, and what stands above it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str


def main_figures(found: Insight) -> FigureTable:
    """Return the main figures: rows by columns where these are few, else the largest ones."""
    if found.shape is InsightShape.NETWORK or len(found.columns) < 2:
        return _as_list(found)
    return _across(found)


def largest_said(found: Insight) -> str:
    """Return the largest figure in a sentence, or that there is no one largest.

    Means and the rest are named only where there is nothing else: what a mean is of stands beside
    it, and is no more than that.
    """
    named = [one for one in found.marks if not {OTHERS, MEAN} & {one.row, one.column}]
    mark = max(named or found.marks, key=_size)
    things = noun(2, thing_counted(found))
    alike = sum(_size(one) == _size(mark) for one in named)
    if alike > 1 and mark.count:
        each = f"{number(mark.count)} {noun(1 if mark.count == 1 else 2, thing_counted(found))}"
        return f"No one figure is the largest: {alike:,} have {each} each."
    return (
        f"Most {things} are behind “{_Names(found).both(mark)}”: {', '.join(_told(found, mark))}."
    )


class _Names:
    """What an insight's rows and columns are called."""

    def __init__(self, found: Insight) -> None:
        records = found.records()
        self.rows = {str(one["row"]): str(one["row_name"]) for one in records}
        self.columns = {str(one["column"]): str(one["column_name"]) for one in records}

    def both(self, mark: InsightMark) -> str:
        return " · ".join(filter(None, (self.rows[mark.row], self.columns[mark.column])))


def _size(mark: InsightMark) -> float:
    return mark.count or abs(mark.value or 0.0)


def _told(found: Insight, mark: InsightMark) -> Iterable[str]:
    thing = thing_counted(found)
    if mark.value is not None:
        yield f"{found.value_title.lower()} {number(mark.value)}".strip()
    if mark.share is None or mark.value is not None:
        things = noun(1 if mark.count == 1 else 2, thing)
        yield f"{number(mark.count)} {things}"
    else:
        yield f"{number(mark.count)} of {number(mark.of)} {noun(2, thing)}"
        yield f"{percentage(mark.share)}{' weighted' if mark.weighted is not None else ''}"


# Rows by columns


def _across(found: Insight) -> FigureTable:
    names = _Names(found)
    in_order = [*(one.id for one in found.columns), *names.columns]
    rows = _largest(_MOST_ROWS, [one.id for one in found.rows], [(m.row, m) for m in found.marks])
    columns = _largest(
        _MOST_COLUMNS, list(dict.fromkeys(in_order)), [(m.column, m) for m in found.marks]
    )
    marks = {(one.row, one.column): one for one in found.marks}
    wholes = [{m.of for m in found.marks if m.row == row and m.of} for row in rows]
    has_wholes = any(wholes) and all(len(one) < 2 for one in wholes)
    lines = [
        (names.rows[row], *(_cell(marks.get((row, column))) for column in columns)) for row in rows
    ]
    if has_wholes:
        lines = [
            (*line, Figured(number(max(whole))) if whole else _NONE)
            for line, whole in zip(lines, wholes, strict=True)
        ]
    heads = [names.columns[one] for one in columns]
    return FigureTable(
        headings=(found.row_title, *heads, *(["All"] if has_wholes else [])),
        rows=tuple(lines),
        caption=_caption(found, len(rows), len(columns)),
    )


def _caption(found: Insight, rows: int, columns: int) -> str:
    things = noun(2, thing_counted(found))
    what = f"{found.value_title or 'Value'} ({things})" if _has_values(found) else _shares(found)
    left = [
        f"{shown:,} of {every:,} {noun(2, thing)}"
        for shown, every, thing in (
            (rows, len({one.row for one in found.marks}), "row"),
            (columns, len({one.column for one in found.marks}), "column"),
        )
        if shown < every
    ]
    by = f"{found.row_title} by {found.column_title.lower()}"
    return f"{by}: {what}{f'; the {enumerated(left)} with most' if left else ''}"


def _has_values(found: Insight) -> bool:
    return any(one.value is not None for one in found.marks)


def _shares(found: Insight) -> str:
    things = noun(2, thing_counted(found))
    return f"{things} (share)" if any(one.of for one in found.marks) else things


def _largest(most: int, ids: Sequence[str], marks: Iterable[tuple[str, InsightMark]]) -> list[str]:
    """Return those ids that have most, in the order in which they stand; none without anything."""
    sizes = dict.fromkeys(ids, 0.0)
    for one, mark in marks:
        sizes[one] = sizes.get(one, 0.0) + _size(mark)
    some = [one for one in sizes if sizes[one]]
    kept = set(sorted(some, key=lambda one: -sizes[one])[:most])
    return [one for one in ids if one in kept]


def _cell(mark: InsightMark | None) -> Cell:
    if mark is None:
        return _NONE
    if mark.value is not None:
        return Figured(f"{number(mark.value)} ({number(mark.count)})")
    share = "" if mark.share is None else f" ({percentage(mark.share)})"
    return Figured(f"{number(mark.count)}{share}")


# A list


def _as_list(found: Insight) -> FigureTable:
    names = _Names(found)
    shown = sorted(found.marks, key=lambda one: -_size(one))[:_MOST_MARKS]
    things = noun(2, thing_counted(found)).capitalize()
    columns: list[tuple[str, list[Cell]]] = [
        (found.row_title, [names.rows[one.row] for one in shown]),
        (found.column_title, [names.columns[one.column] for one in shown]),
        (found.value_title or "Value", [_number(one.value) for one in shown]),
        (things, [_number(one.count) for one in shown]),
        ("Of", [_number(one.of or None) for one in shown]),
        ("Share", [_share(one.share) for one in shown]),
        ("95 % interval", [_interval(one) for one in shown]),
        ("Wanted", [_share(one.wanted) for one in shown]),
    ]
    told = [columns[0], *((title, cells) for title, cells in columns[1:] if any(cells))]
    return FigureTable(
        headings=tuple(title for title, _ in told),
        rows=tuple(zip(*(cells for _, cells in told), strict=True)),
        caption=_of_many(found, len(shown)),
    )


def _of_many(found: Insight, shown: int) -> str:
    every = len(found.marks)
    by = " and ".join(filter(None, (found.row_title, found.column_title.lower())))
    return f"{by}: the {shown:,} largest of {every:,} figures" if shown < every else by


def _number(value: float | None) -> Cell:
    return _NONE if value is None else Figured(number(value))


def _share(share: float | None) -> Cell:
    return _NONE if share is None else Figured(percentage(share))


def _interval(mark: InsightMark) -> Cell:
    if mark.low is None or mark.high is None:
        return _NONE
    write = number if mark.value is not None or mark.share is None else percentage
    return Figured(f"{write(mark.low)} to {write(mark.high)}")
