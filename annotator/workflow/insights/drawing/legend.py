"""The legend: what each colour, pattern and mark stands for, in as many lines as it takes."""

from collections.abc import Callable, Sequence

import msgspec

from annotator.workflow.insights.drawing.board import Board
from annotator.workflow.insights.drawing.colours import series_colour, series_pattern
from annotator.workflow.report.escaping import in_one_line

_LONGEST = 0.42  # of the width: how much of it a name takes at most


class LegendItem(msgspec.Struct, frozen=True):
    """A name, and what draws its sign from a place on, round a height; it is so wide."""

    name: str
    sign: Callable[[float, float], None]
    width: float


def draw_legend(board: Board, items: Sequence[LegendItem], top: float, title: str = "") -> float:
    """Draw items beside and below each other; return the height where they end."""
    if not items:
        return top
    left, line = board.left, 1.3 * board.small_line
    x, middle = left, top + line / 2
    if title:
        said = f"{in_one_line(title).replace(': ', ' · ')}:"
        x += board.write(said, x, middle, room=0.3 * board.width, colour="muted")
        x += 1.5 * board.gap
    for item in items:
        said = board.cut(item.name, _LONGEST * board.width)
        width = item.width + board.gap / 2 + board.wide(said)
        if x > left and x + width > board.right:
            x, middle = left, middle + line
        item.sign(x, middle)
        board.write(said, x + item.width + board.gap / 2, middle)
        x += width + 2 * board.gap
    return middle + line / 2 + board.gap


def swatch(board: Board, name: str, colour: str, pattern: int) -> LegendItem:
    """Return the item of what is drawn in a colour and a pattern."""
    width, height = 20 * board.unit, 12 * board.unit

    def sign(x: float, middle: float) -> None:
        board.box(x, middle - height / 2, width, height, colour, pattern=pattern)

    return LegendItem(name, sign, width)


def series(board: Board) -> list[LegendItem]:
    """Return an item for each column."""
    return [
        swatch(board, one.name, series_colour(n), series_pattern(n))
        for n, one in enumerate(board.insight.columns)
    ]


def extras(board: Board, of: str = "") -> list[LegendItem]:
    """Return the items of whiskers and of what is wanted, where there are such.

    `of` is the name of the only column that has whiskers, where others have none.
    """
    marks = board.insight.marks
    found: list[LegendItem] = []
    if any(one.low is not None and one.high is not None for one in marks):
        found.append(_interval(board, of))
    if any(one.wanted is not None for one in marks):
        found.append(_wanted(board))
    return found


def _interval(board: Board, of: str) -> LegendItem:
    width = 20 * board.unit

    def sign(x: float, middle: float) -> None:
        board.whisker((x, middle), (x + width, middle))

    return LegendItem(f"95 % interval: {of}" if of else "95 % interval", sign, width)


def _wanted(board: Board) -> LegendItem:
    width = 12 * board.unit

    def sign(x: float, middle: float) -> None:
        board.diamond(x + width / 2, middle)

    return LegendItem("wanted", sign, width)
