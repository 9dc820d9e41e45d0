"""A code's badge: a tile of its colour with its key, if it has one; its name stands beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Code, CodeState
from annotator.gui.look.colours import lane_colour
from annotator.gui.look.sizes import SMALL, scaled
from annotator.gui.look.theme import theme_of, ui_font
from annotator.gui.text.ink import TextInk
from annotator.gui.widgets.pictures import picture

SIZE = 18
"""A badge's width and height in logical pixels."""
_ROUND = 4.0
_FADED = 0.45
_ROLES = (
    QPalette.ColorRole.Base,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.Highlight,
    QPalette.ColorRole.HighlightedText,
)
_THEMES: dict[tuple[str, ...], TextInk] = {}
_BLANK = Code(id="", name="")


def letter_of(code: Code) -> str:
    """Return the code's key; a letter that applies nothing would be taken for one."""
    return code.key.upper()


def page_theme(palette: QPalette) -> TextInk:
    """Return the code colours that suit a palette."""
    key = tuple(palette.color(role).name() for role in _ROLES)
    if key not in _THEMES:
        _THEMES[key] = TextInk(palette)
    return _THEMES[key]


def paint_badge(painter: QPainter, place: QRectF, code: Code, palette: QPalette) -> None:
    """Paint a code's badge at the top left of a place, onto whole pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(place.topLeft().toPoint(), badge_pixmap(code, palette, ratio))


def badge_pixmap(code: Code, palette: QPalette, ratio: float) -> QPixmap:
    """Return a code's badge as a picture for a screen with this device pixel ratio.

    It is drawn once for all that look the same: lists paint many at each edit.
    """
    theme = page_theme(palette)
    colours = theme.tint(code.colour), edge_colour(code.colour, palette), theme.text
    letter, faded = letter_of(code), code.state is CodeState.RETIRED

    def draw(painter: QPainter) -> None:
        painter.setOpacity(_FADED if faded else 1.0)
        _draw(painter, letter, colours)

    look = ("badge", letter, faded, scaled(SMALL), *(each.name() for each in colours))
    return picture(look, QSize(SIZE, SIZE), ratio, draw)


def edge_colour(colour: str, palette: QPalette) -> QColor:
    """Return the edge of a badge, which is seen on every ground that a badge stands on."""
    theme = theme_of(palette)
    return QColor(lane_colour(lane_colour(colour, theme.base), theme.hover))


def _draw(painter: QPainter, letter: str, colours: tuple[QColor, QColor, QColor]) -> None:
    tint, edge, ink = colours
    place = QRectF(0, 0, SIZE, SIZE)
    painter.setBrush(tint)
    painter.setPen(QPen(edge, 1.0))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
    painter.setPen(ink)
    painter.setFont(ui_font(SMALL, strong=True))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, letter)


class Badge(QWidget):
    """A code's badge as a widget."""

    def __init__(self, code: Code = _BLANK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = code
        self.setFixedSize(SIZE, SIZE)

    def set_code(self, code: Code) -> None:
        """Show another code's badge."""
        if code != self._code:
            self._code = code
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._code, self.palette())
        painter.end()
