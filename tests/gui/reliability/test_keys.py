import pytest
from places import DOCS
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.commands.table import RELIABILITY_COMMANDS, WINDOW_COMMANDS, Command
from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.window.key_sheet import KeysOverlay

_PAGE = (DOCS / "keyboard.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", RELIABILITY_COMMANDS, ids=lambda c: c.id)
def test_every_key_is_in_the_keyboard_page(command: Command) -> None:
    keys = ", ".join(f"`{key}`" for key in command.keys)
    assert f"| {keys} | {command.title} |" in _PAGE


def test_no_key_is_a_key_of_the_window_too() -> None:
    windows = {key for command in WINDOW_COMMANDS for key in command.keys}
    assert windows.isdisjoint(key for command in RELIABILITY_COMMANDS for key in command.keys)


def test_the_page_of_keys_names_them(body: ReliabilityBody, qtbot: QtBot) -> None:
    overlay = KeysOverlay(body, None)
    qtbot.addWidget(overlay)
    words = {label.text() for label in overlay.findChildren(PlainLabel)}
    assert {command.title for command in RELIABILITY_COMMANDS} <= words


def test_tab_reaches_options_buttons_figures_and_tabs(body: ReliabilityBody, qtbot: QtBot) -> None:
    wanted = {
        body.options.coders,
        body.options.codes,
        body.options.reliable,
        body.bar.coders,
        body.bar.copy,
        body.table,
        body.detail.tabBar(),
    }
    body.options.coders.setFocus()
    seen: set[object] = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        seen.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert wanted <= seen
