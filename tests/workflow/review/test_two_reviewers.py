"""Two reviewers decide apart: gold that has a thing twice is found, and a third word counts."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from led_project import CODES, WORDS, do
from once import copy_of

from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, gold_id
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Edit
from annotator.domain.edits.gold_twice import KeepBoth
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.edits.team import SetSetting
from annotator.domain.gold_twice import gold_twice, is_one_thing
from annotator.domain.people import coder_id
from annotator.domain.settings import THRESHOLD_SETTING
from annotator.domain.study import ArticleState
from annotator.domain.visibility import Visibility
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.review.comparison import (
    ALL,
    Chosen,
    ComparisonRequest,
    DifferenceRow,
    grounds,
    work_out,
)
from annotator.workflow.review.contested import contested
from annotator.workflow.review.settling import Taking, decided_for_all, seen_layers, settling

HALF = 0.5
SEEN = Visibility(coder=coder_id("lea"), open_labels=True)


def made(path: Path) -> Project:
    return Project.open(copy_of("two reviewers", _make, path), "lea")


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=CODES)
    project.coder = "lea"
    project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=WORDS),)))
    project.apply(SetSetting(THRESHOLD_SETTING, HALF))
    return project


def mark(project: Project, coder: str, ident: str, words: str, **values: str) -> None:
    start = WORDS.index(words)
    place = ((start, start + len(words)),)
    do(
        project,
        coder,
        Tag(id=ident, article="a", code="quote", fragments=place, values=dict(values)),
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with made(tmp_path / "p.annotator") as project:
        mark(project, "ana", "a1", "two three")
        mark(project, "ben", "b1", "two three four")
        yield project


def decide(project: Project, edit: Edit, reviewer: str = "lea", *, both: bool = False) -> None:
    do(project, reviewer, decided_for_all(project, SEEN, edit, "a", both=both))


def apart(project: Project, edit: Edit, *, both: bool = False) -> Path:
    """Have kim decide in a copy of their own, and return its path."""
    path = project.path.with_name("kim.annotator")
    project.copy_to(path)
    with Project.open(path, "kim") as other:
        decide(other, edit, "kim", both=both)
    return path


def twice(project: Project) -> list[Match]:
    (article,) = seen_layers(project, SEEN, {"a"})
    return contested(article, HALF)


def gold(project: Project) -> list[str]:
    return sorted(one.text for one in project.find(Annotation) if one.layer == GOLD_LAYER)


def words(project: Project) -> dict[tuple[str, str], str]:
    handles = {coder_id(one): one for one in ("lea", "kim", "mia")}
    return {(one.annotation, handles[one.reviewer]): one.verdict for one in project.find(Decision)}


def take(project: Project, match: Match, taking: Taking, reviewer: str = "lea") -> None:
    edit = settling(match, taking, lambda one: project.find(Decision, gold=one))
    assert edit is not None
    decide(project, edit, reviewer)


def rows(project: Project) -> list[DifferenceRow]:
    request = ComparisonRequest(
        grounds=grounds(project, Chosen(ALL, ALL)),
        threshold=HALF,
        visibility=SEEN,
        codebook=project.codebook(),
    )
    return list(work_out(project, request, ["a"])["a"].rows)


@pytest.fixture
def merged(project: Project) -> Project:
    """Have lea take ana's version and kim ben's, and bring kim's file in."""
    theirs = apart(project, Settle(take=("b1",)))
    decide(project, Settle(take=("a1",)))
    assert project.preview([theirs]).files[0].gold_twice == 1
    _, report = project.bring_in([theirs])
    (file,) = report.files
    assert (file.gold_twice, file.in_locked) == (1, 0)
    assert file.of_gold == ["1 thing has two gold labels then: decide in Review."]
    return project


def test_two_gold_labels_for_one_thing_are_listed_before_all_else(merged: Project) -> None:
    assert gold(merged) == ["two three", "two three four"]
    (row, *others) = rows(merged)
    assert (row.match.kind, row.words, row.settled) == (
        Kind.GOLD_TWICE,
        "Gold by kim / Gold by lea",
        False,
    )
    assert all(one.match.kind is not Kind.OTHER_WORD for one in others)


@pytest.mark.parametrize(
    ("taking", "kept"), [(Taking.A, "two three four"), (Taking.B, "two three")]
)
def test_one_of_them_is_kept_and_that_counts_for_all_reviewers(
    merged: Project, taking: Taking, kept: str
) -> None:
    (match,) = twice(merged)
    take(merged, match, taking, "mia")
    assert gold(merged) == [kept]
    assert twice(merged) == []
    verdicts = {"two three": "changed", "two three four": "accepted"}
    wanted = (verdicts["two three"], verdicts["two three four"])
    found = words(merged)
    assert set(found) == {("a1", "mia"), ("b1", "mia")}
    both = found["a1", "mia"], found["b1", "mia"]
    assert both == (wanted if taking is Taking.A else wanted[::-1])
    merged.undo()
    assert len(twice(merged)) == 1


def test_both_are_kept_where_somebody_says_so_and_neither_as_well(merged: Project) -> None:
    (match,) = twice(merged)
    take(merged, match, Taking.BOTH)
    assert gold(merged) == ["two three", "two three four"]
    assert twice(merged) == []
    merged.undo()
    take(merged, match, Taking.NEITHER)
    assert gold(merged) == []
    assert words(merged) == {("a1", "lea"): "rejected", ("b1", "lea"): "rejected"}


def test_gold_whose_sources_are_gone_can_stand_beside_other_gold(merged: Project) -> None:
    do(merged, "ana", Delete(("a1",)))
    (match,) = twice(merged)
    take(merged, match, Taking.BOTH)
    assert twice(merged) == []
    mark(merged, "cid", "c1", "two three")
    decide(merged, Settle(take=("c1",)))
    assert len(gold(merged)) == 1


def test_an_export_says_that_gold_has_a_thing_twice(merged: Project) -> None:
    told = "1 thing has two gold labels, and both will be in the file: decide in Review."
    every = Selection(layers=("gold",), unsettled=True)
    assert told in losses(export_format("csv"), merged, every)
    assert told in losses(export_format("jsonl"), merged, Selection())
    merged.apply(KeepBoth(golds=(gold_id("a1"), gold_id("b1"))))
    assert told not in losses(export_format("jsonl"), merged, Selection())


def test_other_words_of_two_reviewers_are_listed_and_the_third_one_counts(
    project: Project,
) -> None:
    theirs = apart(project, Settle(over=("a1",)))
    decide(project, Settle(take=("a1",)))
    project.bring_in([theirs])
    (row,) = [one for one in rows(project) if one.match.kind is Kind.OTHER_WORD]
    assert row.words == "kim: rejected; lea: accepted"
    for taking, wanted in (
        (Taking.A, "accepted"),
        (Taking.B, "accepted"),
        (Taking.NEITHER, "rejected"),
    ):
        take(project, row.match, taking, "mia")
        assert {k: v for k, v in words(project).items() if k[0] == "a1"} == {("a1", "mia"): wanted}
        assert twice(project) == []
        project.undo()


def test_what_one_said_both_of_is_listed_where_the_other_did_not(project: Project) -> None:
    theirs = apart(project, Settle(take=("a1", "b1")), both=True)
    decide(project, Settle(take=("a1",)))
    project.bring_in([theirs])
    assert [one.kind for one in twice(project)] == [Kind.GOLD_TWICE]


def test_both_beside_gold_of_another_reviewer_is_one_word(project: Project) -> None:
    decide(project, Settle(take=("a1",)))
    decide(project, Settle(take=("b1",)), "kim", both=True)
    assert len(gold(project)) == 2
    assert twice(project) == []


def test_gold_that_comes_in_on_a_locked_article_is_told(project: Project) -> None:
    theirs = apart(project, Settle(take=("b1",)))
    project.apply(SetArticleState(("a",), ArticleState.SETTLED))
    project.apply(LockArticles(("a",)))
    _, report = project.bring_in([theirs])
    assert report.files[0].of_gold == ["Gold or decisions on 1 locked article change."]


PLACES = st.tuples(st.integers(0, 12), st.integers(1, 14))


@settings(max_examples=40 if settings().max_examples <= 100 else 2000)
@given(data=st.data())
def test_gold_of_two_reviewers_holds_a_thing_twice_only_where_both_was_said(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("law")
    with made(folder / "p.annotator") as project:
        for coder in ("ana", "ben", "cid")[: data.draw(st.integers(2, 3))]:
            for n, (start, length) in enumerate(data.draw(st.lists(PLACES, max_size=2))):
                tag = Tag(
                    id=f"{coder}{n}",
                    article="a",
                    code="quote",
                    fragments=((start, start + length),),
                )
                do(project, coder, tag)
        path = folder / "kim.annotator"
        project.copy_to(path)
        with Project.open(path, "kim") as other:
            _decide_some(data, other, "kim")
        _decide_some(data, project, "lea")
        project.bring_in([path])
        (article,) = seen_layers(project, SEEN, {"a"})
        listed = {frozenset((a.id, b.id)) for a, b in gold_twice(article, HALF)}
        assert {pair for pair in _pairing(project) if not _both_said(project, *pair)} <= listed
        for _ in range(30):
            found = twice(project)
            if not found:
                break
            take(project, found[0], data.draw(st.sampled_from(Taking)))
        assert twice(project) == []
        for a, b in _pairing(project):
            assert _both_said(project, a, b)
        assert project.check() == []


def _decide_some(data: st.DataObject, project: Project, reviewer: str) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        labels = [one.id for one in project.find(Annotation) if one.layer != GOLD_LAYER]
        if not labels:
            return
        one = data.draw(st.sampled_from(labels))
        edit = data.draw(st.sampled_from((Settle(take=(one,)), Settle(over=(one,)))))
        decide(project, edit, reviewer)


def _pairing(project: Project) -> list[frozenset[str]]:
    found = [one for one in project.find(Annotation) if one.layer == GOLD_LAYER]
    return [frozenset((a.id, b.id)) for a, b in combinations(found, 2) if is_one_thing(a, b, HALF)]


def _both_said(project: Project, a: str, b: str) -> bool:
    """Tell whether one and the same reviewer decided for both gold labels."""
    reviewers = [{word.reviewer for word in project.find(Decision, gold=one)} for one in (a, b)]
    return bool(reviewers[0] & reviewers[1])
