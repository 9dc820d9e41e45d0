"""The report from the window, as a page and on paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from led_project import do, led_project
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.gui.exports.report import ask_and_report
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as made:
        do(made, "ben", SetStatus("a1", WorkStatus.DONE))
        yield made


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


@pytest.mark.parametrize(("name", "begins"), [("r.pdf", b"%PDF-"), ("r.html", b"<!DOCTYPE html>")])
def test_it_is_written_as_what_its_name_says(
    project: Project,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    begins: bytes,
) -> None:
    session = Session(project)
    session.setParent(window)
    to(monkeypatch, tmp_path / name)
    with qtbot.waitSignal(session.told) as told:
        ask_and_report(window, session, Settings())
    assert told.args == [f"Report written to {name} in {tmp_path}"]
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_paper_has_its_pages(
    project: Project,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    session = Session(project)
    session.setParent(window)
    to(monkeypatch, tmp_path / "report")
    with qtbot.waitSignal(session.told):
        ask_and_report(window, session, Settings())
    content = (tmp_path / "report.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) >= 3, "reliability and codebook begin one"


def test_who_may_not_see_all_labels_is_told_so(
    project: Project, window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    do(project, "ben", SetStatus("a2", WorkStatus.IN_PROGRESS))
    project.coder = "ben"
    session = Session(project)
    session.setParent(window)
    to(monkeypatch, tmp_path / "r.pdf")
    said: list[str] = []

    def read(box: QMessageBox) -> None:
        said.append(box.informativeText())
        box.close()

    in_dialog(QMessageBox, read, lambda: ask_and_report(window, session, Settings()))
    assert "some are hidden from you yet" in said[0]
    assert not (tmp_path / "r.pdf").exists()
