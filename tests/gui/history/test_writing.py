"""The audit trail from the window."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from blind_study import blind_study
from dialogs import in_dialog
from led_project import do
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.gui.history.writing import TrailDialog, ask_and_write_history
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.workflow.audit.writing import TrailForm


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def session(tmp_path: Path, window: QWidget) -> Iterator[Session]:
    """Let ben sit in front of a study of which he has begun an article."""
    with blind_study(tmp_path) as project:
        do(project, "ben", SetStatus("a1", WorkStatus.IN_PROGRESS))
        made = Session(project)
        made.setParent(window)
        yield made


def export(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    target: Path,
    form: TrailForm,
    suffix: str,
) -> list[str]:
    """Choose in the dialog and let the file be written; return what was proposed as its name."""
    proposed: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(start).name)
        return str(target), ""

    def act(dialog: TrailDialog) -> None:
        dialog.choose(form, suffix)
        dialog.accept()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window = session.parent()
    assert isinstance(window, QWidget)
    in_dialog(TrailDialog, act, lambda: ask_and_write_history(window, session, Settings()))
    return proposed


def test_who_codes_exports_what_they_may_see(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "trail.csv"
    with qtbot.waitSignal(session.told) as told:
        assert export(session, monkeypatch, out, TrailForm.EDITS, ".csv") == ["blind history.csv"]
    assert told.args
    assert str(told.args[0]).endswith(f"changes to trail.csv in {tmp_path}")
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["layer"] for row in rows if row["article"] == "a1" and row["layer"]} == {"ben"}


def test_lives_are_written_as_lines_and_an_ending_is_added(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.told):
        export(session, monkeypatch, tmp_path / "lives", TrailForm.LIVES, ".jsonl")
    first = (tmp_path / "lives.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first)["schema"] == "annotator-life/1"


def test_a_file_that_can_not_be_written_is_named(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []

    def read(box: QMessageBox) -> None:
        said.append(box.informativeText())
        box.close()

    out = tmp_path / "nowhere" / "trail.csv"
    in_dialog(
        QMessageBox, read, lambda: export(session, monkeypatch, out, TrailForm.CODEBOOK, ".csv")
    )
    assert "nowhere" in said[0]
