"""The second quote of a sentence gets its source and cue by the same keys as the first."""

from pathlib import Path

import pytest
from user import CONTROL, SHIFT, Key, User

from annotator.domain.annotation import Link

TEXT = (
    "It ended.\n\n“You were trusted,” the judge said, “because you were one of their own.”\n\n"
    "Nobody spoke. The room was still."
)


@pytest.fixture
def opened(user: User, tmp_path: Path) -> User:
    return user.code_article(tmp_path, TEXT)


def test_source_and_cue_that_are_there_are_linked_by_the_same_keys(opened: User) -> None:
    user = opened
    for _ in range(2):
        user.view.setFocus()
        user.press(Key.Key_G, Key.Key_Q, Key.Key_S, Key.Key_C)
    assert sorted(user.texts("source") + user.texts("cue")) == ["said", "the judge"]
    assert len(user.coding.session.project.find(Link)) == 4
    assert "The Cue that is there is linked to “because you were one of their own.”" in user.say()
    assert "Ctrl+Z undoes" in user.say()
    (cue,) = [one for one in user.annotations if one.code == "cue"]
    assert user.coding.session.selection == cue.id
    user.press(Key.Key_Z, modifiers=CONTROL)
    assert len(user.coding.session.project.find(Link)) == 3


def test_what_is_linked_already_is_said(opened: User) -> None:
    user = opened
    user.press(Key.Key_G, Key.Key_Q, Key.Key_S, Key.Key_S)
    assert user.texts("source") == ["the judge"]
    assert "“You were trusted,” has it as its source — Shift+S makes another" in user.say()


def test_a_source_that_is_linked_to_nothing_is_said_to_be(opened: User) -> None:
    user = opened
    user.press(Key.Key_G, Key.Key_Q)
    user.view.setFocus()
    user.view.set_caret(TEXT.index("Nobody"))
    user.press(Key.Key_J)
    user.press(Key.Key_Right, Key.Key_Right, Key.Key_Right, modifiers=SHIFT)
    user.press(Key.Key_S)
    assert user.texts("source") == ["The"]
    assert "Source made, linked to nothing" in user.say()
