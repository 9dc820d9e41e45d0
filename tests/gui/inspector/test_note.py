from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.gui.inspector import Inspector
from annotator.gui.session.session import Session


def note(session: Session, annotation: str = "q1") -> str:
    found = session.project.get(Annotation, annotation)
    return found.note if found else ""


def typed(inspector: Inspector, qtbot: QtBot, text: str) -> None:
    assert inspector.focus_note()
    qtbot.keyClicks(inspector.note, text)


def test_a_note_is_one_edit_however_many_keys_it_took(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    before = len(session.project.latest_edits())
    typed(inspector, qtbot, "look again")
    assert note(session) == ""
    qtbot.keyClick(inspector.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert note(session) == "look again"
    assert len(session.project.latest_edits()) == before + 1


def test_a_note_is_kept_when_the_focus_leaves(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    typed(inspector, qtbot, "look again")
    elsewhere.setFocus()
    assert note(session) == "look again"


def test_a_note_is_kept_when_another_annotation_is_selected(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    typed(inspector, qtbot, "look again")
    session.select("s1")
    assert (note(session), note(session, "s1")) == ("look again", "")
    assert inspector.note.toPlainText() == ""


def test_a_note_is_kept_when_the_article_or_the_window_closes(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    typed(inspector, qtbot, "one")
    session.open_article("")
    assert note(session) == "one"
    session.open_article("a1")
    session.select("q1")
    typed(inspector, qtbot, "two ")
    inspector.window().close()
    assert "two" in note(session)


def test_a_note_is_kept_after_a_pause(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    typed(inspector, qtbot, "look again")
    qtbot.waitUntil(lambda: note(session) == "look again")
    assert inspector.note.hasFocus()


def test_undoing_a_note_shows_the_earlier_one(
    session: Session, inspector: Inspector, elsewhere: QLineEdit
) -> None:
    session.select("q1")
    session.apply(SetNote("q1", "one"))
    session.apply(SetNote("q1", "two"))
    session.undo()
    assert inspector.note.toPlainText() == "one"


def test_tab_leaves_the_note(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    session.select("q1")
    typed(inspector, qtbot, "x")
    qtbot.keyClick(inspector.note, Qt.Key.Key_Tab)
    assert not inspector.note.hasFocus()
    assert note(session) == "x"


def test_the_history_says_who_did_what(
    session: Session, inspector: Inspector, elsewhere: QLineEdit
) -> None:
    session.select("q1")
    assert "ana · Quote made" in inspector.history.text()
    session.apply(SetNote("q1", "one"))
    assert "Note written" in inspector.history.text()
    assert "Quote made" not in inspector.history.text()
    inspector.history.button.click()
    assert "Quote made" in inspector.history.text()


def test_a_note_that_grows_below_the_edge_scrolls_into_view(
    session: Session, inspector: Inspector, elsewhere: QLineEdit, qtbot: QtBot
) -> None:
    elsewhere.window().resize(340, 300)
    session.select("q1")
    assert inspector.focus_note()
    for _line in range(4):
        qtbot.keyClick(inspector.note, Qt.Key.Key_Return)

    def all_seen() -> bool:
        seen = inspector.note.visibleRegion().boundingRect().height()
        return seen == inspector.note.height() > 60

    qtbot.waitUntil(all_seen)


def test_a_colleagues_annotation_without_a_note_has_no_place_for_one(
    session: Session, inspector: Inspector, elsewhere: QLineEdit
) -> None:
    session.select("b1")
    assert not inspector.note.isVisible()
    session.select("q1")
    assert inspector.note.isVisible()
