"""One's own work that was parted from the project comes back as the steps that it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.store.project import Project


def tag(project: Project, name: str) -> None:
    project.apply(Tag(id=name, article="a", code="quote", fragments=((0, 2),)))


def ids(project: Project) -> set[str]:
    return {one.id for one in project.find(Annotation)} - {"q", "s"}


@pytest.fixture
def study(closed: Path) -> Iterator[Project]:
    """Give the colleague's version, into which one's own was brought as steps."""
    own = shutil.copy(closed, closed.with_name("own.annotator"))
    with Project.open(own, "ana") as project:
        tag(project, "one")
        tag(project, "two")
        project.apply(SetNote("one", "mine"))
        tag(project, "undone")
        project.undo()
    with Project.open(closed, "ben") as project:
        tag(project, "ben's")
    with Project.open(closed, "ana") as project:
        project.bring_in([Path(own)], as_steps=True)
        yield project


def test_undo_goes_on_from_ones_last_own_act_and_redo_comes_back(study: Project) -> None:
    assert ids(study) == {"one", "two", "ben's"}
    undone: list[str] = []
    for _ in range(3):
        row = study.next_undo()
        assert row is not None
        undone.append(row.kind)
        assert study.undo() is not None
        assert study.check() == []
    assert undone == ["SetNote", "Tag", "Tag"]
    assert ids(study) == {"ben's"}
    for _ in range(3):
        assert study.redo() is not None
    one = study.get(Annotation, "one")
    assert one is not None
    assert one.note == "mine"
    assert ids(study) == {"one", "two", "ben's"}
    assert study.check() == []


def test_steps_are_the_same_after_the_project_was_opened_again(study: Project) -> None:
    study.undo()
    with Project.open(study.path, "ana") as again:
        assert again.undo_label() == study.undo_label() == "Quote made"
        again.undo()
        assert ids(again) == {"one", "ben's"}


def test_what_is_undone_beyond_ones_own_acts_is_the_bringing_in_itself(study: Project) -> None:
    for _ in range(4):
        study.undo()
    assert study.undo_label() == "Quote made (by ben)"
    for _ in range(4):
        study.redo()
    assert ids(study) == {"one", "two", "ben's"}
    study.redo()
    assert ids(study) == {"one", "two", "undone", "ben's"}, "it was undone before they were parted"
    assert study.redo() is None
    assert study.check() == []


def test_the_steps_go_and_come_with_a_bringing_in_that_is_taken_back(study: Project) -> None:
    merge = next(row for row in study.latest_edits() if row.kind == "merge")
    study.take_back(merge.id)
    assert ids(study) == {"ben's"}
    assert study.undo_label() == "Quote made (by ben)"
    study.redo()
    assert study.undo_label() == "Note written"
    assert ids(study) == {"one", "two", "ben's"}


def test_a_colleagues_edits_in_the_file_are_no_steps(closed: Path) -> None:
    own = Path(shutil.copy(closed, closed.with_name("own.annotator")))
    for coder, name in (("ana", "one"), ("ben", "two")):
        with Project.open(own, coder) as project:
            tag(project, name)
    with Project.open(closed, "ana") as project:
        project.bring_in([own], as_steps=True)
        project.undo()
        assert ids(project) == {"two"}
        project.undo()
        assert ids(project) == set()


def test_what_was_brought_in_as_steps_travels_on_with_what_was_undone_of_it(
    study: Project, tmp_path: Path
) -> None:
    study.undo()
    study.undo()
    with Project.open(shutil.copy(study.path, tmp_path / "third.annotator"), "cid") as third:
        assert ids(third) == {"one", "ben's"}
    fork = tmp_path / "own.annotator"
    with Project.open(fork, "ana") as own:
        own.bring_in([study.path])
        assert ids(own) == {"one", "ben's"}
        assert own.check() == []
