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
from annotator.gui.text.layout import Column
from annotator.gui.text.mark_layer import MarkLayer
from annotator.gui.text.scene import Page, Scene
from annotator.gui.text.span_index import Span

WIDTH = 64.0
"""Room for the brackets left of the text, in logical pixels."""
COLUMNS = 3
"""How many columns of brackets there are at least; more where the margin has room for them."""
_MOST_COLUMNS = 8
_SIGN = 14.0
"""Room for the sign that more marks begin than fit."""
_NEAREST = 10.0
"""From the text to the first bracket."""
_STEP = 17.0
_BAR = 2.0
_TICK = 3.0
_HATCH = 3.0
_LETTER, _TWO_LETTERS = 11, 9
"""The height of a letter in pixels, and of two, which have the same room."""
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
        self._known: dict[int, tuple[tuple[int, ...], BesideParagraph]] = {}
        self._focused: dict[tuple[int, str | None], BesideParagraph] = {}
        """Those that hold the focused mark, by the paragraph's number and that mark."""
        self.count = COLUMNS
        """How many columns there are."""

    def fit(self, page: Page, layer: MarkLayer) -> None:
        """Have as many columns as the margin has room for."""
        room = page.column.left
        if layer.has_sides:
            room = min(room, page.width - page.column.left - page.column.width)
        count = _columns_in(room)
        if count != self.count:
            self.count = count
            self.clear()

    def clear(self) -> None:
        """Forget the columns: marks or lines have changed."""
        self._known.clear()
        self._focused.clear()

    def of(self, block: QTextBlock, layer: MarkLayer) -> BesideParagraph:
        """Return what stands beside a paragraph."""
        number, lines = block.blockNumber(), _lines_as_they_are(block)
        known = self._known.get(number)
        if known is None or known[0] != lines:
            known = self._known[number] = lines, _arranged(block, layer, self.count)
            self._focused.clear()
        return known[1]

    def with_focus(self, block: QTextBlock, scene: Scene) -> BesideParagraph:
        """Return the same with the focused mark beside its lines, however many others are there."""
        beside, ranges = self.of(block, scene.layer), scene.layer.ranges(scene.focus or "")
        origin = block.position()
        stop = origin + block.length()
        here = [part for part in ranges if part[0] < stop and part[1] > origin]
        if not here:
            return beside
        key = block.blockNumber(), scene.focus
        if key not in self._focused:
            self._focused = {one: kept for one, kept in self._focused.items() if one[1] == key[1]}
            self._focused[key] = self._with(block, scene, beside, here)
        return self._focused[key]

    def _with(
        self, block: QTextBlock, scene: Scene, beside: BesideParagraph, here: list[tuple[int, int]]
    ) -> BesideParagraph:
        placed = {id(span) for span, *_ in beside.placed if span.owner == scene.focus}
        for part in here:
            span = scene.layer.index.find(scene.focus or "", *part)
            if span is not None and id(span) not in placed:
                beside = self._put(block, scene.layer, beside, span)
        return beside

    def _put(
        self, block: QTextBlock, layer: MarkLayer, beside: BesideParagraph, span: Span
    ) -> BesideParagraph:
        """Give a span the outermost column, and take out what is in the way there."""
        starts, origin = _line_starts(block), block.position()
        first = _line_of(starts, max(span.start, origin))
        last = _line_of(starts, min(span.end, origin + block.length()) - 1)
        far, column = _is_far(layer, span), self.count - 1
        kept: list[tuple[Span, int, int, int]] = []
        crowded = set(beside.crowded)
        for one in beside.placed:
            other, start, end, place = one
            is_in_way = place == column and start <= last and end >= first
            if is_in_way and _is_far(layer, other) == far:
                crowded.add(start)
            else:
                kept.append(one)
        return BesideParagraph([*kept, (span, first, last, column)], crowded)


def far_room(column: Column, width: float) -> float:
    """Return how far right of the text the brackets there reach."""
    count = _columns_in(min(column.left, width - column.left - column.width))
    return _NEAREST + count * _STEP


def _columns_in(room: float) -> int:
    return max(COLUMNS, min(_MOST_COLUMNS, int((room - _NEAREST - _SIGN) / _STEP)))


def brackets(page: Page, scene: Scene, columns: Columns) -> Iterator[Bracket]:
    """Return the brackets beside the lines of the page."""
    columns.fit(page, scene.layer)
    for _, group in groupby(page.lines, key=lambda line: line.origin):
        lines = list(group)
        first, last = lines[0].row.lineNumber(), lines[-1].row.lineNumber()
        origin = lines[0].origin
        stop = origin + lines[0].block.length()
        for span, start, end, column in columns.with_focus(lines[0].block, scene).placed:
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
        if line.row.lineNumber() not in columns.with_focus(line.block, scene).crowded:
            continue
        right = page.column.left - _NEAREST - columns.count * _STEP - _BAR
        room = QRectF(0, line.top, right, line.bottom - line.top)
        painter.drawText(room, _LETTER_PLACE, "+")
    _paint_hatch(painter, page, scene, theme)
    painter.restore()


def _is_far(layer: MarkLayer, span: Span) -> bool:
    return layer.has_sides and layer.marks[span.owner].side > 1


def _lines_as_they_are(block: QTextBlock) -> tuple[int, ...]:
    """Return what differs once a paragraph breaks elsewhere: how many lines, where some start."""
    layout = block.layout()
    count = layout.lineCount()
    some = (
        layout.lineAt(number).textStart() for number in {1, count // 2, count - 1} if number > 0
    )
    return count, *(some if count > 1 else ())


def _line_starts(block: QTextBlock) -> list[int]:
    layout, origin = block.layout(), block.position()
    return [layout.lineAt(number).textStart() + origin for number in range(layout.lineCount())]


def _arranged(block: QTextBlock, layer: MarkLayer, count: int) -> BesideParagraph:
    """Give each span the column nearest to the text that is free beside its lines."""
    origin = block.position()
    stop = origin + block.length()
    starts = _line_starts(block)
    margins = {far: [-1] * count for far in (False, True)}
    beside = BesideParagraph([], set())
    spans = sorted(layer.index.query(origin, stop), key=lambda span: (span.start, -span.end))
    begun = [max(span.start, origin) for span in spans]
    number = 0
    while number < len(spans):
        span, start = spans[number], _line_of(starts, begun[number])
        busy_until = margins[_is_far(layer, span)]
        column = next((c for c, until in enumerate(busy_until) if until < start), count)
        number += 1
        if column < count:
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
        short = mark.short[:2]
        letters = painter.font()
        letters.setPixelSize(_LETTER if len(short) < len("QQ") else _TWO_LETTERS)
        painter.setFont(letters)
        painter.setPen(theme.text if chosen else theme.letter(mark.colour))
        line = bracket.head
        beside = x + bar + 3 if bracket.far else x - _STEP
        room = QRectF(beside, line.top, _STEP - 3, line.bottom - line.top)
        painter.drawText(room, _FAR_PLACE if bracket.far else _LETTER_PLACE, short)


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
