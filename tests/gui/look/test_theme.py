"""Themes, icons and dates: readable in light and in dark, and alive."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.gui.look.colours import contrast
from annotator.gui.look.icons import ICONS, icon
from annotator.gui.look.palettes import CONTRAST, DARK, LIGHT, Theme
from annotator.gui.look.theme import apply_theme, palette_of, theme_of, ui_font
from annotator.gui.settings.settings import ThemeName
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, tool_tip
from annotator.gui.widgets.two_line_rows import is_rtl, isolated
from annotator.gui.wording.dates import short_date

THEMES = pytest.mark.parametrize(
    "theme", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"]
)
TEXTS = [
    *((text, ground) for text in ("text", "muted") for ground in ("window", "base", "raised")),
    ("text", "hover"),
    ("muted", "hover"),
    ("text", "selected"),
    ("on_accent", "accent"),
    ("link", "window"),
    ("link", "base"),
    ("danger", "window"),
    ("danger", "base"),
    ("good", "window"),
    ("good", "base"),
]


@pytest.fixture(autouse=True)
def plain_application(qapp: QApplication) -> Iterator[None]:
    """Give the application back as it was."""
    style, font = qapp.style().objectName(), qapp.font()
    yield
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(qapp.style().standardPalette())


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_texts_have_the_contrast_that_reading_needs(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["window", "base", "raised"])
def test_the_ring_round_what_has_the_keyboard_is_seen(theme: Theme, ground: str) -> None:
    assert contrast(theme.focus, getattr(theme, ground)) >= 3


@THEMES
def test_a_selection_stands_out_from_the_page(theme: Theme) -> None:
    assert contrast(theme.accent, theme.base) >= 3


@THEMES
def test_every_colour_is_one_that_qt_knows(theme: Theme) -> None:
    names = [f.name for f in fields(theme) if f.name != "dark"]
    assert all(len(getattr(theme, name)) == 7 for name in names)
    assert theme_of(palette_of(theme)) is theme


@pytest.mark.parametrize(
    ("name", "theme"),
    [(ThemeName.LIGHT, LIGHT), (ThemeName.DARK, DARK), (ThemeName.CONTRAST, CONTRAST)],
)
def test_a_theme_reaches_every_widget(
    qapp: QApplication, qtbot: QtBot, name: ThemeName, theme: Theme
) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)
    assert apply_theme(qapp, name) is theme
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.Window).name() == theme.window
    assert theme_of(label.palette()) is theme


def test_the_system_theme_follows_the_system(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = Qt.ColorScheme.Unknown
    hints = type(qapp.styleHints())
    monkeypatch.setattr(hints, "colorScheme", lambda _: scheme)
    assert apply_theme(qapp, ThemeName.SYSTEM) is LIGHT
    scheme = Qt.ColorScheme.Dark
    qapp.styleHints().colorSchemeChanged.emit(scheme)
    assert theme_of(qapp.palette()) is DARK


def test_the_system_theme_is_in_high_contrast_where_the_system_wants_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = type(qapp.styleHints().accessibility())
    monkeypatch.setattr(wanted, "contrastPreference", lambda _: Qt.ContrastPreference.HighContrast)
    assert apply_theme(qapp, ThemeName.SYSTEM) is CONTRAST
    assert apply_theme(qapp, ThemeName.LIGHT) is LIGHT


def test_a_chosen_theme_stays_when_the_system_turns(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(qapp.styleHints()), "colorScheme", lambda _: Qt.ColorScheme.Dark)
    apply_theme(qapp, ThemeName.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme_of(qapp.palette()) is LIGHT


def test_the_fonts_follow_the_type_scale(qapp: QApplication) -> None:
    assert ui_font().pixelSize() == 13
    assert ui_font(20, strong=True).weight() > ui_font(20).weight()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    assert darkest(icon(name)) is not None


def test_an_icon_takes_the_theme_by_itself(qapp: QApplication) -> None:
    apply_theme(qapp, ThemeName.LIGHT)
    undo = icon("import")
    light = darkest(undo)
    apply_theme(qapp, ThemeName.DARK)
    dark = darkest(undo)
    assert light == LIGHT.text
    assert dark == DARK.text


def darkest(picture: QIcon) -> str | None:
    """Return the colour of the first pixel that an icon covers fully."""
    image: QImage = picture.pixmap(QSize(48, 48)).toImage()
    for y in range(image.height()):
        for x in range(image.width()):
            if image.pixelColor(x, y).alpha() == 255:
                return image.pixelColor(x, y).name()
    return None


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2025-05-19", "19 May 2025"),
        ("2025-05-19T08:00:00Z", "19 May 2025"),
        ("2025-05", "2025-05"),
        ("2025-13-01", "2025-13-01"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_a_date_is_written_for_people_and_other_texts_stay(published: str, shown: str) -> None:
    assert short_date(published) == shown


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("en_US", "May 19, 2025"), ("de_DE", "19. Mai 2025"), ("hu_HU", "2025. máj. 19.")],
)
def test_a_date_follows_the_locale(locale: str, shown: str) -> None:
    QLocale.setDefault(QLocale(locale))
    try:
        assert short_date("2025-05-19") == shown
    finally:
        QLocale.setDefault(QLocale.c())


def test_labels_and_tool_tips_show_markup_as_it_is_written(qtbot: QtBot) -> None:
    label = PlainLabel("<b>bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert tool_tip("<img src=x>\n&") == "<qt>&lt;img src=x&gt;<br>&amp;</qt>"
    assert not tool_tip("")


def test_an_elided_label_needs_no_width(qtbot: QtBot) -> None:
    label = ElidedLabel("a long title " * 20)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == 0
    label.resize(80, 20)
    assert not label.grab().isNull()


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("المفاوضات", True), ("24: عربي", True), ("plain", False), ("", False), ("עב x", True)],
)
def test_the_direction_of_a_text_is_that_of_its_first_letter(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_an_isolated_text_has_no_say_in_the_direction() -> None:
    assert not is_rtl(f"{isolated('عربي')} · 19 May")
