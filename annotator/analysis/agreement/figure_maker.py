"""Turns sums over articles into figures, with intervals and notes."""

from collections.abc import Iterable

import msgspec

from annotator.analysis.agreement.arrays import Draws, Floats, Ints, number
from annotator.analysis.agreement.bootstrap import Resampler
from annotator.analysis.agreement.figures import Figure, Options
from annotator.analysis.agreement.material import Material, Members

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
        sample: Floats | None,
        *,
        units: int,
        choice: str = "",
        notes: Iterable[str] = (),
        undefined: str = "",
    ) -> Figure:
        """Return a figure from its value (the only one of `values`) and those of the resamples."""
        value = number(values)
        interval = self.resampler.interval(sample) if value is not None else None
        reason = f"n/a: {undefined}" if value is None and undefined else ""
        said = (reason, *notes, *topic.notes, interval.note if interval else "")
        return Figure(
            code=topic.code,
            field=topic.field,
            measure=measure,
            choice=choice,
            coders=tuple(self.material.handles[at] for at in topic.members),
            value=value,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            articles=len(topic.articles),
            units=units,
            note="; ".join(filter(None, said)),
        )
