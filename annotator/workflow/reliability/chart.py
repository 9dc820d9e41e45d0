"""What a plot shows: one measure for several coder pairs, outlets, or parts of the time."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec import structs

from annotator.analysis.agreement import TABLE, Figure, Grouping, Marks, Shift, shift

Shape = Literal["dots", "line"]
PAIRED = " & "
"""Stands between the handles of two coders."""
_MOST_COMPARED = 4
"""Of so many parts each is compared with the one before; of more, the last with the first."""


class Subject(msgspec.Struct, frozen=True):
    """What is plotted: a code, field and choice (ids), a measure, coders, and words."""

    code: str
    field: str
    choice: str
    measure: str
    coders: tuple[str, ...]
    title: str

    def of(self, figures: Iterable[Figure]) -> Figure | None:
        """Return the figure on the subject among others, for its coders."""
        return next((one for one in figures if self.is_of(one) and one.coders == self.coders), None)

    def is_of(self, figure: Figure) -> bool:
        """Tell whether a figure is on the subject, whoever the coders are."""
        about = figure.code, figure.field, figure.choice, figure.measure
        return about == (self.code, self.field, self.choice, self.measure)


class Chart(msgspec.Struct, frozen=True):
    """Figures by the name of their part, drawn as dots one below the other or as a line.

    A part without a figure is a gap in the line. `changes` say how parts differ from those before.
    """

    title: str
    axis: str
    shape: Shape
    points: Mapping[str, Figure | None]
    marks: Marks | None = None
    changes: tuple[str, ...] = ()

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures alone: a part without any is a gap."""
        return {name: one for name, one in self.points.items() if one is not None}

    @property
    def is_empty(self) -> bool:
        """Whether there is no value to draw."""
        return all(one.value is None for one in self.figures.values())


def of_pairs(subject: Subject, figures: Sequence[Figure], marks: Marks) -> Chart:
    """Return the subject's figures for each pair of coders."""
    found = [one for one in figures if subject.is_of(one) and len(one.coders) == 2]
    points = {PAIRED.join(one.coders): one for one in found}
    return _chart(subject, points, "dots", marks, by="coder pair")


def of_parts(
    subject: Subject, parts: Mapping[str, Sequence[Figure]], marks: Marks, grouping: Grouping
) -> Chart:
    """Return the subject's figure in each part; parts in time are joined, and compared."""
    found = {name or "(none)": subject.of(figures) for name, figures in parts.items()}
    shape: Shape = "line" if grouping.in_time else "dots"
    chart = _chart(subject, found, shape, marks, by=grouping.title)
    return structs.replace(chart, changes=changes(chart.figures, grouping))


def changes(figures: Mapping[str, Figure], grouping: Grouping) -> tuple[str, ...]:
    """Say how each part differs from the one before it: of many, how the last from the first."""
    if not grouping.in_time:
        return ()
    known = {n: one for n, one in figures.items() if grouping.is_pure(n) and one.has_interval}
    if len(known) > _MOST_COMPARED:
        first, *_, last = known
        known = {name: known[name] for name in (first, last)}
    return tuple(
        _told(one, other, found)
        for one, other in pairwise(known)
        if (found := shift(known[one], known[other])) is not None
    )


def _told(before: str, after: str, found: Shift) -> str:
    value, low, high = map(_signed, (found.value, found.low, found.high))
    shown = "" if found.is_shown else ", which may be chance"
    return f"{before} → {after}: {value} [{low}, {high}]{shown}"


def _signed(value: float) -> str:
    # Adding 0 makes of a minus before nothing but zeros none.
    return f"{round(value, 2) + 0.0:+.2f}".replace("-", "−")


def _chart(
    subject: Subject, parts: Mapping[str, Figure | None], shape: Shape, marks: Marks, by: str
) -> Chart:
    measure = TABLE[subject.measure]
    axis = measure.title
    there = {name: one for name, one in parts.items() if one is not None and one.articles}
    first, *others = {one.counts for one in there.values()} or {""}
    counted = f" (n: {first})" if first and not others else ""
    return Chart(
        title=f"{subject.title}: {axis} by {by}{counted}",
        axis=axis,
        shape=shape,
        points=_with_gaps(parts, there) if shape == "line" else there,
        marks=marks if measure.judged else None,
    )


def _with_gaps(
    parts: Mapping[str, Figure | None], there: Mapping[str, Figure]
) -> dict[str, Figure | None]:
    """Return the parts in a row from the first to the last that has a figure."""
    names = list(parts)
    places = [place for place, name in enumerate(names) if name in there]
    return {
        name: there.get(name)
        for name in names[min(places, default=0) : max(places, default=-1) + 1]
    }
