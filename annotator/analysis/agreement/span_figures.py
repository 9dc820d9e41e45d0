"""Figures on spans along the line: the unitized alphas, and alpha over characters."""

from collections.abc import Iterator, Sequence

import numpy as np

from annotator.analysis.agreement.arrays import Floats, Which
from annotator.analysis.agreement.continuum import Shared, Units, UnitSums, share, unit_sums
from annotator.analysis.agreement.counting import CHARACTERS, STRETCHES, STRETCHES_ALIKE
from annotator.analysis.agreement.figure_maker import FigureMaker, Topic
from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.material import Members
from annotator.analysis.agreement.measured import resampled, undefined
from annotator.analysis.agreement.measures import FIXED_ALPHAS, UNITIZED
from annotator.analysis.agreement.nominal import Scale, alpha
from annotator.analysis.agreement.unitized import Alphas, alphas

_CHARACTERS, _ = FIXED_ALPHAS
_OVERLAPS = "one coder's overlapping spans are merged"
_CUT = "where one coder's spans overlap, the first keeps the place"
_SETS = "where one coder's codes overlap, the set of codes is the label"
_NOTHING = "nobody marked anything, or everybody everything alike"
_WHY = {
    "u_alpha": _NOTHING,
    "bar_u_alpha": _NOTHING,
    "cu_alpha": "fewer than two labels, or but one place, where two coders marked something",
    "ku_alpha": "no two coders marked the same place, or but one, or all with this label alone",
}
_NEARLY_ALL = 0.999
_ALL = 1 - 1e-9
"""From this on a share is the whole but for rounding."""


class SpanFigures:
    """Makes figures of what coders marked, for any of them, from the tracks of all."""

    def __init__(self, maker: FigureMaker, tracks: Sequence[Units], labels: Sequence[str]) -> None:
        self._maker = maker
        self._tracks = tracks
        self._labels = labels
        self._line = maker.material.line
        self._shared: dict[Members, Shared] = {}
        self._summed: dict[Members, UnitSums] = {}
        cut = any(one.article.excluded for one in maker.material.articles)
        self._excluded = "excluded ranges are cut out" if cut else ""

    def unitized(self, topic: Topic) -> Iterator[Figure]:
        """Make the unitized alphas that are wanted."""
        if not self._maker.wants(*UNITIZED):
            return
        sums = self._sums(topic)
        draws = self._maker.draws(topic)
        point, sample = alphas(sums), None if draws is None else alphas(sums, draws)
        units = self._units(topic)
        met = sums.mutual[:, 1:].sum(axis=1) > 0
        for measure, value, drawn, alike in _columns(point, sample):
            if self._maker.wants(measure):
                why = f"{_WHY[measure]}{_agreement(alike)}"
                where = met if measure == "cu_alpha" else None
                yield self._figure(topic, measure, value, drawn, units, "", why, bearing=where)
        if self._maker.wants("ku_alpha"):
            yield from self._by_label(topic, sums, point, sample, units)

    def marked(self, topic: Topic) -> Which:
        """Tell in which of the topic's articles anybody marked something.

        The others say that nobody found anything there. That counts, but a value follows hardly
        from how often a resample has them: so they don't tell draws apart.
        """
        return self._sums(topic).squares[:, 1:].sum(axis=1) > 0

    def characters(self, topic: Topic) -> Iterator[Figure]:
        """Make the alpha over characters, if it is wanted."""
        if not self._maker.wants(_CHARACTERS):
            return
        counts, scale = self._sums(topic).counts, Scale("nominal")
        draws = self._maker.draws(topic)
        totals = counts.totals()
        values = alpha(counts, totals, scale)
        drawn = (
            None
            if draws is None
            else resampled(counts, draws, lambda c, some: alpha(c, some, scale))
        )
        bounds = self._line.bounds
        units = int((bounds[topic.articles + 1] - bounds[topic.articles]).sum())
        yield self._maker.figure(
            topic,
            _CHARACTERS,
            values,
            drawn,
            units=units,
            counts=CHARACTERS,
            telling=self.marked(topic),
            notes=("unit: character (code point)", self._overlaps(topic), self._excluded),
            undefined=undefined(counts, totals),
        )

    def _by_label(
        self,
        topic: Topic,
        sums: UnitSums,
        point: Alphas,
        sample: Alphas | None,
        units: Sequence[int],
    ) -> Iterator[Figure]:
        for place, label in enumerate(self._labels):
            if not units[place]:
                continue
            yield self._figure(
                topic,
                "ku_alpha",
                point.ku[:, place],
                None if sample is None else sample.ku[:, place],
                [units[place]],
                f"coverage {_percentage(point.coverage[0, place])}",
                f"{_WHY['ku_alpha']}{_agreement(point.ku_share[:, place])}",
                label,
                bearing=sums.mutual[:, place + 1] > 0,
            )

    def _figure(
        self,
        topic: Topic,
        measure: str,
        values: Floats,
        sample: Floats | None,
        units: Sequence[int],
        note: str,
        why: str,
        choice: str = "",
        bearing: Which | None = None,
    ) -> Figure:
        return self._maker.figure(
            topic,
            measure,
            values,
            sample,
            units=sum(units),
            counts=STRETCHES_ALIKE if choice else STRETCHES,
            choice=choice,
            bearing=bearing,
            telling=self.marked(topic) if bearing is None else None,
            notes=(
                note,
                "unit: marked stretch; articles end to end",
                self._overlaps(topic),
                self._excluded,
            ),
            undefined=why,
        )

    def _sums(self, topic: Topic) -> UnitSums:
        if topic.members not in self._summed:
            self._summed[topic.members] = self._sum_up(topic)
        return self._summed[topic.members]

    def _sum_up(self, topic: Topic) -> UnitSums:
        inner = [p for p in self._maker.material.pairs_of_coders if set(p) <= set(topic.members)]
        for pair in inner:
            if pair not in self._shared:
                self._shared[pair] = share(self._line, self._tracks, *pair)
        sums = unit_sums(
            self._line, self._tracks, [self._shared[p] for p in inner], len(self._labels) + 1
        )
        at = topic.articles
        return UnitSums(sums.counts.within(at), sums.squares[at], sums.mutual[at])

    def _units(self, topic: Topic) -> list[int]:
        """Return how many units have each label, in the articles that the members share."""
        counted = np.zeros(len(self._labels) + 1, dtype=np.intp)
        shared = np.zeros(self._line.articles, dtype=np.bool_)
        shared[topic.articles] = True
        for member in topic.members:
            track = self._tracks[member]
            inside = shared[self._line.article_at(track.starts)]
            counted += np.bincount(track.labels[inside], minlength=len(counted))
        return [int(count) for count in counted[1:]]

    def _overlaps(self, topic: Topic) -> str:
        if not topic.code:
            return _SETS
        return _CUT if topic.field else _OVERLAPS


def _columns(
    point: Alphas, sample: Alphas | None
) -> Iterator[tuple[str, Floats, Floats | None, Floats]]:
    yield "u_alpha", point.u, None if sample is None else sample.u, point.u_share
    yield "bar_u_alpha", point.bar_u, None if sample is None else sample.bar_u, point.bar_u_share
    yield "cu_alpha", point.cu, None if sample is None else sample.cu, point.cu_share


def _agreement(share: Floats) -> str:
    """Return the percentage beside which a measure is undefined, where there is one."""
    return "" if np.isnan(share[0]) else f" ({_percentage(share[0])} agreement)"


def _percentage(share: float) -> str:
    """Return a share of at most 1 in percent; less than the whole is never rounded to it."""
    return "100%" if share > _ALL else f"{min(share, _NEARLY_ALL):.1%}"
