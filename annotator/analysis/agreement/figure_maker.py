"""Turns sums over articles into figures, with intervals and notes."""

from collections.abc import Iterable

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import Draws, Floats, Ints, Which, number
from annotator.analysis.agreement.bootstrap import Interval, Resampler
from annotator.analysis.agreement.figures import Figure, Options
from annotator.analysis.agreement.material import Material, Members
from annotator.analysis.agreement.measured import Sample

EMPTY = "an article read and left empty counts, an unread one is missing"


class Topic(msgspec.Struct, frozen=True):
    """What figures are about: code, field, coders, the articles they share, and what to note."""

    code: str
    field: str
    members: Members
    articles: Ints
    notes: tuple[str, ...]


class FigureMaker:
    """Makes the figures of one report."""

    def __init__(self, material: Material, options: Options) -> None:
        self.material = material
        self.use(options)

    def use(self, options: Options) -> None:
        """Make figures by other options from now on; who is asked and on what stays the same."""
        self.options = options
        self.resampler = Resampler(options)

    def wants(self, *measures: str) -> bool:
        """Tell whether any of the measures is asked for."""
        return not self.options.measures.isdisjoint(measures)

    def topic(self, code: str, field: str, members: Members, *notes: str) -> Topic:
        """Return a topic with what has to be noted on every figure."""
        return Topic(code, field, members, self.material.shared_by(members), (*notes, EMPTY))

    def draws(self, topic: Topic) -> Draws | None:
        """Return the resamples of the topic's articles."""
        return self.resampler.draws(len(topic.articles))

    def figure(
        self,
        topic: Topic,
        measure: str,
        values: Floats,
        sample: Sample | Floats | None,
        *,
        units: int,
        counts: str,
        hits: int | None = None,
        bearing: Which | None = None,
        telling: Which | None = None,
        choice: str = "",
        notes: Iterable[str] = (),
        undefined: str = "",
    ) -> Figure:
        """Return a figure from its value (the only one of `values`) and those of the resamples.

        `bearing` says which of the topic's articles have anything that the value follows from, if
        not all of them, and `telling` which of those tell draws apart, if not all of these.
        """
        value = number(values)
        every = np.ones(len(topic.articles), dtype=np.bool_)
        there = every if bearing is None else bearing
        found = Interval() if value is None else self._interval(sample, there, telling)
        reason = f"n/a: {undefined}" if value is None and undefined else ""
        said = (reason, *notes, *topic.notes, found.note)
        return Figure(
            code=topic.code,
            field=topic.field,
            measure=measure,
            choice=choice,
            coders=tuple(self.material.handles[at] for at in topic.members),
            value=value,
            low=found.low,
            high=found.high,
            articles=len(topic.articles),
            bearing=int(there.sum()),
            units=units,
            counts=counts,
            hits=hits,
            draws=found.draws,
            note="; ".join(filter(None, said)),
        )

    def _interval(
        self, sample: Sample | Floats | None, bearing: Which, telling: Which | None
    ) -> Interval:
        if isinstance(sample, np.ndarray):
            apart = bearing if telling is None else telling
            sample = Sample(sample, self.resampler.distinct(apart))
        return self.resampler.interval(sample, len(bearing), int(bearing.sum()))
