"""Keeping what columns hold, in the import dialog."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.formats.tables.kept import KeptColumns, read_kept, write_kept
from annotator.gui.imports import kept_row
from annotator.gui.imports.dialog import ImportDialog
from annotator.store.project import Project
from annotator.workflow.importing.kept_columns import kept_columns

Open = Callable[..., ImportDialog]
MAPPING = {"kop": "title", "verhaal": "text"}


def table(folder: Path, name: str = "een.csv") -> Path:
    path = folder / name
    path.write_text(f"kop,verhaal\nBegroting,Met een stem, {name}.\n".replace(", ", " "), "utf-8")
    return path


def kept_for(dialog: ImportDialog) -> tuple[bool, dict[str, str]]:
    row = dialog.columns.kept_row
    return row.box.isChecked(), dict(kept_columns().of(("kop", "verhaal")))


def test_columns_that_are_kept_are_taken_for_the_next_table(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(table(tmp_path))
    dialog.columns.mapped.emit(dialog.columns.file, MAPPING)
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)
    assert kept_for(dialog) == (False, {})
    dialog.columns.kept_row.box.click()
    assert kept_for(dialog) == (True, MAPPING)
    other = open_dialog(table(tmp_path, "twee.csv"))
    qtbot.waitUntil(lambda: other.model.taken() == 1)
    assert kept_for(other) == (True, MAPPING)
    other.columns.kept_row.box.click()
    assert kept_for(other) == (False, {})


def test_what_is_changed_later_is_kept_too(open_dialog: Open, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = open_dialog(table(tmp_path))
    dialog.columns.kept_row.box.click()
    line = dialog.columns.table.cellWidget(1, 1).lineEdit()
    line.setText("Text")
    line.editingFinished.emit()
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)
    assert kept_for(dialog) == (True, {"kop": "kop", "verhaal": "text"})


def test_columns_go_out_into_a_file_and_come_from_one(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "columns.json"
    monkeypatch.setattr(kept_row, "choose_new", lambda *_: file)
    monkeypatch.setattr(kept_row, "choose_existing", lambda *_: file)
    dialog = open_dialog(table(tmp_path))
    dialog.columns.kept_row.export_button.click()
    assert read_kept(file).of(("kop", "verhaal")) == {"kop": "kop", "verhaal": "verhaal"}
    write_kept(KeptColumns().with_table(MAPPING), file)
    dialog.columns.kept_row.take_button.click()
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)
    assert kept_for(dialog) == (True, MAPPING)


def test_a_list_without_texts_can_be_imported_alone(
    open_dialog: Open, tmp_path: Path, project: Project, qtbot: QtBot
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("title,url\nOne,https://a.example/1\n", "utf-8")
    dialog = open_dialog(path)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert "1 entry of lists" in dialog.summary.text()
    with qtbot.waitSignal(dialog.accepted):
        dialog.import_button.click()
    assert [one["title"] for one in project.records("shell")] == ["One"]
