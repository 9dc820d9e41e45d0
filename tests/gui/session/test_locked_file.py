"""While another program holds the file the window works on, and all of it is written afterwards."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.change import Changes
from annotator.domain.edits.annotations import Delete, SetFragments, SetNote, SetValue, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment
from annotator.domain.errors import (
    BusyError,
    FileChangedError,
    FileState,
    NotNowError,
    UserError,
)
from annotator.domain.teamwork import Comment
from annotator.domain.typed_words import TypedPlace
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.code_counts import CodeCounts

HOW = pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
MARK = Tag(id="new", article="a", code="quote", fragments=((0, 3),))


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
        project.apply(ImportRecords(articles=(NewArticle(id="b", title="B", text="Other."),)))
        made = Session(project)
        made.open_article("a")
        assert made.visibility.coder == made.coder_id
        yield made
        made.end()


def shown(session: Session) -> dict[str, Annotation]:
    assert session.article is not None
    return session.article.annotations


def labels(session: Session, many: int) -> list[str]:
    return [one.label for one in reversed(session.project.latest_edits(many))]


@HOW
def test_a_mark_and_what_is_said_of_it_is_shown_at_once_and_written_in_order(
    session: Session, how: str
) -> None:
    with locked(session.project.path, how):
        session.apply(MARK, select="new")
        session.apply(SetValue("new", "kind", "direct"))
        session.apply(SetFragments("new", ((0, 5),)))
        session.apply(SetNote("new", "words"))
        session.apply(AddComment(id="c", annotation="new", text="Why?"))
        assert not session.waiting.try_again()
        assert session.selection == "new"
        made = shown(session)["new"]
        assert (made.values["kind"], made.note, made.end) == ("direct", "words", 5)
        assert [one.text for one in session.project.find(Comment, annotation="new")] == ["Why?"]
        session.select("")
    assert session.waiting.try_again()
    assert session.selection == "", "what is written later selects nothing"
    wanted = ["Quote made", "Kind set", "Boundary moved", "Note written"]
    assert labels(session, 5)[:4] == wanted
    stored = session.project.get(Annotation, "new")
    assert stored is not None
    assert stored.note == "words"
    assert shown(session)["new"] == stored
    assert session.project.check() == []


@HOW
def test_undo_takes_back_what_waits_from_the_last_on_and_redo_does_it_again(
    session: Session, how: str
) -> None:
    with locked(session.project.path, how):
        session.apply(MARK)
        session.apply(SetNote("new", "words"))
        assert session.undo_label() == "Note written"
        session.undo()
        assert shown(session)["new"].note == ""
        assert session.redo_label() == "Note written"
        session.undo()
        assert "new" not in shown(session)
        session.redo()
        session.redo()
        assert shown(session)["new"].note == "words"
        session.undo()
    assert session.waiting.try_again()
    assert shown(session)["new"].note == ""
    assert labels(session, 1) == ["Quote made"]


def test_undos_that_wait_go_on_where_the_last_one_stopped(session: Session) -> None:
    session.apply(SetNote("q", "first"))
    session.apply(SetNote("q", "second"))
    with locked(session.project.path):
        session.undo()
        assert shown(session)["q"].note == "first"
        session.undo()
        assert shown(session)["q"].note == ""
        assert session.redo_label() == "Note written"
        session.redo()
        assert shown(session)["q"].note == "first"
    assert session.waiting.try_again()
    assert shown(session)["q"].note == "first"
    session.redo()
    assert shown(session)["q"].note == "second"


@pytest.mark.parametrize("is_free", [False, True])
def test_an_edit_that_waited_is_redone_after_one_of_the_history_that_was_undone_later(
    session: Session, *, is_free: bool
) -> None:
    session.apply(SetNote("q", "stored"))
    with locked(session.project.path):
        session.apply(MARK)
        session.undo()
        if not is_free:
            session.undo()
    if is_free:
        session.undo()
    with locked(session.project.path):
        assert shown(session)["q"].note == ""
        assert session.redo_label() == "Note written"
        session.redo()
        assert shown(session)["q"].note == "stored"
        assert session.redo_label() == "Quote made"
        session.redo()
        assert "new" in shown(session)
    assert session.waiting.try_again()
    assert {*shown(session)} == {"q", "s", "new"}
    assert session.redo_label() is None


def test_a_redo_that_waits_is_given_up_by_undo_and_done_again_by_redo(session: Session) -> None:
    told: list[str] = []
    session.apply(SetNote("q", "one"))
    session.apply(SetNote("q", "two"))
    session.undo()
    session.undo()
    session.told.connect(told.append)
    with locked(session.project.path):
        session.redo()
        session.redo()
        assert told[-1] == "The rest can be redone in a moment"
        session.undo()
        assert shown(session)["q"].note == ""
        session.redo()
        assert shown(session)["q"].note == "one"
    session.redo()
    assert shown(session)["q"].note == "two"
    session.redo()
    assert told[-1] == "Nothing to redo"
    assert labels(session, 2) == ["Redone: Note written"] * 2


def test_what_was_given_up_is_not_redone_after_other_work(session: Session) -> None:
    with locked(session.project.path):
        session.apply(MARK)
        session.undo()
    done = session.project.apply(SetNote("q", "by a job"))
    session.publish(done)
    assert session.redo_label() is None
    session.redo()
    assert "new" not in shown(session)


def test_an_edit_that_meets_a_bug_waits_and_is_shown_no_more_and_the_others_are_done(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(session.project.path):
        session.apply(MARK)
        session.apply(SetNote("q", "words"))
    edits: list[int] = []
    session.waiting.changed.connect(lambda: edits.append(session.waiting.edits))
    with monkeypatch.context() as patched:
        patched.setattr(session.project, "_edit", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            session.waiting.try_again()
    assert "new" not in shown(session)
    assert edits == [1]
    assert session.waiting.try_again()
    assert shown(session)["q"].note == "words"


def test_what_is_refused_once_the_file_is_free_is_told_and_shown_no_more(session: Session) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    with locked(session.project.path):
        session.apply(SetNote("q", "words"))
        session.apply(SetNote("s", "others"))
    with Project.open(session.project.path, "ana") as elsewhere:
        elsewhere.apply(Delete(("q",)))
    assert session.waiting.try_again()
    assert refused[0].startswith("“Note written” was not saved: There is no annotation q")
    assert list(shown(session)) == ["s"]
    assert shown(session)["s"].note == "others"


def test_an_article_that_cant_be_read_is_opened_later_and_the_open_one_stays(
    session: Session,
) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    with locked(session.project.path, "EXCLUSIVE"):
        session.select("q")
        session.open_article("b")
        assert session.article is not None
        assert (session.article.article.id, session.selection) == ("a", "q")
        assert "opened as soon as that is possible" in refused[0]
        assert session.waiting.said().startswith("Another program holds the file")
    assert session.waiting.try_again()
    assert session.article.article.id == "b"
    assert session.waiting.said() == ""


def test_an_article_is_not_opened_later_by_whoever_works_on(session: Session) -> None:
    with locked(session.project.path, "EXCLUSIVE"):
        session.open_article("b")
        session.apply(SetNote("q", "words"))
    assert session.waiting.try_again()
    assert session.article is not None
    assert session.article.article.id == "a"


def test_views_are_told_to_read_again_what_they_could_not(session: Session) -> None:
    told: list[Changes] = []
    with locked(session.project.path, "EXCLUSIVE"):
        assert not session.waiting.locked
        session.project.undo_label()
        assert session.waiting.locked, "whoever met the lock"
        session.changed.connect(told.append)
        session.waiting.try_again()
        assert told == []
    session.waiting.try_again()
    assert [one.changes for one in told] == [()]
    assert not session.waiting.locked


def test_no_lock_is_looked_for_in_a_file_that_is_closed(session: Session, qtbot: QtBot) -> None:
    session.waiting.begin()
    session.project.close()
    qtbot.waitUntil(lambda: not session.waiting.locked)


def test_what_waits_is_not_tried_in_a_file_that_is_closed(session: Session) -> None:
    with locked(session.project.path):
        session.apply(MARK)
        session.project.close()
    tried: list[bool] = []
    session.waiting.changed.connect(lambda: tried.append(True))
    assert not session.waiting.try_again()
    assert not tried
    assert session.waiting.edits == 1


def test_words_stay_in_the_file_until_what_became_of_them_is_written(session: Session) -> None:
    place = TypedPlace("note", "q", "")
    session.typed.typing(place, "words")
    session.typed.flush()
    with locked(session.project.path):
        session.apply(SetNote("q", "words"))
        session.typed.done(place)
    session.typed.flush()
    assert [one.text for one in session.project.typed_words()] == ["words"], "the edit waits still"
    assert session.waiting.try_again()
    assert session.project.typed_words() == []


def test_words_are_still_typed_when_the_edit_that_took_them_over_is_refused(
    session: Session,
) -> None:
    place, other = TypedPlace("note", "q", ""), TypedPlace("note", "s", "")
    session.typed.typing(place, "a long note")
    session.typed.typing(other, "words")
    session.typed.flush()
    with locked(session.project.path):
        session.apply(SetNote("q", "a long note"))
        session.typed.done(place)
        assert session.typed.text_at(place) is None, "it is an edit"
        session.apply(SetNote("s", "words"))
        session.typed.done(other)
    with Project.open(session.project.path, "ana") as elsewhere:
        elsewhere.apply(Delete(("q",)))
    assert session.waiting.try_again()
    assert [one.text for one in session.project.typed_words()] == ["a long note"]
    assert session.typed.text_at(place) == "a long note"


def test_words_that_were_typed_later_stay_when_an_edit_of_earlier_ones_is_written(
    session: Session,
) -> None:
    place = TypedPlace("note", "q", "")
    session.typed.typing(place, "one")
    with locked(session.project.path):
        session.apply(SetNote("q", "one"))
        session.typed.done(place)
        session.typed.typing(place, "one and two")
    assert session.waiting.try_again()
    assert session.typed.text_at(place) == "one and two"
    session.typed.flush()
    assert [one.text for one in session.project.typed_words()] == ["one and two"]


@HOW
def test_what_waits_stays_with_whoever_did_it_when_somebody_else_codes(
    session: Session, how: str
) -> None:
    place = TypedPlace("note", "q", "")
    session.typed.typing(place, "ana's words")
    with locked(session.project.path, how):
        session.apply(MARK)
        session.apply(SetNote("new", "given up"))
        session.undo()
        session.coder = "ben"
        assert session.redo_label() is None
        session.typed.typing(place, "ben's words")
        session.apply(AddComment(id="c", annotation="q", text="Why?"))
    assert session.waiting.try_again()
    session.typed.flush()
    written = {one.label: one.coder for one in session.project.latest_edits(2)}
    assert written == {"Quote made": "ana", "Comment added": "ben"}
    made = session.project.get(Annotation, "new")
    assert made is not None
    assert session.handle_of(made.coder) == "ana"
    assert [one.text for one in session.project.typed_words()] == ["ben's words"]
    with Project.open(session.project.path, "ana") as again:
        assert [one.text for one in again.typed_words()] == ["ana's words"]


@HOW
def test_each_edit_that_waited_is_counted_once_and_one_that_is_given_up_never(
    session: Session, how: str
) -> None:
    counts, project = CodeCounts(), session.project
    before = dict(counts.of(project, session.visibility))

    def follow(changes: Changes) -> None:
        counts.follow(project, changes)
        counts.of(project, session.visibility)

    session.changed.connect(follow)
    with locked(project.path, how):
        session.apply(MARK)
        session.apply(structs.replace(MARK, id="more"))
        session.apply(structs.replace(MARK, id="less"))
        session.undo()
        session.apply(structs.replace(MARK, id="refused"))
    with Project.open(project.path, "ben") as elsewhere:
        elsewhere.apply(structs.replace(MARK, id="refused"))
    assert session.waiting.try_again()
    after = Counter(project.code_counts(session.visibility))
    assert dict(after) == {**before, "quote": before["quote"] + 2}
    assert +Counter(counts.of(project, session.visibility)) == after


def test_work_for_a_dialog_that_waits_for_a_lock_can_be_given_up(
    session: Session, qtbot: QtBot
) -> None:
    cancelled: list[bool] = []
    with locked(session.project.path, "EXCLUSIVE"):
        job = Job(on_sibling(session.project, lambda project, _: project.check()))
        job.on_refusal(print).on_cancel(lambda: cancelled.append(True))
        running = job.run_quietly(session)
        running.stop()
        qtbot.waitUntil(lambda: bool(cancelled))


def test_an_edit_that_is_written_but_not_shown_yet_is_not_done_again_nor_drops_the_next(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = iter([True])
    publish = session._publish

    def busy_once(changes: Changes, select: str | None = None) -> None:
        if next(refusals, False):
            raise BusyError("It can't be read now", "database is locked")
        publish(changes, select)

    with locked(session.project.path):
        session.apply(AddComment(id="c", annotation="q", text="Once."))
        session.apply(SetNote("q", "words"))
    monkeypatch.setattr(session, "_publish", busy_once)
    assert session.waiting.try_again()
    assert sorted(labels(session, 2)) == ["Comment added", "Note written"]
    assert len(session.project.find(Comment)) == 1


@HOW
def test_what_would_be_refused_is_so_at_once(session: Session, how: str) -> None:
    refused: list[str] = []
    session.refused.connect(refused.append)
    with locked(session.project.path, how):
        session.project.coder = ""
        assert session.apply(MARK) is None
        assert not session.waiting.some
    assert refused == ["Nobody is coding. Say who is coding first."]


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (NotNowError("It can't be written", "the disk is full"), "the disk is full"),
        (FileChangedError(FileState.MISSING, "It is gone.", Path("p.annotator")), "It is gone"),
    ],
)
def test_what_waits_goes_on_waiting_while_there_is_no_room_for_it(
    session: Session, monkeypatch: pytest.MonkeyPatch, refusal: UserError, said: str
) -> None:
    told: list[str] = []
    session.refused.connect(told.append)

    def refused(*_: object) -> Changes:
        raise refusal

    with locked(session.project.path, "EXCLUSIVE"):
        session.apply(MARK)
    with monkeypatch.context() as machine:
        machine.setattr(session.project, "look_at_file", refused)
        assert not session.waiting.try_again()
        assert session.waiting.said(at_once=True) == f"1 edit waits to be saved: {said}"
        assert "new" in shown(session)
    assert session.waiting.try_again()
    assert told == []
    assert labels(session, 1) == ["Quote made"]
