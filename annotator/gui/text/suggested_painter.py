"""Draws suggestions: dots under their words, a small sign beside their lines, no room of their own.

What is sure has larger dots and a full sign, so that it is told from the rest without colour. The
one at hand has a dashed outline, and so has what would be linked with it.
"""

from collections.abc import Iterator, Sequence
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.gui.text.geometry import TextLine
from annotator.gui.text.ink import TextInk
from annotator.gui.text.painter import paint_outline
from annotator.gui.text.scene import Page, Range, Scene
from annotator.gui.text.strip import DOTS, dot_size
from annotator.gui.text.suggested import Strength, SuggestedMark

_SIGN = 2.5
"""The radius of a sign, in logical pixels."""
_BESIDE = 5.5
"""From the text to the middle of a sign: nearer than the first bracket."""
_AT_HAND, _LINKED, _DRAFT = 1.5, 1.0, 2.0
"""How thick outlines are, in logical pixels."""
_DASH, _BETWEEN = 4.0, 3.0


def paint_suggested(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Draw the dots, which lie under the letters and above the lanes."""
    for line, (start, end), mark in _in_view(page, scene):
        _paint_dots(painter, page, line, (start, end), theme, (mark.colour, mark.strength))


def paint_signs(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Draw beside each line on which suggestions begin one sign, that of the surest."""
    begun: dict[float, tuple[TextLine, SuggestedMark]] = {}
    for line, (start, _), mark in _in_view(page, scene):
        if start < line.start:
            continue
        before = begun.get(line.top)
        if before is None or mark.strength > before[1].strength:
            begun[line.top] = line, mark
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for line, mark in begun.values():
        colour, is_sure = theme.lane(mark.colour), mark.strength is Strength.SURE
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(colour if is_sure else Qt.BrushStyle.NoBrush)
        middle = QPointF(page.column.left - _BESIDE, (line.top + line.bottom) / 2)
        painter.drawEllipse(middle, _SIGN, _SIGN)
    painter.restore()


def paint_at_hand(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Outline the suggestion at hand and what would be linked with it, or what is made of it."""
    ident, layer = scene.suggestion, scene.suggested
    if ident is None:
        return
    for part, colour in layer.ends(ident):
        _outline(painter, page, [part], theme.lane(colour), _LINKED)
        for line in page.lines:
            _paint_dots(painter, page, line, part, theme, (colour, layer.marks[ident].strength))
    if scene.draft:
        paint_outline(painter, page, scene.draft, theme.accent, _DRAFT)
    else:
        _outline(painter, page, layer.ranges(ident), theme.accent, _AT_HAND)


def _in_view(page: Page, scene: Scene) -> Iterator[tuple[TextLine, Range, SuggestedMark]]:
    """Yield the lines in view with each suggested part on them."""
    lines, layer = page.lines, scene.suggested
    if not lines or not layer.marks:
        return
    for span in layer.spans_in(lines[0].start, lines[-1].end + 1):
        for line in lines:
            if span.start < line.end and span.end > line.start:
                yield line, (span.start, span.end), layer.marks[span.owner]


def _paint_dots(
    painter: QPainter,
    page: Page,
    line: TextLine,
    part: Range,
    theme: TextInk,
    look: tuple[str, Strength],
) -> None:
    colour, strength = look
    ratio = page.strip.ratio
    high = dot_size(DOTS[strength], page.strip) / ratio
    top = floor(line.bottom * ratio) / ratio - high
    for left, right in line.pieces(*part):
        first = floor(left * ratio) / ratio
        place = QRectF(first, top, right - first, high)
        painter.drawTiledPixmap(place, theme.dots(colour, strength, page.strip))


def _outline(
    painter: QPainter, page: Page, ranges: Sequence[Range], colour: QColor, width: float
) -> None:
    """Draw a dashed outline around each range, open where it goes on in the next line."""
    painter.save()
    pen = QPen(colour, width)
    pen.setDashPattern([_DASH / width, _BETWEEN / width])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for line in page.lines:
        for part in ranges:
            painter.drawLines(list(_edges(line, part)))
    painter.restore()


def _edges(line: TextLine, part: Range) -> Iterator[QLineF]:
    pieces = line.pieces(*part)
    top, bottom = line.top - 0.5, line.bottom - 0.5
    for first, last in pieces:
        left, right = first - 1.0, last + 1.0
        yield QLineF(left, top, right, top)
        yield QLineF(left, bottom, right, bottom)
        if line.mixed or part[0] >= line.start:
            yield QLineF(left, top, left, bottom)
        if line.mixed or part[1] <= line.end:
            yield QLineF(right, top, right, bottom)
