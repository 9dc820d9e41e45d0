"""What the lists of the review are made of, and bulk decisions, without a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project, tag

from annotator.domain.annotation import Annotation, Decision, Verdict, gold_id
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import SetFragments
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.layers import GOLD
from annotator.domain.people import Coder, coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.comparison import ALL, Chosen, ComparisonRequest, grounds, work_out
from annotator.workflow.review.found import FoundRows
from annotator.workflow.review.gold import Names
from annotator.workflow.review.lists import accepted_count, decided_on_mine, gold_instead
from annotator.workflow.review.queueing import colleagues, entries_of, find_queue
from annotator.workflow.review.row_index import RowListing
from annotator.workflow.review.settling import seen_layers, taking_agreements, taking_layer
from annotator.workflow.threads import threads

LEA = Visibility(coder=coder_id("lea"), reviewing=True)
ANA, BEN = coder_id("ana"), coder_id("ben")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as project:
        yield project


def names(project: Project) -> Names:
    handles = {one.id: one.handle for one in project.find(Coder)}
    return Names(project.codebook(), lambda coder: handles[coder], str)


def queued(project: Project, coder: str = "", article: str | None = None) -> list[str]:
    found: FoundRows[bool, str] = FoundRows((False, True), project.article_ids())
    for few in find_queue(project, LEA, found.to_do()):
        for ident, rows in few:
            found.take(ident, rows)
    listing = RowListing(found.index)
    listing.want(lambda whose: coder in ("", whose), article)
    places = [found.index.of(ref) for refs in listing.refs.values() for ref in refs]
    entries = entries_of(project, LEA, {article for article, _ in places})
    return [entries[article][number].annotation.id for article, number in places]


def test_the_queue_is_in_reading_order_and_what_is_decided_comes_last(project: Project) -> None:
    assert queued(project) == ["ana1", "ben1", "ana2", "ana3"]
    assert queued(project, BEN) == ["ben1"]
    assert queued(project, ANA, "a2") == ["ana3"]
    project.apply(Settle(take=("ana1",)))
    assert queued(project) == ["ben1", "ana2", "ana3", "ana1"]


def test_colleagues_are_those_with_labels_of_their_own(project: Project) -> None:
    project.apply(Settle(take=("ana1",)))
    assert colleagues(project) == {ANA, BEN}


def test_mine_has_what_was_not_accepted_first_with_what_gold_has(project: Project) -> None:
    project.apply(Settle(take=("ana1",)))
    project.apply(Settle(over=("ana2",), reason="Missed"))
    project.apply(Settle(take=("ana3",)))
    project.apply(SetFragments(gold_id("ana3"), ((0, 3),)))
    ana = Visibility(coder=ANA, open_labels=True)
    found = decided_on_mine(project, ana, accepted=True)
    verdicts = {one.annotation: one.decision.verdict for one in found}
    assert verdicts["ana2"] is Verdict.REJECTED
    assert found[-1].decision.verdict is Verdict.ACCEPTED
    said = {one.annotation: gold_instead(project, one, ana, names(project)) for one in found}
    assert said["ana2"] == "Not in gold"
    shown = decided_on_mine(project, ana, accepted=False)
    assert len(found) - len(shown) == accepted_count(project, ana)


def test_a_thread_waits_for_whose_annotation_it_is_then_for_whoever_asked(
    project: Project,
) -> None:
    project.apply(AddComment(id="why", annotation="ana1", text="Why?"))
    (thread,) = threads(project, LEA)
    assert (thread.waits, thread.waits_for) == (True, (ANA,))
    do(project, "ana", AddComment(id="so", annotation="ana1", text="So."))
    (thread,) = threads(project, LEA)
    assert thread.waits_for == (coder_id("lea"),)
    project.apply(AddComment(id="ok", annotation="ana1", closes=True))
    (thread,) = threads(project, LEA)
    assert not thread.waits
    assert thread.last.id == "ok"


# Comparing


def test_layers_are_chosen_as_suits_what_there_is() -> None:
    assert Chosen().suited(["a", "b"], gold=True) == Chosen("a", "b")
    assert Chosen().suited(["a"], gold=True) == Chosen("a", GOLD)
    assert Chosen().suited([], gold=False) == Chosen()
    assert Chosen().suited(["a", "b", "c"], gold=True) == Chosen(ALL, ALL)
    assert Chosen("gone", "b").suited(["a", "b"], gold=False) == Chosen("a", "b")
    assert Chosen(ALL, GOLD).suited(["a"], gold=False) == Chosen(ALL, GOLD)


def test_all_against_gold_is_each_and_all_against_all_each_pair() -> None:
    assert Chosen(ALL, GOLD).pairs(["a", "b"]) == [("a", GOLD), ("b", GOLD)]
    assert Chosen(ALL, ALL).pairs(["a", "b", "c"]) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert Chosen("a", "a").pairs(["a", "b"]) == []
    assert Chosen("a", "").pairs(["a", "b"]) == []


def test_a_difference_says_what_differs_and_whether_it_is_settled(project: Project) -> None:
    def rows() -> list[tuple[str, bool]]:
        question = ComparisonRequest(
            grounds=grounds(project, Chosen(ANA, BEN)),
            threshold=0.25,
            visibility=LEA,
            codebook=project.codebook(),
        )
        found = work_out(project, question, {"a1"})["a1"].rows
        return [(row.text, row.settled) for row in found]

    do(project, "ben", SetStatus("a1", WorkStatus.DONE))
    before = rows()
    assert before
    assert not any(settled for _, settled in before)
    project.apply(Settle(over=("ana1", "ana2", "ben1")))
    assert [text for text, _ in rows()] == [text for text, _ in before]
    assert all(settled for _, settled in rows())


# In bulk


def agreeing(project: Project) -> None:
    for coder in ("ana", "ben"):
        same = tag(f"{coder}-same", "a2", "source", "six")
        do(project, coder, same, SetStatus("a2", WorkStatus.DONE))


def test_gold_comes_of_the_coder_whose_handle_is_first(project: Project) -> None:
    agreeing(project)
    layers = seen_layers(project, LEA, {"a2"})
    for handles, first in (({ANA: "a", BEN: "b"}, "ana-same"), ({ANA: "b", BEN: "a"}, "ben-same")):
        edit = taking_agreements(layers, project.codebook(), 0.25, handles)
        assert edit is not None
        assert [one.take for one in edit.edits if isinstance(one, Settle)] == [(first,)]
    project.apply(Settle(over=("ben-same",)))
    layers = seen_layers(project, LEA, {"a2"})
    assert taking_agreements(layers, project.codebook(), 0.25, {}) is None


def test_a_layer_is_taken_and_what_others_have_there_gives_way(project: Project) -> None:
    (article,) = seen_layers(project, LEA, {"a1"})
    edit = taking_layer(article, BEN, "ben", project.codebook(), 0.2)
    assert edit is not None
    project.apply(edit)
    verdicts = {one.annotation: one.verdict for one in project.find(Decision)}
    assert verdicts["ben1"] is Verdict.ACCEPTED
    assert verdicts["ana1"] is Verdict.CHANGED
    assert verdicts["ana2"] is Verdict.REJECTED
    assert [one.id for one in project.find(Annotation, layer="gold")] == [gold_id("ben1")]


def test_where_there_is_nothing_to_take_there_is_no_edit(project: Project) -> None:
    project.apply(ImportRecords(articles=(NewArticle(id="a3", title="Empty", text="Nothing"),)))
    (article,) = seen_layers(project, LEA, {"a3"})
    assert taking_agreements([article], project.codebook(), 0.25, {}) is None
    assert taking_layer(article, ANA, "ana", project.codebook(), 0.25) is None
