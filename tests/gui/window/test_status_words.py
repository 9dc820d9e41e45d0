"""What the status bar says of an edit that had to wait, once it is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from small_session import small_session

from annotator.domain.edits.annotations import Delete, SetNote
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.gui.window.status_bar import StatusLine
from annotator.store.project import Project

WAITS = "it waits to be saved"


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with small_session(tmp_path) as made:
        yield made


@pytest.fixture
def status(session: Session, qtbot: QtBot) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1200, 30)
    made.follow(session)
    return made


def test_an_edit_that_is_written_is_not_said_to_wait_any_more(
    session: Session, status: StatusLine
) -> None:
    with locked(session.project.path):
        session.apply(SetNote("q", "words"))
        assert WAITS in status.words()
    assert session.waiting.try_again()
    assert status.words() == "Note written — Ctrl+Z undoes"


def test_an_undo_of_which_nothing_could_be_foretold_is_told_once_it_is_done(
    session: Session, status: StatusLine, tmp_path: Path
) -> None:
    session.project.copy_to(tmp_path / "q.annotator")
    with Project.open(tmp_path / "q.annotator", "ben") as other:
        other.apply(ImportRecords(articles=(NewArticle(id="b", title="B", text="Other."),)))
    changes, _ = session.project.bring_in([tmp_path / "q.annotator"])
    session.publish(changes)
    with locked(session.project.path):
        session.undo()
    assert session.waiting.try_again()
    assert status.words().startswith("Undone: Brought in q.annotator — Ctrl+Shift+Z")


def test_what_is_written_late_covers_no_refusal(session: Session, status: StatusLine) -> None:
    with locked(session.project.path):
        session.apply(SetNote("q", "words"))
        session.apply(SetNote("s", "words"))
    with Project.open(session.project.path, "ana") as elsewhere:
        elsewhere.apply(Delete(("q",)))
    assert session.waiting.try_again()
    assert "was not saved" in status.words()


def _said(status: StatusLine, name: str) -> QLabel:
    (label,) = [one for one in status.findChildren(QLabel) if one.accessibleName() == name]
    return label


@pytest.mark.parametrize("asks", [True, False])
def test_codes_at_the_caret_leave_room_for_what_is_asked_or_refused(
    status: StatusLine, qtbot: QtBot, *, asks: bool
) -> None:
    view = ArticleView()
    qtbot.addWidget(view)
    view.show_article("Words.", [])
    status.resize(1000, 30)
    status.show()
    status.show_place(view, "Words.", [f"Aspect {n} of a long debate on health" for n in range(9)])
    status.grab()
    here = _said(status, "What is annotated at the caret")
    assert here.text().endswith("+ 6 more")
    assert here.width() <= 250
    (status.prompt if asks else status.refuse)("2 answers are missing; here: Kind. " * 2)
    status.grab()
    words = _said(status, "What was done last")
    assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width()
    status.prompt("")
    status.tell("Quote made")
    assert here.isVisible()


def test_words_in_arabic_at_the_beginning_leave_the_sentence_as_it_reads(
    status: StatusLine,
) -> None:
    status.tell("“قال” has it as its source — Shift+S makes another")
    assert status.words().startswith("“قال” has it")
    layout = QTextLayout(_said(status, "What was done last").text())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    said = layout.text().index("has")
    assert line.cursorToX(said)[0] > line.cursorToX(0)[0]
