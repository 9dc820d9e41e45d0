"""Light and dark: two sets of colours, a palette from each, the font and the grid.

Qt's own colour scheme changes nothing on some platforms, so both palettes are ours.
"""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from annotator.gui.colours import is_dark
from annotator.gui.settings import ThemeName
from annotator.gui.stylesheet import stylesheet

SMALL, BODY, HEADING, TITLE = 11, 13, 15, 20
"""The type scale, in pixels."""
GRID = 8
"""The grid, in pixels, that margins and gaps are multiples (or half) of."""
ROW_HEIGHT = 28
"""The height of a table's row, in pixels."""
_FAMILIES = ("Inter", "Cantarell", "Ubuntu", "Noto Sans", "Open Sans", "DejaVu Sans")
_UNDECIDED = {"Sans Serif", "Sans", ""}


@dataclass(frozen=True)
class Theme:
    """The named colours of a light or dark window, each `#rrggbb`.

    `base` is what is read on, `window` the chrome around it, `accent` the ground of what is
    selected, `focus` the ring round what has the keyboard, `link` the accent as text.
    """

    dark: bool
    window: str
    base: str
    raised: str
    hover: str
    hairline: str
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    selected: str
    focus: str
    link: str
    good: str
    danger: str


LIGHT = Theme(
    dark=False,
    window="#f3f4f6",
    base="#ffffff",
    raised="#ffffff",
    hover="#e7eaee",
    hairline="#dde1e6",
    border="#c3c9d1",
    text="#1c2128",
    muted="#57606b",
    disabled="#8b939d",
    accent="#1f6fa8",
    on_accent="#ffffff",
    selected="#dcebf6",
    focus="#1f6fa8",
    link="#1a6296",
    good="#23703c",
    danger="#b3261e",
)
DARK = Theme(
    dark=True,
    window="#202327",
    base="#17191c",
    raised="#282c31",
    hover="#2e3338",
    hairline="#33383e",
    border="#4a5159",
    text="#e3e6ea",
    muted="#a0a9b3",
    disabled="#6f7780",
    accent="#2b71a8",
    on_accent="#ffffff",
    selected="#1d3a50",
    focus="#5aa9e0",
    link="#6cb5e8",
    good="#74c68d",
    danger="#f28b82",
)


def theme_of(palette: QPalette) -> Theme:
    """Return the theme that a palette belongs to."""
    return DARK if is_dark(palette.color(QPalette.ColorRole.Window).name()) else LIGHT


def palette_of(theme: Theme) -> QPalette:
    """Return the palette that gives Qt's widgets the theme's colours."""
    palette = QPalette()
    for role, colour in _roles(theme).items():
        palette.setColor(role, QColor(colour))
    faint = QColor(theme.disabled)
    role = QPalette.ColorRole
    for one in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, faint)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.hover))
    return palette


def apply_theme(app: QApplication, name: ThemeName) -> Theme:
    """Give the whole program a theme; `system` follows the system from now on, also later."""
    follower = app.findChild(_SystemFollower) or _SystemFollower(app)
    return follower.follow(name)


def ui_font(pixels: int = BODY, *, strong: bool = False) -> QFont:
    """Return the window's font in a size of the type scale."""
    font = QFont(_family())
    font.setPixelSize(pixels)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def tabular(font: QFont) -> QFont:
    """Return the font with digits of one width, for columns of numbers."""
    changed = QFont(font)
    changed.setFeature(QFont.Tag("tnum"), 1)
    return changed


class _SystemFollower(QObject):
    """Puts a theme on the application, and again whenever the system turns dark or light."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._name = ThemeName.SYSTEM
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(ui_font())
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def follow(self, name: ThemeName) -> Theme:
        self._name = name
        hints = self._app.styleHints()
        if name is ThemeName.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = name is ThemeName.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        return self._put_on()

    def _system_changed(self) -> None:
        if self._name is ThemeName.SYSTEM:
            self._put_on()

    def _put_on(self) -> Theme:
        theme = _chosen(self._name)
        self._app.setPalette(palette_of(theme))
        self._app.setStyleSheet(stylesheet(theme))
        return theme


def _chosen(name: ThemeName) -> Theme:
    if name is not ThemeName.SYSTEM:
        return DARK if name is ThemeName.DARK else LIGHT
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


@cache
def _family() -> str:
    """Return the system's own font, or a good one where the system names none."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if system not in _UNDECIDED:
        return system
    return next((name for name in _FAMILIES if QFontDatabase.hasFamily(name)), system)


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.link,
        role.LinkVisited: theme.link,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.hairline,
    }
