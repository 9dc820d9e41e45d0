"""For and against on both sides of a middle, with the mean beside them."""

from collections.abc import Mapping

import msgspec

from annotator.analysis.insights.facts import Category
from annotator.analysis.insights.insight import InsightMark
from annotator.workflow.insights.drawing.axes import (
    AxisScale,
    by_rows,
    draw_level_axis,
    draw_names,
    head_line,
    room_of_names,
)
from annotator.workflow.insights.drawing.board import Board
from annotator.workflow.insights.drawing.figures import (
    DrawnFigure,
    FigureKind,
    drawn_figure,
    finite,
    number,
    rounded_out,
)
from annotator.workflow.insights.drawing.legend import LegendItem, draw_legend, extras, swatch
from annotator.workflow.insights.drawing.scene import Align

_ROW, _BAR = 27, 19
_SIDES = {"against": -1, "neither": 0, "for": 1}
_MEANS = 0.27  # of the width: the room of the means
_MEAN = 4.5  # half as wide as the disc of a mean is
_FOR, _NEITHER, _AGAINST = "series1", "border", "series2"
_PATTERNS = {-1: (1, 4, 8, 2), 0: (5, 2), 1: (0, 6, 3, 7)}
"""The patterns of each side, from the middle outwards."""
Placed = tuple[int, InsightMark]


class BalanceSide(msgspec.Struct, frozen=True):
    """On which side of the middle a column is (-1, 0, 1), and how it is filled."""

    side: int
    colour: str
    pattern: int


def draw_balance(board: Board, top: float) -> float:
    """Draw an insight's rows to both sides of a middle from a height on; return where they end."""
    insight = board.insight
    sides = _sides(insight.columns)
    figure = drawn_figure(insight, shares=True)
    rows = by_rows(board)
    cells = {row: [one for one in marks if one[1].column in sides] for row, marks in rows.items()}
    means = {row: mean for row, marks in rows.items() if (mean := _mean(marks, sides)) is not None}
    named_from = top
    top = draw_legend(board, _items(board, sides, means), top, insight.column_title)
    left = board.left + room_of_names(board, insight.rows, insight.row_title)
    end = board.right - (_MEANS * board.width if means else 1.5 * board.gap)
    reach = [_reach(figure, sides, marks) for marks in cells.values()]
    far = rounded_out(0.0, max((max(one) for one in reach), default=0.0), 4)[1]
    far = min(far, 1.0) if figure.kind is FigureKind.SHARE and far <= 1.25 else far
    scale = AxisScale(-far, far, left, end)
    step = _ROW * board.unit
    middle, top = head_line(board, top, step * len(rows), insight.row_title, left - board.gap)
    _draw_heads(board, middle, scale)
    board.pinned = named_from, top
    middles = [top + (n + 0.5) * step for n in range(len(rows))]
    bottom = top + step * len(rows)
    ended = draw_level_axis(board, _Unsigned.of_figure(figure), scale, top, bottom)
    draw_names(board, insight.rows, middles[: len(insight.rows)], left - board.gap)
    panel = _Means(board, means, end, (top, bottom)) if means else None
    for n, (row, middle) in enumerate(zip(rows, middles, strict=True)):
        _draw_row(board, figure, sides, cells[row], scale, (middle, n))
        if panel is not None and row in means:
            panel.draw(means[row], middle, n, own=means[row][1].column not in sides)
    return ended


class _Unsigned(DrawnFigure, frozen=True):
    """What is against is no figure below nothing."""

    @classmethod
    def of_figure(cls, figure: DrawnFigure) -> "_Unsigned":
        return cls(figure.kind, figure.axis)

    def on_axis(self, figure: float, step: float) -> str:
        return super().on_axis(abs(figure), step)


def _sides(columns: tuple[Category, ...]) -> dict[str, BalanceSide]:
    """Return where each column stands: by what it means where that is known, else by its place."""
    found: dict[str, BalanceSide] = {}
    signs = {one.id: _sign(one.id) for one in columns}
    if None in signs.values() or _is_one_sided(signs):
        half = (len(columns) - 1) / 2
        signs = {one.id: (n > half) - (n < half) for n, one in enumerate(columns)}
    grouped = {side: [one for one, sign in signs.items() if sign == side] for side in (-1, 0, 1)}
    for side, colour in ((-1, _AGAINST), (0, _NEITHER), (1, _FOR)):
        outwards = grouped[side][::-1] if side < 0 else grouped[side]
        for n, one in enumerate(outwards):
            patterns = _PATTERNS[side]
            found[one] = BalanceSide(side, colour, patterns[n % len(patterns)])
    return {one.id: found[one.id] for one in columns if one.id in found}


def _is_one_sided(signs: Mapping[str, int | None]) -> bool:
    """Tell whether a scale has several steps on one side, and none on the other: 1 to 5."""
    return len(signs) > 2 and not {-1, 1} <= set(signs.values())


def _sign(ident: str) -> int | None:
    if ident in _SIDES:
        return _SIDES[ident]
    try:
        value = float(ident)
    except ValueError:
        return None
    return (value > 0) - (value < 0)


def _mean(marks: list[Placed], sides: dict[str, BalanceSide]) -> Placed | None:
    """Return what has a row's mean: a mark of its own, or else a cell that says it as well."""
    having = [one for one in marks if finite([one[1].value])]
    own = [one for one in having if one[1].column not in sides]
    return next(iter(own or having), None)


def _items(
    board: Board, sides: dict[str, BalanceSide], means: dict[str, Placed]
) -> list[LegendItem]:
    names = {one.id: one.name for one in board.insight.columns}
    items = [swatch(board, names[one], at.colour, at.pattern) for one, at in sides.items()]
    if means:
        width = 12 * board.unit

        def sign(x: float, middle: float) -> None:
            board.disc(x + width / 2, middle, _MEAN * board.unit, "text", "base")

        items.append(LegendItem("mean", sign, width))
    return [*items, *extras(board)]


def _reach(
    figure: DrawnFigure, sides: dict[str, BalanceSide], marks: list[Placed]
) -> tuple[float, float]:
    """Return how far a row goes to each side."""
    amounts = {-1: 0.0, 0: 0.0, 1: 0.0}
    for _, mark in marks:
        amounts[sides[mark.column].side] += figure.of(mark) or 0.0
    return amounts[-1] + amounts[0] / 2, amounts[1] + amounts[0] / 2


def _draw_heads(board: Board, middle: float, scale: AxisScale) -> None:
    """Say what is on which side, by the names of what is farthest out."""
    if not board.insight.columns:
        return
    ends = board.insight.columns[0].name, board.insight.columns[-1].name
    zero, gap = scale.at(0.0), board.gap
    half = (scale.end - scale.begin) / 2 - gap
    arrow = board.wide("←") + gap / 2
    before, beyond = (board.cut(one, half - arrow) for one in ends)
    begin = zero - gap - board.write(before, zero - gap, middle, Align.RIGHT, colour="muted")
    board.write("←", begin - gap / 2, middle, Align.RIGHT, colour="muted")
    end = zero + gap + board.write(beyond, zero + gap, middle, colour="muted")
    board.write("→", end + gap / 2, middle, colour="muted")


def _draw_row(
    board: Board,
    figure: DrawnFigure,
    sides: dict[str, BalanceSide],
    marks: list[Placed],
    scale: AxisScale,
    at: tuple[float, int],
) -> None:
    middle, lane = at
    high = _BAR * board.unit
    x = -_reach(figure, sides, marks)[0]
    order = list(sides)
    spans: list[tuple[float, float]] = []
    marks = sorted(marks, key=lambda one: (sides[one[1].column].side, order.index(one[1].column)))
    for _, mark in marks:
        side = sides[mark.column]
        value = figure.of(mark) or 0.0
        begin, end = scale.at(x), scale.at(x + value)
        x += value
        slit = 1.0 if end - begin > 3 else 0.0
        width = max(0.8, end - begin - slit)
        y = middle - high / 2
        board.box(begin, y, width, high, side.colour, pattern=side.pattern)
        said = figure.written(value)
        if board.plate_width(said) + 4 * board.unit <= end - begin:
            board.write_on_plate((begin + end - slit) / 2, middle, said)
        spans.append((begin, end))
    places = [place for place, _ in marks]
    board.areas_along(places, spans, middle, high, lane, within=(scale.begin, scale.end))


class _Means:
    """The means of rows, on an axis of their own at the right."""

    def __init__(
        self, board: Board, means: dict[str, Placed], left: float, high: tuple[float, float]
    ) -> None:
        self.board = board
        marks = [mark for _, mark in means.values()]
        ends = [end for one in marks if one.low is not None for end in (one.low, one.high)]
        shown = finite([*(one.value for one in marks), *ends])
        most = max(1.0, *(abs(one) for one in shown)) if shown else 1.0
        widest = max((board.wide(self._said(one)) for one in marks), default=0.0)
        begin = left + 5 * board.gap
        beside = board.gap + _MEAN * board.unit  # the disc of the farthest one, and its figure
        end = max(begin + 1, board.right - widest - beside)
        self.scale = AxisScale(-most, most, begin, end)
        title = board.insight.value_title or "Mean"
        figure = DrawnFigure(FigureKind.VALUE, title)
        draw_level_axis(board, figure, self.scale, *high)

    @staticmethod
    def _said(mark: InsightMark) -> str:
        return number(mark.value or 0.0, signed=True)

    def draw(self, mean: Placed, middle: float, lane: int, *, own: bool) -> None:
        """Draw a row's mean with its interval; it has an area where it is a mark of its own."""
        board, (place, mark) = self.board, mean
        x = self.scale.at(mark.value or 0.0)
        if mark.low is not None and mark.high is not None:
            low, high = self.scale.at(mark.low), self.scale.at(mark.high)
            board.whisker((low, middle), (high, middle))
        board.disc(x, middle, _MEAN * board.unit, "text", "base")
        board.write(self._said(mark), board.right, middle, Align.RIGHT)
        if own:
            begin, high = self.scale.begin - board.gap, _BAR * board.unit
            board.area(place, begin, middle - high / 2, board.right - begin, high, lane)
