"""Asking and answering about an annotation, by keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import coder_id
from annotator.domain.teamwork import Comment, in_thread_order, is_open
from annotator.gui.inspector import Inspector
from annotator.gui.inspector.thread import Thread
from annotator.gui.session.session import Session

KEY, MODIFIER = Qt.Key, Qt.KeyboardModifier
OLD = "2025-05-19T09:30:00Z"


def comments(session: Session, annotation: str) -> list[Comment]:
    return in_thread_order(session.project.find(Comment, annotation=annotation))


def asked(annotation: str, *, closes: bool = False) -> ImportRecords:
    """Return the edit that brings in what ben asked some time ago."""
    comment = Comment(
        id="old", annotation=annotation, coder=coder_id("ben"), text="Why?", at=OLD, closes=closes
    )
    return ImportRecords(records=(comment,))


def test_enter_sends_a_question_on_a_colleagues_annotation(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("b1")
    assert inspector.focus_thread()
    field = inspector.questions.input
    qtbot.keyClicks(field, "All of")
    qtbot.keyClick(field, KEY.Key_Return, MODIFIER.ShiftModifier)
    qtbot.keyClicks(field, "it?")
    assert comments(session, "b1") == []
    qtbot.keyClick(field, KEY.Key_Return)
    (comment,) = comments(session, "b1")
    assert (comment.text, comment.coder) == ("All of\nit?", session.coder_id)
    assert field.toPlainText() == ""
    assert "All of\nit?" in inspector.questions.text()


def test_an_answer_is_added_below_and_alt_c_closes(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.apply(asked("q1"))
    session.select("q1")
    inspector.focus_thread()
    field, thread = inspector.questions.input, inspector.questions
    assert thread.close_button.isVisible()
    qtbot.keyClicks(field, "Because")
    assert thread.send.text() == "Answer"
    qtbot.keyClick(field, KEY.Key_Return)
    assert thread.text().index("Why?") < thread.text().index("Because")
    qtbot.keyClick(field, KEY.Key_C, MODIFIER.AltModifier)
    assert not is_open(comments(session, "q1"))
    assert "Closed by ana" in thread.text()
    assert not thread.close_button.isVisible()


def test_a_closed_question_is_opened_again_by_asking(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.apply(asked("q1", closes=True))
    session.select("q1")
    inspector.focus_thread()
    qtbot.keyClicks(inspector.questions.input, "Still?")
    assert inspector.questions.send.text() == "Ask again"
    qtbot.mouseClick(inspector.questions.send, Qt.MouseButton.LeftButton)
    assert is_open(comments(session, "q1"))


def test_what_is_typed_and_not_sent_stays_with_its_annotation(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    inspector.focus_thread()
    qtbot.keyClicks(inspector.questions.input, "Is it")
    session.select("s1")
    assert inspector.questions.input.toPlainText() == ""
    session.select("q1")
    assert inspector.questions.input.toPlainText() == "Is it"
    assert comments(session, "q1") == []


def test_nothing_typed_is_nothing_asked(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    inspector.focus_thread()
    qtbot.keyClick(inspector.questions.input, KEY.Key_Return)
    qtbot.keyClick(inspector.questions.input, KEY.Key_C, MODIFIER.AltModifier)
    assert comments(session, "q1") == []
    assert not inspector.questions.send.isVisible()


def test_esc_leaves_and_a_thread_alone_has_the_note_at_its_head(
    session: Session, qtbot: QtBot
) -> None:
    session.apply(SetNote("q1", "<b>Is it one?</b>"))
    thread = Thread(session)
    qtbot.addWidget(thread)
    thread.show_annotation("q1")
    assert thread.text() == "ana · note\n<b>Is it one?</b>"
    with qtbot.waitSignal(thread.left):
        qtbot.keyClick(thread.input, KEY.Key_Escape)
    thread.show_annotation("")
    assert thread.text() == ""


def test_undoing_a_comment_takes_it_away(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    inspector.focus_thread()
    qtbot.keyClicks(inspector.questions.input, "Why?")
    qtbot.keyClick(inspector.questions.input, KEY.Key_Return)
    session.undo()
    assert inspector.questions.text() == ""
