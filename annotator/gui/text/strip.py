"""The lanes under a line: their sizes, and the patterns that tell codes apart without colour."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

_DASHES = ((1.0, 0.0), (4.0, 2.0), (1.0, 1.0), (6.0, 1.5, 1.5, 1.5), (12.0, 3.0))
"""Lengths drawn and left out, in lane heights, by a pattern's number; the first is solid."""
PATTERNS = len(_DASHES) + 1
"""How many patterns there are; the last is two thin lines, or one where there is no room."""


class Dots(NamedTuple):
    """A line of dots: how large each is, and from one to the next, in lane heights."""

    size: float
    step: float


DOTS = (Dots(0.5, 3.0), Dots(0.5, 1.5), Dots(1.0, 2.0))
"""What lies under suggested words: where the suggestion is unsure, possible, or sure."""


class Strip(NamedTuple):
    """The lanes under a line, in device pixels; a logical pixel has `ratio` of them."""

    lane: int
    gap: int
    ratio: float

    @property
    def pitch(self) -> float:
        """From the top of one lane to that of the next, in logical pixels."""
        return (self.lane + self.gap) / self.ratio

    def top(self, text_bottom: float, lane: int) -> float:
        """Return the top of a lane, on a whole device pixel."""
        first = round(text_bottom * self.ratio)
        return (first + lane * (self.lane + self.gap) + self.gap) / self.ratio

    def lane_at(self, depth: float) -> int:
        """Return the number of the lane that lies so far under the text."""
        return int(depth * self.ratio) // (self.lane + self.gap)

    @property
    def thickness(self) -> float:
        """The height of one lane in logical pixels."""
        return self.lane / self.ratio


def lane_pattern(colour: QColor, number: int, strip: Strip) -> QPixmap:
    """Return one repeat of a lane's pattern; numbers beyond the last start again."""
    kind = number % PATTERNS
    if kind == PATTERNS - 1:
        return _double(colour, strip)
    lengths = [round(length * strip.lane) for length in _DASHES[kind]]
    pixmap = _empty(sum(lengths), strip)
    painter = QPainter(pixmap)
    for step in range(0, len(lengths), 2):
        painter.fillRect(sum(lengths[:step]), 0, lengths[step], strip.lane, colour)
    painter.end()
    pixmap.setDevicePixelRatio(strip.ratio)
    return pixmap


def dot_size(dots: Dots, strip: Strip) -> int:
    """Return how large a dot is, in device pixels."""
    return max(1, round(dots.size * strip.lane))


def dot_pattern(colour: QColor, dots: Dots, strip: Strip) -> QPixmap:
    """Return one repeat of a line of dots."""
    size, step = dot_size(dots, strip), round(dots.step * strip.lane)
    pixmap = QPixmap(step, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.fillRect(0, 0, size, size, colour)
    painter.end()
    pixmap.setDevicePixelRatio(strip.ratio)
    return pixmap


def _double(colour: QColor, strip: Strip) -> QPixmap:
    thin = max(1, strip.lane // 3)
    pixmap = _empty(8, strip)
    painter = QPainter(pixmap)
    for top in (0, strip.lane - thin if strip.lane > 2 else 0):
        painter.fillRect(0, top, 8, thin, colour)
    painter.end()
    pixmap.setDevicePixelRatio(strip.ratio)
    return pixmap


def _empty(width: int, strip: Strip) -> QPixmap:
    pixmap = QPixmap(width, strip.lane)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
