"""Feedback on a practice article: after Done, blind before, and gone on from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from compared import BOOK, TEXT
from dialogs import in_dialog
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reviewed import code_as, tag

from annotator.domain.article import Status, WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.team import Assign
from annotator.domain.study import PracticeResult, Round, RoundKind
from annotator.gui.coding.page import CodingPage
from annotator.gui.rounds.dialog import ListedArticles, RoundsDialog
from annotator.gui.rounds.feedback import FeedbackDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

TRAINING = Round(id="t", name="Training", kind=RoundKind.TRAINING, pass_mark=0.8)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as made:
        articles = tuple(
            NewArticle(id=i, title=f"On {i}", text=f"{TEXT} {i}") for i in ("a1", "a2")
        )
        made.coder = "lea"
        made.apply(ImportRecords(articles=articles))
        made.apply(PutRound(TRAINING))
        made.apply(Include(round="t", articles=("a1",)))
        code_as(made, "lea", tag("l1", "source", "Others", "a1"), done=("a1",))
        made.coder = "lea"
        made.apply(Settle(take=("l1",)))
        made.apply(Assign((("a1", "ana"), ("a2", "ana"))))
        made.coder = "ana"
        made.apply(tag("n1", "source", "Monday", "a1"))
        yield made


@pytest.fixture
def page(project: Project, qtbot: QtBot) -> CodingPage:
    made = CodingPage(Session(project), Settings())
    qtbot.addWidget(made)
    made.articles.refresh()
    made.open_article("a1")
    return made


def _finish(page: CodingPage) -> None:
    page.finish(WorkStatus.DONE)


def test_done_shows_what_was_missed_and_goes_on(page: CodingPage, qtbot: QtBot) -> None:
    seen: list[list[str]] = []

    def read(dialog: FeedbackDialog) -> None:
        seen.extend(dialog.table.texts(row)[:2] for row in range(dialog.table.rowCount()))
        assert dialog.score.text() == "0 % as the key has it · pass mark 80 % not reached"
        qtbot.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)

    in_dialog(FeedbackDialog, read, lambda: _finish(page))
    assert sorted(seen) == [["Source “Monday”", "Not in the key"], ["Source “Others”", "Missed"]]
    opened = page.session.article
    assert opened is not None
    assert opened.article.id == "a2"
    project = page.session.project
    assert [(one.score, one.passed) for one in project.find(PracticeResult)] == [(0.0, False)]


def test_one_may_stay_and_look_at_what_was_missed(page: CodingPage) -> None:
    def look(dialog: FeedbackDialog) -> None:
        missed = next(
            row for row in range(dialog.table.rowCount()) if dialog.table.texts(row)[1] == "Missed"
        )
        dialog.table.setCurrentCell(missed, 0)
        dialog.look()

    in_dialog(FeedbackDialog, look, lambda: _finish(page))
    selected = page.session.selected_annotation()
    assert selected is not None
    assert selected.text == "Others"


def test_before_done_nothing_of_the_key_is_told(page: CodingPage) -> None:
    heard: list[str] = []
    page.session.refused.connect(heard.append)
    assert not page.show_feedback()
    assert heard == ["The key shows when you have finished the article."]
    page.open_article("a2")
    assert not page.show_feedback()
    assert heard[1:] == ["This is no practice article: it is in no training round."]


def test_the_lead_sees_who_has_passed(page: CodingPage, qtbot: QtBot) -> None:
    in_dialog(FeedbackDialog, FeedbackDialog.reject, lambda: _finish(page))
    assert page.session.project.find(Status, article="a1", status=WorkStatus.DONE)
    dialog = RoundsDialog(page.session, Settings(), ListedArticles())
    qtbot.addWidget(dialog)
    assert dialog.results.text() == "ana passed 0 of 1, on average 0 %"


def test_the_dialog_shows_the_keys_answers_of_an_articles_code(
    page: CodingPage, project: Project
) -> None:
    project.coder = "lea"
    values: dict[str, object] = {"type": "direct", "topics": ["money", "war"]}
    project.apply(Tag(id="l2", article="a1", code="frame", fragments=(), values=values))
    project.apply(Settle(take=("l2",)))
    project.coder = "ana"

    def look(dialog: FeedbackDialog) -> None:
        rows = [dialog.table.texts(n) for n in range(dialog.table.rowCount())]
        place = next(n for n, row in enumerate(rows) if row[0] == "Frame of the whole article")
        assert rows[place][1:3] == ["Missed", "Type: Direct / –; Topics: Money, War / –"]
        dialog.table.setCurrentCell(place, 0)
        assert "Topics: Money, War / –" in dialog.why.toPlainText().splitlines()
        dialog.reject()

    in_dialog(FeedbackDialog, look, lambda: _finish(page))
