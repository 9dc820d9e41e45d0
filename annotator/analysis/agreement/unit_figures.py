"""Figures on units that are given: percentage, kappas and alpha."""

from collections.abc import Callable, Iterator

import numpy as np

from annotator.analysis.agreement import nominal
from annotator.analysis.agreement.arrays import Counts, Draws, Floats, Ints, Records, ratio, tally
from annotator.analysis.agreement.figure_maker import FigureMaker, Topic
from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.nominal import Scale
from annotator.analysis.agreement.values import MISSING
from annotator.domain.wording import counted

_Formula = Callable[[Counts, Floats], Floats]


class UnitFigures:
    """Makes a topic's figures from its units (rows), each with a number per member or `MISSING`."""

    def __init__(
        self,
        maker: FigureMaker,
        topic: Topic,
        codes: Ints,
        article: Ints,
        values: int,
        scale: Scale,
    ) -> None:
        self._maker = maker
        self._topic = topic
        pairable = (codes != MISSING).sum(axis=1) > 1
        self._codes, self._article = codes[pairable], article[pairable]
        self._values = values
        self._scale = scale

    def percentage(self) -> Iterator[Figure]:
        """Make the percentage alone, if it is wanted."""
        counts, pairs = self._tallied(nominal.coincidences(self._codes, self._article))
        yield from self._made("percent", counts, pairs, nominal.agreed_share)

    def __iter__(self) -> Iterator[Figure]:
        """Make the figures that are wanted."""
        counts, pairs = self._tallied(nominal.coincidences(self._codes, self._article))
        scale = self._scale
        yield from self._made("percent", counts, pairs, nominal.agreed_share)
        if len(self._topic.members) == 2:
            crossed, units = self._tallied(
                nominal.crossed(self._codes, self._article), both_ways=False
            )
            yield from self._made("cohen_kappa", crossed, units, nominal.cohen)
        if self._is_of_all():
            yield from self._fleiss()
        yield from self._made(
            "alpha",
            counts,
            pairs,
            lambda c, totals: nominal.alpha(c, totals, scale),
            lambda c, drawn: _by_fixed_chance(c, drawn, scale),
            note=f"{scale.level} level" if scale.level != "set" else "sets, MASI distance",
        )

    def alpha_only(self, measure: str) -> Iterator[Figure]:
        """Make the alpha alone, under another name."""
        counts, pairs = self._tallied(nominal.coincidences(self._codes, self._article))
        scale = self._scale
        yield from self._made(
            measure,
            counts,
            pairs,
            lambda c, totals: nominal.alpha(c, totals, scale),
            lambda c, drawn: _by_fixed_chance(c, drawn, scale),
        )

    def _is_of_all(self) -> bool:
        return len(self._topic.members) == len(self._maker.material.ids)

    def _fleiss(self) -> Iterator[Figure]:
        whole = (self._codes != MISSING).all(axis=1)
        records = nominal.coincidences(self._codes[whole], self._article[whole])
        counts, pairs = self._tallied(records)
        lost = int((~whole).sum())
        yield from self._made(
            "fleiss_kappa",
            counts,
            pairs,
            nominal.fleiss,
            lambda c, drawn: _by_fixed_chance(c, drawn, None),
            units=int(whole.sum()),
            note=f"{counted(lost, 'unit')} with a missing value left out" if lost else "",
        )

    def _tallied(self, records: Records, *, both_ways: bool = True) -> tuple[Counts, int]:
        articles = len(self._maker.material.articles)
        counts = tally(records, articles, self._values, both_ways=both_ways)
        return counts.within(self._topic.articles), len(records.weights)

    def _made(
        self,
        measure: str,
        counts: Counts,
        pairs: int,
        formula: _Formula,
        of_drawn_pairs: _Formula | None = None,
        *,
        units: int | None = None,
        note: str = "",
    ) -> Iterator[Figure]:
        if not self._maker.wants(measure):
            return
        totals = counts.totals()
        yield self._maker.figure(
            self._topic,
            measure,
            formula(counts, totals),
            self._sample(counts, pairs, formula, of_drawn_pairs or formula),
            units=len(self._codes) if units is None else units,
            notes=(note,),
            undefined=undefined(counts, totals),
        )

    def _sample(
        self, counts: Counts, pairs: int, formula: _Formula, of_drawn_pairs: _Formula
    ) -> Floats | None:
        if self._maker.resampler.of_pairs:
            parts = self._maker.resampler.pair_draws(counts.totals(), pairs)
            if parts is None:
                return None
            return np.concatenate([of_drawn_pairs(counts, drawn) for drawn in parts])
        draws = self._maker.draws(self._topic)
        return None if draws is None else resampled(counts, draws, formula)


def resampled(counts: Counts, draws: Draws, formula: _Formula) -> Floats:
    """Return what a formula gives for each resample of the articles."""
    return np.concatenate([formula(counts, totals) for totals in counts.drawn(draws)])


def undefined(counts: Counts, totals: Floats) -> str:
    """Return why a chance-corrected measure of these counts would be undefined."""
    share = nominal.agreed_share(counts, totals)[0]
    if np.isnan(share):
        return "nothing that two coders answered"
    return f"only one value occurs ({share:.0%} agreement)"


def _by_fixed_chance(counts: Counts, drawn: Floats, scale: Scale | None) -> Floats:
    """Return alpha, or kappa without a scale, of drawn pairs against the expectation of all.

    So the KALPHA macro does it: Hayes & Krippendorff (2007), Communication Methods and Measures 1.
    """
    totals = counts.totals()
    if scale is None:
        whole = totals.sum(axis=1)
        chance = whole - (counts.margins(totals) ** 2).sum(axis=1) / np.maximum(whole, 1)
        return 1 - ratio(drawn.sum(axis=1) - counts.diagonal(drawn), chance)
    apart = nominal.observed(counts, drawn, scale, counts.margins(totals))
    return 1 - ratio(apart, nominal.expected(counts, totals, scale))
