"""Agreement on units that are given: percentage, kappas, and Krippendorff's alpha."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import (
    Counts,
    Floats,
    Ints,
    Records,
    joined,
    number,
    ratio,
    tally,
)
from annotator.analysis.agreement.values import (
    MISSING,
    Level,
    Numbered,
    Units,
    distances,
    numbered,
)

_NOTHING = 1e-9
"""A weight below this is none; the smallest real one is 1 / (coders − 1)."""


class Scale(msgspec.Struct, frozen=True):
    """How far values differ: points on a line, a table of squared differences, or only whether.

    `categories` counts those that can be chosen, 0 where anything can be written; `places` are
    where those of an ordered scale stand on a line, first the ones that occur, by their numbers.
    """

    level: Level
    points: Floats | None = None
    table: Floats | None = None
    categories: int = 0
    places: Floats | None = None


def scale_of(values: Sequence[Any], level: Level) -> Scale:
    """Return how values differ at a level of measurement."""
    if level in {"set", "ratio"}:
        return Scale(level, table=distances(values, level))
    if level == "interval":
        points = np.array(values, dtype=np.float64)
        # Around their middle, so that large numbers (years) lose no precision when squared.
        return Scale(level, points=points - (points.mean() if len(points) else 0.0))
    return Scale(level)


def coincidences(codes: Ints, article: Ints | None = None) -> Records:
    """Return the pairs of values on the same unit by different coders, to be counted both ways.

    A unit with m values gives m (m − 1) pairs of weight 1 / (m − 1): Krippendorff's coincidences.
    """
    at = np.zeros(len(codes), dtype=np.intp) if article is None else article
    there = codes != MISSING
    weight = 1 / np.maximum(1, there.sum(axis=1) - 1)
    found: list[Records] = []
    for one in range(codes.shape[1]):
        for other in range(one):
            both = there[:, one] & there[:, other]
            found.append(Records(at[both], codes[both, one], codes[both, other], weight[both]))
    return joined(found)


def pairs_of_answers(codes: Ints, article: Ints | None = None) -> Records:
    """Return the pairs of values on the same unit by different coders, each with the weight 1."""
    found = coincidences(codes, article)
    return Records(found.article, found.rows, found.cols, np.ones(len(found.weights)))


def crossed(codes: Ints, article: Ints | None = None) -> Records:
    """Return the pairs of values of two coders, the first coder's first."""
    at = np.zeros(len(codes), dtype=np.intp) if article is None else article
    both = (codes != MISSING).all(axis=1)
    return Records(at[both], codes[both, 0], codes[both, 1], np.ones(int(both.sum())))


def complete(codes: Ints) -> Ints:
    """Return the units that have as many values as the fullest one has (two at least)."""
    values = (codes != MISSING).sum(axis=1)
    return codes[values == max(2, int(values.max(initial=0)))]


def agreed_share(counts: Counts, totals: Floats) -> Floats:
    """Return which share of the pairs is of equal values."""
    return ratio(counts.diagonal(totals), totals.sum(axis=1))


def cohen(counts: Counts, totals: Floats) -> Floats:
    """Return Cohen's kappa from crossed values."""
    pairs = totals.sum(axis=1)
    by_second = counts.margins(totals, of_rows=False)
    chance = (counts.margins(totals) * by_second).sum(axis=1)
    return ratio(counts.diagonal(totals) * pairs - chance, pairs**2 - chance)


def weighted(counts: Counts, totals: Floats, table: Floats) -> Floats:
    """Return Cohen's weighted kappa from crossed values; `table` says how far values differ."""
    by_first, by_second = counts.margins(totals), counts.margins(totals, of_rows=False)
    chance = ((by_first @ table) * by_second).sum(axis=1)
    return 1 - ratio(totals @ table[counts.rows, counts.cols] * totals.sum(axis=1), chance)


def distances_of(scale: Scale, power: int) -> Floats:
    """Return how far the values that occur differ on an ordered scale: steps to a power."""
    places = np.zeros(0) if scale.places is None else scale.places
    return np.abs(places[:, None] - places[None, :]) ** power


def fleiss(counts: Counts, totals: Floats) -> Floats:
    """Return Fleiss' kappa from the coincidences on complete units."""
    margins = counts.margins(totals)
    values = margins.sum(axis=1)
    chance = (margins**2).sum(axis=1)
    apart = np.where(_various(margins) > 0, values**2 - chance, 0.0)
    return ratio(counts.diagonal(totals) * values - chance, apart)


def alpha(counts: Counts, totals: Floats, scale: Scale) -> Floats:
    """Return Krippendorff's alpha from coincidences."""
    return 1 - ratio(observed(counts, totals, scale), expected(counts, totals, scale))


def observed(counts: Counts, totals: Floats, scale: Scale, margins: Floats | None = None) -> Floats:
    """Return the sum of squared differences over pairs, by the order that `margins` give."""
    if scale.level == "nominal":
        return totals.sum(axis=1) - counts.diagonal(totals)
    if scale.table is not None:
        return totals @ scale.table[counts.rows, counts.cols]
    points = _points(counts.margins(totals) if margins is None else margins, scale)
    return (totals * (points[:, counts.rows] - points[:, counts.cols]) ** 2).sum(axis=1)


def expected(counts: Counts, totals: Floats, scale: Scale) -> Floats:
    """Return what `observed` would be by chance; 0 where fewer than two values occur."""
    margins = counts.margins(totals)
    values = margins.sum(axis=1)
    if scale.level == "nominal":
        apart = values**2 - (margins**2).sum(axis=1)
    elif scale.table is not None:
        apart = ((margins @ scale.table) * margins).sum(axis=1)
    else:
        points = _points(margins, scale)
        middle = ratio((margins * points).sum(axis=1), values)
        apart = 2 * values * (margins * (points - middle[:, None]) ** 2).sum(axis=1)
    defined = _various(margins)
    return np.where(defined > 0, apart, 0.0) / np.where(defined > 0, values - 1, 1.0)


def _points(margins: Floats, scale: Scale) -> Floats:
    """Return each value's point on a line (resamples or 1 × values).

    Krippendorff's ordinal difference of two values, the number of values from the middle of the one
    to the middle of the other, is the difference of such points.
    """
    if scale.points is not None:
        return scale.points[None, :]
    return np.cumsum(margins, axis=1) - margins / 2


def _various(margins: Floats) -> Floats:
    """Return 1 where at least two values occur, and 0 elsewhere."""
    return ((margins > _NOTHING).sum(axis=1) > 1).astype(np.float64)


def percent_agreement(units: Units) -> float | None:
    """Return the share of pairs of coders' values on the same unit that are equal, from 0 to 1.

    `units` has one sequence per unit with one value per coder, `None` where it is missing. Each
    pair counts the same: a unit with m values has m (m − 1) / 2. `None` where nothing can be
    paired. (Krippendorff's observed agreement weighs pairs by 1 / (m − 1) instead.)
    """
    found = numbered(units)
    counts = tally(pairs_of_answers(found.codes), 1, len(found.values), both_ways=True)
    return number(agreed_share(counts, counts.totals()))


def cohen_kappa(units: Units) -> float | None:
    """Return Cohen's kappa of two coders, from −1 to 1 (Cohen 1960).

    `units` has one pair of values per unit; those with a missing value do not count, and neither
    does a third place that is empty in all of them. `None` where there is none, or where both
    coders use the same single value. Raises `ValueError` for more than two coders.
    """
    counts = _crossed_counts(numbered(units))
    return number(cohen(counts, counts.totals()))


def weighted_kappa(
    units: Units, categories: Sequence[Any], distance: Sequence[Sequence[float]]
) -> float | None:
    """Return Cohen's weighted kappa of two coders, from below 0 to 1 (Cohen 1968).

    `distance` says for each category (row) how grave it is to take it for another one (column).
    """
    found = numbered(units)
    places = [list(categories).index(value) for value in found.values]
    table = np.array(distance, dtype=np.float64)[np.ix_(places, places)]
    counts = _crossed_counts(found)
    return number(weighted(counts, counts.totals(), table))


def scott_pi(units: Units) -> float | None:
    """Return Scott's pi of two coders, from −1 to 1 (Scott 1955); see `cohen_kappa` for the rest.

    By chance both take each value as often as it occurs with both together.
    """
    found = numbered(units)
    codes = _two_columns(found.codes, "Scott's pi")
    counts = tally(coincidences(codes), 1, len(found.values), both_ways=True)
    return number(fleiss(counts, counts.totals()))


def fleiss_kappa(units: Units) -> float | None:
    """Return Fleiss' kappa, up to 1 (Fleiss 1971); with two coders it is Scott's pi (1955).

    It is defined for units with the same number of values, whoever gave them: units with fewer
    values than the fullest one do not count. `None` where there is none, or only one value occurs.
    """
    found = numbered(units)
    counts = _coincidence_counts(Numbered(complete(found.codes), found.values))
    return number(fleiss(counts, counts.totals()))


def krippendorff_alpha(units: Units, level: Level | Literal["sets"] = "nominal") -> float | None:
    """Return Krippendorff's alpha, 1 for perfect agreement, 0 for chance, less for worse.

    `units` has one sequence per unit with one value per coder, `None` where it is missing; any
    number of coders. Units with fewer than two values do not count. The level is nominal, ordinal
    (Krippendorff's metric, by how many values lie between; numbers, or strings in their sorted
    order), interval or ratio (numbers), or set, also called sets (collections, by their MASI
    distance). `None` where nothing can be paired, or only one value occurs. Krippendorff (2019),
    Content Analysis, ch. 12.
    """
    known: Level = "set" if level == "sets" else level
    found = numbered(units, known)
    counts = _coincidence_counts(found)
    return number(alpha(counts, counts.totals(), scale_of(found.values, known)))


def _coincidence_counts(found: Numbered) -> Counts:
    return tally(coincidences(found.codes), 1, len(found.values), both_ways=True)


def _crossed_counts(found: Numbered) -> Counts:
    codes = _two_columns(found.codes, "Cohen's kappa")
    return tally(crossed(codes), 1, len(found.values))


def _two_columns(codes: Ints, name: str) -> Ints:
    if codes.shape[1] > 2:
        codes = codes[:, (codes != MISSING).any(axis=0)]
    coders = codes.shape[1]
    if coders > 2:
        message = f"{name} is of two coders, and these units have values of {coders}."
        raise ValueError(message)
    return np.zeros((0, 2), dtype=np.intp) if coders < 2 else codes
