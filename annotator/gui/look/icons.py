"""Icons from one family, by what they mean; they take the window's text colour by themselves."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

_FAMILY = "mdi6"
# QtAwesome has no types.
_make: Callable[..., QIcon] = cast("Any", qtawesome).icon

ICONS = {
    "add": "plus",
    "article": "newspaper-variant-outline",
    "close": "close",
    "coder": "account-outline",
    "continue": "arrow-right-circle-outline",
    "delete": "trash-can-outline",
    "done": "check-circle-outline",
    "down": "chevron-down",
    "edit": "pencil-outline",
    "field": "form-textbox",
    "history": "history",
    "import": "tray-arrow-down",
    "new": "file-plus-outline",
    "open": "folder-open-outline",
    "properties": "tune-variant",
    "remove": "minus",
    "review": "account-multiple-check-outline",
    "sample": "school-outline",
    "search": "magnify",
    "show": "eye-outline",
    "sort": "sort",
    "sort_down": "sort-descending",
    "sort_up": "sort-ascending",
    "up": "chevron-up",
}
"""What an icon means, and its name in the family (Material Design Icons)."""


@lru_cache(maxsize=256)
def icon(name: str) -> QIcon:
    """Return an icon by what it means; it follows the theme. KeyError when there is none."""
    return QIcon(_TintedIcon(ICONS[name]))


class _TintedIcon(QIconEngine):
    """Draws a glyph in the colour that the application's palette has for text just then."""

    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._glyph)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _glyph(self._glyph, _colour(mode)).paint(
            painter, rect, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal, state
        )

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def _colour(mode: QIcon.Mode) -> str:
    group = QPalette.ColorGroup.Active
    role = QPalette.ColorRole.ButtonText
    if mode == QIcon.Mode.Disabled:
        group = QPalette.ColorGroup.Disabled
    elif mode == QIcon.Mode.Selected:
        role = QPalette.ColorRole.HighlightedText
    return QGuiApplication.palette().color(group, role).name()


@lru_cache(maxsize=512)
def _glyph(glyph: str, colour: str) -> QIcon:
    return _make(f"{_FAMILY}.{glyph}", color=colour)
