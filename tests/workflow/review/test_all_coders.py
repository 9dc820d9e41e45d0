"""What any number of coders have of a thing is one match: versions, parts, links and majorities."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import CODES, WORDS, do

from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link, gold_id
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.people import coder_id
from annotator.domain.study import ArticleState
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.comparison import (
    ALL,
    Chosen,
    ComparisonRequest,
    grounds,
    work_out,
)
from annotator.workflow.review.composing import (
    ChosenParts,
    choices_of,
    composed,
    linked_with,
    with_linked,
)
from annotator.workflow.review.majority import Majority, Most, taking_majority
from annotator.workflow.review.settling import (
    decided_for_all,
    seen_layers,
    settling_version,
)

HALF = 0.5
SEEN = Visibility(coder=coder_id("lea"), open_labels=True)
CODERS = ("ana", "ben", "cid", "dan")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=CODES) as project:
        project.coder = "lea"
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=WORDS),)))
        yield project


def mark(project: Project, coder: str, words: str, code: str = "quote", **values: str) -> str:
    start = WORDS.index(words)
    ident = f"{coder}-{code}-{words}"
    place = ((start, start + len(words)),)
    do(project, coder, Tag(id=ident, article="a", code=code, fragments=place, values=dict(values)))
    return ident


def finish(project: Project, *coders: str) -> None:
    for coder in coders:
        do(project, coder, SetStatus("a", WorkStatus.DONE))


def compared(project: Project) -> tuple[list[Match], dict[str, str]]:
    """Return the matches of all coders, and what the list says by the first one's words."""
    request = ComparisonRequest(
        grounds=grounds(project, Chosen(ALL, ALL)),
        threshold=HALF,
        visibility=SEEN,
        codebook=project.codebook(),
    )
    found = work_out(project, request, ["a"])["a"]
    return list(found.matches), {row.text: row.words for row in found.rows}


def names(project: Project, match: Match) -> list[list[str]]:
    handles = {coder_id(one): one for one in CODERS}
    return [[handles[one.coder] for one in group] for group in choices_of(match)]


def gold(project: Project) -> dict[str, dict[str, object]]:
    found = [one for one in project.find(Annotation) if one.layer == GOLD_LAYER]
    return {one.text: dict(one.values) for one in found}


def verdicts(project: Project) -> dict[str, str]:
    return {one.annotation.split("-")[0]: one.verdict for one in project.find(Decision)}


@pytest.fixture
def three(project: Project) -> Project:
    """Have three versions of one thing, of which ana and cid have the same; dan has none."""
    mark(project, "ana", "two three", kind="direct")
    mark(project, "ben", "two three four", kind="direct")
    mark(project, "cid", "two three", kind="direct")
    finish(project, *CODERS)
    return project


def test_a_thing_is_one_row_however_many_coders_have_it(three: Project) -> None:
    (match,), said = compared(three)
    assert match.kinds == (Kind.ONLY_ONE, Kind.OTHER_BOUNDARY)
    assert names(three, match) == [["ana", "cid"], ["ben"], []]
    assert said == {"two three": "3 of 4 have it: not dan; 2 versions: boundary"}


def test_what_all_have_alike_is_no_difference(project: Project) -> None:
    for coder in CODERS:
        mark(project, coder, "five")
    finish(project, *CODERS)
    (match,), said = compared(project)
    assert match.agrees
    assert said == {}


def test_another_code_at_the_same_place_is_a_version_of_the_same_thing(project: Project) -> None:
    mark(project, "ana", "five")
    mark(project, "ben", "five")
    mark(project, "cid", "five", code="source")
    finish(project, "ana", "ben", "cid")
    (match,), said = compared(project)
    assert names(project, match) == [["ana", "ben"], ["cid"]]
    assert said == {"five": "2 versions: code"}


@pytest.mark.parametrize(
    ("number", "kept", "wanted"),
    [
        (0, ["two three"], {"ana": "accepted", "cid": "accepted", "ben": "changed"}),
        (1, ["two three four"], {"ana": "changed", "cid": "changed", "ben": "accepted"}),
        (2, [], dict.fromkeys(("ana", "ben", "cid"), "rejected")),
        (None, [], dict.fromkeys(("ana", "ben", "cid"), "rejected")),
    ],
)
def test_a_version_is_taken_by_its_number(
    three: Project, number: int | None, kept: list[str], wanted: dict[str, str]
) -> None:
    (match,), _ = compared(three)
    edit = settling_version(match, number)
    assert edit is not None
    three.apply(decided_for_all(three, SEEN, edit, "a"))
    assert list(gold(three)) == kept
    assert verdicts(three) == wanted
    assert settling_version(match, 3) is None


def test_the_boundary_of_one_goes_with_the_answers_of_another(project: Project) -> None:
    mark(project, "ana", "two three", kind="direct")
    mark(project, "ben", "two three four", kind="indirect")
    mark(project, "cid", "two three", kind="indirect")
    finish(project, "ana", "ben", "cid")
    (match,), _ = compared(project)
    order = names(project, match)
    ben, ana = order.index(["ben"]), order.index(["ana"])
    edit = composed(project, SEEN, match, ChosenParts(boundary=ben, answers=ana))
    assert edit is not None
    project.apply(edit)
    assert gold(project) == {"two three four": {"kind": "direct"}}
    assert verdicts(project) == dict.fromkeys(("ana", "ben", "cid"), "changed")
    project.undo()
    assert gold(project) == {}
    assert composed(project, SEEN, match, ChosenParts(boundary=ben, answers=ben)) is None


def test_a_quote_is_taken_with_what_it_is_linked_to(project: Project) -> None:
    for coder in ("ana", "ben"):
        quote, source = mark(project, coder, "one two"), mark(project, coder, "four", "source")
        do(project, coder, AddLink(annotation=quote, type="said_by", to=source))
    mark(project, "cid", "one two")
    mark(project, "cid", "four five", "source")
    finish(project, "ana", "ben", "cid")
    matches, _ = compared(project)
    match = next(one for one in matches if one.code == "quote")
    taken = match.choices[0][0]
    edit = settling_version(match, 0)
    assert edit is not None
    links = project.find(Link)
    linked = linked_with(matches, links, taken, [])
    whole = with_linked(edit, linked)
    assert project.apply(decided_for_all(project, SEEN, whole, "a")).label == (
        "Taken into gold with 1 linked label"
    )
    assert set(gold(project)) == {"one two", "four"}
    ends = {(one.annotation, one.target_annotation) for one in project.find(Link)}
    assert (gold_id("ana-quote-one two"), gold_id("ana-source-four")) in ends
    assert linked_with(matches, links, taken, ["ana-source-four"]) == []


def majority(project: Project, most: Most = Most.HALF) -> Majority:
    layers = seen_layers(project, SEEN, None)
    handles = {coder_id(one): one for one in CODERS}
    return taking_majority(layers, project.codebook(), HALF, handles, most)


def counts(found: Majority) -> tuple[int, int, int, int]:
    return found.unanimous, found.by_most, found.short, found.locked


def test_what_most_say_is_taken_in_bulk_as_one_step(three: Project) -> None:
    for coder in CODERS:
        mark(three, coder, "six")
    mark(three, "dan", "one")
    found = majority(three)
    assert counts(found) == (1, 1, 1, 0)
    assert found.edit is not None
    assert three.apply(found.edit).label == "2 things taken as most say"
    assert set(gold(three)) == {"two three", "six"}
    assert verdicts(three)["ben"] == "accepted"  # of “six”; of the other it gave way
    assert counts(majority(three)) == (0, 0, 1, 0)
    three.undo()
    assert gold(three) == {}


def test_how_many_must_agree_is_a_choice(three: Project) -> None:
    mark(three, "dan", "two three", kind="indirect")
    assert counts(majority(three, Most.HALF)) == (0, 1, 0, 0)
    assert counts(majority(three, Most.ALL_BUT_ONE)) == (0, 1, 0, 0)
    mark(three, "cid", "one")
    mark(three, "dan", "one")
    assert counts(majority(three, Most.TWO_THIRDS)) == (0, 1, 1, 0)
    assert [most.of(2) for most in Most] == [2, 2, 2]
    assert [most.of(6) for most in Most] == [4, 4, 5]


def test_a_majority_leaves_locked_articles_and_what_is_decided(three: Project) -> None:
    three.apply(SetArticleState(("a",), ArticleState.SETTLED))
    three.apply(LockArticles(("a",)))
    assert counts(majority(three)) == (0, 0, 0, 1)
    three.apply(LockArticles(("a",), locked=False))
    three.apply(Settle(over=("ben-quote-two three four",)))
    assert counts(majority(three)) == (0, 0, 0, 0)
