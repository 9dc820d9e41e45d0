"""What an insight says: marks with their figures, each of which knows the labels behind it."""

from enum import StrEnum
from typing import Any

import msgspec

from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Category

MEAN = "mean"
"""The column (an id) of marks that have the mean of their row."""


class InsightShape(StrEnum):
    """How an insight is drawn: what stands for its marks."""

    STACKED = "stacked"
    """Shares of each row, side by side in one bar."""
    BARS = "bars"
    """A bar for each row, beside what is wanted where something is."""
    LINES = "lines"
    """A line for each column over time."""
    MATRIX = "matrix"
    """Cells that are the darker the more there is."""
    BALANCE = "balance"
    """For and against on both sides of a middle, with the mean."""
    NETWORK = "network"
    """Nodes and edges."""


class InsightMark(msgspec.Struct, frozen=True, kw_only=True):
    """One figure, and what is behind it.

    `count` is how many labels, articles or words; `share` of how many (`of`), as a share; `value`
    what the mark shows where that is neither (a mean, a weight, a difference), with `low` and
    `high` of a 95 % interval where there is one: of `value` or, where there is none, of the share.
    `wanted` is a benchmark's share. `weighted` is the share where articles are weighted by their
    chance to be drawn; `count` and `of` are what was counted all the same. `labels` are places in
    `Facts.labels`, each once and in their order.
    """

    row: str
    column: str
    count: float
    of: float = 0.0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    wanted: float | None = None
    labels: tuple[int, ...] = ()
    weighted: float | None = None

    @property
    def share(self) -> float | None:
        """The share that the count is of how many there are; None of nothing."""
        if self.weighted is not None:
            return self.weighted
        return self.count / self.of if self.of else None


class Insight(msgspec.Struct, frozen=True, kw_only=True):
    """What a view says: rows and columns in their order, and a mark for each cell that has any.

    `notes` say in sentences what is left out and what figures mean; `labels` and `articles` count
    what was looked at.
    """

    view: str
    title: str
    shape: InsightShape
    by: CountedBy
    row_title: str
    column_title: str
    rows: tuple[Category, ...]
    columns: tuple[Category, ...]
    marks: tuple[InsightMark, ...]
    labels: int
    articles: int
    notes: tuple[str, ...] = ()
    value_title: str = ""
    """What `value` is, where marks show one."""
    counts: str = ""
    """What counts are of, where it is not what `by` says: "month", "statement"."""

    def records(self) -> list[dict[str, Any]]:
        """Return a plain record for each mark, as pandas and `csv` take it."""
        rows = {one.id: one.name for one in self.rows}
        columns = {MEAN: "Mean"} | {one.id: one.name for one in self.columns}
        return [
            {
                "view": self.view,
                "row": one.row,
                "row_name": rows.get(one.row, one.row),
                "column": one.column,
                "column_name": columns.get(one.column, one.column),
                "by": self.by.value,
                "count": one.count,
                "of": one.of,
                "share": one.share,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "wanted": one.wanted,
                "weighted": one.weighted,
            }
            for one in self.marks
        ]
