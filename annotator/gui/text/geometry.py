"""Where the lines in view are, and which text lies under a point.

Positions are UTF-16 units of the document, places are logical pixels of the viewport.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from re import compile as pattern
from typing import NamedTuple, TypeVar, cast

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine
from PySide6.QtWidgets import QPlainTextEdit

from annotator.gui.text.layout import SpacedLayout

_RIGHT_TO_LEFT = pattern(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_WORD_GAP = 0.45
"""Pieces of one span closer than this share of the line's height are one piece: the space
between words has no ink."""
_MOST_LOOKS = 4
T = TypeVar("T")


def has_caret_place(document: QTextDocument, unit: int) -> bool:
    """Whether a caret can stand there: not in a surrogate pair or a joined or accented letter."""
    return nearest_caret_place(document, unit, up=False) == unit


def nearest_caret_place(document: QTextDocument, unit: int, *, up: bool) -> int:
    """Return the position if a caret can stand there, else the next before, or after with `up`."""
    block = document.findBlock(unit)
    layout, place = block.layout(), unit - block.position()
    # Qt finds no valid position in an empty paragraph.
    if not 0 < place < block.length() - 1 or layout.isValidCursorPosition(place):
        return unit
    move = layout.nextCursorPosition if up else layout.previousCursorPosition
    return block.position() + move(place)


class TextLine(NamedTuple):
    """One line of text in view; `block` is its paragraph, `origin` where that starts.

    Text lies from `top` to `bottom`, its lanes (room for `room` of them) from there to `foot`.
    """

    row: QTextLine
    block: QTextBlock
    origin: int
    start: int
    end: int
    top: float
    bottom: float
    foot: float
    room: int
    shift: float
    mixed: bool

    def x(self, unit: int) -> float:
        """Return the horizontal place of a position in this line."""
        place = cast("tuple[float, int]", self.row.cursorToX(unit - self.origin))
        return place[0] + self.shift

    def pieces(self, start: int, end: int) -> list[tuple[float, float]]:
        """Return the horizontal stretches that `[start, end)` covers in this line, left to right.

        More than one where writing directions mix.
        """
        first = max(self.start, start)
        last = min(self.end, end)
        if first >= last:
            return []
        if self.mixed:
            return self._mixed_pieces(first, last)
        right = self.x(last)
        if last == self.end:
            right = min(right, self.row.naturalTextRect().right() + self.shift)
        return [(self.x(first), right)]

    def _mixed_pieces(self, first: int, last: int) -> list[tuple[float, float]]:
        runs = self.row.glyphRuns(first - self.origin, last - first)
        rects = [run.boundingRect() for run in runs]
        found = sorted((r.left() + self.shift, r.right() + self.shift) for r in rects)
        if not found:
            ends = sorted((self.x(first), self.x(last)))
            return [(ends[0], ends[1])]
        return _joined(found, (self.bottom - self.top) * _WORD_GAP)


class TextGeometry:
    """The lines of a plain text view, as they are laid out now."""

    def __init__(self, view: QPlainTextEdit, layout: SpacedLayout) -> None:
        self._view = view
        self._layout = layout

    def lines(self, rect: QRect | None = None) -> list[TextLine]:
        """Return the lines in view that meet the rectangle (default: all), top to bottom.

        Looking at a block may lay it out, whereupon a scroll bar may come and all blocks be laid
        out anew: then the lines found so far are looked for again, as they have no text any more.
        """
        area = self._view.viewport().rect() if rect is None else rect
        shift = self._view.contentOffset().x()
        return self._at_rest(
            lambda: [
                line
                for block, top, _ in self._paragraphs_now(area)
                for line in self._block_lines(block, QPointF(shift, top), area)
            ]
        )

    def paragraphs(self) -> list[tuple[QTextBlock, float, float]]:
        """Return the paragraphs in view, each with its top and bottom, top to bottom."""
        area = self._view.viewport().rect()
        return self._at_rest(lambda: list(self._paragraphs_now(area)))

    def _at_rest(self, look: Callable[[], list[T]]) -> list[T]:
        found: list[T] = []
        for _ in range(_MOST_LOOKS):
            before = self._layout.laid_out
            found = look()
            if self._layout.laid_out == before:
                break
        return found

    def _paragraphs_now(self, area: QRect) -> Iterator[tuple[QTextBlock, float, float]]:
        offset = self._view.contentOffset()
        block = self._view.firstVisibleBlock()
        top = self._view.blockBoundingGeometry(block).translated(offset).top()
        while block.isValid() and top <= area.bottom() + 1:
            bottom = top + self._layout.blockBoundingRect(block).height()
            if bottom >= area.top():
                yield block, top, bottom
            top = bottom
            block = block.next()

    def line_at(self, y: float) -> TextLine | None:
        """Return the line at a height; the room under a line belongs to the line above it."""
        found = self.lines(QRect(0, int(y), 1, 1))
        return next((line for line in reversed(found) if line.top <= y), None)

    def unit_at(self, point: QPointF, *, inside: bool = False) -> int | None:
        """Return the position under a point, or with `inside` that of the character that covers it.

        None when there is no line, or with `inside` no character.
        """
        line = self.line_at(point.y())
        if line is None:
            return None
        if not inside:
            return line.origin + line.row.xToCursor(point.x() - line.shift)
        text = line.row.naturalTextRect()
        if not text.left() <= point.x() - line.shift <= text.right():
            return None
        on_character = QTextLine.CursorPosition.CursorOnCharacter
        unit = line.origin + line.row.xToCursor(point.x() - line.shift, on_character)
        return unit if unit < line.end else None

    def depth_below(self, point: QPointF) -> float | None:
        """How far under the text of its line a point is; None when it is not in the room below."""
        line = self.line_at(point.y())
        if line is None or point.y() < line.bottom:
            return None
        return point.y() - line.bottom

    def _block_lines(self, block: QTextBlock, place: QPointF, area: QRect) -> Iterator[TextLine]:
        layout = block.layout()
        count = layout.lineCount()
        first = 0
        if count > 8:
            rows = range(count)
            first = (
                bisect_left(rows, area.top() - place.y(), key=lambda i: layout.lineAt(i).y()) - 1
            )
        origin = block.position()
        room = self._layout.room(block)
        leading = self._layout.column.leading(room)
        mixed = _RIGHT_TO_LEFT.search(block.text()) is not None
        for number in range(max(0, first), count):
            row = layout.lineAt(number)
            top = place.y() + row.y()
            if top > area.bottom() + 1:
                break
            start = origin + row.textStart()
            end = start + row.textLength()
            bottom = top + row.height()
            foot = bottom + leading
            yield TextLine(
                row, block, origin, start, end, top, bottom, foot, room, place.x(), mixed
            )


def _joined(pieces: list[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    joined = pieces[:1]
    for left, right in pieces[1:]:
        if left - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined
