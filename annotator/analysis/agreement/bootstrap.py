"""Percentile intervals by resampling, from a seed."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from annotator.analysis.agreement.arrays import Draws, Floats, part_size
from annotator.analysis.agreement.figures import Options

_CERTAIN = (2.5, 97.5)
"""The percentiles between which a 95 % interval lies."""
_SLOW = 16
"""How much longer drawing an article takes than adding it up, about."""
_OF_PAIRS = "interval: pairs resampled"


class Interval(NamedTuple):
    """A 95 % interval, or nothing and why."""

    low: float | None = None
    high: float | None = None
    note: str = ""


class Resampler:
    """Draws the resamples of a report: the same options give the same ones."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._drawn: dict[int, Draws] = {}

    @property
    def of_pairs(self) -> bool:
        """Whether pairs of values are resampled instead of articles."""
        return self._options.resampling == "pairs" and self._options.resamples > 0

    def draws(self, articles: int) -> Draws | None:
        """Return how often each resample (row) draws each article; nothing if there is no point."""
        if self._options.resamples < 1 or articles < 2 or self._options.resampling != "articles":
            return None
        if articles not in self._drawn:
            chance = np.random.default_rng([self._options.seed, articles])
            even = np.full(articles, 1 / articles)
            # Each article's own row, so that those of some articles are quickly taken together.
            drawn = np.empty((articles, self._options.resamples), np.min_scalar_type(articles)).T
            # A few at a time, which are the same: each time other threads get their turn.
            step = part_size(articles * _SLOW)
            for start in range(0, len(drawn), step):
                some = drawn[start : start + step]
                some[:] = chance.multinomial(articles, even, len(some))
            self._drawn[articles] = drawn
        return self._drawn[articles]

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

    def interval(self, sample: Floats | None) -> Interval:
        """Return the interval in which 95 % of the resamples' values lie."""
        if self._options.resamples < 1:
            return Interval()
        if sample is None:
            few = "pairs are resampled for units only" if self.of_pairs else "fewer than 2 articles"
            return Interval(note=f"no interval: {few}")
        defined = sample[~np.isnan(sample)]
        lost = len(sample) - len(defined)
        if 2 * lost > len(sample):
            return Interval(note="no interval: undefined in most resamples")
        low, high = np.percentile(defined, _CERTAIN)
        notes = [_OF_PAIRS] if self.of_pairs else []
        notes += [f"undefined in {lost} of {len(sample)} resamples"] if lost else []
        return Interval(float(low), float(high), "; ".join(notes))
