"""Settings changed in their dialog count at once in the window behind it."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox
from reviewed import coded_by_two, without_labels
from user import ALT, CONTROL, Key, User

from annotator.gui.look.palettes import DARK
from annotator.gui.look.theme import theme_of
from annotator.gui.settings.setting import Setting
from annotator.gui.settings.settings import (
    ARTICLE_SORT,
    ARTICLE_SORT_DESCENDING,
    ARTICLES_ASSIGNED,
    CODER,
    READING_FONT,
    READING_LEADING,
    READING_MEASURE,
    READING_SIZE,
    SHOW_CODEBOOK,
    SHOW_COLLEAGUES,
    SHOW_SUGGESTIONS,
    SHOW_UNSURE,
    THEME,
    ZOOM,
)
from annotator.gui.window.settings_dialog import SettingsDialog
from annotator.workflow.article_order import SortKey


def choose(dialog: SettingsDialog, setting: Setting[object], user: User, *keys: Key) -> None:
    widget = dialog.editors[setting.key].widget
    assert isinstance(widget, QCheckBox | QComboBox | QSpinBox)
    widget.setFocus()
    user.press(*keys)


def test_each_setting_counts_at_once(user: User, tmp_path: Path) -> None:
    with coded_by_two(tmp_path) as project:
        path = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    panel, actions = user.coding.articles, user.window.menu_actions.by_id

    def change(dialog: SettingsDialog) -> None:
        choose(dialog, THEME, user, Key.Key_Down, Key.Key_Down)
        assert theme_of(QApplication.palette()) is DARK
        choose(dialog, ZOOM, user, Key.Key_Up, Key.Key_Up)
        assert user.view.zoom_level == 2
        choose(dialog, SHOW_COLLEAGUES, user, Key.Key_Space)
        assert not user.coding.session.shows_colleagues
        assert not actions["colleagues"].isChecked()
        choose(dialog, SHOW_CODEBOOK, user, Key.Key_Space)
        assert user.coding.codebook.isVisibleTo(user.coding)
        assert actions["codebook"].isChecked()
        choose(dialog, SHOW_UNSURE, user, Key.Key_Space)
        assert user.coding.suggesting.shows_unsure
        choose(dialog, SHOW_SUGGESTIONS, user, Key.Key_Space)
        assert not user.coding.suggesting.is_on
        assert not actions["show_suggestions"].isChecked()
        assert not actions["unsure_suggestions"].isEnabled()
        choose(dialog, ARTICLE_SORT, user, Key.Key_Down)
        choose(dialog, ARTICLE_SORT_DESCENDING, user, Key.Key_Space)
        assert panel.sort.order == (SortKey.TITLE, True)
        choose(dialog, ARTICLES_ASSIGNED, user, Key.Key_Space)
        assert not panel.assigned.isChecked()
        user.press(Key.Key_Escape)

    user.in_dialog(SettingsDialog, change, lambda: user.press(Key.Key_Comma, modifiers=CONTROL))
    assert user.window.settings.get(ZOOM) == 2
    user.restart(path)
    assert user.view.zoom_level == 2
    assert user.coding.articles.sort.order == (SortKey.TITLE, True)


def test_the_text_is_set_as_the_settings_say(user: User, tmp_path: Path) -> None:
    with coded_by_two(tmp_path) as project:
        path = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    user.window.resize(1800, 900)
    view = user.view
    usual = view.font()
    before = view.column

    def change(dialog: SettingsDialog) -> None:
        choose(dialog, READING_SIZE, user, *[Key.Key_Up] * 5)
        assert view.font().pixelSize() == usual.pixelSize() + 5
        choose(dialog, READING_SIZE, user, *[Key.Key_Down] * 5)
        choose(dialog, READING_MEASURE, user, *[Key.Key_Down] * 20)
        assert view.column.width < before.width
        choose(dialog, READING_LEADING, user, *[Key.Key_PageUp] * 8)
        assert view.column.leading(2) > before.leading(2)
        choose(dialog, READING_FONT, user, Key.Key_End)
        assert view.font().family() != usual.family()
        user.press(Key.Key_Escape)

    user.in_dialog(SettingsDialog, change, lambda: user.press(Key.Key_Comma, modifiers=CONTROL))
    family, column = view.font().family(), view.column
    user.press(Key.Key_2, modifiers=ALT)
    assert user.review.pane.view.font().family() == family
    user.restart(path)
    user.window.resize(1800, 900)
    assert (user.view.font().family(), user.view.column) == (family, column)


def test_the_size_of_the_text_has_bounds_and_is_there_after_a_restart(
    user: User, tmp_path: Path
) -> None:
    with without_labels(tmp_path) as project:
        path = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    usual = user.view.font().pixelSize()
    _, most = ZOOM.bounds()
    for _ in range(most + 3):
        user.do("zoom_in")
    assert user.view.zoom_level == user.window.settings.get(ZOOM) == most
    largest = user.view.font().pixelSize()
    user.restart(path)
    assert user.view.zoom_level == most
    assert user.view.font().pixelSize() == largest > usual
