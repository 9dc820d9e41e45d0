"""Which figure of its marks an insight draws, and how figures are written."""

import math
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.analysis.insights.views import VIEWS
from annotator.domain.wording import counted, noun
from annotator.workflow.report.escaping import in_one_line

_THINGS = {
    CountedBy.LABELS: "label",
    CountedBy.ARTICLES: "article",
    CountedBy.WORDS: "word",
}
_NOTHING = "–"


class FigureKind(StrEnum):
    """What a drawn figure is: a view's own value, a share, or a plain number."""

    VALUE = "value"
    SHARE = "share"
    COUNT = "count"


class DrawnFigure(msgspec.Struct, frozen=True):
    """Which figure of each mark is drawn, and what its axis is called."""

    kind: FigureKind
    axis: str

    def of(self, mark: InsightMark) -> float | None:
        """Return the figure of a mark; None where it has none."""
        if self.kind is FigureKind.VALUE:
            return _number(mark.value)
        if self.kind is FigureKind.SHARE:
            return mark.share
        return mark.count

    def written(self, figure: float | None) -> str:
        """Return a figure as it stands beside what is drawn."""
        if figure is None:
            return _NOTHING
        if self.kind is FigureKind.SHARE:
            return percentage(figure)
        return number(figure, signed=self.kind is FigureKind.VALUE)

    def briefly(self, figure: float) -> str:
        """Return a figure in as few signs as say anything, for where there is little room."""
        if self.kind is FigureKind.SHARE:
            return percentage(figure).removesuffix(" %")
        if self.kind is FigureKind.VALUE and abs(figure) < 100:
            said = f"{figure:+.1f}"
            return _minus(said) if said.strip("+-0.") else "0"
        return self.written(figure)

    def on_axis(self, figure: float, step: float) -> str:
        """Return a figure as an axis has it whose ticks are so far apart."""
        if self.kind is FigureKind.SHARE:
            return f"{_minus(f'{figure * 100:.{_decimals(step * 100)}f}')} %"
        return _minus(f"{figure:,.{_decimals(step)}f}")

    def of_interval(self, mark: InsightMark) -> tuple[float, float] | None:
        """Return the ends of the interval of a mark's figure, where it has one.

        An interval is of a mark's value where it has one: of how far its share is from the one that
        is wanted, if there is such.
        """
        low, high = _number(mark.low), _number(mark.high)
        if low is None or high is None:
            return None
        if self.kind is not FigureKind.SHARE or _number(mark.value) is None:
            return low, high
        return None if mark.wanted is None else (low + mark.wanted, high + mark.wanted)


def things_counted(insight: Insight) -> str:
    """Return what an insight counts, as a heading: "Labels", "Months"."""
    return noun(2, thing_counted(insight)).capitalize()


def thing_counted(insight: Insight) -> str:
    """Return what one thing is that an insight counts: "label", "month"."""
    return insight.counts or _THINGS[insight.by]


def drawn_figure(insight: Insight, *, shares: bool = False) -> DrawnFigure:
    """Return which figure an insight draws: values if there are any, else shares, else numbers.

    With `shares`, values are drawn apart and don't count; nor do they where they say how far shares
    are from those that are wanted.
    """
    shares = shares or any(one.wanted is not None for one in insight.marks)
    thing = thing_counted(insight)
    many = noun(2, thing)
    if not shares and any(_number(one.value) is not None for one in insight.marks):
        return DrawnFigure(FigureKind.VALUE, in_one_line(insight.value_title))
    if any(one.of for one in insight.marks):
        return DrawnFigure(FigureKind.SHARE, f"Share of {many}")
    return DrawnFigure(FigureKind.COUNT, many.capitalize())


def percentage(share: float) -> str:
    """Return a share in per cent, with a decimal where it would be nothing without."""
    hundreds = 100 * share
    far = abs(hundreds)
    if 0 < far < 0.1:
        return "< 0.1 %" if hundreds > 0 else "> −0.1 %"
    plain = f"{hundreds:.1f}" if 0 < far < 0.95 else f"{hundreds:.0f}"
    return f"{_minus(plain)} %"


def number(value: float, *, signed: bool = False) -> str:
    """Return a number with as many decimals as say something; `signed` shows a plus, too."""
    far = abs(value)
    if far >= 1000 or (float(value).is_integer() and not (signed and 0 < far < 100)):
        plain = f"{value:,.0f}"
    else:
        plain = f"{value:,.{2 if far < 100 else 1}f}"
    if value <= 0:
        return _minus(plain) if plain.strip("-0.") else plain.lstrip("-")
    return f"+{plain}" if signed else plain


def said_of(insight: Insight, mark: InsightMark, row: str, column: str) -> str:
    """Return what a mark says, in lines: its row, its column, its figures.

    Both names are on one line already.
    """
    thing = thing_counted(insight)
    lines = [one for one in (row, column) if one]
    value = _number(mark.value)
    is_share = mark.wanted is not None or (value is None and bool(mark.of))

    def written(figure: float) -> str:
        if is_share:
            return f"{'+' if value is not None and figure > 0 else ''}{percentage(figure)}"
        return number(figure, signed=True)

    if value is not None:
        title = in_one_line(insight.value_title)
        lines.append(f"{title}: {written(value)}" if title else written(value))
    lines.append(_how_many(mark, thing))
    low, high = _number(mark.low), _number(mark.high)
    if low is not None and high is not None:
        lines.append(f"95 % interval: {written(low)} to {written(high)}")
    if mark.wanted is not None:
        lines.append(f"wanted: {percentage(mark.wanted)}")
    return "\n".join(lines)


def looked_at(insight: Insight) -> str:
    """Return how much an insight is of: "n = 1,204 labels in 310 articles"."""
    return f"n = {counted(insight.labels, 'label')} in {counted(insight.articles, 'article')}"


def noted(insight: Insight) -> list[str]:
    """Return what stands below an insight: its notes, and what its view does not say."""
    silent = next((one.silent_on for one in VIEWS if one.id == insight.view), "")
    told = " ".join(insight.notes), f"Not said: {silent[:1].lower()}{silent[1:]}" if silent else ""
    return [one for one in told if one]


def ticks(low: float, high: float, most: int) -> tuple[list[float], float]:
    """Return round figures from low to high, at most about so many, and their distance."""
    span = high - low
    if span <= 0:
        return [low], 1.0
    raw = span / max(1, most)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= raw * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [n * step for n in range(first, last + 1)], step


def rounded_out(low: float, high: float, most: int) -> tuple[float, float]:
    """Return the ends of an axis that has round ticks at both."""
    if low == high:
        return (low, low + 1) if low >= 0 else (low, 0.0)
    _, step = ticks(low, high, most)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def finite(values: Sequence[float | None]) -> list[float]:
    """Return those values that there are."""
    return [one for one in map(_number, values) if one is not None]


def _how_many(mark: InsightMark, thing: str) -> str:
    if float(mark.count).is_integer():
        said = counted(int(mark.count), thing)
    else:
        said = f"{number(mark.count)} {noun(2, thing)}"
    share = mark.share
    return said if share is None else f"{percentage(share)}: {said} of {number(mark.of)}"


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _decimals(step: float) -> int:
    return max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0


def _minus(text: str) -> str:
    return text.replace("-", "−")
