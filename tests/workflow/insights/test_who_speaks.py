"""Who speaks and who is only spoken of, by the codebooks that come with the program."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from debates import ACTORS, bundled, label, made_debate
from msgspec import structs

from annotator.domain.annotation import make_link
from annotator.domain.codebook import LinkRule
from annotator.domain.edits.codebook import PutCode
from annotator.domain.people import Coder
from annotator.domain.record import Record
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.insights.by_names import insights
from annotator.workflow.insights.keeper import FactKeeper

Study = Callable[[str, Sequence[Record]], Project]
EVE = Coder(id="c1", handle="eva")
ALL = Visibility(open_labels=True, reviewing=True)


@pytest.fixture
def study(tmp_path: Path, request: pytest.FixtureRequest) -> Study:
    def make(book: str, records: Sequence[Record]) -> Project:
        made = made_debate(tmp_path / "p.annotator", bundled(book), (EVE, *ACTORS, *records))
        request.addfinalizer(made.close)
        return made

    return make


def counted(project: Project, view: str = "voice", **asked: str | Sequence[str]) -> dict[str, int]:
    """Return how many labels there are for each who speaks, or what else the columns are."""
    found = insights(project, view, **{"rows": "all", "columns": "speaker", **asked})
    return {one["column"]: int(one["count"]) for one in found.records()}


def test_a_hero_does_not_speak_and_whoever_tells_of_one_does(study: Study) -> None:
    records = (
        label("x1", "hero", "Ana Orth"),
        make_link("x1", "is", actor="ana"),
        make_link("x1", "told_by", actor="ben"),
        label("y1", "hero", "Ana Orth"),
        make_link("y1", "is", actor="ana"),
        label("y2", "villain", "Ben Kim"),
        make_link("y2", "is", actor="ben"),
    )
    project = study("hero-villain-victim", records)
    assert counted(project) == {"ben": 1}
    assert counted(project, columns="target") == {"ana": 2}
    assert counted(project, columns="target", codes=("Villain",)) == {"ben": 1}
    naming = counted(project, columns="naming", codes=("hero", "villain"))
    assert naming == {"named": 1, "nobody": 2}
    assert counted(project, columns="party", codes=("hero",)) == {"ana": 2, "ben": 1}
    told = insights(project, "network", network="actor-target")
    assert [(one.row, one.column, one.value) for one in told.marks] == [("ben", "ana", 1)]


def test_whom_a_claim_addresses_does_not_speak_and_its_claimant_does(study: Study) -> None:
    records = (
        label("x1", "claim", "Tax 😀 it now"),
        label("xs", "claimant", "Ana Orth"),
        label("xt", "addressee", "Ben Kim"),
        label("xo", "object_actor", "others"),
        make_link("xs", "is", actor="ana"),
        make_link("xt", "is", actor="ben"),
        make_link("xo", "is", actor="gov"),
        make_link("x1", "by", to="xs"),
        make_link("x1", "to", to="xt"),
    )
    project = study("political-claims", records)
    assert counted(project) == {"ana": 1}
    every = ("claim", "claimant", "addressee", "object_actor")
    assert counted(project, codes=every) == {"ana": 2}
    assert counted(project, codes=every, columns="target") == {"ben": 2, "gov": 1}
    meeting = insights(project, "cooccurrence")
    assert not meeting.marks
    meeting = insights(project, "cooccurrence", rows="party")
    assert {(one.row, one.column) for one in meeting.marks if one.row < one.column} == {
        ("ana", "ben"),
        ("ana", "gov"),
        ("ben", "gov"),
    }


def test_where_nothing_asks_who_says_it_those_who_are_named_are_heard(study: Study) -> None:
    records = (
        label("x1", "person", "Ana Orth", quoted=True),
        label("x2", "person", "Ben Kim", quoted=False),
        make_link("x1", "is", actor="ana"),
        make_link("x2", "is", actor="ben"),
    )
    project = study("source-audit-gmmp", records)
    assert counted(project) == {"ana": 1, "ben": 1}
    assert counted(project, query="quoted:yes") == {"ana": 1}


def test_it_is_known_at_once_when_words_become_those_of_who_speaks(study: Study) -> None:
    records = (
        label("x1", "claim", "Tax 😀 it now"),
        label("xt", "addressee", "Ben Kim"),
        make_link("xt", "is", actor="ben"),
    )
    project = study("political-claims", records)
    keeper = FactKeeper()
    assert [len(one.speakers) for one in keeper.facts(project, ALL).labels] == [0, 0]
    claim = project.codebook().code("claim")
    assert claim is not None
    rule = LinkRule(type="said_by", name="Said by", ends=("addressee",))
    keeper.follow(project.apply(PutCode(structs.replace(claim, links=(*claim.links, rule)))))
    assert [len(one.speakers) for one in keeper.facts(project, ALL).labels] == [0, 1]
