"""Draws the focused mark's links: thin arrows in the room between lines and right of the text."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from annotator.gui.text.geometry import TextLine
from annotator.gui.text.ink import TextInk
from annotator.gui.text.marks import LinkLine
from annotator.gui.text.scene import Page, Range, Scene

_ABOVE_TEXT = 3.0
"""How far above its line's text an arrow runs, in logical pixels: below the lanes there."""
_CHANNEL = 12.0
_CHANNEL_STEP = 8.0
_RADIUS = 5.0
_HEAD = 3.5
_EDGE = 5.0
_LETTERS = 10
_LABEL_GAP = 5.0
_PEN = 1.3


class _End(NamedTuple):
    """The part of a link's end that is nearest to the top of the view."""

    top: float
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class _Route(NamedTuple):
    """An arrow's corners, its last one the tip, and where right of the text its label stands.

    An arrow within one line has no place for a label.
    """

    corners: list[QPointF]
    label: QPointF | None


def paint_links(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Draw each link whose mark is in view; `page` must hold all lines in view."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    letters = painter.font()
    letters.setPixelSize(_LETTERS)
    painter.setFont(letters)
    for number, link in enumerate(scene.links):
        route = _route(page, scene, link, number)
        if route:
            _paint_arrow(painter, theme, route.corners)
            if route.label is not None:
                _paint_label(painter, page, theme, route.label, link.label)
    painter.restore()


def _route(page: Page, scene: Scene, link: LinkLine, number: int) -> _Route | None:
    own = scene.focus_ranges() if link.from_id == scene.focus else scene.layer.ranges(link.from_id)
    source = _end(page.lines, own)
    if source is None:
        return None
    channel = page.column.left + page.column.width + _CHANNEL + number * _CHANNEL_STEP
    channel = min(channel, page.width - _EDGE)
    target = _target_ranges(scene, link)
    if not target:
        return _to_margin(source, channel)
    found = _end(page.lines, target)
    if found is None:
        is_above = bool(page.lines) and target[0][0] < page.lines[0].start
        return _out_of_view(source, channel, _EDGE if is_above else page.height - _EDGE)
    if found.top == source.top:
        return _along_line(source, found)
    return _around(source, found, channel)


def _target_ranges(scene: Scene, link: LinkLine) -> list[Range]:
    return [] if link.to_id is None else scene.layer.ranges(link.to_id)


def _end(lines: Sequence[TextLine], ranges: Sequence[Range]) -> _End | None:
    for line in lines:
        for start, end in ranges:
            pieces = line.pieces(start, end)
            if pieces:
                return _End(line.top, pieces[0][0], pieces[-1][1])
    return None


def _along_line(source: _End, target: _End) -> _Route:
    """Within one line: from the source's nearer side to the target's middle."""
    y = source.top - _ABOVE_TEXT
    forwards = target.middle > source.middle
    inset = min(_EDGE, (source.right - source.left) / 2)
    start = source.right - inset if forwards else source.left + inset
    corners = [
        QPointF(start, source.top - 1),
        QPointF(start, y),
        QPointF(target.middle, y),
        QPointF(target.middle, target.top + 1),
    ]
    return _Route(corners, None)


def _around(source: _End, target: _End, channel: float) -> _Route:
    """Between lines: out to the right of the text, along it, and back."""
    start = source.right - min(_EDGE, (source.right - source.left) / 2)
    leave, arrive = source.top - _ABOVE_TEXT, target.top - _ABOVE_TEXT
    corners = [
        QPointF(start, source.top - 1),
        QPointF(start, leave),
        QPointF(channel, leave),
        QPointF(channel, arrive),
        QPointF(target.middle, arrive),
        QPointF(target.middle, target.top + 1),
    ]
    middle = QPointF(channel, (leave + arrive) / 2)
    return _Route(corners, middle)


def _to_margin(source: _End, channel: float) -> _Route:
    """To an end that is not in the text."""
    start = source.right - min(_EDGE, (source.right - source.left) / 2)
    y = source.top - _ABOVE_TEXT
    corners = [QPointF(start, source.top - 1), QPointF(start, y), QPointF(channel, y)]
    return _Route(corners, corners[-1])


def _out_of_view(source: _End, channel: float, y: float) -> _Route:
    """To an end further up or down in the text."""
    corners = _to_margin(source, channel).corners
    middle = QPointF(channel, (corners[-1].y() + y) / 2)
    return _Route([*corners, QPointF(channel, y)], middle)


def _paint_arrow(painter: QPainter, theme: TextInk, corners: list[QPointF]) -> None:
    path = _rounded(corners)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((theme.base, _PEN + 2), (theme.accent, _PEN)):
        painter.setPen(QPen(colour, width))
        painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent)
    painter.drawPolygon(_head(corners[-2], corners[-1]))


def _rounded(corners: list[QPointF]) -> QPainterPath:
    path = QPainterPath(corners[0])
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        path.lineTo(_towards(corner, before))
        path.quadTo(corner, _towards(corner, after))
    path.lineTo(corners[-1])
    return path


def _towards(start: QPointF, end: QPointF) -> QPointF:
    """Return a corner's radius on the way from one point to another, at most half of it."""
    way = end - start
    length = abs(way.x()) + abs(way.y())
    return start + way * (min(_RADIUS, length / 2) / length) if length else start


def _head(before: QPointF, tip: QPointF) -> QPolygonF:
    """Return a small triangle; arrows run along or across the lines only."""
    way = tip - before
    length = max(1e-6, abs(way.x()) + abs(way.y()))
    along = way / length
    across = QPointF(-along.y(), along.x())
    back = tip - along * (_HEAD * 1.6)
    return QPolygonF([tip, back + across * _HEAD, back - across * _HEAD])


def _paint_label(painter: QPainter, page: Page, theme: TextInk, place: QPointF, text: str) -> None:
    """Write right of the text, if there is room: between the lines it would hide letters."""
    metrics = QFontMetricsF(painter.font())
    beside = page.width - place.x() - 2 * _LABEL_GAP
    if beside < metrics.horizontalAdvance("mmm"):
        return
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, beside)
    height = metrics.height()
    box = QRectF(place.x() + _LABEL_GAP, place.y() - height / 2, beside, height)
    box.setWidth(metrics.horizontalAdvance(shown))
    painter.fillRect(box.adjusted(-2, 1, 2, -1), theme.base)
    painter.setPen(theme.muted)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
