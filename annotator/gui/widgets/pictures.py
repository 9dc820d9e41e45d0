"""Pictures that are drawn once for all widgets and rows that look the same."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache


def picture(
    look: tuple[object, ...], size: QSize, ratio: float, draw: Callable[[QPainter], object]
) -> QPixmap:
    """Return a picture for a screen with this device pixel ratio, drawn where it isn't known yet.

    `look` is all that it depends on, beside its size in logical pixels; nothing is behind it.
    """
    key = repr((*look, size.width(), size.height(), ratio))
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    QPixmapCache.insert(key, made)
    return made
