"""Draws what lies on the lines themselves: tints, lanes, outlines and excluded text."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from annotator.gui.text.geometry import TextLine
from annotator.gui.text.ink import TextInk
from annotator.gui.text.scene import Page, Range, Scene
from annotator.gui.text.strip import Strip


class _Look(NamedTuple):
    start: int
    end: int
    lane: int
    tint: QColor
    stroke: QColor | QPixmap
    quiet: bool


_PALE = 0.45
"""How much of its colour a quiet mark's lane has."""


def paint_marks(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Draw the tints under the text, the innermost on top, and a lane for every span."""
    looks = _looks(page, scene, theme)
    for line in page.lines if looks else ():
        for look in looks:
            if look.start < line.end and look.end > line.start:
                _paint_span(painter, page.strip, line, look, theme.muted)


def paint_outline(
    painter: QPainter, page: Page, ranges: Sequence[Range], colour: QColor, width: float
) -> None:
    """Draw one outline around each range, open where it goes on in the next line."""
    ratio = page.strip.ratio
    pen = max(1, round(width * ratio)) / ratio
    for line in page.lines:
        for start, end in ranges:
            pieces = line.pieces(start, end)
            if pieces:
                _outline(painter, line, pieces, pen, colour)
                _close(painter, line, (start, end), pieces, pen, colour)


def paint_excluded(
    painter: QPainter, page: Page, scene: Scene, theme: TextInk, selection: Range
) -> None:
    """Fade the text of excluded ranges, save where it is selected."""
    for line in page.lines:
        for start, end in scene.excluded:
            for part in _without((start, end), selection):
                for left, right in line.pieces(*part):
                    veil = QRectF(left, line.top, right - left, line.foot - line.top)
                    painter.fillRect(veil, theme.veil)


def _looks(page: Page, scene: Scene, theme: TextInk) -> list[_Look]:
    """Return how each span in view looks, longest first."""
    if not page.lines:
        return []
    spans = scene.layer.index.query(page.lines[0].start, page.lines[-1].end + 1)
    spans.sort(key=lambda span: (span.start - span.end, span.start))
    looks: list[_Look] = []
    for span in spans:
        mark = scene.layer.marks[span.owner]
        colour, number = mark.lane_colour, mark.pattern
        stroke = theme.pattern(colour, number, page.strip) if number else theme.lane(colour)
        tint = theme.tint(mark.colour)
        looks.append(_Look(span.start, span.end, span.lane, tint, stroke, mark.quiet))
    return looks


def _paint_span(
    painter: QPainter, strip: Strip, line: TextLine, look: _Look, spill: QColor
) -> None:
    spills = look.lane >= line.room
    lane_top = strip.top(line.bottom, line.room if spills else look.lane)
    for left, right in line.pieces(look.start, look.end):
        width = right - left
        if not look.quiet:
            painter.fillRect(QRectF(left, line.top, width, line.bottom - line.top), look.tint)
        if spills:
            _paint_spill(painter, left, lane_top, strip.thickness, spill)
            continue
        painter.setOpacity(_PALE if look.quiet else 1.0)
        _paint_lane(painter, QRectF(left, lane_top, width, strip.thickness), look.stroke)
        painter.setOpacity(1.0)


def _paint_lane(painter: QPainter, lane: QRectF, stroke: QColor | QPixmap) -> None:
    if isinstance(stroke, QPixmap):
        painter.drawTiledPixmap(lane, stroke)
    else:
        painter.fillRect(lane, stroke)


def _paint_spill(painter: QPainter, left: float, top: float, size: float, colour: QColor) -> None:
    """Three dots stand for spans that have no lane of their own."""
    for number in range(3):
        painter.fillRect(QRectF(left + 2 * number * size, top, size, size), colour)


def _outline(
    painter: QPainter, line: TextLine, pieces: list[tuple[float, float]], pen: float, colour: QColor
) -> None:
    for left, right in pieces:
        for y in (line.top - pen, line.bottom - pen):
            painter.fillRect(QRectF(left - pen, y, right - left + 2 * pen, pen), colour)


def _close(
    painter: QPainter,
    line: TextLine,
    part: Range,
    pieces: list[tuple[float, float]],
    pen: float,
    colour: QColor,
) -> None:
    """Close the outline at the range's own ends; pieces of mixed direction all round."""
    sides: list[float] = []
    for left, right in pieces:
        if line.mixed or part[0] >= line.start:
            sides.append(left - pen)
        if line.mixed or part[1] <= line.end:
            sides.append(right)
    for x in sides:
        painter.fillRect(QRectF(x, line.top - pen, pen, line.bottom - line.top + pen), colour)


def _without(whole: Range, hole: Range) -> list[Range]:
    """Return the parts of a range that lie outside another."""
    parts = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    if hole[0] >= hole[1]:
        return [whole]
    return [part for part in parts if part[0] < part[1]]
