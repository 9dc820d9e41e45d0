"""Balances: how what each row has is spread over a scale, or for and against, and its mean."""

import msgspec
import numpy as np

from annotator.analysis.insights.attributes import STANCE, attribute, scale_of
from annotator.analysis.insights.counting import CountedBy, Sums, summed_by
from annotator.analysis.insights.facts import Facts, Integers, Reals, Truths
from annotator.analysis.insights.insight import MEAN, Insight, InsightMark
from annotator.analysis.insights.intervals import drawn_of_many, mean_estimates
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.saying import (
    cell_marks,
    estimated_shares,
    insight_of,
    number,
)
from annotator.analysis.insights.table import ShownCounts, drawing_of, tabled
from annotator.analysis.insights.usual import judging_field
from annotator.analysis.insights.view import InsightView
from annotator.domain.errors import UserError


class _Values(msgspec.Struct, frozen=True):
    """Numbers that means are of: a line for each label, row and number."""

    labels: Integers
    rows: Integers
    numbers: Reals


def tones(view: InsightView, facts: Facts, which: Truths, question: InsightQuestion) -> Insight:
    """Return how answers on a scale are spread in each row, and their mean.

    The scale is the one asked for as columns, or the one that judges of the codes asked for. Raise
    a `UserError` for columns that are no scale.
    """
    of_codes = judging_field(facts.codebook, question.codes) if question.codes else None
    usual = of_codes.id if of_codes is not None else view.columns
    ident = question.columns or usual
    columns = attribute(facts, ident, sensitive=question.sensitive)
    if question.columns and scale_of(facts, ident) is None:
        remedy = f"Choose a scale of the codebook, such as {usual}."
        raise UserError(f"{columns.title} is no scale.", where=ident, remedy=remedy)
    rows = attribute(facts, question.rows or view.rows, sensitive=question.sensitive)
    table = tabled(facts, which, question, rows, columns, whole_columns=True)
    pairs = table.found.pairs
    steps = np.array([_number(one.id) for one in columns.names], np.float64)
    numbers = steps[pairs[:, 2]] if len(pairs) else np.zeros(0)
    known = np.isfinite(numbers)
    values = _Values(pairs[known, 0], pairs[known, 1], numbers[known])
    return _balanced(view, table, values, f"Mean of “{columns.title}”")


def sentiment(view: InsightView, facts: Facts, which: Truths, question: InsightQuestion) -> Insight:
    """Return how much is against, neither, and for, in each row, and the mean of how far.

    Rows are the targets or, where one is asked about, outlets.
    """
    usual = "outlet" if question.target else view.rows
    rows = attribute(facts, question.rows or usual, sensitive=question.sensitive)
    if question.columns not in ("", STANCE):
        remedy = f"Leave the columns as they are: {STANCE}."
        raise UserError("A balance is of what is for and against.", remedy=remedy)
    table = tabled(facts, which, question, rows, attribute(facts, STANCE), whole_columns=True)
    labels, rows_at = table.found.pairs[:, 0], table.found.pairs[:, 1]
    values = _Values(labels, rows_at, facts.polarity[labels])
    return _balanced(view, table, values, "Mean stance", *_scales_differ(table))


def _number(said: str) -> float:
    try:
        return float(int(said))
    except ValueError:
        return np.nan


def _balanced(
    view: InsightView, table: ShownCounts, values: _Values, title: str, *notes: str
) -> Insight:
    found = estimated_shares(table)
    marks = [*cell_marks(table, found), *_means(table, values)]
    said = (*notes, *(found.notes if found is not None else ()))
    return insight_of(view, table, marks, said, value_title=title)


def _means(table: ShownCounts, values: _Values) -> list[InsightMark]:
    """Return a mark with the mean of each row that has any."""
    rows = table.found.rows
    sampled = table.question.sampled
    drawing = drawing_of(table)[0] if sampled else drawn_of_many(len(table.facts.articles))
    found = mean_estimates(*_summed(table, values), len(rows), drawing)
    labels = table.in_rows()
    marks: list[InsightMark] = []
    for n, row in enumerate(rows):
        mean = number(found.ratios, n)
        if mean is None:
            continue
        marks.append(
            InsightMark(
                row=row.id,
                column=MEAN,
                count=float(table.found.rows_of[n]),
                value=mean,
                low=number(found.low, n) if sampled else None,
                high=number(found.high, n) if sampled else None,
                labels=labels[n],
            )
        )
    return marks


def _summed(table: ShownCounts, values: _Values) -> tuple[Sums, Sums]:
    """Return the sums of values, and how many they are, for each row and article.

    Labels and words have each the same weight; of articles each has its own mean.
    """
    facts, by = table.facts, table.question.by
    span = len(facts.articles) + 1
    at = values.rows * span + facts.article_of[values.labels]
    weight = facts.words[values.labels].astype(np.float64)
    if by is not CountedBy.WORDS:
        weight = np.ones(len(values.labels))
    keys, total = summed_by(at, values.numbers * weight)
    _, many = summed_by(at, weight)
    if by is CountedBy.ARTICLES:
        total, many = total / many, np.ones(len(keys))
    return Sums(keys // span, keys % span, total), Sums(keys // span, keys % span, many)


def _scales_differ(table: ShownCounts) -> list[str]:
    """Say it where scales of different lengths are counted side by side."""
    ends: set[tuple[int, int]] = set()
    book = table.facts.codebook
    for code in filter(None, map(book.code, table.facts.codes_among(table.which))):
        field = next((one for one in code.fields if one.type.row.has_steps), None)
        if field is not None and field.steps:
            values = [step.value for step in field.steps]
            ends.add((min(values), max(values)))
    if len(ends) < 2:
        return []
    return ["Scales of different lengths are counted together: compare shares rather than means."]
