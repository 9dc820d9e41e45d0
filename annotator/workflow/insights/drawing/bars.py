"""A bar for each row, or one for each of its columns, beside what is wanted where something is."""

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
from annotator.workflow.insights.drawing.colours import series_colour, series_pattern
from annotator.workflow.insights.drawing.figures import (
    DrawnFigure,
    FigureKind,
    drawn_figure,
    finite,
    number,
    rounded_out,
)
from annotator.workflow.insights.drawing.legend import draw_legend, extras, series
from annotator.workflow.insights.drawing.scene import Align

_BAR, _AMONG, _BETWEEN = 17, 3, 10  # heights: of a bar, between those of a row, between rows
_LEAST_AREA = 6


def draw_bars(board: Board, top: float) -> float:
    """Draw an insight's rows as bars from a height on; return where they end."""
    insight = board.insight
    figure = drawn_figure(insight)
    grouped = len(insight.columns) > 1
    items = [*(series(board) if grouped else []), *extras(board)]
    top = draw_legend(board, items, top, insight.column_title if grouped else "")
    rows = by_rows(board)
    said = {n: _written(figure, mark) for n, mark in enumerate(insight.marks)}
    left = board.left + room_of_names(board, insight.rows, insight.row_title)
    room = max((board.wide(one) for one in said.values()), default=0.0) + 1.5 * board.gap
    scale = _scale(board, figure, left, room)
    unit = board.unit
    heights = [max(1, len(marks)) * (_BAR + _AMONG) - _AMONG + _BETWEEN for marks in rows.values()]
    _, top = head_line(board, top, sum(heights) * unit, insight.row_title, left - board.gap)
    bottom = top + sum(heights) * unit
    ended = draw_level_axis(board, figure, scale, top, bottom)
    bars = _Bars(board, figure, scale, said, grouped=grouped)
    middles: list[float] = []
    y = top
    for lane, (marks, height) in enumerate(zip(rows.values(), heights, strict=True)):
        middles.append(y + height * unit / 2)
        for n, (place, mark) in enumerate(marks):
            middle = y + (_BETWEEN / 2 + n * (_BAR + _AMONG) + _BAR / 2) * unit
            bars.draw(place, mark, middle, lane if not grouped else -1)
        y += height * unit
    draw_names(board, insight.rows, middles[: len(insight.rows)], left - board.gap)
    return ended


class _Bars:
    def __init__(
        self,
        board: Board,
        figure: DrawnFigure,
        scale: AxisScale,
        said: dict[int, str],
        *,
        grouped: bool,
    ) -> None:
        self.board, self.figure, self.scale, self.said = board, figure, scale, said
        self.grouped = grouped
        self.order = {one.id: n for n, one in enumerate(board.insight.columns)}
        self.lane = 0

    def draw(self, place: int, mark: InsightMark, middle: float, lane: int) -> None:
        """Draw a mark's bar, its interval, what is wanted, and its figure."""
        board, high = self.board, _BAR * self.board.unit
        n = self.order.get(mark.column, 0) if self.grouped else 0
        value = self.figure.of(mark)
        zero = self.scale.at(0.0)
        end = zero if value is None else self.scale.at(value)
        low, high_end = min(zero, end), max(zero, end)
        pattern = series_pattern(n)
        if end != zero:
            width = max(1.0, high_end - low)
            y = middle - high / 2
            board.box(low, y, width, high, series_colour(n), pattern=pattern)
        reached = [low, high_end]
        interval = self.figure.of_interval(mark)
        if interval is not None:
            ends = [self.scale.at(one) for one in interval]
            board.whisker((ends[0], middle), (ends[1], middle))
            reached += ends
        wanted = None if mark.wanted is None else self.scale.at(mark.wanted)
        if wanted is not None:
            board.diamond(wanted, middle)
        least, most = self._labelled(place, value, reached, middle, wanted)
        most = max(most, least + _LEAST_AREA * board.unit)
        lane = self.lane if self.grouped else lane
        self.lane += 1
        board.area(place, least, middle - high / 2, most - least, high, lane)

    def _labelled(
        self,
        place: int,
        value: float | None,
        reached: list[float],
        middle: float,
        wanted: float | None,
    ) -> tuple[float, float]:
        """Write a mark's figure beyond what is drawn of it; return how far all of it reaches.

        Where it would meet what is wanted, it stands beyond that.
        """
        board, said = self.board, self.said[place]
        gap, far = board.gap / 2, 6 * board.unit
        least, most = min(reached), max(reached)
        wide = board.wide(said)
        if value is not None and value < 0:
            if wanted is not None and least - 2 * gap - wide - far < wanted < least + far:
                least = wanted - far
            return least - gap - board.write(said, least - gap, middle, Align.RIGHT), most
        if wanted is not None and most - far < wanted < most + 2 * gap + wide + far:
            most = wanted + far
        return least, most + gap + board.write(said, most + gap, middle)


def _scale(board: Board, figure: DrawnFigure, left: float, room: float) -> AxisScale:
    marks = board.insight.marks
    wanted = [one.wanted for one in marks] if figure.kind is not FigureKind.COUNT else []
    ends = [end for one in marks for end in figure.of_interval(one) or ()]
    shown = finite([*map(figure.of, marks), *wanted, *ends, 0.0])
    low, high = rounded_out(min(shown), max(shown), 5)
    begin = left + (room if low < 0 else 0.0)
    end = board.right - (room if max(shown) > 0 or low == 0 else 0.0)
    return AxisScale(low, high, begin, max(end, begin + 1))


def _written(figure: DrawnFigure, mark: InsightMark) -> str:
    said = figure.written(figure.of(mark))
    return said if figure.kind is FigureKind.COUNT else f"{said} ({number(mark.count)})"
