"""Bringing articles back as they were: all of them, one's own layer, and what was deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sequences import BOOK, CODERS, any_edit, fill

from annotator.domain.annotation import Annotation, Decision, Link, Verdict
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import EditArticle, RemoveArticles, SetStatus
from annotator.domain.edits.codebook import RetireCode
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.edits.team import SetSetting
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, coder_id
from annotator.domain.settings import REVIEWERS_SETTING
from annotator.domain.teamwork import Comment
from annotator.domain.visibility import Visibility
from annotator.store.backups.restoring import opened_backup
from annotator.store.project import Project
from annotator.store.readable import ReadableProject
from annotator.workflow.backups.comparing import ArticleOutcome, compare
from annotator.workflow.backups.looking import seen_in
from annotator.workflow.backups.putting_back import effect, put_back_edit
from annotator.workflow.visibility import visibility_of

ALL = Visibility(open_labels=True)
NOW = "2026-11-28T18:20:31Z"


@contextmanager
def with_backup(folder: Path) -> Iterator[tuple[Project, ReadableProject]]:
    """Give a project and a backup of it as it is now."""
    with Project.create(folder / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
        project.coder = "ben"
        project.apply(Tag(id="b", article="a", code="quote", fragments=((0, 4),)))
        project.apply(SetStatus("a", WorkStatus.DONE))
        project.coder = "ana"
        project.apply(AddComment(id="c", annotation="b", text="Why?"))
        project.apply(Settle(take=("q",)))
        project.copy_to(folder / "then.annotator")
        with opened_backup(folder / "then.annotator") as backup:
            yield project, backup


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Project, ReadableProject]]:
    with with_backup(tmp_path) as found:
        yield found


Both = tuple[Project, ReadableProject]


@settings(max_examples=10)
@given(st.data())
def test_everything_can_be_brought_back_and_that_be_undone(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, with_backup(Path(folder)) as (project, backup):
        for _ in range(data.draw(st.integers(1, 5))):
            project.coder = data.draw(st.sampled_from(CODERS))
            try:
                project.apply(any_edit(data, project))
            except UserError:
                continue
        was = compare(backup, project, ALL)
        try:
            edit = put_back_edit(backup, {"a"}, ALL, everybody=True)
            changed = project.apply(edit).changes
        except UserError:  # the codebook has no place any more for what was there
            return
        assert compare(backup, project, ALL).restorable == ()
        assert project.check() == []
        if changed:
            project.undo()
        assert compare(backup, project, ALL) == was


def test_an_article_that_was_removed_comes_back_with_all_that_was_on_it(both: Both) -> None:
    project, backup = both
    project.apply(RemoveArticles(("a",)))
    (found,) = compare(backup, project, ALL).articles
    assert (found.outcome, found.title) == (ArticleOutcome.GONE, "Mayor waits")
    assert found.in_words() == "removed since, with 4 annotations"
    edit = put_back_edit(backup, {"a"}, ALL, everybody=True)
    told = effect(edit, project, "ana", NOW)
    assert told == (
        "1 article, 2 statuses, 4 annotations, 3 links, 1 decision, 1 comment, 1 settlement "
        "come back. It is one step to undo."
    )
    assert project.apply(edit).label == "1 article brought back"
    for kind in (Article, Status, Annotation, Link, Decision, Comment):
        assert project.find(kind) == backup.find(kind)


@pytest.mark.parametrize("everybody", [True, False])
def test_an_article_whose_text_was_corrected_since_comes_back_with_its_text(
    both: Both, everybody: bool
) -> None:
    project, backup = both
    project.apply(CorrectText("a", "Now “We will,” zz qq, “see.”"))
    project.apply(SetNote("q", "later"))
    before = project.find(Annotation)
    (article,) = compare(backup, project, ALL).articles
    assert article.rest[:1] == ("text",)
    project.apply(put_back_edit(backup, {"a"}, ALL, everybody=everybody))
    assert compare(backup, project, ALL).restorable == ()
    there = {one.id: one.text for one in project.find(Annotation)}
    assert there == {one.id: one.text for one in backup.find(Annotation)}
    assert project.left_out_on("a") == []
    assert project.check() == []
    project.undo()
    assert project.find(Annotation) == before
    assert project.check() == []


def test_only_who_corrects_texts_brings_an_earlier_one_back(both: Both) -> None:
    project, backup = both
    project.apply(CorrectText("a", "Now “We will,” zz qq, “see.”"))
    project.apply(SetSetting(REVIEWERS_SETTING, [coder_id("ana")]))
    project.coder = "ben"
    with pytest.raises(UserError, match="for reviewers"):
        project.apply(put_back_edit(backup, {"a"}, ALL, everybody=False))


def test_without_reviewing_only_the_own_layer_goes_back(both: Both) -> None:
    project, backup = both
    project.apply(SetNote("q", "later"))
    project.apply(Tag(id="new", article="a", code="quote", fragments=((2, 5),)))
    project.coder = "ben"
    project.apply(SetNote("b", "later"))
    project.apply(Tag(id="new2", article="a", code="quote", fragments=((2, 5),)))
    project.apply(SetStatus("a", WorkStatus.IN_PROGRESS))
    project.coder = "ana"
    edit = put_back_edit(backup, {"a"}, ALL, everybody=False)
    assert effect(edit, project, "ana", NOW) == (
        "1 annotation changes; 1 annotation goes. It is one step to undo."
    )
    project.apply(edit)
    notes = {one.id: one.note for one in project.find(Annotation)}
    assert notes.keys() >= {"q", "s", "b", "new2"}
    assert "new" not in notes
    assert (notes["q"], notes["b"]) == ("", "later")
    assert project.find(Status)[0].status is WorkStatus.IN_PROGRESS


def test_a_decision_made_since_stays_for_who_does_not_review(both: Both) -> None:
    project, backup = both
    project.apply(Settle(over=("s",), reason="Missed"))
    project.apply(Delete(("q",)))
    project.apply(put_back_edit(backup, {"a"}, ALL, everybody=False))
    verdicts = {one.annotation: one.verdict for one in project.find(Decision)}
    assert verdicts == {"q": Verdict.ACCEPTED, "s": Verdict.REJECTED}
    project.apply(put_back_edit(backup, {"a"}, ALL, everybody=True))
    assert {one.annotation for one in project.find(Decision)} == {"q"}


def test_the_layers_of_others_stay_where_they_may_not_be_seen(both: Both) -> None:
    project, backup = both
    ana = next(one.coder for one in project.find(Annotation) if one.id == "q")
    blind = visibility_of(project, ana, reviewing=True)
    project.coder = "ben"
    project.apply(SetNote("b", "later"))
    project.coder = "ana"
    assert compare(backup, project, blind) == compare(backup, backup, blind)
    project.apply(put_back_edit(backup, {"a"}, blind, everybody=True))
    note = project.get(Annotation, "b")
    assert note is not None
    assert note.note == "later"


def test_who_was_blind_on_an_article_that_is_gone_stays_so(both: Both) -> None:
    project, backup = both
    ana = next(one.coder for one in project.find(Annotation) if one.id == "q")
    project.apply(RemoveArticles(("a",)))
    seen = visibility_of(project, ana, reviewing=True)
    assert seen.sees_others_on("a"), "nothing is known of the coder and this article any more"
    blind = seen_in(backup, seen)
    assert not blind.sees_others_on("a")
    (found,) = compare(backup, project, blind).articles
    assert found.in_words() == "removed since, with 2 annotations"


def test_what_the_annotations_need_comes_back_too(both: Both) -> None:
    project, backup = both
    project.apply(RemoveArticles(("a",)))
    project.apply(RetireCode("source"))
    edit = put_back_edit(backup, {"a"}, ALL, everybody=True)
    assert {type(one) for one in edit.shared} >= {Actor}
    project.apply(edit)
    assert project.check() == []


def test_metadata_and_counts_are_told(both: Both) -> None:
    project, backup = both
    project.apply(EditArticle(article="a", title="Mayor leaves"))
    project.apply(Delete(("s",)))
    project.apply(RetireCode("tone"))
    found = compare(backup, project, ALL)
    assert found.labels == {"ana": (2, 1)}
    assert found.codes == ("Tone is changed",)
    (article,) = found.articles
    assert article.in_words() == "changed since: 1 annotation deleted"
    assert article.rest == ("title or metadata", "links")
    assert compare(backup, backup, ALL).articles == ()


def test_what_is_in_no_backup_cannot_be_brought_back(both: Both) -> None:
    _, backup = both
    with pytest.raises(UserError, match="none of these articles"):
        put_back_edit(backup, {"gone"}, ALL, everybody=True)
