"""Keys that were changed do what they say, everywhere, at once and after a restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from reviewed import without_labels
from user import CONTROL, SHIFT, Key, User

from annotator.gui.commands.table import use_keys
from annotator.gui.settings.settings import CODER
from annotator.gui.window.command_palette import SearchPalette
from annotator.gui.window.key_sheet import KeySheet
from annotator.gui.window.keys_dialog import KeysDialog


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    yield
    use_keys({})


@pytest.fixture
def path(user: User, tmp_path: Path) -> Path:
    with without_labels(tmp_path) as project:
        found = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(found, "a1", ask=False)
    user.view.setFocus()
    return found


def change(user: User, words: str, key: Key) -> None:
    """Change a key on the page of keys, by keys alone."""

    def act(_dialog: KeysDialog) -> None:
        user.write(words)
        user.press(Key.Key_Return)
        user.press(key)
        user.press(Key.Key_Escape)

    user.in_dialog(KeysDialog, act, lambda: user.press(Key.Key_K, modifiers=CONTROL | SHIFT))


def moved(user: User, key: Key) -> bool:
    user.view.setFocus()
    user.view.set_caret(0)
    user.press(key)
    return user.view.caret() > 0


def test_a_key_of_the_text_is_another_at_once_and_after_a_restart(user: User, path: Path) -> None:
    assert moved(user, Key.Key_J)
    change(user, "next sentence", Key.Key_Y)
    assert moved(user, Key.Key_Y)
    assert not moved(user, Key.Key_J)
    action = user.window.menu_actions.by_id["next_sentence"]
    assert action.text() == "Next sentence\tY"
    user.restart(path)
    assert moved(user, Key.Key_Y)
    assert not moved(user, Key.Key_J)


def test_a_key_of_the_window_is_another_and_what_names_it_says_so(user: User, path: Path) -> None:
    change(user, "search actions", Key.Key_F12)
    corner = user.window.menuBar().cornerWidget()
    assert isinstance(corner, QToolButton)
    assert corner.text().endswith("F12")
    user.view.setFocus()
    user.press(Key.Key_F12)
    palette = user.window.findChild(SearchPalette)
    assert palette is not None
    palette.close()


def test_words_that_name_a_key_name_the_new_one(user: User, path: Path) -> None:
    change(user, "new project", Key.Key_F12)
    user.window.close_project()
    assert "F12" in {label.text() for label in user.window.start_page.new.findChildren(QLabel)}


def test_one_is_where_one_was_after_the_keys_were_changed(user: User, path: Path) -> None:
    user.coding.open_article("a2")
    user.view.set_caret(7)
    change(user, "next sentence", Key.Key_Y)
    article = user.coding.session.article
    assert article is not None
    assert (article.article.id, user.view.caret()) == ("a2", 7)


def test_the_sheet_of_keys_leads_to_the_page(user: User, path: Path) -> None:
    def act(sheet: KeySheet) -> None:
        user.click_button(sheet, "Change keys…")

    seen: list[bool] = []

    def leave(dialog: KeysDialog) -> None:
        seen.append(dialog.isVisible())
        user.press(Key.Key_Escape)

    def open_sheet() -> None:
        user.in_dialog(KeySheet, act, lambda: user.press(Key.Key_F1))

    user.in_dialog(KeysDialog, leave, open_sheet)
    assert seen == [True]
