"""The report from the window, as a page and on paper."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from led_project import do, led_project
from once import copy_of
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.errors import CancelledError
from annotator.gui.exports.report import ask_and_report
from annotator.gui.exports.report_dialog import ReportDialog
from annotator.gui.exports.report_pdf import draw_pdf
from annotator.gui.session.session import Session
from annotator.gui.settings.insights import INSIGHTS, KeptAsking, KeptInsights
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.report.choosing import usual_questions, written
from annotator.workflow.report.facts import report_facts
from annotator.workflow.sample import make_sample

Act = Callable[[ReportDialog], object]


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


def asked(window: QWidget, session: Session, act: Act = ReportDialog.accept) -> None:
    """Ask for a report, and do something in the dialog that comes."""
    in_dialog(ReportDialog, act, lambda: ask_and_report(window, session, Settings()))


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
        asked(window, session)
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
        asked(window, session)
    content = (tmp_path / "report.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) >= 3, "reliability and codebook begin one"


def test_who_may_not_see_all_labels_is_told_so_before_anything_is_asked(
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


def test_what_is_chosen_is_in_it_and_is_chosen_again_next_time(
    project: Project,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    session = Session(project)
    session.setParent(window)
    to(monkeypatch, tmp_path / "r.html")

    def choose(dialog: ReportDialog) -> None:
        assert dialog.views.ticked() == [written(one) for one in usual_questions()]
        dialog.views.tick(["voice:rows=month", "frames"])
        dialog.layers.setCurrentText("ana")
        dialog.words.setText("code:quote")
        dialog.full.setChecked(True)
        dialog.accept()

    with qtbot.waitSignal(session.told):
        asked(window, session, choose)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    said = "Counted are the labels of ana. Only those that the filter “code:quote” finds."
    assert said in text
    assert "Nothing was found for: Share of voice by month and Frames." in text

    def look(dialog: ReportDialog) -> None:
        assert dialog.views.ticked() == ["voice:rows=month", "frames"]
        assert (dialog.layers.currentText(), dialog.words.text()) == ("ana", "code:quote")
        assert dialog.full.isChecked()
        dialog.reject()

    asked(window, session, look)


def test_views_are_offered_as_they_were_left_on_the_page_of_insights(
    project: Project,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    session = Session(project)
    session.setParent(window)
    to(monkeypatch, tmp_path / "r.html")
    voice = KeptAsking(rows="month", columns="speaker", by="words")
    kept = KeptInsights(view="voice", asked={"voice": voice, "frames": KeptAsking()})
    Settings().set(INSIGHTS, {str(project.path): kept})
    said = "voice:rows=month,columns=speaker,by=words"

    def choose(dialog: ReportDialog) -> None:
        assert said not in dialog.views.ticked()
        texts = [dialog.views.item(n).text() for n in range(dialog.views.count())]
        assert "Share of voice by month and who speaks (words)" in texts
        assert texts.count("Frames") == 1
        dialog.views.tick([said])
        dialog.accept()

    with qtbot.waitSignal(session.told):
        asked(window, session, choose)
    assert "Share of voice by month and who speaks" in (tmp_path / "r.html").read_text("utf-8")


def test_without_a_view_there_is_no_chapter_of_them(
    project: Project,
    window: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    session = Session(project)
    session.setParent(window)
    to(monkeypatch, tmp_path / "r.html")

    def choose(dialog: ReportDialog) -> None:
        dialog.views.tick([])
        dialog.accept()

    with qtbot.waitSignal(session.told):
        asked(window, session, choose)
    assert "What the labels say" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_filter_that_means_nothing_is_told_before_a_file_is_asked_for(
    project: Project, window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = Session(project)
    session.setParent(window)
    to(monkeypatch, tmp_path / "r.html")

    def choose(dialog: ReportDialog) -> None:
        dialog.words.setText("codes:quote")
        dialog.accept()
        assert dialog.isVisible()
        assert dialog.problem.isVisible()
        assert "There is no condition codes:" in dialog.problem.text()
        dialog.reject()

    asked(window, session, choose)
    assert not (tmp_path / "r.html").exists()


def test_a_study_takes_some_ten_pages_with_bookmarks_and_letters(tmp_path: Path) -> None:
    made = copy_of("sample study", _sample, tmp_path / "s.annotator")
    with Project.open(made) as study:
        facts = report_facts(study, made="2026-01-31")
    out = tmp_path / "r.pdf"
    draw_pdf(facts, out)
    content = out.read_bytes()
    assert 6 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 12
    titles = [bytes.fromhex(one.decode()) for one in re.findall(rb"/Title <FEFF(\w+)>", content)]
    told = [one.decode("utf-16-be") for one in titles]
    assert told[:2] == ["Summary", "The material"]
    assert "What the labels say" in told
    assert b"/Subtype /Image" not in content, "plots are drawn, not painted"
    assert b"/FontFile2" in content


def test_it_can_be_stopped_while_it_is_laid_out(project: Project, tmp_path: Path) -> None:
    facts = report_facts(project)

    def stop(done: int, _total: int) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        draw_pdf(facts, tmp_path / "r.pdf", stop)
    assert list(tmp_path.glob("r.pdf*")) == []


def _sample(path: Path) -> Project:
    make_sample(path)
    return Project.open(path)
