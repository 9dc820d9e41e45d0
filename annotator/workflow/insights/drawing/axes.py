"""Axes of drawings: figures along a line, and names down the side."""

from collections.abc import Sequence

import msgspec

from annotator.analysis.insights.facts import Category
from annotator.analysis.insights.insight import InsightMark
from annotator.workflow.insights.drawing.board import Board
from annotator.workflow.insights.drawing.figures import DrawnFigure, ticks
from annotator.workflow.insights.drawing.scene import Align
from annotator.workflow.report.escaping import in_one_line

_MOST_NAMES, _LEAST_NAMES = 0.3, 56  # of the width, and in pixels
_MOST_TICKS = 10
_MANY_ROWS = 22  # from where on an axis stands above the rows, too


class AxisScale(msgspec.Struct, frozen=True):
    """Where figures are: from `low` at `begin` to `high` at `end`, in pixels."""

    low: float
    high: float
    begin: float
    end: float

    def at(self, figure: float) -> float:
        """Return the place of a figure, within the ends."""
        span = self.high - self.low or 1.0
        share = min(1.0, max(0.0, (figure - self.low) / span))
        return self.begin + share * (self.end - self.begin)


def by_rows(board: Board) -> dict[str, list[tuple[int, InsightMark]]]:
    """Return the marks of each row with their places, in the order of the columns."""
    order = {one.id: n for n, one in enumerate(board.insight.columns)}
    found: dict[str, list[tuple[int, InsightMark]]] = {one.id: [] for one in board.insight.rows}
    for n, mark in enumerate(board.insight.marks):
        found.setdefault(mark.row, []).append((n, mark))
    for marks in found.values():
        marks.sort(key=lambda pair: order.get(pair[1].column, len(order)))
    return found


def name_size(board: Board) -> float:
    """Return how large names of rows are written, in pixels."""
    return 0.94 * board.body


def room_of_names(
    board: Board, names: Sequence[Category], title: str = "", *, beside: float = 0.0
) -> float:
    """Return how much room names have down the left side, with a gap to what is beside them.

    `beside` is room for something that stands beside their title.
    """
    size = name_size(board)
    widest = max((board.wide(in_one_line(one.name), size) for one in names), default=0.0)
    widest = max(widest, board.wide(in_one_line(title)) + beside, _LEAST_NAMES * board.unit)
    return min(widest, _MOST_NAMES * board.width) + board.gap


def draw_names(
    board: Board, names: Sequence[Category], middles: Sequence[float], end: float
) -> None:
    """Write the names of rows so that they end at a place, each round its height."""
    room = end - board.left
    for one, middle in zip(names, middles, strict=True):
        board.write(one.name, end, middle, Align.RIGHT, room=room, size=name_size(board))


def far_down(board: Board, height: float) -> bool:
    """Tell whether an axis below so much of a drawing is far from what stands at its top."""
    return height > _MANY_ROWS * board.line


def head_line(
    board: Board, top: float, height: float, title: str, end: float
) -> tuple[float, float]:
    """Write the title over names of rows that end at a place, above so much of a drawing.

    Return the middle of that line, and the height where the drawing begins.
    """
    line = board.small_line
    middle = top + line / 2
    room = end - board.left
    board.write(title, end, middle, Align.RIGHT, room=room, colour="muted")
    return middle, top + (2.2 if far_down(board, height) else 1.2) * line


def _fitting_ticks(
    board: Board, figure: DrawnFigure, scale: AxisScale
) -> tuple[list[float], float]:
    """Return as many figures of an axis as stand side by side, and their distance."""
    places, step = ticks(scale.low, scale.high, _MOST_TICKS)
    for most in range(_MOST_TICKS, 0, -1):
        places, step = ticks(scale.low, scale.high, most)
        widest = max((board.wide(figure.on_axis(one, step)) for one in places), default=0.0)
        if len(places) < 2 or scale.at(places[1]) - scale.at(places[0]) >= widest + board.gap:
            break
    return places, step


def draw_level_axis(
    board: Board, figure: DrawnFigure, scale: AxisScale, top: float, bottom: float, title: str = ""
) -> float:
    """Draw an axis below what is drawn and lines through it; return the height where it ends.

    It has figures above as well, in the line over `top`, where that is `far_down`.
    """
    places, step = _fitting_ticks(board, figure, scale)
    above = far_down(board, bottom - top)
    line = board.small_line
    for value in places:
        x = scale.at(value)
        board.stroke((x, top), (x, bottom), colour="border" if value == 0 else "hairline")
        said = figure.on_axis(value, step)
        heights = [bottom + 0.7 * line, *([top - 0.55 * line] if above else [])]
        for height in heights:
            board.write(said, x, height, Align.MIDDLE, colour="muted")
    middle = (scale.begin + scale.end) / 2
    said = title or figure.axis
    if said:
        room = 2 * min(middle - board.left, board.right - middle)
        board.write(said, middle, bottom + 1.8 * line, Align.MIDDLE, room=room, colour="muted")
    return bottom + (2.5 if said else 1.4) * line
