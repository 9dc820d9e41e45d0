"""Links from the inspector: the button that adds one answers to the mouse and to keys alike."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from user import LEFT, Key, User

from annotator.domain.annotation import Link
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.formats.files.codebook import default_codebook
from annotator.gui.inspector.chip import Chip
from annotator.gui.inspector.picker import ActorPicker
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

TEXT = "Nobody spoke. “The bridge stays closed,” Maria Keller said. It rained.\n\nThe vote is due."


@pytest.fixture
def quoted(user: User, tmp_path: Path) -> User:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=default_codebook()) as project:
        project.coder = "ana"
        article = NewArticle(id="a1", title="Bridge", text=TEXT, meta={"language": "en"})
        project.apply(ImportRecords(articles=(article,)))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    user.press(Key.Key_G, Key.Key_Q)
    return user


def adds(user: User, name: str) -> QToolButton:
    buttons = user.coding.inspector.findChildren(QToolButton)
    (found,) = [one for one in buttons if one.isVisible() and one.accessibleName() == name]
    return found


def tab_to(user: User, name: str) -> QToolButton:
    wanted = adds(user, name)
    for _ in range(20):
        if wanted.hasFocus():
            return wanted
        user.press(Key.Key_Tab)
    raise AssertionError(name)


def picker(user: User) -> ActorPicker:
    found = user.focus()
    assert isinstance(found, ActorPicker)
    return found


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
@pytest.mark.parametrize("name", ["Add Said by", "Add Cue"])
def test_a_key_on_the_button_opens_its_picker_and_letters_are_typed_there(
    quoted: User, name: str, key: Key
) -> None:
    button = tab_to(quoted, name)
    quoted.press(key)
    line = picker(quoted)
    assert button.parentWidget().isAncestorOf(line)
    quoted.write("fst")
    assert line.text() == "fst"
    assert [one.code for one in quoted.annotations] == ["quote"]
    quoted.press(Key.Key_Escape)
    assert button.hasFocus()


def test_what_is_linked_by_keys_leaves_the_focus_on_the_button(quoted: User) -> None:
    button = tab_to(quoted, "Add Said by")
    quoted.press(Key.Key_Return)
    quoted.write("Maria Keller")
    quoted.press(Key.Key_Up, Key.Key_Return)
    project = quoted.coding.session.project
    (actor,) = project.find(Actor)
    assert [link.target_actor for link in project.find(Link)] == [actor.id]
    assert button.hasFocus()


def by_a_field(user: User) -> None:
    assert user.coding.inspector.focus_field("stance")


@pytest.mark.parametrize("come_from", [lambda user: user.view.setFocus(), by_a_field])
def test_after_a_click_on_the_button_the_focus_goes_back_to_where_it_was(
    quoted: User, come_from: Callable[[User], object]
) -> None:
    come_from(quoted)
    before = quoted.focus()
    quoted.qtbot.mouseClick(adds(quoted, "Add Cue"), LEFT)
    picker(quoted)
    quoted.press(Key.Key_Escape)
    assert before.hasFocus()


def test_enter_on_an_actor_that_is_linked_goes_on_and_never_back_to_the_first_field(
    quoted: User,
) -> None:
    tab_to(quoted, "Add Said by")
    quoted.press(Key.Key_Return)
    quoted.write("Maria Keller")
    quoted.press(Key.Key_Up, Key.Key_Return)
    quoted.press(Key.Key_Tab, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(quoted.focus(), Chip)
    quoted.press(Key.Key_Return)
    assert adds(quoted, "Add Said by").hasFocus()


def test_enter_opens_the_history_where_its_button_has_the_focus(quoted: User) -> None:
    history = quoted.coding.inspector.history
    history.button.setFocus(Qt.FocusReason.TabFocusReason)
    quoted.press(Key.Key_Return)
    assert history.open
    assert history.button.hasFocus()
