"""A line for each column over time, named at its end."""

import math

from annotator.analysis.insights.insight import InsightMark
from annotator.workflow.insights.drawing.axes import AxisScale
from annotator.workflow.insights.drawing.board import Board, spread
from annotator.workflow.insights.drawing.colours import series_colour
from annotator.workflow.insights.drawing.figures import (
    DrawnFigure,
    FigureKind,
    drawn_figure,
    finite,
    rounded_out,
    ticks,
)
from annotator.workflow.insights.drawing.legend import draw_legend, extras
from annotator.workflow.insights.drawing.markers import dash_of, draw_marker
from annotator.workflow.insights.drawing.scene import Align, Point
from annotator.workflow.report.escaping import in_one_line

_LEAST_HIGH, _MOST_HIGH = 240, 300
_LONGEST_TIME = 84  # how wide a name below the axis is at most where it isn't turned
_LEAN = 45.0
_HIT = 14.0  # how far from a point a click still means it
_WIDEST_STEP = 150  # between two times
_FEWEST = 4  # for how many times there is room at least
_ASIDE = 3.5  # gaps between the plot and names
_MANY = 8  # from how many lines on they are thinner
_NEAR = 6.0  # how much room each has at least of those that lie on one another


class _Plot:
    """Where rows and figures are, and how large points are."""

    def __init__(
        self, board: Board, figure: DrawnFigure, across: tuple[float, float], scale: AxisScale
    ) -> None:
        self.board, self.figure, self.scale = board, figure, scale
        self.left, self.right = across
        rows = board.insight.rows
        self.step = (self.right - self.left) / max(1, len(rows))
        self.x = {one.id: self.left + (n + 0.5) * self.step for n, one in enumerate(rows)}
        self.radius = min(4.2, max(1.6, self.step / 5)) * board.unit
        self.cells = {(one.row, one.column): one for one in board.insight.marks}
        self.filled = {one.row for one in board.insight.marks}

    def at(self, row: str, column: str) -> float | None:
        """Return the height of a point; None where nothing is said.

        No mark is no share or number at all where there is anything else of that time.
        """
        mark = self.cells.get((row, column))
        if mark is None:
            none = self.figure.kind is not FigureKind.VALUE and row in self.filled
            return self.scale.at(0.0) if none else None
        value = self.figure.of(mark)
        return None if value is None else self.scale.at(value)


def draw_lines(board: Board, top: float) -> float:
    """Draw an insight's columns as lines from a height on; return where they end."""
    insight = board.insight
    board.upright = True
    figure = drawn_figure(insight)
    top = draw_legend(board, extras(board), top)
    if figure.axis:
        board.write(figure.axis, board.left, top + board.small_line / 2, colour="muted")
    heads = top + board.small_line / 2
    top += 1.5 * board.small_line
    needed = (len(insight.columns) + 1) * board.small_line
    unit = board.unit
    high = max(needed, min(_MOST_HIGH * unit, max(_LEAST_HIGH * unit, 0.45 * board.width)))
    low_end, high_end = _ends(board, figure)
    scale = AxisScale(low_end, high_end, top + high, top)
    left = board.left + _room_of_figures(figure, scale, board) + board.gap
    names = max((board.wide(in_one_line(one.name)) for one in insight.columns), default=0.0)
    names = min(names, 0.26 * board.width)
    right = board.right - names - (_ASIDE + 1.5) * board.gap
    right = min(right, left + max(_FEWEST, len(insight.rows)) * _WIDEST_STEP * unit)
    _draw_rules(board, figure, scale, (left, right))
    if insight.column_title and len(insight.columns) > 1:
        title = board.cut(insight.column_title, board.width / 2)
        x = min(right + _ASIDE * board.gap, board.right - board.wide(title))
        board.write(title, x, heads, colour="muted")
    plot = _Plot(board, figure, (left, right), scale)
    bottom = _draw_times(plot, top + high)
    order = list(enumerate(insight.columns))
    for n, column in order:
        _draw_run(plot, n, column.id)
    _draw_points(plot)
    _draw_line_names(plot, top, top + high)
    return bottom


def _ends(board: Board, figure: DrawnFigure) -> tuple[float, float]:
    marks = board.insight.marks
    ends = [end for one in marks for end in figure.of_interval(one) or ()]
    wanted = [one.wanted for one in marks]
    shown = finite([*map(figure.of, marks), *ends, *wanted, 0.0])
    low, high = rounded_out(min(shown), max(shown), 5)
    if figure.kind is FigureKind.SHARE:
        high = min(high, max(1.0, *shown))
    return low, high


def _figures(figure: DrawnFigure, scale: AxisScale) -> list[tuple[float, str]]:
    places, step = ticks(scale.low, scale.high, 6)
    return [(one, figure.on_axis(one, step)) for one in places]


def _room_of_figures(figure: DrawnFigure, scale: AxisScale, board: Board) -> float:
    return max(board.wide(said) for _, said in _figures(figure, scale))


def _draw_rules(
    board: Board, figure: DrawnFigure, scale: AxisScale, across: tuple[float, float]
) -> None:
    """Draw figures down the left side and lines through."""
    left, right = across
    for value, said in _figures(figure, scale):
        y = scale.at(value)
        board.stroke((left, y), (right, y), colour="border" if value == 0 else "hairline")
        board.write(said, left - board.gap / 2, y, Align.RIGHT, colour="muted")


def _draw_times(plot: _Plot, bottom: float) -> float:
    """Name the rows below the plot, as many as have room; return the height where they end."""
    board, rows = plot.board, plot.board.insight.rows
    widest = max((board.wide(in_one_line(one.name)) for one in rows), default=0.0)
    line = board.small_line
    lean = widest > _LONGEST_TIME * board.unit and widest + board.gap > plot.step
    apart = 1.1 * line / math.sin(math.radians(_LEAN)) if lean else widest + board.gap
    every = max(1, math.ceil(apart / max(plot.step, 0.01)))
    room = min(widest, 0.2 * board.width) if lean else max(plot.step * every - board.gap, widest)
    for one in rows[::every]:
        x = plot.x[one.id]
        board.stroke((x, bottom), (x, bottom + 4 * board.unit), colour="border")
        if lean:
            at = (x, bottom + 0.7 * line)
            reach = (x - board.left) / math.cos(math.radians(_LEAN))
            board.write_turned(one.name, at, -_LEAN, Align.RIGHT, room=min(room, reach))
        else:
            wide = min(board.wide(in_one_line(one.name)), room)
            middle = min(max(x, board.left + wide / 2), board.right - wide / 2)
            board.write(one.name, middle, bottom + 0.9 * line, Align.MIDDLE, room=room)
    if lean:
        shown = max(min(room, board.wide(in_one_line(one.name))) for one in rows[::every])
        ended = bottom + shown * math.sin(math.radians(_LEAN)) + 1.4 * line
    else:
        ended = bottom + 1.6 * line
    middle = (plot.left + plot.right) / 2
    title = board.insight.row_title
    board.write(title, middle, ended + line / 2, Align.MIDDLE, room=board.width / 2, colour="muted")
    return ended + 1.2 * line


def _draw_run(plot: _Plot, n: int, column: str) -> None:
    """Join the points of a column; where nothing is said there is a gap."""
    board, run = plot.board, list[Point]()
    width = 2.0 if len(board.insight.columns) <= _MANY else 1.4
    for row in plot.board.insight.rows:
        y = plot.at(row.id, column)
        if y is not None:
            run.append((plot.x[row.id], y))
        if run and (y is None or row is plot.board.insight.rows[-1]):
            if len(run) > 1:
                board.stroke(*run, colour=series_colour(n), width=width, dash=dash_of(n))
            run = []


def _draw_points(plot: _Plot) -> None:
    """Draw all points with their intervals, and say where they are, time after time."""
    board, insight = plot.board, plot.board.insight
    order = {one.id: n for n, one in enumerate(insight.columns)}
    at_time: dict[str, list[tuple[float, int, InsightMark]]] = {one.id: [] for one in insight.rows}
    for place, mark in enumerate(insight.marks):
        y = plot.at(mark.row, mark.column)
        if mark.row in at_time:
            at_time[mark.row].append((plot.scale.at(0.0) if y is None else y, place, mark))
    for lane, (row, points) in enumerate(at_time.items()):
        x = plot.x[row]
        points.sort(key=lambda one: one[:2])
        for y, _, mark in points:
            _draw_interval(plot, x, mark)
            draw_marker(board, order.get(mark.column, 0), x, y, plot.radius)
            if mark.wanted is not None:
                board.diamond(x, plot.scale.at(mark.wanted))
        _say_where(plot, x, points, lane)


def _draw_interval(plot: _Plot, x: float, mark: InsightMark) -> None:
    interval = plot.figure.of_interval(mark)
    if interval is None:
        return
    low, high = (plot.scale.at(one) for one in interval)
    plot.board.whisker((x, low), (x, high), "muted")


def _say_where(
    plot: _Plot, x: float, points: list[tuple[float, int, InsightMark]], lane: int
) -> None:
    board = plot.board
    top, bottom = plot.scale.end, plot.scale.begin
    hit = _HIT * board.unit
    moved = spread([y for y, *_ in points], _NEAR * board.unit, top - hit / 2, bottom + hit / 2)
    half = min(plot.step / 2, hit)
    for n, (_, place, _) in enumerate(points):
        low = moved[n] - hit if n == 0 else max(moved[n] - hit, (moved[n - 1] + moved[n]) / 2)
        last = n == len(points) - 1
        high = moved[n] + hit if last else min(moved[n] + hit, (moved[n] + moved[n + 1]) / 2)
        board.area(place, x - half, max(low, top - hit), 2 * half, high - max(low, top - hit), lane)


def _draw_line_names(plot: _Plot, top: float, bottom: float) -> None:
    """Name each line where it ends, with its sign; names that would meet give way."""
    board = plot.board
    ends: list[tuple[float, float, int]] = []
    for n, column in enumerate(board.insight.columns):
        points = [
            (plot.x[row.id], y)
            for row in board.insight.rows
            if (y := plot.at(row.id, column.id)) is not None
        ]
        if points:
            ends.append((points[-1][1], points[-1][0], n))
    ends.sort()
    line = board.small_line
    moved = spread([y for y, *_ in ends], line, top - line / 2, bottom + line / 2)
    edge = plot.right + (_ASIDE - 1) * board.gap
    for (y, x, n), middle in zip(ends, moved, strict=True):
        colour = series_colour(n)
        board.stroke(
            (x + 2 * plot.radius, y), (edge - board.gap, middle), colour=colour, dash=(1.5, 2)
        )
        draw_marker(board, n, edge, middle, 4 * board.unit)
        name = board.insight.columns[n].name
        begin = edge + board.gap
        board.write(name, begin, middle, room=board.right - begin)
