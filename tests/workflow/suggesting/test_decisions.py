"""What was made of suggestions: counted by what proposed and by rule, each with its places."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from suggested import ANA, FAIR, KEEP, place, study

from annotator.domain.annotation import Origin
from annotator.domain.edits.annotations import SetFragments, Tag
from annotator.domain.edits.suggestions import KeepScore, Refuse
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refused
from annotator.store.project import Project
from annotator.workflow.suggesting.quality.accepting import acceptance, decisions
from annotator.workflow.suggesting.quality.records import How
from annotator.workflow.suggesting.quality.tables import DecisionDoor, decided

LEAVES = "“Nobody leaves,”"


def take(project: Project, ident: str, words: str, *, by: str, rule: str) -> None:
    """Accept what was suggested for some words."""
    tag = Tag(
        id=ident, article="a0", code="quote", fragments=(place(words),), origin=Origin.ACCEPTED
    )
    project.apply(tag)
    project.apply(KeepScore(annotation=ident, score=0.9, reason="So.", by=by, rule=rule))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path) as made:
        take(made, "q1", KEEP, by="rules 1", rule="dq")
        take(made, "q2", LEAVES, by="model 3f9a01c2", rule="learned")
        start, end = place(LEAVES)
        made.apply(SetFragments("q2", ((start, end - 1),)))
        where = (Fragment(*place(FAIR)),)
        no = Refused(
            article="a0", code="quote", fragments=where, by="rules 1", rule="th", score=0.7
        )
        made.apply(Refuse((no,)))
        made.apply(Tag(id="own", article="a0", code="quote", fragments=(place("Karl Brandt"),)))
        yield made


def test_each_decision_says_what_was_made_of_what_and_where(project: Project) -> None:
    found = decisions(project, ANA)
    assert [(one.how, one.words, one.by, one.rule) for one in found] == [
        (How.ACCEPTED, KEEP, "rules 1", "dq"),
        (How.MENDED, LEAVES[:-1], "model 3f9a01c2", "learned"),
        (How.REFUSED, FAIR, "rules 1", "th"),
    ]


def test_they_are_counted_by_code_and_then_by_what_proposed(project: Project) -> None:
    rows = acceptance(decisions(project))
    assert [(one.by, one.rule, one.accepted, one.mended, one.refused) for one in rows] == [
        ("", "", 1, 1, 1),
        ("model 3f9a01c2", "learned", 0, 1, 0),
        ("rules 1", "dq", 1, 0, 0),
        ("rules 1", "th", 0, 0, 1),
    ]
    assert rows[0].share == pytest.approx(2 / 3)


def test_only_the_codes_that_are_asked_for_count(project: Project) -> None:
    assert decisions(project, ANA, ["source"]) == []
    assert decisions(project, "somebody else") == []


def test_each_count_opens_what_it_counts(project: Project) -> None:
    places = decisions(project, ANA)
    table = decided(acceptance(places), "quote", {}, str)
    opened = 0
    for row in table.rows:
        for cell in row.cells:
            if isinstance(cell.door, DecisionDoor) and cell.text.isdigit():
                assert len(cell.door.places(places)) == int(cell.text)
                opened += 1
    assert opened == 6
