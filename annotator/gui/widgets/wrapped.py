"""Plain text on as many lines as it needs, broken between words where that is possible."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

_SIZES = 1024


def wrapped_height(text: str, font: QFont, width: int) -> int:
    """Return how high a text's lines are together at a width, in pixels."""
    return _height(text, font.toString(), max(1, width))


def draw_wrapped(
    painter: QPainter, rect: QRect, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    """Draw a text's lines in the middle of a rectangle's height."""
    option = _option()
    option.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(QRectF(rect), text, option)


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


@lru_cache(_SIZES)
def _height(text: str, font: str, width: int) -> int:
    drawn = QFont()
    drawn.fromString(font)
    layout = QTextLayout(text, drawn)
    layout.setTextOption(_option())
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        height += line.height()
    layout.endLayout()
    return round(height)
