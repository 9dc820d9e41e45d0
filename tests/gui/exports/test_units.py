"""The answers unit by unit leave from the window, as far as they may be seen."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import AskedUnit, Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.units import AnswerUnit
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

TEXT = "One said so.\n\nTwo did not."
FIRST, SECOND = (0, 12), (14, 26)
TOPIC = Code(id="topic", name="Topic", unit=AskedUnit.PARAGRAPH)
QUOTE = Code(id="quote", name="Quote")


def study(path: Path, *codes: Code) -> Project:
    project = Project.create(path, codebook=Codebook(codes=codes))
    for coder, places in (("ana", (FIRST, SECOND)), ("ben", (FIRST,))):
        project.coder = coder
        if coder == "ana":
            project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=TEXT),)))
        for n, place in enumerate(places if TOPIC in codes else ()):
            ident = f"{coder}{n}"
            project.apply(
                AnswerUnit(id=ident, article="a", code="topic", fragments=(place,), none=True)
            )
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path / "p.annotator", TOPIC, QUOTE) as made:
        yield made


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "units.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def who(path: Path) -> list[tuple[str, str, str]]:
    return [(one["number"], one["coder"], one["agreement"]) for one in rows(path)]


BOTH = [("1", "ana", "1"), ("1", "ben", "1"), ("2", "ana", ""), ("2", "ben", "")]


def test_the_export_dialog_writes_the_long_table(
    project: Project, target: Path, qtbot: QtBot
) -> None:
    project.coder = "lead"
    session = Session(project)
    dialog = ExportDialog(session, Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    with qtbot.waitSignal(session.told) as told:
        qtbot.mouseClick(dialog.units, Qt.MouseButton.LeftButton)
    assert told.args == [f"4 rows written to units.csv in {target.parent}"]
    assert who(target) == BOTH


def test_whoever_codes_the_article_gets_their_own_answers(
    project: Project, target: Path, qtbot: QtBot
) -> None:
    project.coder = "ben"
    session = Session(project)
    dialog = ExportDialog(session, Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(session.told):
        dialog.units.click()
    assert {coder for _, coder, _ in who(target)} == {"ben"}
    assert {agreement for _, _, agreement in who(target)} == {""}


def test_the_page_of_figures_writes_it_by_its_key(
    project: Project, target: Path, qtbot: QtBot
) -> None:
    project.coder = "lead"
    session = Session(project)
    page = ReliabilityPage(session, Settings())
    session.setParent(page)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.enter()
    qtbot.waitUntil(lambda: not page.body.computation.work.busy)
    assert page.body.bar.units.isVisible()
    with qtbot.waitSignal(session.told):
        qtbot.keyClick(
            page.body.bar.again,
            Qt.Key.Key_U,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert who(target) == BOTH
    page.remember()


def test_where_no_code_asks_of_units_nothing_is_offered(tmp_path: Path, qtbot: QtBot) -> None:
    with study(tmp_path / "q.annotator", QUOTE) as free:
        dialog = ExportDialog(Session(free), Settings())
        qtbot.addWidget(dialog)
        assert not dialog.units.isVisibleTo(dialog)
