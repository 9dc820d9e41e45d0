"""Weights of pairs of values, article by article, from which measures and intervals follow.

A measure is a function of sums over articles. Such sums are kept article by article, so that a
bootstrap over articles needs no more than a matrix product. In the functions that take them,
`totals` have one row per resample (one row alone for a point estimate).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

_SMALL = 1 << 16
"""Up to so many possible keys, marking those that occur is quicker than sorting."""

_DENSE = 1 << 23
"""Up to so many cells (articles × pairs of values) a table is made, and multiplied."""
_PART = 1 << 20
"""Resamples are worked through in parts of about so many cells, which bounds the memory."""
_KEPT = 1 << 19
"""Up to so many cells the totals of resamples are kept, since several measures need them."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Records(msgspec.Struct, frozen=True):
    """Pairs of values as they are found: parallel arrays of article, value, value and weight."""

    article: Ints
    rows: Ints
    cols: Ints
    weights: Floats

    def mirrored(self) -> "Records":
        """Return the same pairs the other way round."""
        return Records(self.article, self.cols, self.rows, self.weights)


class Counts(msgspec.Struct, frozen=True, dict=True):
    """Weights of the pairs of values that occur, found in a number of articles.

    `rows` and `cols` say for each pair which two values it is of, as numbers below `size`. What is
    found is in parallel arrays: in which article, of which pair (its place), and its weight.
    """

    size: int
    rows: Ints
    cols: Ints
    articles: int
    article: Ints
    places: Ints
    weights: Floats

    @cached_property
    def _table(self) -> Floats | None:
        """Articles × pairs, or nothing where that would be too large to be a table."""
        pairs = len(self.rows)
        if self.articles * pairs > _DENSE:
            return None
        cells = binned(self.article * pairs + self.places, self.weights, self.articles * pairs)
        return cells.reshape(self.articles, pairs)

    def within(self, articles: Ints) -> "Counts":
        """Return the counts of some articles alone (by number, in order)."""
        if len(articles) == self.articles:
            return self
        number_of = np.full(self.articles, -1, dtype=np.intp)
        number_of[articles] = np.arange(len(articles))
        article = number_of[self.article]
        kept = article >= 0
        return Counts(
            self.size,
            self.rows,
            self.cols,
            len(articles),
            article[kept],
            self.places[kept],
            self.weights[kept],
        )

    def totals(self, draws: Floats | None = None) -> Floats:
        """Return the sums over articles; `draws` says how often each resample has each article."""
        if draws is None:
            return binned(self.places, self.weights, len(self.rows))[None, :]
        if self._table is not None:
            return draws @ self._table
        drawn = np.take(draws, self.article, axis=1) * self.weights
        return segment_sums(drawn, self.places, len(self.rows))

    def drawn(self, draws: Floats) -> Iterator[Floats]:
        """Yield the totals of the resamples, part by part; small ones are kept for the next."""
        for known, made in self._kept:
            if known is draws:
                yield from made
                return
        made = (self.totals(some) for some in self.parts(draws))
        if len(draws) * len(self.rows) <= _KEPT:
            made = list(made)
            self._kept[:] = [(draws, made)]
        yield from made

    @cached_property
    def _kept(self) -> list[tuple[Floats, list[Floats]]]:
        return []

    def parts(self, draws: Floats) -> Iterator[Floats]:
        """Return the resamples in parts that are small enough to be worked through at once."""
        width = self.size + max(len(self.rows), 0 if self._table is not None else len(self.weights))
        step = part_size(width)
        return (draws[start : start + step] for start in range(0, len(draws), step))

    def margins(self, totals: Floats, *, of_rows: bool = True) -> Floats:
        """Return each value's total weight, as the first or as the second of a pair."""
        return segment_sums(totals, self.rows if of_rows else self.cols, self.size)

    def alike(self, totals: Floats) -> Floats:
        """Return for each value the weight of its pairs with itself."""
        same = self.rows == self.cols
        return segment_sums(totals[:, same], self.rows[same], self.size)

    def diagonal(self, totals: Floats) -> Floats:
        """Return the weight of the pairs of equal values."""
        return totals @ (self.rows == self.cols).astype(np.float64)


def summed(per_article: Floats, draws: Floats | None) -> Floats:
    """Return the rows' sum as one row, or one sum for each row of `draws`."""
    return per_article.sum(axis=0)[None, :] if draws is None else draws @ per_article


def part_size(width: int) -> int:
    """Return how many resamples, each with a row of a width, are worked through at once."""
    return max(1, _PART // max(1, width))


def segment_sums(table: Floats, places: Ints, size: int) -> Floats:
    """Return for each row the sums of the columns that have the same place below `size`."""
    if len(table) == 1:
        return binned(places, table[0], size)[None, :]
    sums = np.zeros((len(table), size))
    if len(places):
        order = np.argsort(places, kind="stable")
        ranked = places[order]
        starts = np.flatnonzero(np.diff(ranked, prepend=-1))
        sums[:, ranked[starts]] = np.add.reduceat(np.take(table, order, axis=1), starts, axis=1)
    return sums


def joined(records: Sequence[Records]) -> Records:
    """Return all records as one."""
    if not records:
        nothing = np.zeros(0, dtype=np.intp)
        return Records(nothing, nothing, nothing, np.zeros(0))
    return Records(
        np.concatenate([one.article for one in records]),
        np.concatenate([one.rows for one in records]),
        np.concatenate([one.cols for one in records]),
        np.concatenate([one.weights for one in records]),
    )


def tally(records: Records, articles: int, size: int) -> Counts:
    """Return the records as counts of the pairs of values that occur in so many articles."""
    pairs, places = distinct(records.rows * size + records.cols, size * size)
    return Counts(
        size,
        pairs // max(1, size),
        pairs % max(1, size),
        articles,
        records.article,
        places,
        records.weights,
    )


def distinct(keys: Ints, below: int) -> tuple[Ints, Ints]:
    """Return the keys that occur, sorted, and for each key its place among them."""
    if below > _SMALL:
        pairs, place = np.unique(keys, return_inverse=True)
        return pairs, place
    there = np.bincount(keys, minlength=below) > 0
    return np.flatnonzero(there), (np.cumsum(there) - 1)[keys]


def binned(places: Ints, weights: Floats, size: int) -> Floats:
    """Return the sum of the weights at each place below `size`."""
    return np.bincount(places, weights, size).astype(np.float64)


def ratio(above: Floats, below: Floats) -> Floats:
    """Return `above / below`, and not-a-number where that is undefined."""
    defined = below > 0
    return np.where(defined, above / np.where(defined, below, 1.0), np.nan)


def number(values: Floats) -> float | None:
    """Return the only value as a plain float; undefined is nothing."""
    value = float(values[0])
    return None if np.isnan(value) else value
