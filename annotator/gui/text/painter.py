"""Draws what lies on the lines themselves: tints, lanes, outlines and excluded text."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTextBlock

from annotator.gui.text.geometry import TextLine
from annotator.gui.text.ink import TextInk
from annotator.gui.text.role_style import RoleRange, word_above
from annotator.gui.text.scene import Page, Range, Scene
from annotator.gui.text.span_index import Span
from annotator.gui.text.strip import Strip


class _Look(NamedTuple):
    """How the marks of one code look, or of one code and layer."""

    tint: QColor
    stroke: QColor | QPixmap
    quiet: bool


_Seen = tuple[Span, _Look]
_WORD = 10
"""The height of the word that says what a stretch is, in pixels."""
_ABOVE = 2
_PALE = 0.45
"""How much of its colour a quiet mark's lane has."""


def paint_marks(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Draw the tints under the text, the innermost on top, and a lane for every span."""
    for line, spans in _by_line(page, scene, theme):
        _paint_tints(painter, line, spans)
        _paint_lanes(painter, page.strip, line, spans, theme.muted)


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


def paint_lit(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Lay a light over the words that are looked for, and a line under them: no code looks so."""
    lines, lit = page.lines, scene.lit
    if not lines or not lit:
        return
    first = bisect_right(lit, lines[0].start, key=itemgetter(1))
    for start, end in lit[first : bisect_left(lit, lines[-1].end + 1, key=itemgetter(0))]:
        for line in lines:
            for left, right in line.pieces(start, end):
                high = line.bottom - line.top
                painter.fillRect(QRectF(left, line.top, right - left, high), theme.lit)
                painter.fillRect(QRectF(left, line.bottom - 1, right - left, 1), theme.accent)


def paint_roles(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Write in the blank line above a stretch what it is: a caption, a pull quote, …."""
    for line in page.lines:
        if line.start == line.end and line.block.next().isValid():
            room = QRectF(page.column.left, line.top, page.column.width, line.bottom - line.top)
            paint_role_above(painter, room, line.block.next(), scene.roles, theme.muted)


def paint_role_above(
    painter: QPainter, room: QRectF, block: QTextBlock, roles: Sequence[RoleRange], colour: QColor
) -> None:
    """Write into the room above a paragraph what the stretch that begins there is, if anything."""
    word = word_above(roles, block.position())
    if not word:
        return
    painter.save()
    letters = painter.font()
    letters.setPixelSize(_WORD)
    painter.setFont(letters)
    painter.setPen(colour)
    right = block.textDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room.adjusted(0, 0, 0, -_ABOVE), side | Qt.AlignmentFlag.AlignBottom, word)
    painter.restore()


def _by_line(page: Page, scene: Scene, theme: TextInk) -> Iterator[tuple[TextLine, list[_Seen]]]:
    """Yield the lines that have spans with theirs, longest first."""
    lines = page.lines
    if not lines:
        return
    spans = scene.layer.index.query(lines[0].start, lines[-1].end + 1)
    spans.sort(key=lambda span: (span.start - span.end, span.start))
    look_of = _looks(page, scene, theme)
    found: list[list[_Seen]] = [[] for _ in lines]
    starts, ends = [line.start for line in lines], [line.end for line in lines]
    for span in spans:
        seen = span, look_of(span)
        for number in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            found[number].append(seen)
    for line, here in zip(lines, found, strict=True):
        if here and line.start < line.end:  # nothing is drawn between paragraphs
            yield line, here


def _looks(page: Page, scene: Scene, theme: TextInk) -> Callable[[Span], _Look]:
    """Return what tells how a span looks; the marks of one code share that."""
    known: dict[tuple[str, str, int, bool], _Look] = {}
    marks, strip = scene.layer.marks, page.strip

    def look(span: Span) -> _Look:
        mark = marks[span.owner]
        key = (mark.colour, mark.lane, mark.pattern, mark.quiet)
        found = known.get(key)
        if found is None:
            colour, number = mark.lane_colour, mark.pattern
            stroke = theme.pattern(colour, number, strip) if number else theme.lane(colour)
            found = known[key] = _Look(theme.tint(mark.colour), stroke, mark.quiet)
        return found

    return look


def _paint_tints(painter: QPainter, line: TextLine, spans: Sequence[_Seen]) -> None:
    for start, end, tint in _tinted(line, spans):
        for left, right in line.pieces(start, end):
            if right > left:
                place = QRectF(left, line.top, right - left, line.bottom - line.top)
                painter.fillRect(place, tint)


def _tinted(line: TextLine, spans: Sequence[_Seen]) -> Iterator[tuple[int, int, QColor]]:
    """Yield what to tint: one stretch for neighbouring characters with the same innermost tint.

    Where writing directions mix, a stretch is not what its parts are together.
    """
    if line.mixed:
        yield from ((s.start, s.end, look.tint) for s, look in spans if not look.quiet)
        return
    start, size = line.start, line.end - line.start
    tints: list[QColor | None] = [None] * size
    for span, look in spans:
        if not look.quiet:
            first, last = max(0, span.start - start), min(size, span.end - start)
            tints[first:last] = [look.tint] * (last - first)
    for tint, stretch in groupby(tints):
        end = start + sum(1 for _ in stretch)
        if tint is not None:
            yield start, end, tint
        start = end


def _paint_lanes(
    painter: QPainter, strip: Strip, line: TextLine, spans: Sequence[_Seen], spill: QColor
) -> None:
    spilled: list[Span] = []
    for span, look in spans:
        if span.lane >= line.room:
            spilled.append(span)
            continue
        top = strip.top(line.bottom, span.lane)
        painter.setOpacity(_PALE if look.quiet else 1.0)
        for left, right in line.pieces(span.start, span.end):
            _paint_lane(painter, QRectF(left, top, right - left, strip.thickness), look.stroke)
        painter.setOpacity(1.0)
    if spilled:
        _paint_spill(painter, strip, line, spilled, spill)


def _paint_lane(painter: QPainter, lane: QRectF, stroke: QColor | QPixmap) -> None:
    if isinstance(stroke, QPixmap):
        painter.drawTiledPixmap(lane, stroke)
    else:
        painter.fillRect(lane, stroke)


def _paint_spill(
    painter: QPainter, strip: Strip, line: TextLine, spans: Sequence[Span], colour: QColor
) -> None:
    """Three dots stand where spans begin that have no lane of their own."""
    top, size = strip.top(line.bottom, line.room), strip.thickness
    for left in _beginnings(line, spans):
        for number in range(3):
            painter.fillRect(QRectF(left + 2 * number * size, top, size, size), colour)


def _beginnings(line: TextLine, spans: Sequence[Span]) -> Iterator[float]:
    """Yield once where spans begin in a line; where writing directions mix, each of their parts."""
    if line.mixed:
        yield from (left for span in spans for left, _ in line.pieces(span.start, span.end))
        return
    yield from map(line.x, dict.fromkeys(max(span.start, line.start) for span in spans))


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
