"""Gold on locked articles stays where other people's word begins to count, and is told of."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from apart import forging, steps_back_and_forth
from sequences import BOOK, fill

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, gold_id
from annotator.domain.clock import use_device
from annotator.domain.edits.annotations import Delete, SetFragments, Tag
from annotator.domain.edits.review import GiveReason, Settle
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.edits.team import NameReviewers
from annotator.domain.errors import UserError
from annotator.domain.study import ArticleState, Settlement
from annotator.store.project import Project
from annotator.workflow.whose_work import coder_called, parting_machines

ANAS = "aaaa0000"


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "lead.annotator"
    with Project.create(path, codebook=BOOK, coder="lea") as project:
        fill(project)
        project.coder = "ana"
        project.apply(Tag(id="x", article="a", code="source", fragments=((0, 2),)))
        project.coder = "lea"
        project.apply(Settle(take=("q", "x")))
    yield path
    use_device(None)


def theirs(lead: Path, coder: str) -> Path:
    return Path(shutil.copy(lead, lead.with_name(f"{coder}.annotator")))


def lock(project: Project) -> None:
    project.apply(SetArticleState(("a",), ArticleState.SETTLED))
    project.apply(LockArticles(("a",)))


def reviewed(project: Project) -> list[object]:
    return [
        *sorted(project.find(Annotation, layer=GOLD_LAYER), key=lambda one: one.id),
        *sorted(project.find(Decision), key=lambda one: one.id),
        *project.find(Settlement),
    ]


def test_naming_a_reviewer_leaves_gold_on_locked_articles_as_it_is(lead: Path) -> None:
    other = theirs(lead, "kim")
    with Project.open(other, "kim") as project, forging():
        project.apply(Settle(over=("s",)))
        project.apply(SetFragments(gold_id("q"), ((0, 5),)))
        project.apply(Delete((gold_id("x"),)))
        project.apply(SetArticleState(("a",), ArticleState.OPEN))
    with Project.open(lead, "lea") as project:
        lock(project)
        project.bring_in([other])
        before = reviewed(project)
        done = project.apply(NameReviewers(("lea", "kim")))
        assert done.label.endswith("; gold of 1 locked article stays as it is")
        assert reviewed(project) == before
        assert project.check() == []
        copy = theirs(lead, "copy")
        steps_back_and_forth(project, reviewed, before)
    with Project.open(copy, "lea") as project:
        project.bring_in([lead, other])
        assert reviewed(project) == before


def test_without_a_lock_naming_a_reviewer_lets_their_gold_count(lead: Path) -> None:
    other = theirs(lead, "kim")
    with Project.open(other, "kim") as project, forging():
        project.apply(Settle(over=("s",)))
    with Project.open(lead, "lea") as project:
        project.bring_in([other])
        done = project.apply(NameReviewers(("lea", "kim")))
        assert "locked" not in done.label
        assert len(project.find(Decision)) == 3


def test_a_machine_is_not_given_away_whose_gold_is_locked(lead: Path) -> None:
    other = theirs(lead, "forged")
    use_device(lambda: ANAS)
    with Project.open(other, "lea") as project:
        project.apply(Settle(over=("s",)))
    use_device(None)
    with Project.open(lead, "lea") as project:
        project.bring_in([other])
        lock(project)
        before = reviewed(project)
        parting = parting_machines(project, coder_called(project, "lea"), [ANAS], "ana")
        with pytest.raises(UserError, match="locked"):
            project.apply(parting)
        assert reviewed(project) == before
        project.apply(LockArticles(("a",), locked=False))
        project.apply(parting)
        assert len(project.find(Decision)) == 2
        assert project.check() == []


def test_a_decision_that_goes_with_a_label_in_a_file_is_counted(lead: Path) -> None:
    other = theirs(lead, "ana")
    with Project.open(other, "ana") as project:
        project.apply(Delete(("x",)))
    with Project.open(lead, "lea") as project:
        lock(project)
        (told,) = project.preview([other]).files
        assert (told.deleted, told.in_locked) == (1, 1)
        assert told.of_gold == ["Gold or decisions on 1 locked article change."]


def test_another_reason_from_elsewhere_on_a_locked_article_is_counted(lead: Path) -> None:
    other = theirs(lead, "home")
    with Project.open(other, "lea") as project:
        project.apply(GiveReason("x", "No"))
    with Project.open(lead, "lea") as project:
        lock(project)
        assert project.preview([other]).files[0].in_locked == 1
