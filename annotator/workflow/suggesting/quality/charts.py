"""What the page of quality plots: the learning curve, and how far scores can be believed."""

import msgspec

from annotator.analysis.suggest.contest import Way
from annotator.domain.wording import counted
from annotator.workflow.suggesting.answers import AnswerStanding
from annotator.workflow.suggesting.quality.records import WAYS, Quality, QualityFigure


class Dot(msgspec.Struct, frozen=True):
    """A point at `x` and `y`, with the ends of a bar, and what it says in words."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None
    said: str = ""


class Series(msgspec.Struct, frozen=True):
    """Points that are joined under one name; a `level` goes across the whole plot."""

    name: str
    dots: tuple[Dot, ...]
    is_level: bool = False


class Plot(msgspec.Struct, frozen=True, kw_only=True):
    """Series over one axis; `ticks` are where it is named. With `diagonal` x and y should agree."""

    title: str
    x_axis: str
    y_axis: str
    ticks: tuple[float, ...]
    series: tuple[Series, ...]
    bars: str = ""
    diagonal: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(one.dots for one in self.series if not one.is_level)

    @property
    def said(self) -> str:
        """All of it in words, for who can't see it."""
        points = (dot.said for one in self.series for dot in one.dots if dot.said)
        return "; ".join((self.title, *points))

    def rows(self) -> list[dict[str, object]]:
        """Return the points as rows."""
        return [
            {"series": one.name, "x": dot.x, "y": dot.y, "low": dot.low, "high": dot.high}
            for one in self.series
            for dot in one.dots
        ]


def curve_plot(quality: Quality, code: str, name: str) -> Plot:
    """Return F1 by the number of finished articles learned from, with the rules' as a line."""
    own = [one for one in quality.curve if one.code == code]
    sizes = sorted({one.articles for one in own})
    rules = next(
        (one for one in quality.of(code) if one.way is Way.RULES and not (one.type or one.rule)),
        None,
    )
    series: list[Series] = []
    if rules is not None and rules.f1 is not None and sizes:
        said = f"{WAYS[Way.RULES]} {rules.f1:.2f}"
        ends = (Dot(sizes[0], rules.f1, said=said), Dot(sizes[-1], rules.f1))
        series.append(Series(WAYS[Way.RULES], ends, is_level=True))
    for way in (Way.ADAPTED, Way.LEARNED):
        dots = tuple(
            Dot(
                one.articles,
                one.f1,
                one.low,
                one.high,
                f"{WAYS[way]} after {counted(one.articles, 'article')} {one.f1:.2f}",
            )
            for one in own
            if one.way is way
        )
        if dots:
            series.append(Series(WAYS[way], dots))
    return Plot(
        title=f"{name}: F1 by overlap, out of sample",
        x_axis="finished articles learned from",
        y_axis="F1",
        ticks=tuple(float(one) for one in sizes),
        series=tuple(series),
        bars="bars: 95 % intervals",
    )


def answers_plot(one: AnswerStanding) -> Plot:
    """Return how often a field's held-out labels were answered right, by the labels learned from.

    The bar that the lead sets goes across it.
    """
    numbers = [point.labels for point in one.curve]
    levels = [Dot(at, one.bar) for at in (numbers[0], numbers[-1])] if numbers else []
    bar = f"the bar {one.bar:.2f}"
    parts = (
        ("the surest fifth", [(point.labels, point.surest) for point in one.curve]),
        ("all labels", [(point.labels, point.right) for point in one.curve]),
    )
    curves = (
        Series(
            name,
            tuple(
                Dot(at, right, said=f"{name} after {counted(at, 'label')} {right:.2f}")
                for at, right in points
            ),
        )
        for name, points in parts
    )
    return Plot(
        title=f"{one.code.name} · {one.field.name}: right answers to held-out labels",
        x_axis="labels learned from",
        y_axis="share that is right",
        ticks=tuple(map(float, numbers)),
        series=(Series(bar, tuple(levels), is_level=True), *curves),
    )


def calibration_plot(quality: Quality, like: QualityFigure, name: str) -> Plot:
    """Return which share is right by score, for a way of proposing; the diagonal is as it claims.

    A point stands at the mean of the scores in its band.
    """
    own = [one for one in quality.bands if (one.code, one.way) == (like.code, like.way)]
    dots = tuple(
        Dot(
            one.score,
            one.share,
            one.low,
            one.high,
            f"scores {one.start:.1f} to {one.end:.1f}: {one.share:.2f} of {one.found:,} right",
        )
        for one in own
    )
    return Plot(
        title=f"{name}, {WAYS[like.way]}: right by score",
        x_axis="score",
        y_axis="share that is right",
        ticks=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
        series=(Series(WAYS[like.way], dots),),
        bars="bars: 95 % intervals",
        diagonal=True,
    )
