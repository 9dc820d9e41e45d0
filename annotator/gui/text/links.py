"""Draws the focused mark's links: thin arrows in the room between lines and right of the text.

Each arrow has a way of its own along the text, as far as the margin has room; its label stands
beside the line where it ends, if it fits there whole.
"""

from collections.abc import Iterator, Sequence
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

    line: TextLine
    left: float
    right: float

    @property
    def top(self) -> float:
        return self.line.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class _Way(NamedTuple):
    """Where a link leaves and, if that is in view, arrives; `edge` is where it leaves the view."""

    link: LinkLine
    source: _End
    target: _End | None = None
    edge: float | None = None

    @property
    def is_along_line(self) -> bool:
        return self.target is not None and self.target.top == self.source.top

    @property
    def heights(self) -> tuple[float, float]:
        """The upper and lower end of its part beside the text."""
        other = self.source.top if self.edge is None else self.edge
        ends = sorted((self.source.top, self.target.top if self.target else other))
        return ends[0] - _ABOVE_TEXT, ends[1]


class Label(NamedTuple):
    """A link's name, and where it stands in the margin."""

    text: str
    place: QRectF


class Drawn(NamedTuple):
    """The links that are in view: the corners of each arrow, its last one the tip; the labels."""

    arrows: list[list[QPointF]]
    labels: list[Label]


def paint_links(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Draw each link whose mark is in view; `page` must hold all lines in view."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    letters = painter.font()
    letters.setPixelSize(_LETTERS)
    painter.setFont(letters)
    drawn = arranged(page, scene, QFontMetricsF(letters))
    for corners in drawn.arrows:
        _paint_arrow(painter, theme, corners)
    painter.setPen(theme.muted)
    for label in drawn.labels:
        painter.drawText(label.place, Qt.AlignmentFlag.AlignCenter, label.text)
    painter.restore()


def arranged(page: Page, scene: Scene, metrics: QFontMetricsF) -> Drawn:
    """Return where links and labels stand: the labels on no letters and on none another."""
    ways = [way for link in scene.links if (way := _way(page, scene, link)) is not None]
    first = page.column.left + page.column.width + _CHANNEL + page.far_room
    last = max(first, page.width - _EDGE)
    channels = _channels(ways, 1 + int((last - first) / _CHANNEL_STEP))
    xs = [min(first + number * _CHANNEL_STEP, page.width - _EDGE) for number in channels]
    arrows = [_corners(way, x) for way, x in zip(ways, xs, strict=True)]
    beside = max(xs, default=first) + _LABEL_GAP
    return Drawn(arrows, list(_labels(ways, beside, page.width - _LABEL_GAP, metrics)))


def _channels(ways: Sequence[_Way], most: int) -> list[int]:
    """Give each way along the text a channel: none the same that run beside the same lines."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(most)]
    result: list[int] = []
    for way in ways:
        if way.is_along_line:
            result.append(0)
            continue
        top, bottom = way.heights
        free = (
            number
            for number, others in enumerate(taken)
            if all(bottom < start or end < top for start, end in others)
        )
        number = next(free, most - 1)
        taken[number].append((top, bottom))
        result.append(number)
    return result


def _labels(
    ways: Sequence[_Way], left: float, right: float, metrics: QFontMetricsF
) -> Iterator[Label]:
    """Yield the labels that fit beside the lines where their links end, row below row."""
    height = metrics.height()
    named: dict[float, tuple[TextLine, dict[str, None]]] = {}
    for way in ways:
        line = (way.target or way.source).line
        named.setdefault(line.top, (line, {}))[1][way.link.label] = None
    for line, labels in named.values():
        x, y = left, line.top
        for text in labels:
            width = metrics.horizontalAdvance(text) + 1
            if x > left and x + width > right:
                x, y = left, y + height
            if x + width <= right and y + height <= line.foot:
                yield Label(text, QRectF(x, y, width, height))
                x += width + 2 * _LABEL_GAP


def _way(page: Page, scene: Scene, link: LinkLine) -> _Way | None:
    own = scene.focus_ranges() if link.from_id == scene.focus else scene.layer.ranges(link.from_id)
    source = _end(page.lines, own)
    if source is None:
        return None
    target = _target_ranges(scene, link)
    if not target:
        return _Way(link, source)
    found = _end(page.lines, target)
    if found is None:
        is_above = bool(page.lines) and target[0][0] < page.lines[0].start
        return _Way(link, source, edge=_EDGE if is_above else page.height - _EDGE)
    return _Way(link, source, found)


def _corners(way: _Way, channel: float) -> list[QPointF]:
    if way.target is None:
        corners = _to_margin(way.source, channel)
        return corners if way.edge is None else [*corners, QPointF(channel, way.edge)]
    if way.is_along_line:
        return _along_line(way.source, way.target)
    return _around(way.source, way.target, channel)


def _target_ranges(scene: Scene, link: LinkLine) -> list[Range]:
    return [] if link.to_id is None else scene.layer.ranges(link.to_id)


def _end(lines: Sequence[TextLine], ranges: Sequence[Range]) -> _End | None:
    for line in lines:
        for start, end in ranges:
            pieces = line.pieces(start, end)
            if pieces:
                return _End(line, pieces[0][0], pieces[-1][1])
    return None


def _along_line(source: _End, target: _End) -> list[QPointF]:
    """Within one line: from the source's nearer side to the target's middle."""
    y = source.top - _ABOVE_TEXT
    forwards = target.middle > source.middle
    inset = min(_EDGE, (source.right - source.left) / 2)
    start = source.right - inset if forwards else source.left + inset
    return [
        QPointF(start, source.top - 1),
        QPointF(start, y),
        QPointF(target.middle, y),
        QPointF(target.middle, target.top + 1),
    ]


def _around(source: _End, target: _End, channel: float) -> list[QPointF]:
    """Between lines: out to the right of the text, along it, and back."""
    arrive = target.top - _ABOVE_TEXT
    return [
        *_to_margin(source, channel),
        QPointF(channel, arrive),
        QPointF(target.middle, arrive),
        QPointF(target.middle, target.top + 1),
    ]


def _to_margin(source: _End, channel: float) -> list[QPointF]:
    """Out to the right of the text, as to an end that is not in it."""
    start = source.right - min(_EDGE, (source.right - source.left) / 2)
    y = source.top - _ABOVE_TEXT
    return [QPointF(start, source.top - 1), QPointF(start, y), QPointF(channel, y)]


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
