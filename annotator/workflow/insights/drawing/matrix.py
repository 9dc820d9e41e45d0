"""Cells that are the darker the more there is; what is below nothing is hatched."""

import math
from collections.abc import Callable

import msgspec

from annotator.workflow.insights.drawing.axes import by_rows, draw_names, room_of_names
from annotator.workflow.insights.drawing.board import Board
from annotator.workflow.insights.drawing.figures import DrawnFigure, drawn_figure, finite
from annotator.workflow.insights.drawing.scene import Align
from annotator.workflow.report.escaping import in_one_line

_ROW = 24
_MOST_WIDE, _LEAST_WIDE = 110, 12  # of a cell
_LEAST = 0.07  # how much of the colour the least has
_LEAN, _UPRIGHT = 45.0, 90.0
_ABOVE, _BELOW = "series1", "series2"
_HATCHED = 1
_NARROWEST = 0.4  # of their size: how wide letters of figures are at least
_NAMES = 0.22  # of the width: how long names of columns are at most


class _Grid(msgspec.Struct, frozen=True):
    """Where the columns are: from `left` on, each as wide as `wide`."""

    left: float
    wide: float

    def middle(self, n: int) -> float:
        """Return the middle of a column."""
        return self.left + (n + 0.5) * self.wide


class _Shades(msgspec.Struct, frozen=True):
    """How strong figures are drawn, between nothing and the farthest from it."""

    farthest: float

    def of(self, value: float) -> tuple[str, float, int]:
        """Return the colour of a figure, how strong it is, and its pattern."""
        if value == 0:
            return _ABOVE, 0.0, 0
        strength = _LEAST + (1 - _LEAST) * min(1.0, abs(value) / self.farthest)
        return (_ABOVE, strength, 0) if value > 0 else (_BELOW, strength, _HATCHED)


def draw_matrix(board: Board, top: float) -> float:
    """Draw an insight as a matrix from a height on; return where it ends."""
    insight = board.insight
    figure = drawn_figure(insight)
    rows = by_rows(board)
    order = {one.id: n for n, one in enumerate(insight.columns)}
    shown = finite([figure.of(one) for one in insight.marks])
    shades = _Shades(max((abs(one) for one in shown), default=0.0) or 1.0)
    named_from = _draw_scale(board, figure, shades, top, below=min(shown, default=0.0) < 0)
    title = max(insight.row_title, insight.column_title, key=len)
    left = board.left + room_of_names(board, insight.rows, title, beside=2 * board.gap)
    grid, top = _draw_column_names(board, left, named_from)
    board.pinned = named_from, top
    step = _ROW * board.unit
    middles = [top + (n + 0.5) * step for n in range(len(rows))]
    draw_names(board, insight.rows, middles[: len(insight.rows)], left - board.gap)
    write = _writer(board, figure, grid.wide)
    _draw_rules(board, grid, top, step, len(rows))
    for n, (middle, marks) in enumerate(zip(middles, rows.values(), strict=True)):
        for place, mark in marks:
            column = order.get(mark.column, 0)
            value = figure.of(mark)
            if value is not None:
                _draw_cell(board, value, shades, grid, (column, middle), write)
            x = grid.left + column * grid.wide
            board.area(place, x, middle - step / 2, grid.wide, step, n)
    return top + step * len(rows) + board.gap


def _draw_rules(board: Board, grid: _Grid, top: float, step: float, rows: int) -> None:
    """Draw the lines between rows and columns."""
    columns = len(board.insight.columns)
    right, bottom = grid.left + columns * grid.wide, top + rows * step
    for n in range(rows + 1):
        board.stroke((grid.left, top + n * step), (right, top + n * step))
    for n in range(columns + 1):
        x = grid.left + n * grid.wide
        board.stroke((x, top), (x, bottom))


def _draw_cell(
    board: Board,
    value: float,
    shades: _Shades,
    grid: _Grid,
    at: tuple[int, float],
    write: Callable[[float], str],
) -> None:
    column, middle = at
    step, x = _ROW * board.unit, grid.middle(column)
    colour, strength, pattern = shades.of(value)
    said = write(value)
    half = grid.wide / 2 - 0.5
    board.box(
        x - half,
        middle - step / 2 + 0.5,
        2 * half,
        step - 1,
        colour,
        strength=strength,
        pattern=0 if said else pattern,  # a figure has a sign
    )
    if said:
        board.write(said, x, middle, Align.MIDDLE, on=colour, on_strength=strength)


def _writer(board: Board, figure: DrawnFigure, wide: float) -> Callable[[float], str]:
    """Return how figures are written in cells that are so wide: all in full, or all briefly.

    Where some have no room even so, none is written.
    """
    shown = finite([figure.of(one) for one in board.insight.marks])
    for write in (figure.written, figure.briefly):
        longest = max(map(write, shown), key=len, default="")
        if _has_room(board, longest, wide):
            return write
    return lambda _value: ""


def _has_room(board: Board, said: str, wide: float) -> bool:
    near = _NARROWEST * board.small * len(said) <= wide  # measuring takes long
    return near and board.wide(said) + 3 * board.unit <= wide


def _draw_column_names(board: Board, left: float, top: float) -> tuple[_Grid, float]:
    """Name the columns above the cells: level where they have room, else at a slant or upright.

    Return where the columns are, and the height from which on the rows stand.
    """
    line = board.small_line
    grid, turned, longest = _grid_of(board, left)
    tall = longest * math.sin(math.radians(turned)) + line if turned else 0.0
    foot = top + max(tall, (2.4 if board.insight.column_title else 1.3) * line)
    _write_names(board, grid, turned, foot, longest)
    end = left - board.gap
    heads = ((board.insight.column_title, "→", 1.9), (board.insight.row_title, "↓", 0.7))
    for title, arrow, lines in heads:
        if title:
            middle = foot - lines * line
            at = end - board.write(arrow, end, middle, Align.RIGHT, colour="muted")
            at -= board.gap / 2
            board.write(title, at, middle, Align.RIGHT, room=at - board.left, colour="muted")
    return grid, foot


def _grid_of(board: Board, left: float) -> tuple[_Grid, float, float]:
    """Return where columns are, how far their names are turned, and how long these are then."""
    columns = board.insight.columns
    room, line = board.right - left, board.small_line
    widths = [board.wide(in_one_line(one.name)) for one in columns]
    most = _MOST_WIDE * board.unit
    even = min(most, room / max(1, len(columns)))
    if max(widths, default=0.0) + board.gap <= even:
        return _Grid(left, even), 0.0, 0.0
    longest = min(max(widths), _NAMES * max(board.width, 600.0 * board.unit))
    slope = math.radians(_LEAN)
    aside = [min(one, longest) * math.cos(slope) for one in widths]
    leaning = min(most, *((room - one) / (n + 0.5) for n, one in enumerate(aside)), even)
    if leaning > 1.15 * line / math.sin(slope):
        return _Grid(left, leaning), _LEAN, longest
    return _Grid(left, max(_LEAST_WIDE * board.unit, even)), _UPRIGHT, longest


def _write_names(board: Board, grid: _Grid, turned: float, foot: float, longest: float) -> None:
    line, columns = board.small_line, board.insight.columns
    every = max(1, math.ceil(1.2 * board.small / grid.wide)) if turned == _UPRIGHT else 1
    for n in range(0, len(columns), every):
        x, name = grid.middle(n), columns[n].name
        if turned:
            at = (x, foot - 0.45 * line)
            board.write_turned(name, at, -turned, Align.LEFT, room=longest)
        else:
            board.write(name, x, foot - 0.7 * line, Align.MIDDLE, room=grid.wide - board.gap / 2)


def _draw_scale(
    board: Board, figure: DrawnFigure, shades: _Shades, top: float, *, below: bool
) -> float:
    """Draw what the shades stand for; return the height where that ends."""
    parts = (-1.0, -0.5, 0.0, 0.5, 1.0) if below else (0.25, 0.5, 0.75, 1.0)
    values = [one * shades.farthest for one in parts]
    wide, high = 34 * board.unit, 12 * board.unit
    line = board.small_line
    x, middle = board.left, top + line / 2
    if figure.axis:
        x += board.write(f"{figure.axis}:", x, middle, room=board.width / 2, colour="muted")
        x += 1.5 * board.gap
    said = [figure.written(one) for one in values]
    wide = max(wide, max(map(board.wide, said)) + board.gap)
    if x + wide * len(values) > board.right:
        x, middle = board.left, middle + 1.3 * line
    for value, words in zip(values, said, strict=True):
        colour, strength, pattern = shades.of(value)
        board.box(
            x,
            middle - high / 2,
            wide,
            high,
            colour,
            strength=strength,
            pattern=pattern,
            outline="border",
        )
        board.write(words, x + wide / 2, middle + high / 2 + 0.55 * line, Align.MIDDLE)
        x += wide
    return middle + high / 2 + 1.5 * line
