"""Weights of pairs of values, article by article, from which measures and intervals follow.

A measure is a function of sums over articles. Such sums are kept article by article, so that a
bootstrap over articles needs no more than a matrix product. In the functions that take them,
`totals` have one row per resample (one row alone for a point estimate).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

_SMALL = 1 << 16
"""Up to so many possible keys, marking those that occur is quicker than sorting."""

_DENSE = 1 << 21
"""Up to so many cells (articles × pairs of values) a table is made, and multiplied."""
_LISTED, _WEIGHED = 8, 40
"""What it takes about to add up one article found, if weights are all the same, and if not …"""
_READ, _MULTIPLIED = 10, 1
"""… and to take one article of all into account, and to multiply one cell of a table."""
_FEW = 1 << 8
"""So many articles found are added up at once."""
_FEW_ARTICLES, _ALONE = 64, 1 << 18
"""So many articles, and products of so many steps, are multiplied at once: with more, several
threads share the work, and wait for each other longer than it takes where others are at work."""
_PART = 1 << 20
"""Resamples are worked through in parts of about so many cells, which bounds the memory."""
_KEPT = 1 << 19
"""Up to so many cells the totals of resamples are kept, since several measures need them."""

Floats = NDArray[np.float64]
Draws = NDArray[np.float64] | NDArray[np.unsignedinteger[Any]]
"""How often each resample (row) has each article: whole numbers, in as few bytes as they need."""
Ints = NDArray[np.intp]
Which = np.ndarray[tuple[int], np.dtype[np.bool_]]
"""Yes or no for each place."""


class Records(msgspec.Struct, frozen=True):
    """Pairs of values as they are found: parallel arrays of article, value, value and weight."""

    article: Ints
    rows: Ints
    cols: Ints
    weights: Floats


class Counts(msgspec.Struct, frozen=True, dict=True):
    """Weights of the pairs of values that occur, found in a number of articles.

    `rows` and `cols` say for each pair which two values it is of, as numbers below `size`. What is
    found is in parallel arrays: in which article, of which pair (its place), and its weight. What
    goes `both_ways` is there one way round, and counts for the pair the other way round as well.
    """

    size: int
    rows: Ints
    cols: Ints
    articles: int
    article: Ints
    places: Ints
    weights: Floats
    both_ways: bool = False

    @cached_property
    def table(self) -> Floats | None:
        """Articles × pairs as found, or nothing where adding up what is found is less work."""
        pairs = len(self.rows)
        listed = len(self.article) * (_WEIGHED if self._weight is None else _LISTED)
        multiplied = self.articles * (_READ + _MULTIPLIED * pairs)
        if self.articles * pairs > _DENSE or listed < multiplied:
            return None
        cells = binned(self.article * pairs + self.places, self.weights, self.articles * pairs)
        return cells.reshape(self.articles, pairs)

    @cached_property
    def _weight(self) -> float | None:
        """The weight of all that is found, if it is the same."""
        weights = self.weights
        return float(weights[0]) if len(weights) and (weights == weights[0]).all() else None

    @cached_property
    def bearing(self) -> Which:
        """Tell of each article whether any pair was found in it."""
        found = np.zeros(self.articles, dtype=np.bool_)
        found[self.article] = True
        return found

    @cached_property
    def _mirror(self) -> Ints:
        """The place of each pair the other way round."""
        keys = self.rows * self.size + self.cols
        return np.searchsorted(keys, self.cols * self.size + self.rows)

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
            self.both_ways,
        )

    def totals(self, draws: Draws | None = None) -> Floats:
        """Return the sums over articles; `draws` says how often each resample has each article."""
        if draws is None:
            return self.completed(binned(self.places, self.weights, len(self.rows))[None, :])
        if self.table is not None:
            return self.completed(summed(self.table, draws))
        return self.completed(self._listed(draws))

    def completed(self, found: Floats) -> Floats:
        """Return totals from those of what is found: with the pairs the other way round."""
        return found + found[:, self._mirror] if self.both_ways else found

    def _listed(self, draws: Draws) -> Floats:
        """Add up what is found, pair by pair: most articles have few of many pairs."""
        sums = np.zeros((len(self.rows), len(draws)))
        order = np.argsort(self.places, kind="stable")
        article, weights = self.article[order], self.weights[order]
        bounds = np.searchsorted(self.places[order], np.arange(len(self.rows) + 1)).tolist()
        by_article = draws.T
        for place, (start, end) in enumerate(pairwise(bounds)):
            for first in range(start, end, _FEW):
                some = slice(first, min(end, first + _FEW))
                drawn = by_article[article[some]]
                if self._weight is None:
                    sums[place] += weights[some] @ drawn.astype(np.float64)
                else:
                    sums[place] += added(drawn) * self._weight
        return np.ascontiguousarray(sums.T)

    def drawn(self, draws: Draws) -> Iterator[Floats]:
        """Yield the totals of the resamples, part by part; small ones are kept for the next."""
        for known, made in self._kept:
            if known is draws:
                yield from made
                return
        made = (self.totals(some) for some in self.parts(draws))
        if self.are_kept(draws):
            made = list(made)
            self.keep(draws, made)
        yield from made

    def are_kept(self, draws: Draws) -> bool:
        """Tell whether the totals of resamples are small enough to be kept."""
        return len(draws) * len(self.rows) <= _KEPT

    def keep(self, draws: Draws, made: list[Floats]) -> None:
        """Keep the totals of resamples, part by part, for what needs them next."""
        self._kept[:] = [(draws, made)]

    @cached_property
    def _kept(self) -> list[tuple[Draws, list[Floats]]]:
        return []

    def parts(self, draws: Draws) -> Iterator[Draws]:
        """Return the resamples in parts that are small enough to be worked through at once."""
        step = part_size(self.size + len(self.rows))
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


def summed(per_article: Floats, draws: Draws | None) -> Floats:
    """Return the rows' sum as one row, or one sum for each row of `draws`."""
    if draws is None:
        return per_article.sum(axis=0)[None, :]
    columns = per_article.shape[1]
    sums = np.zeros((len(draws), columns))
    at_once = max(1, _ALONE // max(1, _FEW_ARTICLES * columns))
    room = np.empty((_FEW_ARTICLES, len(draws)))
    by_article = draws.T
    for start in range(0, len(per_article), _FEW_ARTICLES):
        some = by_article[start : start + _FEW_ARTICLES]
        drawn = room[: len(some)]
        drawn[:] = some
        table = per_article[start : start + _FEW_ARTICLES]
        for first in range(0, len(draws), at_once):
            sums[first : first + at_once] += drawn[:, first : first + at_once].T @ table
    return sums


def added(drawn: Draws) -> Draws:
    """Return the sums of columns; small whole numbers are added up as they are, which is quick."""
    if drawn.dtype == np.uint16 and int(drawn.max(initial=0)) * len(drawn) < _SMALL:
        return drawn.sum(axis=0, dtype=np.uint16)
    return drawn.sum(axis=0, dtype=np.float64)


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


def tally(records: Records, articles: int, size: int, *, both_ways: bool = False) -> Counts:
    """Return the records as counts of the pairs of values that occur in so many articles.

    With `both_ways`, each pair of values is counted the other way round, too.
    """
    keys = [records.rows * size + records.cols]
    keys += [records.cols * size + records.rows] if both_ways else []
    pairs, places = distinct(np.concatenate(keys), size * size)
    return Counts(
        size,
        pairs // max(1, size),
        pairs % max(1, size),
        articles,
        records.article,
        places[: len(records.article)],
        records.weights,
        both_ways,
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
