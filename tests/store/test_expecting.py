"""What is foretold of edits that wait is what they do once they are written."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rounds.elsewhere import locked
from sequences import BOOK, any_edit, fill

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.change import Change, Changes
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.base import Edit
from annotator.domain.edits.correcting import CorrectText, PlaceLeftOut
from annotator.domain.errors import BusyError, UserError
from annotator.domain.kinds import KINDS
from annotator.domain.people import Coder
from annotator.domain.remembered import Remembered
from annotator.domain.teamwork import Comment
from annotator.store import expecting
from annotator.store import project as module
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
        yield project


def everything(project: Project) -> dict[str, dict[str, object]]:
    return {k.name: {one.id: one for one in project.find(k.type)} for k in KINDS.values()}


def key(change: Change) -> tuple[str, str]:
    return change.key


def at_noon() -> str:
    return "2026-01-01T12:00:00Z"


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_edits_change_what_was_foretold_of_them(data: st.DataObject) -> None:
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "p.annotator", codebook=BOOK) as project,
    ):
        patch.setattr(expecting, "now_in_words", at_noon)
        patch.setattr(module, "now_in_words", at_noon)
        project.coder = "ana"
        fill(project)
        waiting: list[tuple[Edit, Changes]] = []
        for _ in range(data.draw(st.integers(1, 8))):
            edit = any_edit(data, project)
            try:
                expected = project.expect(edit)
            except UserError:
                continue
            if expected.changes:
                waiting.append((edit, expected))
            else:  # of what a corrected text leaves behind nothing is foretold
                project.give_up_last()
        foretold, book = everything(project), project.codebook()
        for edit, expected in waiting:
            done = project.apply(edit)
            assert sorted(done, key=key) == sorted(expected, key=key)
            assert project.end_first(done) == expected
        assert everything(project) == foretold
        assert project.codebook() == book


def test_what_is_given_up_is_as_if_it_never_was(project: Project) -> None:
    before = everything(project)
    project.expect(Delete(("q",)))
    project.expect(Tag(id="new", article="a", code="source", fragments=((0, 3),)))
    assert {one.id for one in project.find(Annotation, article="a")} == {"s", "new"}
    assert project.on_annotations_of(Link, "a") == []
    project.give_up_last()
    project.give_up_last()
    assert everything(project) == before


def test_an_edit_that_would_be_refused_is_not_expected(project: Project) -> None:
    project.expect(Delete(("q",)))
    with pytest.raises(UserError, match="no annotation q"):
        project.expect(SetNote("q", "words"))
    assert project.expected_label == "Quote deleted"


def test_a_step_is_foretold_too(project: Project) -> None:
    last = project.next_undo()
    assert last is not None
    assert len(project.on_annotations_of(Link, "a")) == 2
    project.expect_step(last)
    assert len(project.on_annotations_of(Link, "a")) == 1


def test_without_the_file_what_is_remembered_is_read_and_nothing_else_is_claimed(
    project: Project,
) -> None:
    opened = OpenArticle.load(project, "a")
    assert opened is not None
    codes, coders = project.codebook().codes, project.find(Coder)
    known = [*opened.records(), *codes, *coders, project.info()]
    kinds = [type(codes[0]), Coder]
    project.remember = lambda: Remembered(
        known, whole=kinds, article=opened.article, text=opened.text
    )
    project.be_patient(0)
    with locked(project.path, "EXCLUSIVE"):
        project.expect(Tag(id="new", article="a", code="source", fragments=((0, 3),)))
        project.expect(SetNote("new", "words"))
        assert {one.id for one in project.find(Annotation, article="a")} == {"q", "s", "new"}
        assert project.find(Comment, annotation="new") == []
        assert project.text_of(opened.article) == opened.text
        made = project.get(Annotation, "new")
        assert made is not None
        assert made.note == "words"
        for nobody_knows in (
            lambda: project.get(Annotation, "elsewhere"),
            lambda: project.find(Annotation),
            lambda: project.find(Decision, gold="q"),
            lambda: project.on_annotations_of(Link, "b"),
        ):
            with pytest.raises(BusyError):
                nobody_knows()


def test_only_the_first_statement_waits_for_a_lock(project: Project) -> None:
    met: list[int] = []

    def patience() -> int:
        database = project._database
        return database.conn.execute("PRAGMA busy_timeout").fetchone()[0]

    project.be_patient(5, lambda: met.append(patience()))
    with locked(project.path, "EXCLUSIVE"):
        for _ in range(3):
            with pytest.raises(BusyError):
                project.find(Annotation)
        with pytest.raises(BusyError):
            project.look_for_lock()
        with pytest.raises(BusyError):
            project.apply(SetNote("q", "words"))
        assert (met, patience()) == ([0], 0)
    assert project.look_for_lock()
    assert not project.look_for_lock()
    assert patience() == 5
    project.apply(SetNote("q", "words"))


def test_a_first_edit_that_a_lock_hinders_leaves_nothing_half_begun(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
    with Project.open(tmp_path / "p.annotator", "ana") as project:
        project.be_patient(0)
        with locked(project.path, "EXCLUSIVE"), pytest.raises(BusyError):
            project.apply(SetNote("q", "words"))
        project.apply(SetNote("q", "words"))
        project.path.unlink()
        kept = project.keep_work()
    with Project.open(kept) as again:
        assert again.check() == []


def test_what_becomes_of_labels_on_another_text_is_not_foretold(project: Project) -> None:
    before = everything(project)
    correction = CorrectText("a", "“We will,” zz qq, “see.”")
    assert project.expect(correction).changes == ()
    assert everything(project) == before
    project.end_first(project.apply(correction))
    assert project.expect(PlaceLeftOut("s", ((11, 16),))).changes == ()
    project.give_up_last()
    row = project.next_undo()
    assert row is not None
    assert project.expect_step(row).changes == ()
