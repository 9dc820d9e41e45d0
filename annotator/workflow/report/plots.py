"""Plots as SVG, drawn without Qt: dots with intervals, and bars of what is done."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from annotator.analysis.agreement import Figure, Marks
from annotator.domain.wording import cut
from annotator.workflow.report.escaping import escaped

WIDTH = 680
"""Of a plot, in pixels."""
_LETTER = 6.6  # the usual width of a letter
_LEAST = 48  # the room of names
_GAP = 10
_ROW = 19
_TOP, _BELOW, _RIGHT = 8, 34, 16
_LONGEST = 38  # characters of a name
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_INK, _RULE, _MARK, _DOT, _DONE, _BEGUN, _REST = (
    *("#1f2328", "#d7dce2", "#6b7280", "#1f6fb2", "#1f6fb2", "#9cc3e4", "#e7eaee"),
)
_LETTERS = 'font-family="sans-serif" font-size="11"'


def interval_plot(figures: Mapping[str, Figure], marks: Marks, axis: str) -> str:
    """Return values with their intervals, one below the other, with the cut marks."""
    shown = {name: one for name, one in figures.items() if one.value is not None}
    lows = [x for one in shown.values() for x in (one.value, one.low) if x is not None]
    low = min([0.0, *lows])
    names = _room(shown)
    height = _TOP + _ROW * len(shown) + _BELOW
    bottom = height - _BELOW

    def x(value: float) -> float:
        return names + (value - low) / (1 - low) * (WIDTH - names - _RIGHT)

    parts = [_line(x(tick), _TOP, x(tick), bottom, _RULE) for tick in _TICKS]
    parts += [_text(x(tick), bottom + 15, f"{tick:.1f}", "middle") for tick in _TICKS]
    parts += [
        _line(x(one), _TOP, x(one), bottom, _MARK, dashed=True)
        for one in (marks.revise, marks.reliable)
    ]
    for n, (name, figure) in enumerate(shown.items()):
        parts += _point(name, figure, names, _TOP + (n + 0.5) * _ROW, x)
    parts.append(_text((x(low) + x(1)) / 2, bottom + 30, axis, "middle"))
    return _svg(height, axis, parts)


def _room(names: Iterable[str]) -> float:
    """Return how much room names need on the left."""
    longest = max((min(len(one), _LONGEST) for one in names), default=0)
    return max(_LEAST, _LETTER * longest) + _GAP


def _point(
    name: str, figure: Figure, names: float, y: float, x: Callable[[float], float]
) -> list[str]:
    parts = [_text(names - _GAP, y + 4, cut(name, _LONGEST), "end")]
    if figure.low is not None and figure.high is not None:
        parts.append(_line(x(figure.low), y, x(figure.high), y, _DOT, width=1.5))
        parts += [_line(x(one), y - 4, x(one), y + 4, _DOT) for one in (figure.low, figure.high)]
    if figure.value is not None:
        parts.append(f'<circle cx="{x(figure.value):.1f}" cy="{y:.1f}" r="4" fill="{_DOT}"/>')
    return parts


def progress_plot(bars: Sequence[tuple[str, int, int, int]], title: str) -> str:
    """Return bars of what coders have finished and begun: name, finished, begun, of how many."""
    height = _TOP + _ROW * len(bars) + 6
    most = max((of for *_, of in bars), default=0) or 1
    names = _room(name for name, *_ in bars)
    room = WIDTH - names - 90
    parts: list[str] = []
    for n, (name, finished, begun, of) in enumerate(bars):
        y = _TOP + n * _ROW
        parts.append(_text(names - _GAP, y + 13, cut(name, _LONGEST), "end"))
        for count, colour in ((of, _REST), (finished + begun, _BEGUN), (finished, _DONE)):
            width = room * min(count, of) / most
            parts.append(_bar(names, y + 3, width, colour))
        end = names + room * of / most + 8
        parts.append(_text(end, y + 13, f"{finished:,} of {of:,}", "start"))
    return _svg(height, title, parts)


def _bar(x: float, y: float, width: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="14" fill="{colour}"/>'


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" role="img">'
    )
    return f"{head}<title>{escaped(title)}</title>{''.join(parts)}</svg>"


def _line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    colour: str,
    *,
    width: float = 1,
    dashed: bool = False,
) -> str:
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{colour}" stroke-width="{width:g}"{dashes}/>'
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{_INK}" {_LETTERS}>{escaped(words)}</text>'
