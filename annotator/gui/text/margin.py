"""The margins: a bracket with its code's letter beside the lines of each mark.

Brackets stand left of the text; those of the second of two compared layers stand right of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby
from sys import maxsize
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextBlock

from annotator.gui.text.geometry import TextLine
from annotator.gui.text.ink import TextInk
from annotator.gui.text.mark_layer import MarkLayer
from annotator.gui.text.scene import Page, Scene
from annotator.gui.text.span_index import Span

WIDTH = 64.0
"""Room for the brackets left of the text, in logical pixels."""
COLUMNS = 3
_NEAREST = 10.0
"""From the text to the first bracket."""
_STEP = 17.0
_BAR = 2.0
_TICK = 3.0
_HATCH = 3.0
_LETTER = 11
_LETTER_PLACE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FAR_PLACE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PALE = 0.45


class Bracket(NamedTuple):
    """The part of a mark's bracket beside the lines of one paragraph that are being drawn.

    `top` and `bottom` are where it ends, `opens` and `closes` whether it shows that the mark does
    too; `head` is the line its letter stands on, if that is being drawn.
    """

    span: Span
    column: int
    top: float
    bottom: float
    opens: bool
    closes: bool
    head: TextLine | None
    far: bool = False
    """Whether it stands right of the text."""

    def left(self, page: Page) -> float:
        """Return the left edge of the bracket's column."""
        if self.far:
            return page.column.left + page.column.width + _NEAREST + self.column * _STEP
        return page.column.left - _NEAREST - (self.column + 1) * _STEP

    def rect(self, page: Page) -> QRectF:
        """Where the bracket and its letter stand."""
        return QRectF(self.left(page), self.top, _STEP, self.bottom - self.top)


class BesideParagraph(NamedTuple):
    """What stands beside a paragraph.

    `placed` are the spans that have a column, each with its first and last line there and that;
    `crowded`, the lines on which more begin than fit.
    """

    placed: list[tuple[Span, int, int, int]]
    crowded: set[int]


class Columns:
    """Which column each bracket has.

    Each paragraph counts alone, so brackets stay where they are while the text scrolls.
    """

    def __init__(self) -> None:
        self._known: dict[int, BesideParagraph] = {}

    def clear(self) -> None:
        """Forget the columns: marks or lines have changed."""
        self._known.clear()

    def of(self, block: QTextBlock, layer: MarkLayer) -> BesideParagraph:
        """Return what stands beside a paragraph."""
        found = self._known.get(block.blockNumber())
        if found is None:
            found = self._known[block.blockNumber()] = _arranged(block, layer)
        return found


def brackets(page: Page, scene: Scene, columns: Columns) -> Iterator[Bracket]:
    """Return the brackets beside the lines of the page."""
    for _, group in groupby(page.lines, key=lambda line: line.origin):
        lines = list(group)
        first, last = lines[0].row.lineNumber(), lines[-1].row.lineNumber()
        origin = lines[0].origin
        stop = origin + lines[0].block.length()
        for span, start, end, column in columns.of(lines[0].block, scene.layer).placed:
            if start > last or end < first:
                continue
            top = lines[max(start, first) - first].top
            lowest = lines[min(end, last) - first]
            is_short = start == end and span.start >= origin and span.end <= stop
            goes_on = end > last or span.end > stop
            yield Bracket(
                span,
                column,
                top,
                lowest.foot if goes_on else lowest.bottom,
                span.start >= origin and start >= first and not is_short,
                not goes_on and not is_short,
                lines[start - first] if start >= first else None,
                _is_far(scene.layer, span),
            )


def bracket_at(page: Page, scene: Scene, columns: Columns, point: QPointF) -> str | None:
    """Return the id of the mark whose bracket is under a point."""
    found = brackets(page, scene, columns)
    return next((b.span.owner for b in found if b.rect(page).contains(point)), None)


def paint_margin(
    painter: QPainter, page: Page, scene: Scene, theme: TextInk, columns: Columns
) -> None:
    """Draw the brackets and letters, a sign where more marks start than fit, and excluded lines."""
    painter.save()
    letters = painter.font()
    letters.setPixelSize(_LETTER)
    letters.setWeight(QFont.Weight.DemiBold)
    painter.setFont(letters)
    for bracket in brackets(page, scene, columns):
        _paint_bracket(painter, page, scene, theme, bracket)
    painter.setPen(theme.muted)
    for line in page.lines:
        if line.row.lineNumber() not in columns.of(line.block, scene.layer).crowded:
            continue
        right = page.column.left - _NEAREST - COLUMNS * _STEP
        room = QRectF(0, line.top, right, line.bottom - line.top)
        painter.drawText(room, _LETTER_PLACE, "+")
    _paint_hatch(painter, page, scene, theme)
    painter.restore()


def _is_far(layer: MarkLayer, span: Span) -> bool:
    return layer.has_sides and layer.marks[span.owner].side > 1


def _arranged(block: QTextBlock, layer: MarkLayer) -> BesideParagraph:
    """Give each span the column nearest to the text that is free beside its lines."""
    origin, layout = block.position(), block.layout()
    stop = origin + block.length()
    starts = [layout.lineAt(number).textStart() + origin for number in range(layout.lineCount())]
    margins = {far: [-1] * COLUMNS for far in (False, True)}
    beside = BesideParagraph([], set())
    spans = sorted(layer.index.query(origin, stop), key=lambda span: (span.start, -span.end))
    begun = [max(span.start, origin) for span in spans]
    number = 0
    while number < len(spans):
        span, start = spans[number], _line_of(starts, begun[number])
        busy_until = margins[_is_far(layer, span)]
        column = next((c for c, until in enumerate(busy_until) if until < start), COLUMNS)
        number += 1
        if column < COLUMNS:
            end = _line_of(starts, min(span.end, stop) - 1)
            busy_until[column] = end
            beside.placed.append((span, start, end, column))
            continue
        beside.crowded.add(start)
        if not layer.has_sides:  # up to where a column is free again, all that begin are too many
            following = bisect_left(begun, [*starts, stop][min(busy_until) + 1], number)
            beside.crowded.update(_lines_of(starts, begun, number, following))
            number = following
    return beside


def _line_of(starts: list[int], place: int) -> int:
    return max(0, bisect_right(starts, place) - 1)


def _lines_of(starts: list[int], begun: list[int], number: int, stop: int) -> Iterator[int]:
    """Yield the lines on which some of the spans begin, which are in order: each once."""
    while number < stop:
        line = _line_of(starts, begun[number])
        yield line
        following = starts[line + 1] if line + 1 < len(starts) else maxsize
        number = bisect_left(begun, following, number)


def _paint_bracket(
    painter: QPainter, page: Page, scene: Scene, theme: TextInk, bracket: Bracket
) -> None:
    mark = scene.layer.marks[bracket.span.owner]
    chosen = mark.id in {scene.focus, scene.hover}
    colour = theme.accent if mark.id == scene.focus else theme.lane(mark.lane_colour)
    bar = _BAR + 1 if chosen else _BAR
    place = bracket.rect(page)
    x = place.left() if bracket.far else place.right() - bar
    painter.setOpacity(_PALE if mark.quiet and not chosen else 1.0)
    painter.fillRect(QRectF(x, bracket.top, bar, bracket.bottom - bracket.top), colour)
    _paint_ticks(painter, bracket, x, bar, colour)
    painter.setOpacity(1.0)  # a letter is to be read, whatever its bracket is
    if bracket.head:
        painter.setPen(theme.text if chosen else theme.letter(mark.colour))
        line = bracket.head
        beside = x + bar + 3 if bracket.far else x - _STEP
        room = QRectF(beside, line.top, _STEP - 3, line.bottom - line.top)
        painter.drawText(room, _FAR_PLACE if bracket.far else _LETTER_PLACE, mark.short[:2])


def _paint_ticks(painter: QPainter, bracket: Bracket, x: float, bar: float, colour: QColor) -> None:
    start = x - _TICK if bracket.far else x
    if bracket.opens:
        painter.fillRect(QRectF(start, bracket.top, bar + _TICK, _BAR), colour)
    if bracket.closes:
        painter.fillRect(QRectF(start, bracket.bottom - _BAR, bar + _TICK, _BAR), colour)


def _paint_hatch(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Short strokes beside the lines that have excluded text."""
    for line in page.lines:
        if not any(start < line.end and end > line.start for start, end in scene.excluded):
            continue
        left = page.column.left - _NEAREST + _HATCH
        y, stop = line.top, line.foot
        while y < stop:
            painter.fillRect(QRectF(left, y, _HATCH, 1), theme.quiet)
            y += 4
