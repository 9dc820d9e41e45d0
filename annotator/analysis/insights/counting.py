"""Counting labels by one thing or by two: how many, of how many, and which they are."""

from enum import StrEnum
from itertools import pairwise

import msgspec
import numpy as np

from annotator.analysis.insights.facts import Attribute, Category, Facts, Integers, Reals, Truths

_DENSE = 4_000_000
"""Up to so many keys are counted in a column that has a place for each."""


class CountedBy(StrEnum):
    """What is counted: labels, the articles that have them, or the words that they stand on."""

    LABELS = "labels"
    ARTICLES = "articles"
    WORDS = "words"


class Sums(msgspec.Struct, frozen=True):
    """What there is in groups, article by article: a line for each group and article with any."""

    groups: Integers
    articles: Integers
    amounts: Reals

    def totals(self, count: int) -> Reals:
        """Return how much there is in each of so many groups."""
        return np.asarray(np.bincount(self.groups, self.amounts, count), np.float64)


class CellCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How many there are for each row and column, as a matrix, and of how many.

    `rows_of` and `columns_of` have one number for each row and column: what has several categories
    is in it once. `pairs` has a line for each label in each cell, in the labels' order:
    its place, its row, its column.
    """

    rows: tuple[Category, ...]
    columns: tuple[Category, ...]
    cells: Reals
    rows_of: Reals
    columns_of: Reals
    total: float
    pairs: Integers

    def behind(self, row: int | None, column: int | None) -> Integers:
        """Return the places of the labels behind a cell, a whole row or column, or everything."""
        wanted = np.ones(len(self.pairs), np.bool_)
        if row is not None:
            wanted &= self.pairs[:, 1] == row
        if column is not None:
            wanted &= self.pairs[:, 2] == column
        labels = self.pairs[wanted, 0]
        return labels[~repeated(labels)]


def counts_of(
    facts: Facts,
    pairs: Integers,
    rows: tuple[Category, ...],
    columns: tuple[Category, ...],
    by: CountedBy,
) -> CellCounts:
    """Count labels that have been met with their rows and columns."""
    height, width = len(rows), len(columns)
    cell = pairs[:, 1] * max(width, 1) + pairs[:, 2]
    return CellCounts(
        rows=rows,
        columns=columns,
        cells=amounts(facts, pairs[:, 0], cell, height * width, by).reshape(height, width),
        rows_of=amounts(facts, pairs[:, 0], pairs[:, 1], height, by),
        columns_of=amounts(facts, pairs[:, 0], pairs[:, 2], width, by),
        total=float(amounts(facts, pairs[:, 0], np.zeros(len(pairs), np.int64), 1, by)[0]),
        pairs=pairs,
    )


def amounts(facts: Facts, labels: Integers, groups: Integers, count: int, by: CountedBy) -> Reals:
    """Return how much there is in each of so many groups; a label counts in a group but once."""
    return sums(facts, labels, groups, by).totals(count)


def sums(facts: Facts, labels: Integers, groups: Integers, by: CountedBy) -> Sums:
    """Return how much each article has in each group; a label counts in a group but once.

    The labels are in their order. An article counts in a group as 1 where articles are counted.
    """
    labels, groups = _once(labels, groups)
    weights = facts.words[labels].astype(np.float64) if by is CountedBy.WORDS else None
    many = len(facts.articles) + 1
    keys, found = summed_by(groups * many + facts.article_of[labels], weights)
    if by is CountedBy.ARTICLES:
        found = np.ones(len(keys))
    return Sums(keys // many, keys % many, found)


def summed_by(keys: Integers, weights: Reals | None) -> tuple[Integers, Reals]:
    """Return the different keys in their order, and the sum of the weights of each."""
    span = int(keys.max()) + 1 if len(keys) else 0
    if span > _DENSE:
        different, line = np.unique(keys, return_inverse=True)
        return different, _summed(line, weights, len(different))
    different = np.flatnonzero(np.bincount(keys, minlength=span))
    return different, _summed(keys, weights, span)[different]


def _summed(places: Integers, weights: Reals | None, count: int) -> Reals:
    if weights is None:
        weights = np.ones(len(places))
    return np.asarray(np.bincount(places, weights, count), np.float64)


def _once(labels: Integers, groups: Integers) -> tuple[Integers, Integers]:
    """Return each label in each group once, in the labels' order, in which they come."""
    if not repeated(labels).any():
        return labels, groups
    span = int(groups.max()) + 1
    lines = distinct(labels * span + groups)
    return lines // span, lines % span


def distinct(values: Integers) -> Integers:
    """Return the different ones of many numbers, in their order; numpy's own way is slow."""
    ordered = np.sort(values)
    return ordered[~repeated(ordered)]


def repeated(labels: Integers) -> Truths:
    """Tell of labels in their order which are the same as the one before them."""
    same = np.zeros(len(labels), np.bool_)
    same[1:] = labels[1:] == labels[:-1]
    return same


def met(which: Truths, rows: Attribute, columns: Attribute) -> Integers:
    """Return a line for each label with one of its rows and one of its columns."""
    keep, others = which[rows.labels], which[columns.labels]
    labels, categories = rows.labels[keep], rows.categories[keep]
    of_columns, columns_at = columns.labels[others], columns.categories[others]
    first = np.searchsorted(of_columns, labels, "left")
    many = np.searchsorted(of_columns, labels, "right") - first
    ends = np.cumsum(many)
    at = np.repeat(first - ends + many, many)
    places = at + np.arange(len(at))
    return np.stack(
        [np.repeat(labels, many), np.repeat(categories, many), columns_at[places]], axis=1
    )


def behind_each(labels: Integers, groups: Integers, count: int) -> list[tuple[int, ...]]:
    """Return the labels in each of so many groups, each once; labels come in their order."""
    labels, groups = _once(labels, groups)
    order = np.argsort(groups, kind="stable")
    ends = np.searchsorted(groups[order], np.arange(count + 1)).tolist()
    places = labels[order].tolist()
    return [tuple(places[a:b]) for a, b in pairwise(ends)]
