"""The view's colours, derived from its palette, so that a light or dark palette is all it needs."""

from PySide6.QtGui import QColor, QPalette, QPixmap

from annotator.gui.look import colours
from annotator.gui.text.strip import DOTS, Strip, dot_pattern, lane_pattern

_LIGHT_SELECTION = ("#1f6fa8", "#ffffff")
_DARK_SELECTION = ("#2b71a8", "#ffffff")
_QUIET = 0.3
_LIT = 0.24
"""How much of the accent is laid over words that are looked for."""


class TextInk:
    """Page, text and accent colours, and those derived from code colours, each made once."""

    def __init__(self, palette: QPalette) -> None:
        self._base = palette.color(QPalette.ColorRole.Base).name()
        self._text = palette.color(QPalette.ColorRole.Text).name()
        self.selection, self.selected_text = self._selection(palette)
        self.base = QColor(self._base)
        self.text = QColor(self._text)
        self.accent = QColor(colours.lane_colour(self.selection, self._base, 4.5))
        self.muted = QColor(colours.muted(self._text, self._base))
        self.quiet = QColor(colours.mix(self._base, self._text, _QUIET))
        self.veil = QColor(self.base)
        self.veil.setAlphaF(colours.faded(self._text, self._base))
        self.lit = QColor(self.accent)
        self.lit.setAlphaF(_LIT)
        self._tints: dict[str, QColor] = {}
        self._lanes: dict[str, QColor] = {}
        self._letters: dict[str, QColor] = {}
        self._patterns: dict[tuple[str, int, Strip], QPixmap] = {}
        self._dots: dict[tuple[str, int, Strip], QPixmap] = {}

    def tint(self, code: str) -> QColor:
        """Return the colour under text that a code with this colour is applied to."""
        found = self._tints.get(code)
        if found is None:
            found = QColor(colours.tint(code, self._base, self._text))
            self._tints[code] = found
        return found

    def lane(self, code: str) -> QColor:
        """Return the colour of the code's lanes and brackets."""
        found = self._lanes.get(code)
        if found is None:
            high = colours.is_high(self._text, self._base)
            least = colours.HIGH_LANE_CONTRAST if high else colours.LANE_CONTRAST
            found = QColor(colours.lane_colour(code, self._base, least))
            self._lanes[code] = found
        return found

    def letter(self, code: str) -> QColor:
        """Return the colour of the code's letter in the margin."""
        found = self._letters.get(code)
        if found is None:
            high = colours.is_high(self._text, self._base)
            least = colours.HIGH_LETTER_CONTRAST if high else colours.LETTER_CONTRAST
            found = QColor(colours.lane_colour(code, self._base, least))
            self._letters[code] = found
        return found

    def pattern(self, code: str, number: int, strip: Strip) -> QPixmap:
        """One repeat of a lane in the code's colour and the pattern with this number."""
        key = (code, number, strip)
        found = self._patterns.get(key)
        if found is None:
            found = lane_pattern(self.lane(code), number, strip)
            self._patterns[key] = found
        return found

    def dots(self, code: str, number: int, strip: Strip) -> QPixmap:
        """One repeat of the dots of this number in the code's colour."""
        key = (code, number, strip)
        found = self._dots.get(key)
        if found is None:
            found = dot_pattern(self.lane(code), DOTS[number], strip)
            self._dots[key] = found
        return found

    def _selection(self, palette: QPalette) -> tuple[str, str]:
        """Return the palette's selection colours when text is readable in them, else our own."""
        group = QPalette.ColorGroup.Active
        ground = palette.color(group, QPalette.ColorRole.Highlight).name()
        text = palette.color(group, QPalette.ColorRole.HighlightedText).name()
        readable = colours.contrast(ground, text) >= colours.LETTER_CONTRAST
        if readable and colours.contrast(ground, self._base) >= colours.LANE_CONTRAST:
            return ground, text
        return _DARK_SELECTION if colours.is_dark(self._base) else _LIGHT_SELECTION
