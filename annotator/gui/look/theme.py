"""Light, dark, high contrast: sets of colours, a palette from each, the font and the grid.

Qt's own colour scheme changes nothing on some platforms, so all palettes are ours.
"""

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory
from shiboken6 import isValid

from annotator.gui.look.colours import is_dark
from annotator.gui.look.palettes import CONTRAST, DARK, LIGHT, THEMES, Theme
from annotator.gui.look.sizes import BODY, HEADING, SMALL, TITLE, scaled, set_body
from annotator.gui.look.stylesheet import stylesheet
from annotator.gui.settings.settings import ThemeName

__all__ = [
    "BODY",
    "DOUBLE",
    "GRID",
    "HAIR",
    "HALF",
    "HEADING",
    "SMALL",
    "TITLE",
    "apply_size",
    "apply_theme",
    "palette_of",
    "tabular",
    "theme_of",
    "ui_font",
    "undressed",
]
GRID = 8
"""The grid, in pixels, that margins and gaps are made of."""
HAIR, HALF, DOUBLE = GRID // 4, GRID // 2, 2 * GRID
"""Between lines that belong together, between small things, and round what stands alone."""
_FAMILIES = ("Inter", "Cantarell", "Ubuntu", "Noto Sans", "Open Sans", "DejaVu Sans")
_BY_LINK = {one.link: one for one in THEMES}
_NAMED = {ThemeName.LIGHT: LIGHT, ThemeName.DARK: DARK, ThemeName.CONTRAST: CONTRAST}
_KNOWN: dict[int, Theme] = {}
_MOST_KNOWN = 100
_UNDECIDED = {"Sans Serif", "Sans", ""}


def theme_of(palette: QPalette) -> Theme:
    """Return the theme that a palette belongs to; of another one's, that which is like it."""
    key = palette.cacheKey()  # it stands for what is in the palette: cells ask by the hundred
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[key] = _theme_like(palette)
    return known


def _theme_like(palette: QPalette) -> Theme:
    # No style sheet gives a widget another colour for links, as it does for grounds and texts.
    found = _BY_LINK.get(palette.color(QPalette.ColorRole.Link).name())
    dark = is_dark(palette.color(QPalette.ColorRole.Window).name())
    return found or (DARK if dark else LIGHT)


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


def apply_size(app: QApplication, pixels: int) -> None:
    """Make the window's text so many pixels high, at once in all that is shown."""
    set_body(pixels)
    follower = app.findChild(_SystemFollower)
    if follower is not None:
        app.setFont(ui_font())
        follower.put_on()


@contextmanager
def undressed() -> Generator[None]:
    """Make many widgets without the style sheet, which is put on when all of them are there.

    Under a sheet Qt dresses a widget, and all that is in it, anew whenever it gets into another
    one: that takes longer than making them. No event loop may run meanwhile.
    """
    app = QApplication.instance()
    sheet = app.styleSheet() if isinstance(app, QApplication) else ""
    if not isinstance(app, QApplication) or not sheet:
        yield
        return
    with _forgotten(app.style()):
        app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


@contextmanager
def _forgotten(style: QStyle) -> Generator[None]:
    """Let go of a style that Qt deletes meanwhile: Python would keep it with the program."""
    holder = QObject()
    style.setParent(holder)
    yield
    if isValid(style):
        style.setParent(QApplication.instance())


def ui_font(pixels: int = BODY, *, strong: bool = False) -> QFont:
    """Return the window's font in a size of the type scale, as large as it is now."""
    return QFont(
        _font(scaled(pixels), strong)
    )  # a copy, which has what was found of the font already


@cache
def _font(pixels: int, strong: bool) -> QFont:  # noqa: FBT001 - a key of what is known
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
    """Puts a theme on the application, and again whenever the system changes its look."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._name = ThemeName.SYSTEM
        self._palette = 0  # what stands for the palette that was put on last
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(ui_font())
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def follow(self, name: ThemeName) -> Theme:
        self._name = name
        hints = self._app.styleHints()
        if name is ThemeName.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = _NAMED[name].dark
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        return self.put_on()

    def _system_changed(self) -> None:
        if self._name is ThemeName.SYSTEM:
            self.put_on()

    def put_on(self) -> Theme:
        """Dress the application; what is dressed so is left, for each widget would be done anew."""
        theme = _chosen(self._name)
        sheet = stylesheet(theme)
        if self._palette != self._app.palette().cacheKey() or self._app.styleSheet() != sheet:
            self._app.setPalette(palette_of(theme))
            self._app.setStyleSheet(sheet)
            self._palette = self._app.palette().cacheKey()
        return theme


def _chosen(name: ThemeName) -> Theme:
    if name is not ThemeName.SYSTEM:
        return _NAMED[name]
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


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
