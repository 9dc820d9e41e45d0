"""Edits that are planned, written and taken back piece by piece: one edit, all of it or nothing."""

import tracemalloc
from collections.abc import Iterator, Sequence

import pytest
from work import looks

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Scope
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.annotations import ChangeCode, Delete, SetNote, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.state import State
from annotator.store.history import pieces, writing
from annotator.store.project import Project


class Several:
    """Some edits, each of which is a piece."""

    def __init__(self, *edits: Edit) -> None:
        self._edits = edits
        self._done = 0

    def pieces(self, state: State, progress: Progress) -> Iterator[Edit]:
        self._done = 0
        for edit in self._edits:
            progress(self._done, len(self._edits))
            yield edit
            self._done += 1

    def label(self) -> str:
        return f"{self._done} done"


def article(n: int) -> ImportRecords:
    return ImportRecords(articles=(NewArticle(id=f"n{n}", title=f"N {n}", text=f"Text {n}."),))


def articles(project: Project) -> list[str]:
    return [one.id for one in project.find(Article) if one.id.startswith("n")]


def test_an_edit_in_pieces_is_one_edit_to_undo_and_to_do_again(project: Project) -> None:
    before = project.undo_label()
    done = project.apply(Several(*map(article, range(3))))
    assert (done.label, len(done.changes), done.all_told) == ("3 done", 3, True)
    assert (articles(project), project.undo_label()) == (["n0", "n1", "n2"], "3 done")
    project.undo()
    assert (articles(project), project.undo_label()) == ([], before)
    project.redo()
    assert articles(project) == ["n0", "n1", "n2"]
    assert project.check() == []


def test_pieces_in_which_nothing_changes_leave_no_history(project: Project) -> None:
    before = project.undo_label()
    assert not project.apply(Several(Together([]))).some
    assert project.undo_label() == before


def test_what_fails_late_leaves_nothing_of_the_pieces_before(project: Project) -> None:
    before = project.undo_label()
    with pytest.raises(UserError):
        project.apply(Several(article(0), EditArticle(article="none")))
    assert (articles(project), project.undo_label(), project.check()) == ([], before, [])


def test_cancelling_leaves_nothing_of_the_pieces_before(project: Project) -> None:
    def cancel(done: int, _total: int) -> None:
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        project.apply(Several(article(0), article(1)), cancel)
    assert (articles(project), project.check()) == ([], [])


def test_pieces_that_change_the_same_record_are_planned_as_one(project: Project) -> None:
    corrected = EditArticle(article="n0", title="Later")
    done = project.apply(Several(article(0), article(1), corrected))
    assert len(done.changes) == 2
    found = project.get(Article, "n0")
    assert found is not None
    assert found.title == "Later"
    assert project.check() == []
    project.undo()
    assert (articles(project), project.check()) == ([], [])


def test_the_codebooks_version_rises_once_for_all_pieces(project: Project) -> None:
    before = project.codebook().version
    project.apply(Several(*(PutCode(Code(id=f"more{n}", name=f"More {n}")) for n in range(3))))
    assert project.codebook().version == before + 1
    assert project.check() == []


def tagged(project: Project, count: int) -> list[str]:
    project.apply(article(0))
    ids = [f"t{n}" for n in range(count)]
    code = project.codebook().usable(Scope.SPAN)[0].id
    project.apply(
        Together([Tag(id=one, article="n0", code=code, fragments=((0, 4),)) for one in ids])
    )
    return ids


def noted(ids: Sequence[str]) -> Together:
    return Together([SetNote(one, "Looked at") for one in ids])


def test_a_large_edit_is_not_told_change_by_change_and_is_undone_all_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_TOLD", 5)
    monkeypatch.setattr(pieces, "_IN_A_PIECE", 4)
    ids = tagged(project, 10)
    done = project.apply(noted(ids))
    assert (done.changes, done.all_told, done.some) == ((), False, True)
    assert {one.note for one in project.get_all(Annotation, ids).values()} == {"Looked at"}
    reported: list[tuple[int, int]] = []
    project.undo(progress=lambda *how: reported.append(how))
    assert {one.note for one in project.get_all(Annotation, ids).values()} == {""}
    assert reported == [(0, 10), (4, 10), (8, 10)]
    project.apply(SetNote(ids[0], "After it"))
    assert project.check() == []


def test_cancelling_a_large_undo_leaves_all_as_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_IN_A_PIECE", 4)
    ids = tagged(project, 10)

    def cancel(done: int, _total: int) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        project.undo(progress=cancel)
    assert project.get_all(Annotation, ids).keys() == set(ids)
    assert project.check() == []


def test_no_query_of_a_bulk_edit_is_about_a_single_annotation(project: Project) -> None:
    ids = tagged(project, 300)
    project.apply(noted(ids[:1]))
    with looks(project) as few:
        project.apply(noted(ids[1:11]))
    with looks(project) as many:
        project.apply(noted(ids[11:]))
    assert many["SELECT"] <= few["SELECT"] + 2


def test_undoing_holds_no_more_of_a_larger_edit(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_TOLD", 50)
    monkeypatch.setattr(pieces, "_IN_A_PIECE", 50)
    ids = tagged(project, 1000)

    def peak(some: Sequence[str]) -> int:
        project.apply(noted(some))
        tracemalloc.start()
        try:
            project.undo(progress=no_progress)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(ids[:10])
    assert peak(ids) < 2 * peak(ids[:100])


def test_many_recoded_or_deleted_annotations_are_read_with_what_is_on_them_at_once(
    project: Project,
) -> None:
    ids = tagged(project, 300)
    for one in ids[::5]:
        project.apply(AddLink(annotation=one, type="target", actor="mayor"))
    assert len(project.find(Link)) >= 60
    with looks(project) as few:
        project.apply(Together([ChangeCode(one, "source") for one in ids[100:110]]))
        project.apply(Delete(tuple(ids[100:110])))
    with looks(project) as many:
        project.apply(Together([ChangeCode(one, "source") for one in ids[:100]]))
        project.apply(Delete(tuple(ids[:100])))
    assert many["SELECT"] <= few["SELECT"] + 20
    assert project.check() == []
