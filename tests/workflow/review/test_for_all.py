"""However many coders mark one thing and in whatever order it is decided, gold has it once."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from led_project import CODES, WORDS, do
from once import copy_of

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link, gold_id
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.base import Edit
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle, Undecide
from annotator.domain.errors import UserError
from annotator.domain.layers import ArticleLayers
from annotator.domain.overlaps import overlap
from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.comparison import (
    ALL,
    Chosen,
    ComparisonRequest,
    grounds,
    matched,
    work_out,
)
from annotator.workflow.review.composing import ChosenParts, composed
from annotator.workflow.review.for_all import decided_with
from annotator.workflow.review.majority import Most, taking_majority
from annotator.workflow.review.settling import (
    Taking,
    decided_for_all,
    seen_layers,
    settling,
    taking_agreements,
    taking_layer,
)

CODERS = ("ana", "ben", "cid", "dan", "eve")
SEEN = Visibility(coder=coder_id("lea"), open_labels=True)
HALF = 0.5


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with made(tmp_path / "p.annotator") as project:
        yield project


def made(path: Path) -> Project:
    return Project.open(copy_of("for all", _make, path), "lea")


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=CODES)
    project.coder = "lea"
    project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=WORDS),)))
    return project


def mark(project: Project, coder: str, ident: str, words: str, **values: str) -> None:
    start = WORDS.index(words)
    place = ((start, start + len(words)),)
    do(
        project,
        coder,
        Tag(id=ident, article="a", code="quote", fragments=place, values=dict(values)),
    )


def finish(project: Project, *coders: str) -> None:
    for coder in coders:
        do(project, coder, SetStatus("a", WorkStatus.DONE))


def decide(project: Project, edit: Edit, *, both: bool = False) -> None:
    do(project, "lea", decided_for_all(project, SEEN, edit, "a", both=both))


def gold(project: Project) -> list[str]:
    return [one.text for one in project.find(Annotation) if one.layer == GOLD_LAYER]


def verdicts(project: Project) -> dict[str, str]:
    return {one.annotation: one.verdict for one in project.find(Decision)}


def test_what_two_of_three_have_becomes_gold_once_and_is_closed_for_both(project: Project) -> None:
    mark(project, "ana", "a1", "two")
    mark(project, "ben", "b1", "two")
    finish(project, "ana", "ben", "cid")
    decide(project, Settle(take=("a1",)))
    assert gold(project) == ["two"]
    assert verdicts(project) == {"a1": "accepted", "b1": "accepted"}
    decide(project, Settle(take=("b1",)))  # from a list that is old
    assert gold(project) == ["two"]


def test_the_list_says_how_many_of_the_readers_have_it(project: Project) -> None:
    mark(project, "ana", "a1", "two")
    mark(project, "ben", "b1", "two")
    mark(project, "cid", "c1", "six")
    finish(project, "ana", "ben", "cid")
    request = ComparisonRequest(
        grounds=grounds(project, Chosen(ALL, ALL)),
        threshold=HALF,
        visibility=SEEN,
        codebook=project.codebook(),
    )
    (article,) = work_out(project, request, ["a"]).values()
    said = {row.text: row.words for row in article.rows}
    assert said == {"two": "2 of 3 have it: not cid", "six": "1 of 3 have it: not ana, ben"}
    assert not any(row.settled for row in article.rows)
    decide(project, Settle(take=("b1",)))
    (article,) = work_out(project, request, ["a"]).values()
    assert {row.text for row in article.rows if not row.settled} == {"six"}


def test_other_versions_give_way_and_what_says_the_same_is_rejected_with_it(
    project: Project,
) -> None:
    mark(project, "ana", "a1", "two three")
    mark(project, "ben", "b1", "two three four")
    mark(project, "cid", "c1", "two three", kind="direct")
    decide(project, Settle(take=("c1",)))
    assert verdicts(project) == {"a1": "changed", "b1": "changed", "c1": "accepted"}
    do(project, "lea", Undecide(decided_with(project, ["b1"])))
    assert verdicts(project) == {}
    mark(project, "dan", "d1", "two three")
    decide(project, Settle(over=("a1",)))
    assert verdicts(project) == {"a1": "rejected", "d1": "rejected"}
    assert gold(project) == []


def test_another_code_at_the_same_place_is_another_thing(project: Project) -> None:
    mark(project, "ana", "a1", "two")
    start = WORDS.index("two")
    do(project, "ben", Tag(id="s1", article="a", code="source", fragments=((start, start + 3),)))
    decide(project, Settle(over=("a1",)))
    assert verdicts(project) == {"a1": "rejected"}


def test_gold_that_is_there_gives_way_to_what_is_taken_and_is_kept_where_it_says_the_same(
    project: Project,
) -> None:
    mark(project, "ana", "a1", "two three")
    mark(project, "ben", "b1", "two three four")
    do(project, "lea", Settle(take=("a1",)))
    decide(project, Settle(take=("b1",)))
    assert gold(project) == ["two three four"]
    assert verdicts(project) == {"a1": "changed", "b1": "accepted"}
    mark(project, "cid", "c1", "two three four")
    before = project.get(Annotation, gold_id("b1"))
    decide(project, Settle(take=("c1",)))
    assert project.get(Annotation, gold_id("b1")) == before
    assert verdicts(project)["c1"] == "accepted"


def test_gold_of_unknown_origin_is_not_doubled_either(project: Project) -> None:
    mark(project, "ana", "a1", "two three")
    do(project, "lea", Settle(take=("a1",)))
    do(project, "ana", Delete(("a1",)))
    assert gold(project) == ["two three"]
    mark(project, "ben", "b1", "two three")
    decide(project, Settle(take=("b1",)))
    assert {one.id for one in project.find(Annotation)} == {gold_id("a1"), "b1"}
    mark(project, "cid", "c1", "two three four")
    decide(project, Settle(take=("c1",)))
    assert gold(project) == ["two three four"]


def test_both_are_gold_where_the_reviewer_says_so(project: Project) -> None:
    mark(project, "ana", "a1", "two three")
    mark(project, "ben", "b1", "two three four")
    decide(project, Settle(take=("a1", "b1")), both=True)
    assert sorted(gold(project)) == ["two three", "two three four"]


def test_agreements_in_bulk_leave_gold_that_was_decided(project: Project) -> None:
    mark(project, "ana", "a1", "two three")
    mark(project, "ben", "b1", "two three")
    mark(project, "cid", "c1", "two three four")
    do(project, "lea", Settle(take=("c1",)))
    finish(project, "ana", "ben")
    layers = seen_layers(project, SEEN, None)
    edit = taking_agreements(layers, project.codebook(), HALF, {})
    assert edit is not None
    do(project, "lea", edit)
    assert gold(project) == ["two three four"]
    assert verdicts(project) == {"a1": "changed", "b1": "changed", "c1": "accepted"}


def test_links_of_gold_that_is_kept_stay(project: Project) -> None:
    mark(project, "ana", "a1", "two three")
    start = WORDS.index("six")
    do(project, "ana", Tag(id="s1", article="a", code="source", fragments=((start, start + 3),)))
    do(project, "ana", AddLink(annotation="a1", type="said_by", to="s1"))
    mark(project, "ben", "b1", "two three")
    for one in ("a1", "s1"):
        do(project, "lea", Settle(take=(one,)))
    decide(project, Settle(take=("b1",)))
    links = {(one.annotation, one.target_annotation) for one in project.find(Link)}
    assert (gold_id("a1"), gold_id("s1")) in links


PLACES = st.tuples(st.integers(0, 12), st.integers(1, 14))


@settings(max_examples=50 if settings().max_examples <= 100 else 2000)
@given(data=st.data())
def test_gold_never_holds_two_labels_of_one_thing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    coders = CODERS[: data.draw(st.integers(2, 5))]
    with made(tmp_path_factory.mktemp("law") / "p.annotator") as project:
        labels: list[str] = []
        for coder in coders:
            for start, length in data.draw(st.lists(PLACES, max_size=3)):
                code = data.draw(st.sampled_from(("quote", "quote", "source")))
                labels.append(f"{coder}{len(labels)}")
                place = ((start, start + length),)
                tag = Tag(id=labels[-1], article="a", code=code, fragments=place)
                do(project, coder, tag)
        finish(project, *data.draw(st.sets(st.sampled_from(coders))))
        for _ in range(data.draw(st.integers(0, 6))):
            one_step(data, project, labels)
            found = [one for one in project.find(Annotation) if one.layer == GOLD_LAYER]
            assert [
                (a.id, b.id)
                for a, b in combinations(found, 2)
                if a.code == b.code and overlap(a.fragments, b.fragments) >= HALF
            ] == []


def one_step(data: st.DataObject, project: Project, labels: list[str]) -> None:
    """Do any one act of a reviewer: a key, the queue, in bulk, or taking back."""
    (article,) = seen_layers(project, SEEN, {"a"})
    act = data.draw(
        st.sampled_from(("key", "queue", "agreements", "layer", "most", "parts", "back"))
    )
    if act == "key":
        by_key(data, project, article)
    elif act == "queue" and labels:
        one = data.draw(st.sampled_from(labels))
        decide(project, data.draw(st.sampled_from((Settle(take=(one,)), Settle(over=(one,))))))
    elif act == "agreements":
        edit = taking_agreements([article], project.codebook(), HALF, {})
        if edit is not None:
            do(project, "lea", edit)
    elif act in ("most", "parts"):
        of_all(data, project, article, act)
    elif act == "layer":
        coder = data.draw(st.sampled_from(CODERS))
        edit = taking_layer(article, coder_id(coder), coder, project.codebook(), HALF)
        if edit is not None:
            do(project, "lea", edit)
    elif labels:
        do(project, "lea", Undecide(decided_with(project, [data.draw(st.sampled_from(labels))])))


def of_all(data: st.DataObject, project: Project, article: ArticleLayers, act: str) -> None:
    """Take what most say, or parts of two versions of a thing."""
    if act == "most":
        most = data.draw(st.sampled_from(Most))
        found = taking_majority([article], project.codebook(), HALF, {}, most)
        if found.edit is not None:
            do(project, "lea", found.edit)
        return
    there = grounds(project, Chosen(ALL, ALL))
    request = ComparisonRequest(
        grounds=there, threshold=HALF, visibility=SEEN, codebook=project.codebook()
    )
    for match in matched(article, request)[:1]:
        parts = ChosenParts(data.draw(st.integers(0, 2)), data.draw(st.integers(0, 2)))
        with suppress(UserError):
            edit = composed(project, SEEN, match, parts)
            if edit is not None:
                do(project, "lea", edit)


def by_key(data: st.DataObject, project: Project, article: ArticleLayers) -> None:
    """Take a side of any difference."""
    chosen = data.draw(st.sampled_from((Chosen(ALL, ALL), Chosen(ALL, "gold"))))
    there = grounds(project, chosen)
    request = ComparisonRequest(
        grounds=there, threshold=HALF, visibility=SEEN, codebook=project.codebook()
    )
    matches = matched(article, request)
    if matches:
        match = data.draw(st.sampled_from(matches))
        taking = data.draw(st.sampled_from((Taking.A, Taking.B, Taking.NEITHER)))
        edit = settling(match, taking, lambda gold: project.find(Decision, gold=gold))
        if edit is not None:
            decide(project, edit)
