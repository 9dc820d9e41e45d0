"""The table of commands is whole, its keys do not clash, and words ask it for a key."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from own_modules import GUI, found_in, modules, source
from places import DOCS
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.coding.controller import CodingController
from annotator.gui.commands.command import Command
from annotator.gui.commands.key_lines import key_lines, with_tables
from annotator.gui.commands.table import command, commands, key_of, keys_on, reserved_keys
from annotator.gui.review.queue import QueueList
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.window.key_sheet import KeySheet

EVERY = commands()
DECLARE_KEYS = ("commands.py", "modes.py", "key_events.py")
"""Where a key may be written: where it is declared, and where Qt's words for keys are read."""
KEY_WRITTEN_OUT = re.compile(r"\b(Ctrl|Alt|Shift)\+|\bF([1-9]|1[0-2])\b")
NAMED_KEY = re.compile(r"\b(Esc|Enter|Del)\b")
"""Keys that docstrings may name, but no words that are shown."""
ASK_FOR_KEY = {"key_of": 0, "with_key": 1, "command": 0}


def keys_written_out(path: Path) -> Iterator[str]:
    """Yield the texts of a module that name a key, docstrings only where it is written out."""
    if path.name.endswith(DECLARE_KEYS):
        return
    tree = ast.parse(source(path))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = KEY_WRITTEN_OUT.search(node.value)
            if named or (id(node) not in said and NAMED_KEY.search(node.value)):
                yield node.value


def commands_asked_for(path: Path) -> Iterator[str]:
    if not any(f"{name}(" in source(path) for name in ASK_FOR_KEY):
        return
    for node in ast.walk(ast.parse(source(path))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = ASK_FOR_KEY.get(node.func.id, len(node.args))
            if place < len(node.args) and isinstance(node.args[place], ast.Constant):
                yield node.args[place].value  # type: ignore[attr-defined] - a constant


def test_no_two_commands_share_an_id() -> None:
    assert len({row.id for row in EVERY}) == len(EVERY)
    assert all(command(row.id) is row for row in EVERY)


def those(wrong: Callable[[Command[Any]], bool]) -> list[str]:
    return [row.id for row in EVERY if wrong(row)]


def test_each_command_has_a_title_and_an_act() -> None:
    assert those(lambda row: not row.title or row.title.strip() != row.title) == []
    assert those(lambda row: not callable(row.act)) == []


def test_each_command_is_reached_by_a_key_or_from_a_menu() -> None:
    assert those(lambda row: not (row.keys or row.places)) == []
    assert those(lambda row: bool(row.places) and row.scope.find is None) == []


def test_the_keyboard_page_is_as_the_table_says() -> None:
    page = (DOCS / "keyboard.md").read_text(encoding="utf-8")
    assert page == with_tables(page), "run python tools/keyboard_doc.py"


def test_each_key_is_on_the_keyboard_page() -> None:
    titles = {line.title for _, lines in key_lines() for line in lines}
    assert those(lambda row: bool(row.keys) and row.title not in titles) == []


def test_no_key_does_two_things_in_one_scope() -> None:
    taken: set[tuple[object, str]] = set()
    for row in EVERY:
        for key in row.keys:
            assert (row.scope, key) not in taken, row.id
            taken.add((row.scope, key))


def test_no_key_of_the_window_does_something_else_within_it() -> None:
    windows = [row for row in EVERY if row.scope.shortcuts]
    keys = [key for row in windows for key in row.keys]
    assert sorted(keys) == sorted(set(keys))
    within = {
        key for row in EVERY if not (row.scope.shortcuts or row.scope.apart) for key in row.keys
    }
    assert within.isdisjoint(keys)


def test_a_list_goes_before_what_all_lists_do() -> None:
    assert keys_on(QueueList)["C"].id == "queue_change"
    assert keys_on(QueueList)["N"].id == "next_listed"


def test_codes_should_leave_the_bare_keys_of_the_text() -> None:
    bare = {key for key in keys_on(CodingController) if len(key) == 1}
    assert reserved_keys() == bare
    assert "W" in bare


def test_no_key_is_written_out() -> None:
    assert found_in(modules(GUI), keys_written_out) == {}


def test_words_ask_for_keys_that_there_are() -> None:
    for path in modules(GUI):
        for name in commands_asked_for(path):
            assert key_of(name) or command(name).places, (path, name)


def sheet(qtbot: QtBot) -> KeySheet:
    parent = QWidget()
    parent.resize(1280, 800)
    made = KeySheet(parent, None)
    made.parent_kept = parent  # type: ignore[attr-defined] - the sheet goes with its parent
    qtbot.addWidget(parent)
    return made


def said(shown: KeySheet) -> set[str]:
    return {label.text() for label in shown.findChildren(PlainLabel)}


def test_the_sheet_of_keys_shows_every_scope(qtbot: QtBot) -> None:
    assert {row.title for row in EVERY if row.keys} <= said(sheet(qtbot))


def test_typing_narrows_the_sheet_of_keys(qtbot: QtBot) -> None:
    shown = sheet(qtbot)
    qtbot.keyClicks(shown.line, "why reject")
    assert "Say why, then reject" in said(shown)
    assert "Next sentence" not in said(shown)
    qtbot.keyClicks(shown.line, " nonsense")
    assert said(shown) == {"Nothing found"}
