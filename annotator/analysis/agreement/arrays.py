"""Weights of pairs of values, article by article, from which measures and intervals follow.

A measure is a function of sums over articles. Such sums are kept article by article, so that a
bootstrap over articles needs no more than a matrix product. In the functions that take them,
`totals` have one row per resample (one row alone for a point estimate).
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

_SMALL = 1 << 16
"""Up to so many possible keys, marking those that occur is quicker than sorting."""

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


class Counts(msgspec.Struct, frozen=True):
    """Weights of the pairs of values that occur (columns), article by article (rows).

    `rows` and `cols` say for each column of `per_article` which two values it is about, as
    numbers below `size`.
    """

    size: int
    rows: Ints
    cols: Ints
    per_article: Floats

    def totals(self, draws: Floats | None = None) -> Floats:
        """Return the sums over articles; `draws` says how often each resample has each article."""
        return summed(self.per_article, draws)

    def margins(self, totals: Floats, *, of_rows: bool = True) -> Floats:
        """Return each value's total weight, as the first or as the second of a pair."""
        places = self.rows if of_rows else self.cols
        return totals @ (places[:, None] == np.arange(self.size)).astype(np.float64)

    def diagonal(self, totals: Floats) -> Floats:
        """Return the weight of the pairs of equal values."""
        return totals @ (self.rows == self.cols).astype(np.float64)


def summed(per_article: Floats, draws: Floats | None) -> Floats:
    """Return the rows' sum as one row, or one sum for each row of `draws`."""
    return per_article.sum(axis=0)[None, :] if draws is None else draws @ per_article


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
    """Sum the records' weights for each article and each pair of values that occurs."""
    pairs, place = distinct(records.rows * size + records.cols, size * size)
    cells = records.article * len(pairs) + place
    per_article = binned(cells, records.weights, articles * len(pairs))
    return Counts(
        size,
        pairs // max(1, size),
        pairs % max(1, size),
        per_article.reshape(articles, len(pairs)),
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
