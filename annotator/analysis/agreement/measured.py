"""A measure of answers, for its value and for the values of resamples."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Protocol

import numpy as np

from annotator.analysis.agreement import nominal
from annotator.analysis.agreement.arrays import Counts, Draws, Floats, Which, ratio, summed
from annotator.analysis.agreement.nominal import Scale

PairFormula = Callable[[Counts, Floats], Floats]
"""A measure of pairs of values, from their weights and the sums of those (a row per resample)."""
SumFormula = Callable[[Floats], Floats]
"""A measure of sums (a row per resample)."""
DrawPairs = Callable[[Floats, int], Iterator[Floats] | None]
"""Draws so many pairs anew, from the sums of their weights."""


class Sample(NamedTuple):
    """A measure's value for each resample, and how many of the draws are distinct."""

    values: Floats
    draws: int


class Measured(Protocol):
    """What a measure gives of some answers."""

    def value(self) -> Floats:
        """Return the value, as the only one; not-a-number where it is undefined."""
        ...

    def sample(self, draws: Draws) -> Floats:
        """Return the value for each resample of the articles."""
        ...

    def of_drawn_pairs(self, draw: DrawPairs) -> Sample | None:
        """Return the value for each resample of the pairs of values, if there can be any."""
        ...

    def why_undefined(self) -> str:
        """Return why the measure would be undefined."""
        ...

    @property
    def bearing(self) -> Which:
        """Which articles have anything that the value follows from."""
        ...


class OfPairs:
    """A measure of pairs of values; `of_drawn` is that of resampled pairs, if it is another one."""

    def __init__(
        self, counts: Counts, formula: PairFormula, of_drawn: PairFormula | None = None
    ) -> None:
        self._counts, self._formula, self._of_drawn = counts, formula, of_drawn or formula

    def value(self) -> Floats:
        """Return the value, as the only one; not-a-number where it is undefined."""
        return self._formula(self._counts, self._counts.totals())

    def sample(self, draws: Draws) -> Floats:
        """Return the value for each resample of the articles."""
        return resampled(self._counts, draws, self._formula)

    def of_drawn_pairs(self, draw: DrawPairs) -> Sample | None:
        """Return the value for each resample of the pairs of values, if there can be any."""
        parts = draw(self._counts.totals(), len(self._counts.weights))
        if parts is None:
            return None
        values: list[Floats] = []
        distinct: set[bytes] = set()
        for drawn in parts:
            values.append(self._of_drawn(self._counts, drawn))
            distinct.update(row.tobytes() for row in drawn)
        return Sample(np.concatenate(values), len(distinct))

    def why_undefined(self) -> str:
        """Return why the measure would be undefined."""
        return undefined(self._counts, self._counts.totals())

    @property
    def bearing(self) -> Which:
        """Which articles have anything that the value follows from."""
        return self._counts.bearing


class OfSums:
    """A measure of sums over articles (rows) that no pairs follow from."""

    def __init__(self, table: Floats, formula: SumFormula, why: str) -> None:
        self._table, self._formula, self._why = table, formula, why

    def value(self) -> Floats:
        """Return the value, as the only one; not-a-number where it is undefined."""
        return self._formula(summed(self._table, None))

    def sample(self, draws: Draws) -> Floats:
        """Return the value for each resample of the articles."""
        return self._formula(summed(self._table, draws))

    def of_drawn_pairs(self, draw: DrawPairs) -> None:
        """Return nothing: it does not follow from pairs of values."""

    def why_undefined(self) -> str:
        """Return why the measure would be undefined."""
        return self._why

    @property
    def bearing(self) -> Which:
        """Which articles have anything that the value follows from."""
        return self._table.sum(axis=1) > 0


def alpha_of(counts: Counts, scale: Scale) -> OfPairs:
    """Return Krippendorff's alpha of coincidences."""
    by_fixed = partial(_alpha_by_fixed_chance, scale=scale)
    return OfPairs(counts, partial(nominal.alpha, scale=scale), by_fixed)


def fleiss_of(counts: Counts) -> OfPairs:
    """Return Fleiss' kappa of the coincidences on complete units."""
    return OfPairs(counts, nominal.fleiss, _kappa_by_fixed_chance)


def resampled(counts: Counts, draws: Draws, formula: PairFormula) -> Floats:
    """Return what a formula gives for each resample of the articles."""
    return np.concatenate([formula(counts, totals) for totals in counts.drawn(draws)])


def undefined(counts: Counts, totals: Floats) -> str:
    """Return why a chance-corrected measure of these counts would be undefined."""
    share = nominal.agreed_share(counts, totals)[0]
    if np.isnan(share):
        return "nothing that two coders answered"
    return f"only one value occurs ({share:.0%} agreement)"


def _alpha_by_fixed_chance(counts: Counts, drawn: Floats, scale: Scale) -> Floats:
    """Return alpha of drawn pairs against the expectation of all.

    So the KALPHA macro does it: Hayes & Krippendorff (2007), Communication Methods and Measures 1.
    """
    totals = counts.totals()
    apart = nominal.observed(counts, drawn, scale, counts.margins(totals))
    return 1 - ratio(apart, nominal.expected(counts, totals, scale))


def _kappa_by_fixed_chance(counts: Counts, drawn: Floats) -> Floats:
    """Return Fleiss' kappa of drawn pairs against the expectation of all."""
    totals = counts.totals()
    whole = totals.sum(axis=1)
    chance = whole - (counts.margins(totals) ** 2).sum(axis=1) / np.maximum(whole, 1)
    return 1 - ratio(drawn.sum(axis=1) - counts.diagonal(drawn), chance)
