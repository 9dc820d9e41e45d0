"""What merging actors comes to: what is carried, and what must be asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from named_actors import FULL, LAST, OTHER, named_actors

from annotator.domain.actor_variables import ActorVariable
from annotator.domain.edits.actors import PartActors
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Affiliation
from annotator.store.project import Project
from annotator.workflow.actors.joining import contradictions, joined, joining, splitting
from annotator.workflow.suggesting.doubles import likely_doubles
from annotator.workflow.visibility import visibility_of

ONE = Actor(
    id="1",
    name="Volodymyr Zelensky",
    note="Met.",
    values={"age": {"value": 47, "how": "public_record"}},
    unlike={"2": True, "9": True},
)
TWO = Actor(
    id="2",
    name="Zelenskyy",
    role="government",
    aliases=("VOLODYMYR ZELENSKY", "Ze"),
    note="Met.",
    affiliations=(Affiliation("Presidency", "2019"),),
    values={"age": {"value": 46}, "gender": {"how": "declined"}},
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with named_actors(tmp_path / "p.annotator") as made:
        yield made


def test_names_values_affiliations_and_refusals_are_carried() -> None:
    made = joined(ONE, [TWO])
    assert made.aliases == ("Zelenskyy", "Ze")
    assert (made.role, made.note, made.affiliations) == ("government", "Met.", TWO.affiliations)
    assert made.values == {
        "age": {"value": 47, "how": "public_record"},
        "gender": {"how": "declined"},
    }
    assert made.unlike == {"9": True}


def test_what_two_say_differently_is_asked_by_name() -> None:
    found = contradictions([ONE, TWO], [ActorVariable("age", "Age")])
    assert [(one.attribute, one.name, dict(one.options)) for one in found] == [
        ("values.age", "Age", {"1": "47 (public record)", "2": "46"})
    ]


def test_the_word_that_is_taken_stays(project: Project) -> None:
    first, second = project.get(Actor, FULL), project.get(Actor, LAST)
    assert first is not None
    assert second is not None
    found = joining(project, first, [second], ())
    assert found.in_words() == (
        "“Zelensky” will be archived. 3 links in 2 articles will lead to “Volodymyr Zelensky”. "
        "It gets 1 other name."
    )
    project.apply(found.edit({"affiliation": LAST}))
    kept = project.get(Actor, FULL)
    assert kept is not None
    assert kept.affiliation == "Government"
    with pytest.raises(UserError):
        joining(project, first, [], ())


def test_hidden_labels_are_not_counted_and_are_carried(project: Project) -> None:
    project.apply(Assign((("a1", "ben"),)))
    ben = next(one.coder for one in project.actors.passages(LAST) if one.annotation == "q3")
    first, second = project.get(Actor, FULL), project.get(Actor, LAST)
    assert first is not None
    assert second is not None
    found = joining(project, first, [second], (), visibility_of(project, ben))
    assert (dict(found.links), found.articles, found.hidden) == ({LAST: 1}, 1, True)
    assert "may not see" in found.in_words()
    project.apply(found.edit())
    assert project.actors.figures([FULL])[FULL].quotes == 3


def test_a_split_needs_a_name_and_a_passage() -> None:
    for name, links in ((" ", ["l"]), ("Olena", [])):
        with pytest.raises(UserError):
            splitting(ONE, name, links)
    assert splitting(ONE, "Olena ", ["l"]).new.unlike == {"1": True}


def test_spellings_of_a_name_are_proposed_and_what_is_refused_stays_so(project: Project) -> None:
    named = [
        Actor(id=str(n), name=name)
        for n, name in enumerate(("Zelensky", "Volodymyr Zelensky", "Zelenskyy"))
    ]
    assert {(one.a, one.b) for one in likely_doubles(named)} == {("0", "1"), ("0", "2"), ("1", "2")}
    pairs = [{one.a, one.b} for one in likely_doubles(project.find(Actor))]
    assert pairs == [{FULL, LAST}]
    project.apply(PartActors(FULL, LAST))
    assert likely_doubles(project.find(Actor)) == []
    assert project.get(Actor, OTHER) is not None
