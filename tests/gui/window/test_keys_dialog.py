"""The page of keys: every key can be changed, clashes are told, and nothing is lost by it."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from annotator.formats.files.codebook import read_codebook
from annotator.gui.commands.table import command, commands, declared, key_of, use_keys
from annotator.gui.settings.settings import CHANGED_KEYS, Settings
from annotator.gui.window.key_sheet import KeySheet
from annotator.gui.window.keys_dialog import KeysDialog
from annotator.resources import resource

BOOK = read_codebook(resource("codebooks", "default.json"))
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings() -> Iterator[Settings]:
    use_keys({})
    yield Settings()
    use_keys({})


@pytest.fixture
def dialog(settings: Settings, qtbot: QtBot) -> KeysDialog:
    made = KeysDialog(settings, BOOK)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def press(
    qtbot: QtBot, dialog: KeysDialog, *keys: Key, held: Qt.KeyboardModifier | None = None
) -> None:
    for key in keys:
        focused = dialog.focusWidget()
        assert isinstance(focused, QWidget)
        qtbot.keyClick(focused, key, held or Qt.KeyboardModifier.NoModifier)


def rows(dialog: KeysDialog) -> list[QTreeWidgetItem]:
    groups = [dialog.list.topLevelItem(n) for n in range(dialog.list.topLevelItemCount())]
    return [one.child(n) for one in groups if one for n in range(one.childCount())]


def note(dialog: KeysDialog, title: str) -> str:
    return next(one.text(2) for one in rows(dialog) if one.text(0) == title)


def test_every_command_is_there(dialog: KeysDialog) -> None:
    assert len(rows(dialog)) == len(declared())


def test_a_key_is_changed_by_keys_alone(
    dialog: KeysDialog, settings: Settings, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.line, "next sent")
    assert [one.text(0) for one in rows(dialog)] == ["Next sentence"]
    press(qtbot, dialog, Key.Key_Return)
    assert "Press the new key for “Next sentence”" in dialog.said.text()
    press(qtbot, dialog, Key.Key_Y)
    assert key_of("next_sentence") == "Y"
    assert settings.get(CHANGED_KEYS) == {"next_sentence": ["Y"]}
    assert note(dialog, "Next sentence") == "changed"


def test_a_key_is_changed_by_mouse(dialog: KeysDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.line, "next sent")
    place = dialog.list.visualItemRect(rows(dialog)[0]).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press(qtbot, dialog, Key.Key_F12)
    assert dialog.said.text() == "“Next sentence” has F12."
    assert key_of("next_sentence") == "F12"
    qtbot.mouseClick(dialog.buttons["reset_key"], Qt.MouseButton.LeftButton)
    assert command("next_sentence").keys == ("J", "Alt+Right")


def test_a_key_that_another_has_is_told_and_left_or_taken(dialog: KeysDialog, qtbot: QtBot) -> None:
    dialog.choose("next_sentence")
    dialog.list.setFocus()
    press(qtbot, dialog, Key.Key_Return, Key.Key_K)
    assert "K is the key of “Previous sentence”" in dialog.said.text()
    press(qtbot, dialog, Key.Key_Escape)
    assert (key_of("next_sentence"), key_of("previous_sentence")) == ("J", "K")
    assert dialog.isVisible()
    press(qtbot, dialog, Key.Key_Return, Key.Key_K, Key.Key_Return)
    assert key_of("next_sentence") == "K"
    assert command("previous_sentence").keys == ("Alt+Left",)


def test_a_key_is_taken_from_another_by_mouse(dialog: KeysDialog, qtbot: QtBot) -> None:
    dialog.choose("next_sentence")
    button = dialog.buttons["change_key"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    press(qtbot, dialog, Key.Key_K)
    assert button.text() == "Take it from there"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert key_of("next_sentence") == "K"
    assert button.text() == "Change…"


def test_a_key_that_works_all_over_the_window_clashes_with_one_of_the_text(
    dialog: KeysDialog, qtbot: QtBot
) -> None:
    dialog.choose("next_sentence")
    dialog.list.setFocus()
    press(qtbot, dialog, Key.Key_Return)
    press(qtbot, dialog, Key.Key_F, held=CONTROL)
    assert "Ctrl+F is the key of “Find in the article”" in dialog.said.text()


def test_a_codes_key_is_told(dialog: KeysDialog, qtbot: QtBot) -> None:
    dialog.choose("next_sentence")
    dialog.list.setFocus()
    press(qtbot, dialog, Key.Key_Return, Key.Key_Q)
    assert note(dialog, "Next sentence") == "Q tags as Quote, which goes first"


def test_further_keys_no_key_reset_and_undo(dialog: KeysDialog, qtbot: QtBot) -> None:
    dialog.choose("link")
    dialog.list.setFocus()
    press(qtbot, dialog, Key.Key_Insert, Key.Key_Y)
    assert command("link").keys == ("A", "Y")
    press(qtbot, dialog, Key.Key_Delete)
    assert command("link").keys == ()
    press(qtbot, dialog, Key.Key_Z, held=CONTROL)
    assert command("link").keys == ("A", "Y")
    press(qtbot, dialog, Key.Key_R, held=CONTROL)
    assert command("link").keys == ("A",)


def test_all_go_back_to_what_they_were_and_that_can_be_undone(
    dialog: KeysDialog, settings: Settings, qtbot: QtBot
) -> None:
    for ident in ("link", "note"):
        dialog.choose(ident)
        dialog.take_away()
    qtbot.mouseClick(dialog.buttons["reset_keys"], Qt.MouseButton.LeftButton)
    assert settings.get(CHANGED_KEYS) == {}
    assert [one.keys for one in commands()] == [one.keys for one in declared()]
    qtbot.mouseClick(dialog.buttons["undo_keys"], Qt.MouseButton.LeftButton)
    assert set(settings.get(CHANGED_KEYS)) == {"link", "note"}


def test_keys_go_to_a_file_and_come_back(
    dialog: KeysDialog, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.keys.give(command("link"), ["Y"])
    dialog.export_keys()
    dialog.reset_all()
    dialog.import_keys()
    assert settings.get(CHANGED_KEYS) == {"link": ["Y"]}
    assert key_of("link") == "Y"


def test_a_file_may_bring_clashes_which_are_told_and_what_it_does_not_know(
    dialog: KeysDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "theirs.json"
    said = {"next_sentence": ["b"], "fly": ["F"], "note": ["Hyper+Q"]}
    path.write_bytes(msgspec.json.encode({"schema": "annotator-keys/1", "keys": said}))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.import_keys()
    assert "Not understood: fly, note: Hyper+Q." in dialog.said.text()
    assert key_of("note") == "M"
    qtbot.keyClicks(dialog.line, "clashes")
    assert {one.text(0) for one in rows(dialog)} == {
        "Next sentence",
        "Previous quotation that is not coded yet",
    }


def test_the_sheet_of_keys_shows_the_changed_ones(dialog: KeysDialog, qtbot: QtBot) -> None:
    dialog.keys.give(command("next_sentence"), ["Y"])
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1200, 800)
    sheet = KeySheet(parent, None)
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Y" in shown
    assert "J or Alt+Right" not in shown
