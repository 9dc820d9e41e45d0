"""Co-occurrence: what stands together in an article, an outlet or a month, and how regularly."""

from collections.abc import Iterable

import numpy as np

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.attributes import attribute
from annotator.analysis.insights.counting import CountedBy, distinct
from annotator.analysis.insights.facts import Attribute, Facts, Integers, Reals, Truths
from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.ties_counted import as_list, heaviest, units_of
from annotator.analysis.insights.view import InsightView
from annotator.analysis.network_choices import met_within
from annotator.domain.wording import counted, noun

MOST_TOGETHER = 300
"""Rows and columns; more are neither drawn nor read, and take long."""
_UNITS = {
    CountedOnce.ARTICLE: "article",
    CountedOnce.OUTLET: "outlet",
    CountedOnce.DAY: "day",
    CountedOnce.WEEK: "week",
    CountedOnce.MONTH: "month",
    CountedOnce.YEAR: "year",
}


def together(view: InsightView, facts: Facts, which: Truths, question: InsightQuestion) -> Insight:
    """Return in how many articles (or what else is asked) two things occur together.

    A mark's count is in how many both do, its `of` in how many either does, so that its share is
    Jaccard's; the labels are those of both, there. Where rows and columns are the same, a pair is
    there in both orders, and nothing is paired with itself.
    """
    once = met_within(question.once)
    units = noun(2, _UNITS[once])
    rows = attribute(facts, question.rows or view.rows, sensitive=question.sensitive)
    columns = attribute(
        facts, question.columns or question.rows or view.columns, sensitive=question.sensitive
    )
    most = min(question.most, MOST_TOGETHER)
    unit_of = _numbered(facts, which, (rows, columns), once)
    sides = [_Side(which, rows, unit_of, most)]
    sides += [] if rows.id == columns.id else [_Side(which, columns, unit_of, most)]
    marks = _marks(sides[0], sides[-1])
    behind = distinct(np.concatenate([one.labels for one in sides]))
    return Insight(
        view=view.id,
        title=view.title,
        shape=view.shape,
        by=CountedBy.ARTICLES,
        row_title=rows.title,
        column_title=columns.title,
        rows=sides[0].names,
        columns=sides[-1].names,
        marks=marks,
        counts=_UNITS[once] if once is not CountedOnce.ARTICLE else "",
        labels=len(behind),
        articles=len(distinct(facts.article_of[behind])),
        notes=(
            (
                f"A number counts the {units} in which both occur; the share is Jaccard’s: "
                f"of the {units} in which either occurs."
            ),
            *(note for one in sides if (note := one.left_out)),
        ),
    )


def _numbered(
    facts: Facts, which: Truths, sides: Iterable[Attribute], once: CountedOnce
) -> Integers:
    """Return for each label of the facts the number of its unit, the same one on both sides."""
    labels = np.concatenate([one.labels[which[one.labels]] for one in sides])
    found = np.zeros(len(facts.labels), np.int64)
    found[labels] = units_of(facts, labels, once)
    return found


class _Side:
    """What occurs on one side of the matrix: which of the kept is in which unit, and labels."""

    def __init__(self, which: Truths, of: Attribute, unit_of: Integers, most: int) -> None:
        keep = which[of.labels]
        self.labels = of.labels[keep]
        categories, units = of.categories[keep], unit_of[self.labels]
        span = int(units.max(initial=0)) + 1
        pairs = distinct(categories * span + units)
        often = np.bincount(pairs // span, minlength=len(of.names)).astype(np.float64)
        self.kept = heaviest(often, often, most)
        self.often = often[self.kept]
        self.names = tuple(of.names[n] for n in as_list(self.kept))
        order = np.argsort(categories, kind="stable")
        first = np.searchsorted(categories[order], self.kept, "left")
        last = np.searchsorted(categories[order], self.kept, "right")
        self._lines = [order[a:b] for a, b in zip(first, last, strict=True)]
        self._units = units
        more = int((often > 0).sum()) - len(self.kept)
        are = noun(more, "occurs", "occur")
        self.left_out = (
            f"{counted(more, 'category', 'categories')} of “{of.title}” {are} less often and "
            f"{noun(more, 'is', 'are')} not shown."
            if more
            else ""
        )

    @property
    def span(self) -> int:
        """One more than the highest number of a unit."""
        return int(self._units.max(initial=0)) + 1

    def presence(self, span: int) -> Truths:
        """Return a matrix that is true where something is in a unit."""
        found = np.zeros((len(self.kept), span), np.bool_)
        for n, lines in enumerate(self._lines):
            found[n, self._units[lines]] = True
        return found

    def tell(self, one: int, units: Truths, found: Truths) -> None:
        """Make true the places of something's labels in the units that are true."""
        lines = self._lines[one]
        found[self.labels[lines[units[self._units[lines]]]]] = True


def _marks(rows: _Side, columns: _Side) -> tuple[InsightMark, ...]:
    span = max(rows.span, columns.span)
    there, other = rows.presence(span), columns.presence(span)
    both = _met(there, other)
    height = 1 + int(max(rows.labels.max(initial=-1), columns.labels.max(initial=-1)))
    marks: list[InsightMark] = []
    known: dict[tuple[int, int], tuple[int, ...]] = {}
    for i, j in np.argwhere(both > 0).tolist():
        if rows is columns and i == j:
            continue
        if rows is columns and j < i:
            labels = known[j, i]
        else:
            units, found = there[i] & other[j], np.zeros(height, np.bool_)
            rows.tell(i, units, found)
            columns.tell(j, units, found)
            labels = known[i, j] = tuple(np.flatnonzero(found).tolist())
        marks.append(
            InsightMark(
                row=rows.names[i].id,
                column=columns.names[j].id,
                count=float(both[i, j]),
                of=float(rows.often[i] + columns.often[j] - both[i, j]),
                labels=labels,
            )
        )
    return tuple(marks)


def _met(there: Truths, other: Truths) -> Reals:
    """Return in how many units one of the rows and one of the others both are.

    A product of both would be as short, and slow wherever the machine has other things to do.
    """
    thing, unit = np.nonzero(other)
    counts = [np.bincount(thing[one[unit]], minlength=len(other)) for one in there]
    return np.array(counts, np.float64).reshape(len(there), len(other))
