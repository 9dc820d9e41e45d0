"""The menu of the text by the keyboard: the code or the act that one chooses is for the caret."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from user import SHIFT, Key, User

TEXT = "Nobody spoke. “The bridge stays closed,” Maria Keller said. It rained."


@pytest.fixture
def opened(user: User, tmp_path: Path) -> User:
    return user.code_article(tmp_path, TEXT)


def menu_key(user: User) -> None:
    """Do what the platform does at the menu key."""
    place = user.view.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, user.view.mapToGlobal(place))
    QApplication.sendEvent(user.view, event)


def shift_f10(user: User) -> None:
    user.press(Key.Key_F10, modifiers=SHIFT)


@pytest.mark.parametrize("ask", [menu_key, shift_f10])
def test_the_menu_opens_at_the_caret_and_tags_there(
    opened: User, ask: Callable[[User], object]
) -> None:
    opened.view.set_caret(TEXT.index("rained"))
    ask(opened)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    caret = opened.view.viewport().mapToGlobal(opened.view.cursorRect().bottomLeft())
    assert menu.y() == caret.y()
    opened.choose("Tag as Frame")
    assert opened.texts("frame") == ["It rained."]


def test_the_key_for_the_menu_works_in_the_list_of_codes_too(opened: User) -> None:
    opened.do("codebook")
    opened.coding.codebook.tree.setFocus()
    shift_f10(opened)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Tag with it" in [one.text().split("\t")[0] for one in menu.actions()]
    opened.qtbot.keyClick(menu, Key.Key_Escape)
    assert not menu.isVisible()
