"""From a table of counts to an insight: its marks, and what is to be said beside them."""

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np

from annotator.analysis.insights.counting import CountedBy, distinct, sums
from annotator.analysis.insights.facts import Integers, Reals
from annotator.analysis.insights.insight import Insight, InsightMark, InsightShape
from annotator.analysis.insights.intervals import FEWEST, Estimates, share_estimates
from annotator.analysis.insights.table import ShownCounts, drawing_of
from annotator.analysis.insights.view import InsightView
from annotator.domain.wording import counted, noun

_OF_INTERVALS = (
    "Intervals are of 95 % and hold where the articles are a random sample; "
    "all labels of an article are one cluster."
)

_ROUNDING = 1e-9


class Estimated(msgspec.Struct, frozen=True):
    """Estimates, whether articles are weighted in them, and what is to be said of that."""

    of: Estimates
    weighted: bool
    notes: tuple[str, ...]

    def ends(self, n: int) -> tuple[float | None, float | None]:
        """Return the ends of an interval, None where there is none."""
        return number(self.of.low, n), number(self.of.high, n)


def number(of: Reals, n: int) -> float | None:
    """Return one of many numbers, None where it is none."""
    found = float(of[n])
    return found if np.isfinite(found) else None


def estimated_shares(table: ShownCounts, *, of_columns: bool = False) -> Estimated | None:
    """Return the shares that cells are of their rows, with intervals, or of their columns.

    None where articles are no sample.
    """
    if not table.question.sampled:
        return None
    facts, by, labels = table.facts, table.question.by, table.found.pairs[:, 0]
    drawing, said = drawing_of(table)
    parts = sums(facts, labels, table.cell_of, by)
    wholes = sums(facts, labels, table.found.pairs[:, 2 if of_columns else 1], by)
    height, width = len(table.found.rows), len(table.found.columns)
    of = np.tile(np.arange(width), height) if of_columns else np.repeat(np.arange(height), width)
    found = share_estimates(parts, wholes, of, drawing)
    return Estimated(
        found, bool((drawing.weights != 1).any()), _of_sampling(table, found, of, said)
    )


def _of_sampling(
    table: ShownCounts, found: Estimates, of: Integers, weights: str
) -> tuple[str, ...]:
    """Say what intervals are, where there is none, and how articles are weighted."""
    notes = [_OF_INTERVALS]
    _, first = np.unique(of, return_index=True)
    articles = found.articles[first]
    few = int(((articles > 0) & (articles < FEWEST)).sum())
    if few:
        notes.append(
            f"No interval is given of fewer than {FEWEST} articles; so few are behind {few:,} of "
            f"{counted(len(table.found.rows), 'row')}."
            if len(articles) == len(table.found.rows)
            else f"No interval is given of fewer than {FEWEST} articles."
        )
    return (*notes, weights) if weights else tuple(notes)


def cell_marks(
    table: ShownCounts, found: Estimated | None, *, zeros: bool = False
) -> list[InsightMark]:
    """Return a mark for each cell that has anything, as a share of its row.

    With `zeros` also for cells without anything, in rows that have some.
    """
    counts, width = table.found, len(table.found.columns)
    labels = table.in_cells()
    shown = counts.rows_of[:, None] > 0 if zeros else counts.cells > 0
    marks: list[InsightMark] = []
    for n in np.flatnonzero(np.broadcast_to(shown, counts.cells.shape)).tolist():
        i, j = divmod(n, width)
        low, high = found.ends(n) if found is not None else (None, None)
        marks.append(
            InsightMark(
                row=counts.rows[i].id,
                column=counts.columns[j].id,
                count=float(counts.cells[i, j]),
                of=float(counts.rows_of[i]),
                low=low,
                high=high,
                labels=labels[n],
                weighted=number(found.of.ratios, n)
                if found is not None and found.weighted
                else None,
            )
        )
    return marks


def insight_of(
    view: InsightView,
    table: ShownCounts,
    marks: Iterable[InsightMark],
    notes: Iterable[str] = (),
    *,
    shape: InsightShape | None = None,
    value_title: str = "",
    of_columns: bool = False,
) -> Insight:
    """Return what a view says by its table and its marks, which are shares of rows or columns."""
    labels = table.labels
    return Insight(
        view=view.id,
        title=view.title,
        shape=shape or view.shape,
        by=table.question.by,
        row_title=table.rows.title,
        column_title=table.columns.title,
        rows=table.found.rows,
        columns=table.found.columns,
        marks=tuple(marks),
        labels=len(labels),
        articles=len(distinct(table.facts.article_of[labels])),
        notes=(
            *table.notes(),
            *_of_words(table),
            *_of_several(table, of_columns=of_columns),
            *notes,
        ),
        value_title=value_title,
    )


def _of_several(table: ShownCounts, *, of_columns: bool) -> Iterator[str]:
    """Say it where shares add up to more than all, as of what is in several categories."""
    counts = table.found
    sums_of = counts.cells.sum(axis=0 if of_columns else 1)
    if (sums_of > (counts.columns_of if of_columns else counts.rows_of) + _ROUNDING).any():
        things = {CountedBy.LABELS: "A label", CountedBy.ARTICLES: "An article"}
        thing = things.get(table.question.by, "A word")
        title = table.rows.title if of_columns else table.columns.title
        said = f"{thing} that has several of “{title}” counts in each"
        yield f"{said}: shares add up to more than 100 %."


def _of_words(table: ShownCounts) -> Iterator[str]:
    if table.question.by is CountedBy.WORDS:
        without = int((table.facts.words[table.labels] == 0).sum())
        if without:
            stands = noun(without, "stands", "stand")
            yield f"{counted(without, 'label')} {stands} on no words, as of whole articles."
