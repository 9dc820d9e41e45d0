"""How an article's text is set: its font, size, leading and measure, as the settings say."""

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from annotator.gui.settings.settings import (
    READING_FONT,
    READING_LEADING,
    READING_MEASURE,
    READING_SIZE,
    Settings,
)

_KEYS = frozenset(one.key for one in (READING_FONT, READING_SIZE, READING_MEASURE, READING_LEADING))


class ReadingStyle(NamedTuple):
    """`family` is a font, or empty for the system's; `pixels` its size before zoom.

    `measure` is in characters of a line, `leading` in percent of the letters' height.
    """

    family: str = READING_FONT.default
    pixels: int = READING_SIZE.default
    measure: int = READING_MEASURE.default
    leading: int = READING_LEADING.default

    def font(self) -> QFont:
        """Return the font, in its own size."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        if self.family:
            font.setFamily(self.family)
        return font

    def under(self, height: float) -> float:
        """Return the room under a line of letters of this height, in the same unit."""
        return height * (self.leading - 100) / 100


def reading_style(settings: Settings) -> ReadingStyle:
    """Return how articles are read here."""
    return ReadingStyle(
        settings.get(READING_FONT),
        settings.get(READING_SIZE),
        settings.get(READING_MEASURE),
        settings.get(READING_LEADING),
    )


def is_reading_style(key: str) -> bool:
    """Tell whether the setting with this key has a part in it."""
    return key in _KEYS
