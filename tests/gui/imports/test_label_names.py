"""What names in files of labels are taken for, changed in the import dialog."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.gui.imports import labels
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.imports.labels import NAME, TARGET
from annotator.store.project import Project

Open = Callable[..., ImportDialog]
TEXT = "“We stay,” the mayor said, with a wink."


@pytest.fixture
def spans(tmp_path: Path) -> Path:
    lines = [{"id": 1, "text": TEXT, "label": [[0, 10, "Quote"], [27, 38, "Wink"]]}]
    path = tmp_path / "spans.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    return path


def shown(dialog: ImportDialog) -> list[tuple[str, str]]:
    model = dialog.labels.model
    return [
        (model.index(n, NAME).data().strip(), model.index(n, TARGET).data())
        for n in range(model.rowCount())
    ]


def choose_row(dialog: ImportDialog, name: str) -> None:
    names = [one for one, _ in shown(dialog)]
    dialog.tabs.setCurrentWidget(dialog.labels)
    dialog.labels.table.setFocus()
    dialog.labels.table.selectRow(names.index(name))


def type_target(dialog: ImportDialog, name: str, target: str, qtbot: QtBot) -> None:
    choose_row(dialog, name)
    qtbot.keyClicks(dialog.labels.table, target[0])
    line = dialog.labels.table.findChild(QComboBox).lineEdit()
    qtbot.keyClicks(line, target[1:])
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_the_tab_says_what_names_are_taken_for(open_dialog: Open, spans: Path) -> None:
    dialog = open_dialog(spans)
    assert dialog.tabs.isTabVisible(2)
    assert shown(dialog) == [("Quote", "Quote"), ("Wink", "nothing yet")]
    choose_row(dialog, "Wink")
    assert dialog.labels.remark.text() == "The codebook has no code for “Wink”."
    assert "--" not in dialog.failures.list.item(0).text()


def test_plain_texts_have_no_names(open_dialog: Open, folder: Path) -> None:
    assert not open_dialog(folder).tabs.isTabVisible(2)


def test_a_typed_code_is_taken_by_keyboard_alone(
    open_dialog: Open, spans: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(spans)
    type_target(dialog, "Wink", "cue", qtbot)
    qtbot.waitUntil(lambda: ("Wink", "Cue") in shown(dialog))
    assert dialog.isVisible()
    assert dialog.failures.isHidden()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.labels.table, Qt.Key.Key_Return)
    assert project.code_counts() == {"quote": 1, "cue": 1}


def test_a_name_that_is_no_code_yet_becomes_a_new_one(
    open_dialog: Open, spans: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(spans)
    type_target(dialog, "Wink", "irony", qtbot)
    qtbot.waitUntil(lambda: ("Wink", "irony  · new") in shown(dialog))
    choose_row(dialog, "Wink")
    assert dialog.labels.remark.text() == "New: the codebook gets this code."
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.labels.table, Qt.Key.Key_Return)
    assert project.code_counts() == {"quote": 1, "irony": 1}


def test_del_leaves_a_name_out(
    open_dialog: Open, spans: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(spans)
    choose_row(dialog, "Wink")
    qtbot.keyClick(dialog.labels.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: ("Wink", "left out") in shown(dialog))
    assert dialog.failures.isHidden()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.labels.table, Qt.Key.Key_Return)
    assert project.code_counts() == {"quote": 1}


def test_space_offers_all_and_escape_takes_none(
    open_dialog: Open, spans: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(spans)
    choose_row(dialog, "Wink")
    qtbot.keyClick(dialog.labels.table, Qt.Key.Key_Space)
    box = dialog.labels.table.findChild(QComboBox)
    offered = [box.itemText(n) for n in range(box.count())]
    assert offered[0] == "Leave out"
    assert {"Quote", "Cue", "New code “Wink”"} <= set(offered)
    box.hidePopup()
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert ("Wink", "nothing yet") in shown(dialog)


def test_extending_the_codebook_marks_what_is_new(
    open_dialog: Open, spans: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(spans)
    qtbot.keyClick(dialog.annotated.extend, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: ("Wink", "Wink  · new") in shown(dialog))


def test_a_map_is_kept_in_a_file_and_taken_from_it(
    open_dialog: Open,
    spans: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "map.json"
    monkeypatch.setattr(labels, "choose_new", lambda *_: path)
    monkeypatch.setattr(labels, "choose_existing", lambda *_: path)
    first = open_dialog(spans)
    type_target(first, "Wink", "cue", qtbot)
    qtbot.waitUntil(lambda: ("Wink", "Cue") in shown(first))
    qtbot.mouseClick(first.labels.keep_button, Qt.MouseButton.LeftButton)
    again = open_dialog(spans)
    assert ("Wink", "nothing yet") in shown(again)
    again.tabs.setCurrentWidget(again.labels)
    qtbot.mouseClick(again.labels.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("Wink", "Cue") in shown(again))


def test_the_names_keep_qts_rules(
    open_dialog: Open, spans: Path, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(open_dialog(spans).labels.model)
