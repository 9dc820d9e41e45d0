"""Notes to the lead in the window: writing one, answering, closing, and who sees whose."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.team import Assign
from annotator.domain.people import coder_id
from annotator.domain.study import Remark
from annotator.gui.remarks.note import NoteDialog
from annotator.gui.remarks.threads import RemarksDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = Codebook(codes=(Code(id="quote", name="Quote", key="q"),))
    with Project.create(tmp_path / "study.annotator", codebook=codebook) as made:
        made.coder = "lea"
        article = NewArticle(id="a", title="Grain talks", text="Words said here.")
        made.apply(ImportRecords(articles=(article,)))
        made.apply(Assign((("a", "ben"), ("a", "cid"))))
        yield made


def _dialog(session: Session, qtbot: QtBot) -> RemarksDialog:
    dialog = RemarksDialog(session, Settings())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _wrote(project: Project, coder: str, edit: AddRemark) -> None:
    project.coder = coder
    project.apply(edit)


def test_enter_sends_a_note_on_what_is_chosen(project: Project, qtbot: QtBot) -> None:
    project.coder = "ben"
    session = Session(project)
    session.open_article("a")
    dialog = NoteDialog(session, Settings(), ("a", None))
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.about.itemText(n) for n in range(dialog.about.count())] == [
        "This article: “Grain talks”",
        "Code Quote",
        "The codebook as a whole",
    ]
    dialog.about.setCurrentIndex(1)
    assert not dialog.send.isEnabled()
    qtbot.keyClicks(dialog.input, "Does reported speech count?")
    qtbot.keyClick(dialog.input, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (one,) = project.find(Remark)
    assert (one.code, one.article, one.text) == ("quote", None, "Does reported speech count?")


def test_what_is_typed_and_not_sent_is_there_the_next_time(project: Project, qtbot: QtBot) -> None:
    session = Session(project)
    first = NoteDialog(session, Settings(), (None, None))
    qtbot.addWidget(first)
    first.show()
    qtbot.keyClicks(first.input, "Half a")
    qtbot.keyClick(first.input, Qt.Key.Key_Escape)
    session.typed.flush()
    again = NoteDialog(Session(project), Settings(), (None, None))
    qtbot.addWidget(again)
    assert again.input.text == "Half a"
    assert project.find(Remark) == []


def test_the_lead_answers_and_closes(project: Project, qtbot: QtBot) -> None:
    _wrote(project, "ben", AddRemark(id="1", text="Is the caption part?", article="a"))
    project.coder = "lea"
    dialog = _dialog(Session(project), qtbot)
    assert dialog.table.texts(0)[:3] == [
        "ben: Is the caption part?",
        "Article “Grain talks”",
        "ben",
    ]
    assert dialog.table.texts(0)[4] == "open"
    qtbot.keyClicks(dialog.input, "No.")
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert dialog.table.texts(0)[0] == "lea: No."
    assert dialog.table.texts(0)[4] == "answered"
    assert "Is the caption part?" in dialog.said.toPlainText()
    dialog.close_thread()
    assert dialog.table.rowCount() == 0
    dialog.closed.setChecked(True)
    assert dialog.table.texts(0)[4] == "closed"
    assert "0 open notes, 1 closed" in dialog.told.text()


def test_who_codes_sees_their_own_notes_and_who_reviews_all(project: Project, qtbot: QtBot) -> None:
    _wrote(project, "ben", AddRemark(id="1", text="Why?", article="a"))
    _wrote(project, "cid", AddRemark(id="2", text="How?"))
    session = Session(project)
    dialog = _dialog(session, qtbot)
    assert [dialog.table.texts(n)[2] for n in range(dialog.table.rowCount())] == ["cid"]
    assert "open the list from Review" in dialog.told.text()
    session.set_reviewing(True)
    assert _dialog(session, qtbot).table.rowCount() == 2


def test_enter_goes_to_the_article_of_a_note(project: Project, qtbot: QtBot) -> None:
    _wrote(project, "lea", AddRemark(id="1", text="Why?", article="a"))
    dialog = _dialog(Session(project), qtbot)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.wanted is not None
    assert dialog.wanted.article == "a"


def test_a_note_on_the_codebook_goes_nowhere(project: Project, qtbot: QtBot) -> None:
    _wrote(project, "lea", AddRemark(id="1", text="Why?"))
    dialog = _dialog(Session(project), qtbot)
    assert not dialog.go_there.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert coder_id("lea") == project.find(Remark)[0].asker
