"""Icons from one family, by what they mean; they take the window's text colour by themselves."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgspec
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)

_FILE = "materialdesignicons6-webfont"
_SHARE = 0.875
"""How much of an icon's height its letters have: the rest is the room around them."""

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


def is_icon_font(family: str) -> bool:
    """Tell whether a font is that of the icons, which has no letters to read."""
    return family == _family()


class _TintedIcon(QIconEngine):
    """Draws a glyph in the colour that the application's palette has for text just then."""

    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._glyph)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        font = QFont(_family())
        font.setPixelSize(max(1, round(_SHARE * rect.height())))
        painter.save()
        painter.setPen(_colour(mode))
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _letters()[self._glyph])
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def _colour(mode: QIcon.Mode) -> QColor:
    group = QPalette.ColorGroup.Active
    role = QPalette.ColorRole.ButtonText
    if mode == QIcon.Mode.Disabled:
        group = QPalette.ColorGroup.Disabled
    elif mode == QIcon.Mode.Selected:
        role = QPalette.ColorRole.HighlightedText
    return QGuiApplication.palette().color(group, role)


@lru_cache(maxsize=1)
def _family() -> str:
    """Return the name of the font with the icons; Qt knows it from now on."""
    number = QFontDatabase.addApplicationFont(str(_of_qtawesome(f"{_FILE}-[0-9]*.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    """Return the letter of the font that each icon is."""
    codes = _of_qtawesome(f"{_FILE}-charmap-*.json").read_bytes()
    found = msgspec.json.decode(codes, type=dict[str, str])
    return {name: chr(int(found[name], 16)) for name in ICONS.values()}


def _of_qtawesome(pattern: str) -> Path:
    """Return a file of QtAwesome's, whose code takes longer to load than all icons to draw."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome", name="qtawesome")
    return next((Path(spec.origin).parent / "fonts").glob(pattern))
