"""Articles are settled, locked and sent back; gold of a locked one stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project, tag

from annotator.domain.annotation import Annotation, Decision, gold_id
from annotator.domain.article import Status, WorkStatus
from annotator.domain.edits.annotations import Delete, SetValue
from annotator.domain.edits.articles import RemoveArticles, SetStatus
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.review import GiveReason, Settle, Undecide
from annotator.domain.edits.settlements import LockArticles, SendBack, SetArticleState
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.study import ArticleState, SentBack, Settlement
from annotator.store.project import Project

SETTLED = SetArticleState(("a1",), ArticleState.SETTLED)
LOCKED = LockArticles(("a1",))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as project:
        yield project


def states(project: Project) -> dict[str, tuple[str, bool]]:
    return {one.article: (one.state.value, one.locked) for one in project.find(Settlement)}


def locked(project: Project) -> Project:
    """Have article a1 locked, with ana's quote in gold and ben's open."""
    for edit in (Settle(take=("ana1",)), SETTLED, LOCKED):
        project.apply(edit)
    return project


def test_the_first_decision_on_an_article_begins_its_review(project: Project) -> None:
    project.apply(Settle(take=("ana1",)))
    assert states(project) == {"a1": ("in_review", False)}
    (said,) = project.find(Settlement)
    assert said.reviewer == coder_id("lea")
    assert said.at
    project.undo()
    assert states(project) == {}


def test_an_article_is_settled_and_reopened(project: Project) -> None:
    assert project.apply(SETTLED).label == "Article settled"
    assert states(project) == {"a1": ("settled", False)}
    project.apply(Settle(take=("ana1",)))
    assert states(project) == {"a1": ("settled", False)}
    project.apply(Undecide(("ana1",)))
    assert states(project) == {"a1": ("in_review", False)}


def test_only_settled_articles_are_locked(project: Project) -> None:
    with pytest.raises(UserError, match="Only a settled article"):
        project.apply(LOCKED)
    assert project.apply(SETTLED).edit
    assert project.apply(LOCKED).label == "Article locked"
    with pytest.raises(UserError, match="locked"):
        project.apply(SetArticleState(("a1",), ArticleState.IN_REVIEW))
    assert project.apply(LockArticles(("a1",), locked=False)).label == "Article unlocked"
    project.apply(Settle(take=("ben1",)))


@pytest.mark.parametrize(
    "edit",
    [
        Settle(take=("ben1",)),
        Settle(over=("ben1",)),
        Undecide(("ana1",)),
        GiveReason("ana1", "Missed"),
        SetValue(gold_id("ana1"), "kind", "indirect"),
        Delete((gold_id("ana1"),)),
        AddLink(annotation=gold_id("ana1"), type="said_by", to="ana2"),
        SendBack(article="a1", coder=coder_id("ana")),
        RemoveArticles(("a1",)),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_gold_and_decisions_on_a_locked_article_stay(project: Project, edit: object) -> None:
    locked(project)
    before = project.find(Annotation), project.find(Decision)
    with pytest.raises(UserError, match=r"locked.*Unlock it first"):
        project.apply(edit)  # type: ignore[arg-type]
    assert (project.find(Annotation), project.find(Decision)) == before


def test_coders_go_on_with_their_own_labels_on_a_locked_article(project: Project) -> None:
    locked(project)
    do(project, "ben", tag("ben2", "a1", "quote", "five"), SetValue("ben1", "kind", "direct"))
    do(project, "ben", Delete(("ben2",)))
    with pytest.raises(UserError, match="locked"):
        do(project, "ana", Delete(("ana1",)))  # the decision on it would go with it


def test_a_decision_under_a_lock_is_not_taken_back_by_itself(project: Project) -> None:
    decision = project.apply(Settle(take=("ana1",))).edit
    project.apply(SETTLED)
    project.apply(LOCKED)
    with pytest.raises(UserError, match="locked"):
        project.take_back(decision)
    assert project.get(Annotation, gold_id("ana1")) is not None
    project.undo()
    project.undo()
    project.undo()
    assert project.get(Annotation, gold_id("ana1")) is None


def test_what_is_sent_back_is_in_progress_until_the_coder_has_finished_it(
    project: Project,
) -> None:
    ana = coder_id("ana")
    project.apply(SETTLED)
    sent = SendBack(article="a1", coder=ana, reason=" Cues are missing ")
    assert project.apply(sent).label == "Sent back to ana"
    (found,) = project.find(SentBack)
    assert (found.coder, found.reviewer, found.reason) == (ana, coder_id("lea"), "Cues are missing")
    assert [one.status for one in project.find(Status, article="a1", coder=ana)] == ["in_progress"]
    assert states(project) == {"a1": ("in_review", False)}
    do(project, "ana", SetStatus("a1", WorkStatus.DONE))
    assert project.find(SentBack) == []
