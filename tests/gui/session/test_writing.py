"""Edits while another program holds the file, or has put another one in its place."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_session import small_session

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.review import AddComment
from annotator.domain.errors import BusyError
from annotator.domain.teamwork import Comment
from annotator.domain.typed_words import TypedPlace
from annotator.gui.inspector.note import NoteEdit
from annotator.gui.session.session import Session


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with small_session(tmp_path) as made:
        yield made


@contextmanager
def locked(session: Session, how: str = "IMMEDIATE") -> Iterator[None]:
    session.project.be_patient(0)
    with closing(sqlite3.connect(session.project.path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


def note(session: Session) -> str:
    quote = session.project.get(Annotation, "q")
    assert quote is not None
    return quote.note


def test_edits_are_done_in_their_order_once_the_file_is_free(session: Session) -> None:
    with locked(session):
        for words in ("first", "second", "third"):
            assert session.apply(SetNote("q", words)) is not None, "it waits, and is not refused"
        assert not session.waiting.try_again()
        assert note(session) == "third", "it is read as it will be"
        assert "Note written" not in [one.label for one in session.project.latest_edits(4)]
    assert session.waiting.try_again()
    assert note(session) == "third"
    notes = [one.label for one in session.project.latest_edits(4)].count("Note written")
    assert notes == 3


def test_what_is_done_is_not_done_again_when_showing_it_has_to_wait(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = session.project.data_version
    refusals = iter([True, False, False, False, False, False])

    def busy_once() -> int:
        if next(refusals, False):
            raise BusyError("It can't be read now", "database is locked")
        return version()

    apply = session.project.apply

    def applied(*args: object) -> object:
        done = apply(*args)  # type: ignore[arg-type] - handed on as it came
        monkeypatch.setattr(session.project, "data_version", busy_once)
        return done

    monkeypatch.setattr(session.project, "apply", applied)
    seen: list[object] = []
    session.changed.connect(seen.append)
    assert session.apply(AddComment(id="c", annotation="q", text="Once.")) is not None
    assert session.waiting.some
    assert session.waiting.try_again()
    assert [one.text for one in session.project.find(Comment)] == ["Once."]
    assert len(seen) == 1


def test_undo_gives_up_what_waits_and_takes_back_nothing_else(session: Session) -> None:
    session.apply(SetNote("q", "written"))
    with locked(session):
        session.apply(SetNote("q", "waits"))
        session.undo()
        assert not session.waiting.some
    session.undo()
    assert note(session) == ""


def test_labels_of_undo_stay_while_nothing_can_be_read(session: Session) -> None:
    label = session.project.undo_label()
    with locked(session, "EXCLUSIVE"):
        assert session.project.undo_label() == label
    assert label is not None


def test_an_edit_that_is_in_the_kept_file_is_shown(session: Session, tmp_path: Path) -> None:
    session.apply(SetNote("q", "before"))
    apply = session.project.apply

    def then_gone(*args: object) -> object:
        done = apply(*args)  # type: ignore[arg-type] - handed on as it came
        shutil.move(session.project.path, tmp_path.parent / f"{tmp_path.name}-moved")
        return done

    session.project.apply = then_gone  # type: ignore[method-assign, assignment] - as above
    moved: list[object] = []
    session.moved.connect(moved.append)
    session.apply(SetNote("q", "after"))
    session.project.apply = apply  # type: ignore[method-assign] - put back
    session.refresh_from_disk()
    assert len(moved) == 1
    assert session.article is not None
    assert session.article.annotations["q"].note == note(session) == "after"


def test_words_that_are_typed_go_along_into_the_kept_file(session: Session) -> None:
    place = TypedPlace("note", "q", "")
    session.apply(SetNote("s", "x"))
    first = session.project.path.read_bytes()
    session.typed.typing(place, "half a sentence")
    session.typed.flush()
    session.project.path.write_bytes(first[:100] + bytes(len(first)))
    session.refresh_from_disk()
    assert "(ana" in session.project.path.name
    assert [one.text for one in session.project.typed_words()] == ["half a sentence"]


def test_a_note_that_waits_is_not_replaced_by_the_one_before(qtbot: QtBot) -> None:
    edit = NoteEdit()
    qtbot.addWidget(edit)
    edit.show_note("q", "old", read_only=False)
    edit.setFocus()
    qtbot.keyClicks(edit, " and more")
    typed = edit.toPlainText()
    edit.commit_pending()
    edit.show_note("q", "old", read_only=False)
    assert edit.toPlainText() == typed
    edit.show_note("q", "somebody else's", read_only=False)
    assert edit.toPlainText() == "somebody else's"


def test_a_damaged_text_is_not_opened(session: Session) -> None:
    path = session.project.path
    session.open_article("")
    content = path.read_bytes()
    refused: list[str] = []
    session.refused.connect(refused.append)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("DROP TRIGGER text_keeps_UPDATE")
        database.execute("UPDATE text SET body = replace(body, 'mayor', 'major')")
    session.open_article("a")
    assert session.article is None
    assert refused
    assert "“Mayor waits” is not the one that was imported" in refused[-1]
    path.write_bytes(content)
