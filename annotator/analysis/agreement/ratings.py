"""Agreement beyond chance as Brennan & Prediger and Gwet have it, and Holsti's agreement.

They follow from sums over units: how far each unit's answers agree, and which shares they have.
"""

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotator.analysis.agreement.arrays import Floats, Ints, number, ratio, summed
from annotator.analysis.agreement.values import MISSING, Units, number_rows, numbered

Weighting = Literal["linear", "quadratic"]
_AGREED, _ANSWERED, _SHARES = 0, 1, 2
"""The columns of `Ratings`: agreement on units with two answers, how many those are, the shares."""


class Ratings(msgspec.Struct, frozen=True):
    """Articles × sums over their units: agreement, units with two answers, shares of each answer.

    `weights` say for each two of all categories how far they agree, from 0 to 1.
    """

    table: Floats
    weights: Floats


def agreement_weights(places: Floats, weighting: Weighting) -> Floats:
    """Return how far categories agree by their places on a line: 1 − (distance / range)¹ or ²."""
    span = float(places.max() - places.min()) if len(places) else 0.0
    apart = np.abs(places[:, None] - places[None, :]) / (span or 1.0)
    return 1 - (apart if weighting == "linear" else apart**2)


def ratings(codes: Ints, article: Ints, articles: int, weights: Floats) -> Ratings:
    """Return the sums of units (rows) of answers' numbers, of which `weights` are in order.

    Units with one answer count for the shares only, as Gwet has it.
    """
    size = len(weights)
    there = codes != MISSING
    cells = (np.arange(len(codes))[:, None] * size + codes)[there]
    given = np.bincount(cells, minlength=len(codes) * size).reshape(len(codes), size)
    given = given.astype(np.float64)
    count = given.sum(axis=1)
    several = count > 1
    pairs = np.where(several, count * (count - 1), 1.0)
    agreed = np.where(several, (given * (given @ weights - 1)).sum(axis=1) / pairs, 0.0)
    shares = given / np.maximum(count, 1)[:, None]
    table = np.zeros((articles, _SHARES + size))
    np.add.at(table, article, np.column_stack([agreed, several.astype(np.float64), shares]))
    return Ratings(table, weights)


def brennan_prediger_of(found: Ratings, totals: Floats) -> Floats:
    """Return Brennan & Prediger's measure: by chance all categories are taken alike often."""
    chance = found.weights.mean() if found.weights.size else 0.0
    return _beyond(totals, np.full(len(totals), chance), found)


def gwet_of(found: Ratings, totals: Floats) -> Floats:
    """Return Gwet's AC1, and with weights AC2."""
    size = len(found.weights)
    shares = totals[:, _SHARES:]
    shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    spread = (shares * (1 - shares)).sum(axis=1)
    return _beyond(totals, found.weights.sum() / max(1, size * (size - 1)) * spread, found)


def _beyond(totals: Floats, chance: Floats, found: Ratings) -> Floats:
    if len(found.weights) < 2:
        return np.full(len(totals), np.nan)
    return ratio(ratio(totals[:, _AGREED], totals[:, _ANSWERED]) - chance, 1 - chance)


def decisions(codes: Ints, asked: NDArray[np.bool_], article: Ints, articles: int) -> Floats:
    """Return articles × (alike, the one's, the other's decisions) of each two members in turn.

    A decision is an answer to a unit that both were `asked` about.
    """
    there = codes != MISSING
    columns: list[Floats] = []
    for one, other in combinations(range(codes.shape[1]), 2):
        both = asked[:, one] & asked[:, other]
        alike = there[:, one] & there[:, other] & (codes[:, one] == codes[:, other])
        columns += [
            np.bincount(article[both & counted], minlength=articles).astype(np.float64)
            for counted in (alike, there[:, one], there[:, other])
        ]
    return np.column_stack(columns) if columns else np.zeros((articles, 0))


def holsti_of(totals: Floats) -> Floats:
    """Return Holsti's agreement, the mean of all pairs of members that decided anything."""
    made = totals[:, 1::3] + totals[:, 2::3]
    each = ratio(2 * totals[:, 0::3], made)
    return ratio(np.nan_to_num(each).sum(axis=1), (made > 0).sum(axis=1).astype(np.float64))


def holsti(units: Units) -> float | None:
    """Return Holsti's agreement from 0 to 1: 2 M / (N₁ + N₂), chance not taken out (Holsti 1969).

    M are the decisions that two coders made alike, N those that each made: a missing value is no
    decision. Of more coders it is the mean of all pairs. `None` where there are no decisions.
    """
    codes = numbered(units).codes
    asked = np.ones(codes.shape, dtype=np.bool_)
    table = decisions(codes, asked, np.zeros(len(codes), dtype=np.intp), 1)
    return number(holsti_of(summed(table, None)))


def brennan_prediger(units: Units, categories: Collection[Any]) -> float | None:
    """Return Brennan & Prediger's measure (1981) of any number of coders, nominal.

    `categories` are all that could be chosen: chance is one over their number. `None` where nobody
    shares a unit, and where there is only one category.
    """
    found = _of_units(units, list(categories))
    return number(brennan_prediger_of(found, summed(found.table, None)))


def gwet_ac1(units: Units, categories: Collection[Any]) -> float | None:
    """Return Gwet's AC1 (2008) of any number of coders, nominal; see `brennan_prediger`."""
    found = _of_units(units, list(categories))
    return number(gwet_of(found, summed(found.table, None)))


def gwet_ac2(
    units: Units, categories: Sequence[float], weighting: Weighting = "quadratic"
) -> float | None:
    """Return Gwet's AC2 (2014): AC1 with categories, which are numbers, that agree in part."""
    found = _of_units(units, list(categories), weighting)
    return number(gwet_of(found, summed(found.table, None)))


def _of_units(units: Units, categories: list[Any], weighting: Weighting | None = None) -> Ratings:
    first = [[one] for one in dict.fromkeys(categories)]
    size = len(first)
    codes = number_rows([*first, *map(list, units)], "nominal").codes[size:]
    if codes.max(initial=MISSING) >= size:
        message = "There are values that are none of the categories."
        raise ValueError(message)
    weights = np.eye(size)
    if weighting is not None:
        weights = agreement_weights(
            np.array([one for (one,) in first], dtype=np.float64), weighting
        )
    return ratings(codes, np.zeros(len(codes), dtype=np.intp), 1, weights)
