"""The dialog of settings: made from the table, and what is changed there counts at once."""

from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from annotator.gui.settings.setting import Setting, SettingGroup, SettingKind
from annotator.gui.settings.settings import (
    ARTICLES_ASSIGNED,
    READING_FONT,
    READING_MEASURE,
    SETTINGS,
    SHOW_CODEBOOK,
    SHOW_COLLEAGUES,
    THEME,
    ZOOM,
    Settings,
    ThemeName,
)
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.window.settings_dialog import SettingsDialog


class Fruit(StrEnum):
    """What a toy setting chooses from."""

    APPLE = "apple"
    PEAR = "pear"


_SHARE = Annotated[int, msgspec.Meta(ge=1, le=9)]
TOYS: dict[SettingKind, tuple[Setting[Any], Any]] = {
    SettingKind.FLAG: (
        Setting("view/toy", bool, default=False, label="Toy", help="A toy.", kind=SettingKind.FLAG),
        True,
    ),
    SettingKind.CHOICE: (
        Setting("view/toy", Fruit, Fruit.APPLE, "Toy", "A toy.", SettingKind.CHOICE),
        Fruit.PEAR,
    ),
    SettingKind.RANGE: (Setting("view/toy", _SHARE, 3, "Toy", "A toy.", SettingKind.RANGE), 4),
    SettingKind.TEXT: (Setting("view/toy", str, "", "Toy", "A toy.", SettingKind.TEXT), "x"),
    SettingKind.FONT: (Setting("view/toy", str, "", "Toy", "A toy.", SettingKind.FONT), None),
}


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def dialog(settings: Settings, qtbot: QtBot) -> SettingsDialog:
    return shown(SettingsDialog(settings), qtbot)


def shown(dialog: SettingsDialog, qtbot: QtBot) -> SettingsDialog:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def change(dialog: SettingsDialog, key: str, qtbot: QtBot) -> None:
    """Change a setting by the keyboard."""
    widget = dialog.editors[key].widget
    widget.setFocus()
    if isinstance(widget, QCheckBox):
        qtbot.keyClick(widget, Qt.Key.Key_Space)
    elif isinstance(widget, QSpinBox):
        qtbot.keyClick(widget, Qt.Key.Key_Up)
    elif isinstance(widget, QComboBox):
        qtbot.keyClick(widget, Qt.Key.Key_Down)
    elif isinstance(widget, QLineEdit):
        qtbot.keyClicks(widget, "x")
        qtbot.keyClick(widget, Qt.Key.Key_Tab)


@pytest.mark.parametrize("kind", [one for one in SettingKind if one is not SettingKind.HIDDEN])
def test_one_row_more_is_a_widget_more_that_changes_it(
    settings: Settings, qtbot: QtBot, kind: SettingKind
) -> None:
    toy, other = TOYS[kind]
    dialog = shown(SettingsDialog(settings, table=(*SETTINGS, toy)), qtbot)
    change(dialog, toy.key, qtbot)
    assert settings.get(toy) == other or (other is None and settings.get(toy) != toy.default)
    dialog.defaults[SettingGroup.VIEW].setFocus()
    qtbot.keyClick(dialog.defaults[SettingGroup.VIEW], Qt.Key.Key_Space)
    assert settings.get(toy) == toy.default


def test_what_is_only_remembered_has_no_widget(dialog: SettingsDialog) -> None:
    wanted = {one.key for one in SETTINGS if one.kind is not SettingKind.HIDDEN}
    assert dialog.editors.keys() == wanted


def test_every_widget_says_its_name_and_shows_what_is_set(settings: Settings, qtbot: QtBot) -> None:
    settings.set(THEME, ThemeName.DARK)
    settings.set(ZOOM, 3)
    dialog = shown(SettingsDialog(settings), qtbot)
    labels = {one.key: one.label for one in SETTINGS}
    for key, editor in dialog.editors.items():
        assert editor.widget.accessibleName() == labels[key]
    theme, zoom = dialog.editors[THEME.key].widget, dialog.editors[ZOOM.key].widget
    assert isinstance(theme, QComboBox)
    assert isinstance(zoom, QSpinBox)
    assert (theme.currentText(), zoom.value()) == ("Dark", 3)


def test_a_group_goes_back_to_its_defaults_and_others_stay(
    dialog: SettingsDialog, settings: Settings, qtbot: QtBot
) -> None:
    for setting in (SHOW_COLLEAGUES, ZOOM, ARTICLES_ASSIGNED, SHOW_CODEBOOK):
        change(dialog, setting.key, qtbot)
    qtbot.keyClick(dialog.defaults[SettingGroup.VIEW], Qt.Key.Key_Space)
    assert settings.get(SHOW_COLLEAGUES) is True
    assert settings.get(ZOOM) == 0
    assert settings.get(ARTICLES_ASSIGNED) is False
    assert settings.get(SHOW_CODEBOOK) is True
    colleagues = dialog.editors[SHOW_COLLEAGUES.key].widget
    assert isinstance(colleagues, QCheckBox)
    assert colleagues.isChecked()


def test_what_is_typed_narrows_the_settings(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.line.setFocus()
    qtbot.keyClicks(dialog.line, "characters line")
    shown = {key for key, editor in dialog.editors.items() if editor.widget.isVisible()}
    assert shown == {READING_MEASURE.key}
    qtbot.keyClicks(dialog.line, " nonsense")
    said = [one.text() for one in dialog.findChildren(PlainLabel) if one.isVisible()]
    assert said == ["Nothing found"]
    dialog.line.clear()
    assert all(editor.widget.isVisible() for editor in dialog.editors.values())


def test_a_font_that_is_gone_is_shown_as_none(settings: Settings, qtbot: QtBot) -> None:
    settings.set(READING_FONT, "A font that is not here")
    dialog = shown(SettingsDialog(settings), qtbot)
    box = dialog.editors[READING_FONT.key].widget
    assert isinstance(box, QComboBox)
    assert not box.currentText()


def test_a_change_from_elsewhere_is_shown(dialog: SettingsDialog, settings: Settings) -> None:
    settings.set(ZOOM, -2)
    zoom = dialog.editors[ZOOM.key].widget
    assert isinstance(zoom, QSpinBox)
    assert zoom.value() == -2


def test_escape_closes_and_what_was_changed_stays(
    dialog: SettingsDialog, settings: Settings, qtbot: QtBot
) -> None:
    change(dialog, SHOW_COLLEAGUES.key, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    assert settings.get(SHOW_COLLEAGUES) is False
