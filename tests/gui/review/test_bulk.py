"""Taking all agreements, or a coder's layer of an article, as one step."""

import pytest
from pytestqt.qtbot import QtBot
from reviewed import gold

from annotator.domain.annotation import Decision, Verdict
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.team import Assign
from annotator.domain.study import Round, RoundKind
from annotator.gui.review import ReviewPage, bulk_runner
from annotator.store.project import Project


def verdicts(project: Project) -> dict[str, Verdict]:
    return {one.annotation: one.verdict for one in project.find(Decision)}


def test_all_agreements_of_the_project_are_one_step(page: ReviewPage) -> None:
    project = page.session.project
    page.bulk.take_agreements(here=False)
    assert sorted(one.text for one in gold(project)) == ["the mayor", "the mayor"]
    assert verdicts(project) == dict.fromkeys(
        ("a-same", "b-same", "a-end", "b-end"), Verdict.ACCEPTED
    )
    page.session.undo()
    assert not gold(project)
    assert not verdicts(project)


def test_agreements_of_this_article_alone(page: ReviewPage) -> None:
    page.bulk.take_agreements(here=True)
    assert {one.article for one in gold(page.session.project)} == {"a1"}


def test_what_is_decided_already_stays_as_it_is(page: ReviewPage) -> None:
    page.session.apply(Settle(over=("a-same",)))
    page.bulk.take_agreements(here=True)
    assert verdicts(page.session.project) == {"a-same": Verdict.REJECTED}


def test_agreements_on_a_blind_article_are_left(page: ReviewPage) -> None:
    page.session.apply(Assign((("a1", "lea"),)))
    page.bulk.take_agreements(here=False)
    assert {one.article for one in gold(page.session.project)} == {"a2"}


def test_taking_the_agreements_twice_takes_nothing_more(page: ReviewPage) -> None:
    page.bulk.take_agreements(here=False)
    said: list[str] = []
    page.session.told.connect(said.append)
    page.bulk.take_agreements(here=False)
    assert "No agreements are left" in said[0]


@pytest.mark.parametrize(("second", "mine", "theirs"), [(False, "a", "b"), (True, "b", "a")])
def test_a_coders_layer_is_taken_and_the_others_give_way(
    page: ReviewPage, second: bool, mine: str, theirs: str
) -> None:
    project = page.session.project
    page.bulk.take_layer(second=second)
    found = verdicts(project)
    own = [one for one in found if one.startswith(mine)]
    assert len(gold(project, "a1")) == len(own)
    assert {found[one] for one in own} == {Verdict.ACCEPTED} | (
        {Verdict.REJECTED} if mine == "b" and "b-only" in found else set()
    )
    assert found[f"{theirs}-same"] is Verdict.ACCEPTED
    assert found[f"{theirs}-edge"] is Verdict.CHANGED
    if theirs == "a":
        assert found["a-only"] is Verdict.REJECTED
    assert page.differences.count.text() == "1 open of 5"
    page.session.undo()
    assert not verdicts(project)


def test_a_large_project_is_settled_in_the_background(
    page: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_runner, "MANY_ANNOTATIONS", 1)
    with qtbot.waitSignal(page.session.changed):
        page.bulk.take_agreements(here=False)
    assert len(gold(page.session.project)) == 2
    page.session.undo()
    assert not gold(page.session.project)


def test_agreements_on_practice_articles_are_left(page: ReviewPage) -> None:
    page.session.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
    page.session.apply(Include(round="t", articles=("a1",)))
    page.bulk.take_agreements(here=False)
    assert {one.article for one in gold(page.session.project)} == {"a2"}
    page.comparison.look_at(apart=True)
    page.bulk.take_agreements(here=False)  # none of what is listed
    page.take_majority()
    assert {one.article for one in gold(page.session.project)} == {"a2"}
    page.session.open_article("a1")
    page.bulk.take_agreements(here=True)  # its key
    assert {one.article for one in gold(page.session.project)} == {"a1", "a2"}
