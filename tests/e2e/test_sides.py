"""The panels beside the text go and come back by a key, with the widths that somebody gave them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from user import CONTROL, Key, User

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

BOOK = Codebook(codes=(Code(id="quote", name="Quote", key="Q"),))


@pytest.fixture
def path(user: User, tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        article = NewArticle(id="a1", title="One", text="“So,” she said. Nobody had. " * 30)
        project.apply(ImportRecords(articles=(article,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return path


def widths(user: User) -> list[int]:
    QApplication.processEvents()
    return [user.coding.articles.width(), user.coding.inspector.width()]


def test_both_sides_go_and_come_back_as_wide_as_they_were(user: User, path: Path) -> None:
    before, room = widths(user), user.view.width()
    user.press(Key.Key_F8)
    user.press(Key.Key_F9)
    assert not user.coding.articles.isVisible()
    assert not user.coding.inspector.isVisible()
    QApplication.processEvents()
    assert user.view.width() > room
    user.restart(path)
    assert not user.coding.articles.isVisible()
    assert not user.coding.inspector.isVisible()
    user.view.setFocus()
    user.press(Key.Key_F8)
    user.press(Key.Key_F9)
    assert widths(user) == before


def test_the_text_alone_has_nothing_beside_it_and_all_comes_back(user: User, path: Path) -> None:
    before, pane = widths(user), user.coding.pane
    user.press(Key.Key_F7)
    QApplication.processEvents()
    assert not user.coding.articles.isVisible()
    assert not user.coding.inspector.isVisible()
    assert not pane.code_bar.isVisible()
    assert pane.heading.height() == 0
    user.view.set_caret(2)
    user.press(Key.Key_Q)
    assert user.texts("quote") == ["“So,”"]
    assert user.focus() is user.view
    user.press(Key.Key_F7)
    assert widths(user) == before
    assert pane.code_bar.isVisible()


def test_what_is_asked_for_in_a_hidden_panel_shows_it(user: User, path: Path) -> None:
    user.press(Key.Key_F7)
    user.view.set_caret(2)
    user.press(Key.Key_Q, Key.Key_M)
    assert user.coding.inspector.isVisible()
    assert user.coding.inspector.isAncestorOf(user.focus())
    user.press(Key.Key_Escape)
    user.press(Key.Key_F8)
    user.press(Key.Key_J, modifiers=CONTROL)
    assert user.coding.articles.isVisible()
    assert user.coding.articles.isAncestorOf(user.focus())


def test_esc_leads_back_to_the_text_from_every_control_beside_it(user: User, path: Path) -> None:
    del path
    controls = [
        one
        for one in user.coding.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(controls) > 3
    for control in controls:
        control.setFocus()
        user.press(Key.Key_Escape)
        user.press(Key.Key_Escape)  # a line that holds something is cleared first
        assert user.view.hasFocus(), control
