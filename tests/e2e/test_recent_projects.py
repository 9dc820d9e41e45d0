"""Recent projects are in the menu, by number."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from user import CONTROL, LEFT, SHIFT, Key, User

from annotator.gui.settings.settings import CODER
from annotator.store.project import Project


@pytest.fixture
def two(user: User, tmp_path: Path) -> User:
    user.window.settings.set(CODER, "ana")
    for name in ("R&D", "two"):
        Project.create(tmp_path / f"{name}.annotator", title=name).close()
        assert user.window.open_path(tmp_path / f"{name}.annotator", ask=False)
    return user


def listed(user: User) -> QMenu:
    user.press(Key.Key_O, modifiers=CONTROL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def title(user: User) -> str:
    return user.project.session.project.info().title


def test_a_number_opens_a_recent_project(two: User) -> None:
    menu = listed(two)
    assert [one.text()[:6] for one in menu.actions()] == ["&1  tw", "&2  R&"]
    two.qtbot.keyClick(menu, Key.Key_2)
    assert title(two) == "R&D"
    assert [one.text()[:9] for one in listed(two).actions()] == ["&1  R&&D ", "&2  two  "]


def test_the_likely_one_is_marked_and_enter_opens_it(two: User) -> None:
    two.window.close_project()
    two.qtbot.keyClick(listed(two), Key.Key_Return)
    assert title(two) == "two"


def test_by_mouse_it_is_in_the_menu_of_the_project(two: User) -> None:
    action = two.window.menu_actions.by_id["open_recent"]
    menu = action.menu()
    assert isinstance(menu, QMenu)
    menu.popup(two.window.pos())
    entry = menu.actions()[1]
    two.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
    assert title(two) == "R&D"


def test_one_that_is_gone_is_said_and_can_be_taken_off(two: User, tmp_path: Path) -> None:
    two.window.close_project()
    (tmp_path / "R&D.annotator").unlink()
    menu = listed(two)
    gone, off = menu.actions()[1:]
    assert gone.text().endswith("(not found)")
    assert not gone.isEnabled()
    assert off.text() == "Take what is not found off this list"
    off.trigger()
    menu.close()
    assert len(listed(two).actions()) == 1


def test_where_none_was_opened_it_says_so(user: User) -> None:
    menu = listed(user)
    (only,) = menu.actions()
    assert only.text() == "No project was opened yet"
    assert not only.isEnabled()
    assert menu.activeAction() is None
