"""Which file is chosen."""

from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.file_dialogs import choose_new


def test_a_name_without_a_suffix_gets_that_of_the_proposed_one_and_replaces_nothing_unasked(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    typed = str(tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (typed, ""))
    chosen: list[Path | None] = []

    def choose() -> None:
        chosen.append(choose_new(parent, Settings(), "Export", "CSV (*.csv)", "hits.csv"))

    choose()
    (tmp_path / "mine.csv").touch()
    in_dialog(QMessageBox, lambda box: box.buttons()[0].click(), choose)
    in_dialog(QMessageBox, lambda box: box.reject(), choose)
    assert chosen == [tmp_path / "mine.csv", tmp_path / "mine.csv", None]


def test_a_name_without_a_suffix_gets_that_of_the_kind_that_was_chosen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen = str(tmp_path / "mine"), "HTML (*.html *.htm)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: chosen)
    kinds = "PDF (*.pdf);;HTML (*.html *.htm)"
    assert choose_new(parent, Settings(), "Report", kinds, "a.pdf") == tmp_path / "mine.html"
