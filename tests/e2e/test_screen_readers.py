"""What screen readers get from the real window."""

from pathlib import Path

import pytest
from once import shipped_sample
from PySide6.QtGui import QAccessible, Qt
from PySide6.QtWidgets import QWidget
from reviewed import coded_by_two
from spoken import listening, name_of, unnamed
from user import CONTROL, Key, User

from annotator.gui.settings.settings import CODER
from annotator.gui.text.display import display_text

TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description)


def told(widget: QWidget) -> list[str]:
    """Return a widget's name and its description, which Qt takes from the tool tip if it must."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    return [spoken.text(kind) for kind in TEXTS] if spoken is not None else []


def test_no_name_or_description_holds_markup(user: User, tmp_path: Path) -> None:
    shipped_sample(tmp_path / "s.annotator")
    user.restart()
    user.window.open_path(tmp_path / "s.annotator", ask=False)
    coding = user.coding
    rows = coding.session.project.articles()
    coding.open_article(max(rows, key=lambda row: row.annotation_count).id)
    quote = next(one for one in user.annotations if one.code == "quote")
    coding.session.select(quote.id)
    spoken: list[str] = []
    for mode in (Key.Key_2, Key.Key_3, Key.Key_1):
        user.press(mode, modifiers=Qt.KeyboardModifier.AltModifier)
        every = [user.window, *user.window.findChildren(QWidget)]
        spoken += [text for widget in every for text in told(widget)]
    assert any(text.startswith("Cue (C)") for text in spoken)
    assert [text for text in spoken if Qt.mightBeRichText(text)] == []


@pytest.fixture
def coded(user: User, tmp_path: Path) -> User:
    with coded_by_two(tmp_path) as project:
        path = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    user.view.setFocus()
    return user


def test_everything_that_can_be_focused_or_pressed_has_a_name(coded: User) -> None:
    coded.coding.session.select(coded.annotations[0].id)
    for mode in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_1):
        coded.press(mode, modifiers=Qt.KeyboardModifier.AltModifier)
        coded.qtbot.wait(20)
        assert unnamed(coded.window) == []
    coded.window.close_project()
    assert unnamed(coded.window) == []


def test_the_articles_text_can_be_read_and_its_caret_followed(coded: User) -> None:
    spoken = QAccessible.queryAccessibleInterface(coded.view)
    text = spoken.textInterface()
    whole = display_text(coded.view.text)
    assert name_of(coded.view) == "Article text"
    assert text.text(0, text.characterCount()) == whole
    coded.view.set_caret(4)
    assert text.cursorPosition() == 4
    coded.press(Key.Key_Right)
    assert text.cursorPosition() == 5
    coded.view.set_selection(2, 9)
    assert text.selectionCount() == 1
    assert text.characterRect(5).isValid()
    assert spoken.state().readOnly


def test_edits_and_refusals_are_announced(coded: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(monkeypatch) as heard:
        coded.view.set_selection(0, 3)
        coded.coding.trigger_code("source")
        coded.coding.trigger_code("source")  # the article is done: it asks once
        coded.view.setFocus()
        coded.press(Key.Key_Z, modifiers=CONTROL)
        coded.coding.session.refused.emit("That can't be done.")
    assert any(words.startswith("Source made") for words in heard)
    assert any("undone" in words.lower() or "Undo" in words for words in heard)
    assert heard[-1] == "That can't be done."


def test_what_is_annotated_at_the_caret_is_said_and_announced(
    coded: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = next(one for one in coded.annotations if one.code == "quote" and one.fragments)
    coded.view.set_caret(quote.start or 0)
    with listening(monkeypatch) as heard:
        coded.press(Key.Key_H, modifiers=CONTROL)
    assert "Quote" in coded.say()
    assert quote.text[:20] in coded.say()
    assert heard[-1] == coded.say()
    coded.view.set_caret(len(coded.view.text))
    coded.coding.session.select("")
    coded.press(Key.Key_H, modifiers=CONTROL)
    assert coded.say() == "No annotation at the caret"


def test_what_is_selected_is_announced(coded: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(monkeypatch) as heard:
        coded.view.set_caret(0)
        coded.press(Key.Key_N)
    selected = coded.coding.session.selected_annotation()
    assert selected is not None
    assert any(selected.text[:20] in words for words in heard)
