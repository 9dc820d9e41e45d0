"""Words are in the file while they are typed, and are found again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sample import sample

from annotator.domain.annotation import Annotation
from annotator.domain.errors import UserError
from annotator.domain.typed_words import ANSWER, COMMENT, NOTE, REMARK, TypedPlace
from annotator.gui.session.session import Session
from annotator.gui.session.typed_keeper import INTERVAL, TypedKeeper
from annotator.store.project import Project
from annotator.workflow.typed_words import found_words

THERE = TypedPlace(NOTE, "q1")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as project:
        project.coder = "ana"
        yield project


@pytest.fixture
def keeper(project: Project, qtbot: QtBot) -> TypedKeeper:
    return TypedKeeper(project)


def in_file(project: Project) -> dict[TypedPlace, str]:
    with Project.open(project.path, "ana") as fresh:
        return {words.place: words.text for words in fresh.typed_words()}


def test_typing_on_does_not_put_off_what_is_kept(
    keeper: TypedKeeper, project: Project, qtbot: QtBot
) -> None:
    kept: list[str] = []
    keeper.kept.connect(lambda: kept.append(in_file(project)[THERE]))
    text = ""
    while len(kept) < 3:  # a key in every turn of the loop: there is no pause
        text += "a"
        keeper.typing(THERE, text)
        qtbot.wait(1)
    assert [len(one) for one in kept] == sorted(len(one) for one in kept)
    assert len(text) - len(kept[-1]) <= INTERVAL


def test_what_is_done_is_taken_out_at_once(keeper: TypedKeeper, project: Project) -> None:
    keeper.typing(THERE, "a")
    keeper.flush()
    assert in_file(project) == {THERE: "a"}
    keeper.done(THERE)
    assert in_file(project) == {}
    assert keeper.text_at(THERE) is None


def test_typing_leaves_no_history(keeper: TypedKeeper, project: Project) -> None:
    before = [edit.id for edit in project.latest_edits()]
    for n in range(20):
        keeper.typing(THERE, "a" * n)
        keeper.flush()
    assert [edit.id for edit in project.latest_edits()] == before
    assert project.check() == []


def test_what_can_not_be_written_is_said_once_and_tried_again(
    keeper: TypedKeeper, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    keeper.refused.connect(said.append)

    def busy(_words: Any) -> None:
        raise UserError("Busy.")

    with monkeypatch.context() as patched:
        patched.setattr(project, "keep_typed", busy)
        keeper.typing(THERE, "a")
        keeper.flush()
        keeper.flush()
    assert said == ["Busy."]
    keeper.flush()
    assert in_file(project) == {THERE: "a"}


def test_found_words_become_one_edit_and_what_is_no_answer_stays(project: Project) -> None:
    partial, question = TypedPlace(ANSWER, "q1", "stance"), TypedPlace(COMMENT, "q1")
    project.keep_typed(
        {
            THERE: "found",
            TypedPlace(ANSWER, "t1", "remark"): "said so",
            partial: "1.",
            question: "Is it?",
            TypedPlace(NOTE, "gone"): "nowhere",
        }
    )
    session = Session(project)
    session.typed.take_up(session.apply)
    note = project.get(Annotation, "q1")
    remark = project.get(Annotation, "t1")
    assert note is not None
    assert remark is not None
    assert note.note == "found"
    assert remark.values["remark"] == "said so"
    assert in_file(project) == {partial: "1.", question: "Is it?"}
    assert session.typed.text_at(question) == "Is it?"
    assert project.undo_label() == "2 unsaved texts found and kept"
    session.typed.take_up(session.apply)
    assert project.undo_label() == "2 unsaved texts found and kept"
    session.undo()
    note = project.get(Annotation, "q1")
    assert note is not None
    assert note.note == ""


def test_others_words_are_left_alone(project: Project) -> None:
    project.coder = "ben"
    project.keep_typed({THERE: "ben's"})
    project.coder = "ana"
    session = Session(project)
    session.typed.take_up(session.apply)
    note = project.get(Annotation, "q1")
    assert note is not None
    assert note.note == ""
    project.coder = "ben"
    assert [words.text for words in project.typed_words()] == ["ben's"]


def test_a_note_to_the_lead_that_was_not_sent_waits_where_it_was_typed(project: Project) -> None:
    place = TypedPlace(REMARK, "a ")
    project.keep_typed({place: "Half a"})
    found = found_words(project)
    assert (found.edits, found.over, found.made) == ([], [], [])
    assert [one.text for one in project.typed_words()] == ["Half a"]
