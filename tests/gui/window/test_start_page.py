"""The start page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.gui.settings.recent import recent_projects, remember_project
from annotator.gui.settings.settings import Settings
from annotator.gui.window.start_page import StartPage

KEY = Qt.Key


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Remember a project that is gone, then two that are there."""
    settings = Settings()
    for name in ("gone", "older", "newer"):
        path = tmp_path / f"{name}.annotator"
        if name != "gone":
            path.touch()
        remember_project(settings, path)
    return settings


@pytest.fixture
def page(settings: Settings, qtbot: QtBot) -> StartPage:
    return shown(StartPage(settings), qtbot)


def shown(page: StartPage, qtbot: QtBot) -> StartPage:
    qtbot.addWidget(page)
    page.resize(1024, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.mark.parametrize("name", ["new", "open", "sample"])
def test_each_action_asks_for_what_it_says_by_mouse_and_by_enter(
    page: StartPage, qtbot: QtBot, name: str
) -> None:
    card = getattr(page, name)
    with qtbot.waitSignal(getattr(page, f"{name}_requested")):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(getattr(page, f"{name}_requested")):
        qtbot.keyClick(card, KEY.Key_Return)


def test_enter_goes_on_with_the_newest_project(
    page: StartPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.focus_likely()
    assert page.resume.hasFocus()
    assert page.resume.accessibleName() == "Continue with newer"
    with qtbot.waitSignal(page.recent_requested) as asked:
        qtbot.keyClick(page.resume, KEY.Key_Return)
    assert asked.args == [tmp_path / "newer.annotator"]


def test_a_newcomer_is_led_to_the_sample(qtbot: QtBot) -> None:
    page = shown(StartPage(Settings()), qtbot)
    page.focus_likely()
    assert page.sample.hasFocus()
    assert not page.resume.isVisible()
    assert not page.recent.isVisible()


def test_the_arrow_keys_move_between_actions_and_to_the_recent_projects(
    page: StartPage, qtbot: QtBot
) -> None:
    page.focus_likely()
    qtbot.keyClick(page.resume, KEY.Key_Down)
    assert page.sample.hasFocus()
    qtbot.keyClick(page.sample, KEY.Key_Right)
    assert page.recent.hasFocus()
    assert page.recent.currentRow() == 0


def test_a_recent_project_opens_with_enter_or_a_click(
    page: StartPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.recent.setCurrentRow(1)
    with qtbot.waitSignal(page.recent_requested) as asked:
        qtbot.keyClick(page.recent, KEY.Key_Return)
    assert asked.args == [tmp_path / "older.annotator"]
    place = page.recent.visualItemRect(page.recent.item(0)).center()
    with qtbot.waitSignal(page.recent_requested) as asked:
        qtbot.mouseClick(page.recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [tmp_path / "newer.annotator"]


def test_a_project_that_is_gone_says_so_and_can_be_taken_off_the_list(
    page: StartPage, settings: Settings, qtbot: QtBot
) -> None:
    gone = page.recent.item(2)
    assert "not found" in gone.data(Qt.ItemDataRole.AccessibleTextRole)
    page.recent.setFocus()
    page.recent.setCurrentRow(2)
    with qtbot.assertNotEmitted(page.recent_requested):
        qtbot.keyClick(page.recent, KEY.Key_Return)
    qtbot.keyClick(page.recent, KEY.Key_Delete)
    assert page.recent.count() == 2
    assert [Path(one.path).stem for one in recent_projects(settings)] == ["newer", "older"]


def test_a_small_page_puts_the_recent_projects_below_the_actions(
    page: StartPage, qtbot: QtBot
) -> None:
    page.resize(640, 700)
    corner = page.rect().topLeft()
    qtbot.waitUntil(lambda: page.recent.mapTo(page, corner).y() > page.open.mapTo(page, corner).y())
