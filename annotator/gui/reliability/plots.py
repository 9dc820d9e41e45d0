"""Drawing charts with matplotlib; imported only when a plot is first shown."""

import logging
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import matplotlib as mpl
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

from annotator.formats.files.atomic import written_beside
from annotator.gui.look.palettes import LIGHT, Theme
from annotator.gui.look.theme import ui_font
from annotator.workflow.reliability.chart import Chart

_FALLBACKS = ("Noto Sans", "Noto Sans CJK SC", "Noto Sans Arabic", "DejaVu Sans")
_PAPER = (7.0, 4.0)  # inches
_DOTS = 200  # per inch, in a PNG
_LEAST = 0.0

# It says when it builds its cache of fonts, which is nobody's concern here.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


class Canvas(FigureCanvasQTAgg):
    """A chart in the window."""

    def __init__(self) -> None:
        self.drawing = Figure(layout="constrained")
        super().__init__(self.drawing)  # pyright: ignore[reportUnknownMemberType] - untyped there

    def show_chart(self, chart: Chart, theme: Theme) -> None:
        """Draw another chart, in a theme's colours."""
        draw(self.drawing, chart, theme)
        self.draw_idle()

    def draw(self) -> None:
        """Draw; letters that no font has become boxes, without a warning."""
        with _quiet():
            super().draw()  # pyright: ignore[reportUnknownMemberType] - untyped there


def save(path: Path, chart: Chart) -> None:
    """Write a chart as PNG, SVG or PDF, by the file's ending, in colours for paper.

    Raises a `UserError` when the file can't be written.
    """
    figure = Figure(figsize=_PAPER, layout="constrained")
    draw(figure, chart, LIGHT)
    kind = path.suffix.lower().removeprefix(".")
    with written_beside(path) as (file,), _quiet():
        figure.savefig(file, format=kind, dpi=_DOTS)  # pyright: ignore[reportUnknownMemberType] - untyped there


def draw(figure: Figure, chart: Chart, theme: Theme) -> None:
    """Draw a chart into a figure in place of what is there."""
    figure.clear()
    with mpl.rc_context(cast("Any", _look(theme))):  # pyright: ignore[reportUnknownMemberType] - untyped there
        axes: Any = figure.add_subplot()
        figure.set_facecolor(theme.base)
        if chart.shape == "line":
            _draw_line(axes, chart, theme)
        else:
            _draw_dots(axes, chart, theme)
        axes.set_title(chart.title, loc="left", fontsize=10, color=theme.text)
        axes.spines[["top", "right"]].set_visible(False)
        # What people have named is no formula, whatever dollar signs are in it.
        for text in figure.findobj(Text):
            text.set_parse_math(False)


def _draw_dots(axes: Any, chart: Chart, theme: Theme) -> None:
    points = list(chart.points.items())
    places = list(range(len(points)))
    values, errors = _values(chart)
    axes.errorbar(values, places, xerr=errors, **_dots(theme))
    axes.set_yticks(places, labels=[f"{name}  (n {one.units:,})" for name, one in points])
    axes.set_ylim(len(points) - 0.5, -0.5)
    axes.set_xlim(*_range(chart))
    axes.set_xlabel(chart.axis + (", bars: 95 % intervals" if any(map(any, errors)) else ""))
    axes.grid(visible=True, axis="x")
    for mark in _marks(chart):
        axes.axvline(mark, **_cut(theme))


def _draw_line(axes: Any, chart: Chart, theme: Theme) -> None:
    points = list(chart.points.items())
    places = list(range(len(points)))
    values, errors = _values(chart)
    axes.errorbar(places, values, yerr=errors, **(_dots(theme) | {"linestyle": "-"}))
    steep = len(points) > 12 or any(len(name) > 10 for name, _ in points)
    axes.set_xticks(
        places,
        labels=[f"{name}\nn {one.units:,}" for name, one in points],
        rotation=30 if steep else 0,
        ha="right" if steep else "center",
    )
    axes.set_xlim(-0.5, len(points) - 0.5)
    axes.set_ylim(*_range(chart))
    axes.set_ylabel(chart.axis)
    axes.grid(visible=True, axis="y")
    for mark in _marks(chart):
        axes.axhline(mark, **_cut(theme))


def _values(chart: Chart) -> tuple[list[float], list[list[float]]]:
    """Return values and how far the intervals reach down and up; undefined is not drawn."""
    values, down, up = list[float](), list[float](), list[float]()
    for one in chart.points.values():
        value = float("nan") if one.value is None else one.value
        values.append(value)
        down.append(0.0 if one.low is None else max(0.0, value - one.low))
        up.append(0.0 if one.high is None else max(0.0, one.high - value))
    return values, [down, up]


def _range(chart: Chart) -> tuple[float, float]:
    lows = [x for one in chart.points.values() for x in (one.value, one.low) if x is not None]
    return min([_LEAST, *lows]) - 0.03, 1.03


def _marks(chart: Chart) -> tuple[float, ...]:
    return (chart.marks.revise, chart.marks.reliable) if chart.marks else ()


def _dots(theme: Theme) -> dict[str, Any]:
    colour = theme.focus
    return {"fmt": "o", "markersize": 6, "capsize": 3, "color": colour, "ecolor": colour}


def _cut(theme: Theme) -> dict[str, Any]:
    return {"color": theme.muted, "linestyle": "--", "linewidth": 1}


def _look(theme: Theme) -> dict[str, Any]:
    return {
        "font.family": _families(),
        "font.size": 9,
        "axes.facecolor": theme.base,
        "axes.edgecolor": theme.border,
        "axes.labelcolor": theme.text,
        "axes.axisbelow": True,
        "grid.color": theme.hairline,
        "xtick.color": theme.text,
        "ytick.color": theme.text,
        "text.color": theme.text,
    }


@cache
def _families() -> list[str]:
    """Return the window's font and some for other scripts, as far as they are installed."""
    there = {font.name for font in fontManager.ttflist}
    return [name for name in (ui_font().family(), *_FALLBACKS) if name in there]


@contextmanager
def _quiet() -> Generator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        # More names than room: what can't be laid out is drawn all the same.
        warnings.filterwarnings("ignore", "constrained_layout not applied")
        yield
