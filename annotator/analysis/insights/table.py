"""Labels counted by rows and columns as they are shown: the largest, gaps in time, the rest."""

from collections.abc import Collection, Iterator, Sequence

import msgspec
import numpy as np

from annotator.analysis.insights.counting import (
    CellCounts,
    amounts,
    behind_each,
    counts_of,
    distinct,
    repeated,
)
from annotator.analysis.insights.facts import (
    Attribute,
    Category,
    Facts,
    Integers,
    Truths,
)
from annotator.analysis.insights.intervals import ArticleDrawing, drawn_of_many
from annotator.analysis.insights.meeting import met_by_speaker
from annotator.analysis.insights.periods import filled
from annotator.analysis.insights.question import InsightQuestion
from annotator.domain.wording import counted, noun

_WIDE = "intervals are rather too wide where it is large"
OTHERS = "*others*"
"""The id of the row or column that has the rest, whose name says how many they are."""


class ShownCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Counts as they are shown, and what they are of; `which` says what labels were asked for."""

    facts: Facts
    question: InsightQuestion
    which: Truths
    rows: Attribute
    columns: Attribute
    found: CellCounts

    @property
    def labels(self) -> Integers:
        """The places of the labels that are counted."""
        return self.found.behind(None, None)

    @property
    def cell_of(self) -> Integers:
        """For each pair of the counts, which cell it is in: rows one after the other."""
        pairs = self.found.pairs
        return pairs[:, 1] * len(self.found.columns) + pairs[:, 2]

    def in_cells(self) -> list[tuple[int, ...]]:
        """Return the places of the labels in each cell, rows one after the other."""
        count = len(self.found.rows) * len(self.found.columns)
        return behind_each(self.found.pairs[:, 0], self.cell_of, count)

    def in_rows(self) -> list[tuple[int, ...]]:
        """Return the places of the labels in each row."""
        pairs = self.found.pairs
        return behind_each(pairs[:, 0], pairs[:, 1], len(self.found.rows))

    def notes(self) -> Iterator[str]:
        """Say how many labels are left out, and for lack of what."""
        has_both = self.which.copy()
        for one in {each.id: each for each in (self.rows, self.columns)}.values():
            has_one = _having(one, len(self.which))
            has_both &= has_one
            lacking = int((self.which & ~has_one).sum())
            if lacking:
                has = noun(lacking, "has", "have")
                yield f"{self._called(lacking)} {has} {one.lacking}."
        apart = int(has_both.sum()) - len(self.labels)
        if apart:
            has = noun(apart, "has", "have")
            both = f"“{self.rows.title}” and “{self.columns.title}”"
            yield f"{self._called(apart)} {has} {both} of different speakers, and of none both."

    def _called(self, count: int) -> str:
        codes = self.facts.codes_among(self.which)
        code = self.facts.codebook.code(codes[0]) if len(codes) == 1 else None
        labels = counted(count, "label")
        return f"{labels} of {code.name}" if code is not None else labels


def _having(attribute: Attribute, count: int) -> Truths:
    """Tell of each of so many labels whether it is in any category."""
    found = np.zeros(count, np.bool_)
    found[attribute.labels] = True
    return found


def tabled(
    facts: Facts,
    which: Truths,
    question: InsightQuestion,
    rows: Attribute,
    columns: Attribute,
    *,
    whole_columns: bool = False,
    kept_rows: Collection[str] = (),
) -> ShownCounts:
    """Count labels by rows and columns, of which the largest are shown and the rest is one.

    With `whole_columns` all columns stay, and `kept_rows` (ids) do: those without anything, too.
    """
    pairs = met_by_speaker(facts, which, rows, columns)
    row_names, row_at = _shown(facts, pairs[:, [0, 1]], rows, question, kept_rows)
    if whole_columns:
        column_names, column_at = columns.names, np.arange(len(columns.names))
    else:
        column_names, column_at = _shown(facts, pairs[:, [0, 2]], columns, question)
    labels, at_row, at_column = pairs[:, 0], row_at[pairs[:, 1]], column_at[pairs[:, 2]]
    moved = _each_once(np.stack([labels, at_row, at_column], axis=1))
    return ShownCounts(
        facts=facts,
        question=question,
        which=which,
        rows=rows,
        columns=columns,
        found=counts_of(facts, moved, row_names, column_names, question.by),
    )


def _each_once(pairs: Integers) -> Integers:
    """Return pairs in the labels' order without those that have become the same."""
    if not repeated(pairs[:, 0]).any():
        return pairs
    rows, columns = int(pairs[:, 1].max()) + 1, int(pairs[:, 2].max()) + 1
    keys = distinct((pairs[:, 0] * rows + pairs[:, 1]) * columns + pairs[:, 2])
    first, column = keys // columns, keys % columns
    return np.stack([first // rows, first % rows, column], axis=1)


def _shown(
    facts: Facts,
    pairs: Integers,
    of: Attribute,
    question: InsightQuestion,
    kept_ids: Collection[str] = (),
) -> tuple[tuple[Category, ...], Integers]:
    """Return the categories that are shown, and for each category its place among them."""
    many = len(of.names)
    wanted = np.array([one.id in kept_ids for one in of.names], np.bool_)
    used = wanted | (np.bincount(pairs[:, 1], minlength=many) > 0)
    order: Integers = np.flatnonzero(used)
    if of.in_time:
        names = filled(of.id, [of.names[int(one)] for one in order])
        return tuple(names), _places(of, order, [one.id for one in names])
    sizes = amounts(facts, pairs[:, 0], pairs[:, 1], many, question.by)
    by_size = order[np.lexsort((-sizes[order], ~wanted[order]))]
    shown = max(question.most, int(wanted.sum()))
    kept, rest = by_size[:shown], by_size[shown:]
    if len(rest) < 2:
        kept, rest = by_size, rest[:0]
    if of.ordered:
        kept = np.sort(kept)
    names = [of.names[int(one)] for one in kept]
    at = np.zeros(many, np.int64)
    at[kept] = np.arange(len(kept))
    if len(rest):
        ident = OTHERS
        while any(one.id == ident for one in names):
            ident += "*"
        names.append(Category(ident, f"Others ({len(rest):,})"))
        at[rest] = len(kept)
    return tuple(names), at


def _places(of: Attribute, order: Integers, ids: Sequence[str]) -> Integers:
    place = {one: n for n, one in enumerate(ids)}
    at = np.zeros(len(of.names), np.int64)
    at[order] = [place[of.names[int(one)].id] for one in order]
    return at


def drawing_of(table: ShownCounts) -> tuple[ArticleDrawing, str]:
    """Return how articles were drawn, as estimates take it, and what is to be said of that.

    They weigh the inverse of their chance to be drawn, where all that are counted have one. As long
    as some that were drawn have no labels of those who are counted, so much less of all articles
    is taken as looked at.
    """
    facts = table.facts
    articles = distinct(facts.article_of[table.labels])
    chances = facts.probabilities
    is_known = np.isfinite(chances)
    known = int(is_known[articles].sum())
    plain = drawn_of_many(len(facts.articles))
    if not known:
        return plain, f"How large a part of all articles they are is not known: {_WIDE}."
    if known < len(articles):
        lacking = counted(len(articles) - known, "article")
        said = f"Articles all weigh the same: {lacking} without a chance to be drawn."
        return plain, f"{said} How large a part of all they are is not known: {_WIDE}."
    theirs = facts.of_layers(facts.layers_of(table.which))
    begun = np.bincount(facts.article_of[theirs], minlength=len(facts.articles)) > 0
    part = float((begun & is_known).sum() / is_known.sum())
    said = (
        "Articles are weighted by the inverse of their chance to be drawn, and intervals are the "
        "narrower, the larger a part of all articles they are."
    )
    weights = np.where(is_known, 1 / chances, 0.0)
    return ArticleDrawing(weights, np.where(is_known, chances * part, 0.0)), said
