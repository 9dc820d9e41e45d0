"""Percentile intervals by resampling, from a seed."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from annotator.analysis.agreement.arrays import Draws, Floats, Which, part_size
from annotator.analysis.agreement.figures import ENOUGH_ARTICLES, ENOUGH_DRAWS, TOO_FEW, Options
from annotator.analysis.agreement.measured import Sample

_CERTAIN = (2.5, 97.5)
"""The percentiles between which a 95 % interval lies."""
_SLOW = 16
"""How much longer drawing an article takes than adding it up, about."""
_AT_FIRST = 64
"""Draws that differ in so many articles need not be compared in more."""
_OF_PAIRS = "interval: pairs resampled"


class Interval(NamedTuple):
    """A 95 % interval, or nothing and why; and how many distinct draws there were."""

    low: float | None = None
    high: float | None = None
    note: str = ""
    draws: int = 0


class Resampler:
    """Draws the resamples of a report: the same options give the same ones."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._drawn: dict[int, Draws] = {}
        self._distinct: dict[bytes, int] = {}

    @property
    def of_pairs(self) -> bool:
        """Whether pairs of values are resampled instead of articles."""
        return self._options.resampling == "pairs" and self._options.resamples > 0

    def draws(self, articles: int) -> Draws | None:
        """Return how often each resample (row) draws each article; nothing if there is no point."""
        few = articles < ENOUGH_ARTICLES
        if self._options.resamples < 1 or few or self._options.resampling != "articles":
            return None
        if articles not in self._drawn:
            self._drawn[articles] = self._draw(articles)
        return self._drawn[articles]

    def _draw(self, articles: int) -> Draws:
        chance = np.random.default_rng([self._options.seed, articles])
        even = np.full(articles, 1 / articles)
        # Each article's own row, so that those of some articles are quickly taken together.
        drawn = np.empty((articles, self._options.resamples), np.min_scalar_type(articles)).T
        # A few at a time, which are the same: each time other threads get their turn.
        step = part_size(articles * _SLOW)
        for start in range(0, len(drawn), step):
            some = drawn[start : start + step]
            some[:] = chance.multinomial(articles, even, len(some))
        return drawn

    def distinct(self, bearing: Which) -> int:
        """Return how many draws differ in the articles that a value follows from."""
        key = bearing.tobytes()
        if key not in self._distinct:
            draws = self.draws(len(bearing))
            self._distinct[key] = 0 if draws is None else _distinct(draws, bearing)
        return self._distinct[key]

    def pair_draws(self, totals: Floats, pairs: int) -> Iterator[Floats] | None:
        """Return as many pairs of values as there are, drawn anew, scaled to the same total.

        The resamples come in parts that are small enough to be worked through at once.
        """
        if not self.of_pairs or pairs < 2 or totals.sum() <= 0:
            return None
        return self._drawn_pairs(totals[0], pairs)

    def _drawn_pairs(self, totals: Floats, pairs: int) -> Iterator[Floats]:
        whole = float(totals.sum())
        chance = np.random.default_rng([self._options.seed, pairs])
        missing = self._options.resamples
        step = part_size(2 * len(totals))
        while missing > 0:
            drawn = chance.multinomial(pairs, totals / whole, min(step, missing))
            yield drawn.astype(np.float64) * (whole / pairs)
            missing -= step

    def interval(self, sample: Sample | None, articles: int, bearing: int) -> Interval:
        """Return the interval in which 95 % of the resamples' values lie.

        There is none where fewer articles than are enough were read, or bear on the value.
        """
        few = _too_few(articles, bearing)
        if few or self._options.resamples < 1:
            return Interval(note=few)
        if sample is None:
            pairs = "pairs are not resampled for this measure"
            return Interval(note=f"no interval: {pairs if self.of_pairs else 'not resampled'}")
        defined = sample.values[~np.isnan(sample.values)]
        lost = len(sample.values) - len(defined)
        if sample.draws < ENOUGH_DRAWS:
            distinct = f"only {sample.draws} distinct draws ({ENOUGH_DRAWS} needed)"
            return Interval(note=f"no interval: {distinct}", draws=sample.draws)
        if 2 * lost > len(sample.values):
            return Interval(note="no interval: undefined in most resamples", draws=sample.draws)
        low, high = np.percentile(defined, _CERTAIN)
        notes = [_OF_PAIRS] if self.of_pairs else []
        notes += [f"undefined in {lost} of {len(sample.values)} resamples"] if lost else []
        return Interval(float(low), float(high), "; ".join(notes), sample.draws)


def _too_few(articles: int, bearing: int) -> str:
    if articles < ENOUGH_ARTICLES:
        return f"{TOO_FEW} for an interval or a verdict"
    if bearing < ENOUGH_ARTICLES:
        what = f"{bearing} of {articles} have anything that bears on this"
        return f"{TOO_FEW} for an interval or a verdict: {what}"
    return ""


def _distinct(draws: Draws, bearing: Which) -> int:
    places = np.flatnonzero(bearing)
    first = distinct_rows(draws.T[places[:_AT_FIRST]].T)
    if first == len(draws) or len(places) <= _AT_FIRST:
        return first
    return distinct_rows(draws.T[places].T)


def distinct_rows(rows: Draws) -> int:
    """Return how many rows differ."""
    return len({row.tobytes() for row in np.ascontiguousarray(rows)})
