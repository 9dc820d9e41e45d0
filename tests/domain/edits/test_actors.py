"""Actors made one, parted and said to be different: words, refusals, and what is changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from named_actors import FULL, LAST, OTHER, named_actors

from annotator.domain.actor_variables import (
    ActorVariable,
    ActorVariableType,
    KnownValue,
    read_affiliations,
    read_known,
    written_affiliation,
)
from annotator.domain.annotation import Link
from annotator.domain.edits.actors import MergeActors, PartActors, SetActorVariables, SplitActor
from annotator.domain.edits.links import AddLink, ArchiveActor, PutActor
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Affiliation, HowKnown, end_of
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with named_actors(tmp_path / "p.annotator") as made:
        yield made


def ends(project: Project) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in project.find(Link):
        found.setdefault(one.target_actor or "", set()).add(one.annotation)
    return found


def actor(project: Project, ident: str) -> Actor:
    found = project.get(Actor, ident)
    assert found is not None
    return found


def test_merged_actors_are_archived_and_their_links_lead_to_the_one(project: Project) -> None:
    changes = project.apply(MergeActors(actor(project, FULL), (LAST,)))
    assert changes.label == "“Zelensky” merged into “Volodymyr Zelensky”"
    assert ends(project) == {FULL: {"q1", "q2", "s1", "t1", "q3", "t2"}}
    gone = actor(project, LAST)
    assert (gone.archived, gone.became) == (True, FULL)
    assert project.check() == []


def test_two_links_of_one_label_to_what_was_two_are_one(project: Project) -> None:
    project.apply(AddLink(annotation="t2", type="target", actor=LAST))
    project.apply(MergeActors(actor(project, FULL), (LAST,)))
    assert len(project.find(Link, annotation="t2")) == 1
    project.undo()
    assert len(project.find(Link, annotation="t2")) == 2


def test_an_actor_that_is_offered_again_is_itself_again(project: Project) -> None:
    project.apply(MergeActors(actor(project, FULL), (LAST,)))
    project.apply(ArchiveActor(LAST, archived=False))
    assert actor(project, LAST).became == ""


@pytest.mark.parametrize("gone", [(), (FULL,), ("nobody",)])
def test_an_actor_is_not_merged_into_itself_or_with_nobody(
    project: Project, gone: tuple[str, ...]
) -> None:
    with pytest.raises(UserError):
        project.apply(MergeActors(actor(project, FULL), gone))


def test_a_split_takes_the_links_that_were_chosen(project: Project) -> None:
    (link,) = project.find(Link, annotation="t1")
    made = SplitActor(LAST, Actor(id="new", name="Olena"), (link.id,))
    assert project.apply(made).label == "“Olena” split from “Zelensky” with 1 passage"
    assert ends(project)["new"] == {"t1"}
    with pytest.raises(UserError, match="there already"):
        project.apply(made)
    (other,) = project.find(Link, annotation="q2")
    with pytest.raises(UserError, match="Not all"):
        project.apply(SplitActor(LAST, Actor(id="newer", name="Olena"), (other.id,)))


def test_actors_that_are_different_are_so_for_both(project: Project) -> None:
    project.apply(PartActors(LAST, FULL))
    assert actor(project, FULL).unlike == {LAST: True}
    project.apply(PartActors(FULL, LAST, different=False))
    assert actor(project, FULL).unlike == {}
    with pytest.raises(UserError):
        project.apply(PartActors(OTHER, OTHER))


def test_variables_have_names_and_ids_of_their_own(project: Project) -> None:
    with pytest.raises(UserError):
        project.apply(SetActorVariables((ActorVariable("a", " "),)))
    with pytest.raises(UserError):
        project.apply(SetActorVariables((ActorVariable("a", "A"), ActorVariable("a", "B"))))


@pytest.mark.parametrize(
    "values", [{"a": 1}, {"a": {}}, {"a": {"how": "guessed"}}, {"a": {"value": [1]}}]
)
def test_what_is_no_value_is_refused(project: Project, values: dict[str, object]) -> None:
    with pytest.raises(UserError, match="no value"):
        project.apply(PutActor(Actor(id="x", name="X", values=values)))


def test_a_wrong_date_of_an_affiliation_is_refused(project: Project) -> None:
    for day in ("2019-13", "2019-02-31", "２０１９", "0000"):
        held = (Affiliation("Navy", day),)
        with pytest.raises(UserError, match=day):
            project.apply(PutActor(Actor(id="x", name="X", affiliations=held)))
    held = (Affiliation("Navy", "2020-02-29", "2021-05"),)
    project.apply(PutActor(Actor(id="x", name="X", affiliations=held)))


@pytest.mark.parametrize(
    "held",
    [
        Affiliation("Navy"),
        Affiliation("Navy", "2019", "2021-05"),
        Affiliation("Navy (reserve)", "", "2021-05-31"),
        Affiliation("Navy", "2019"),
        Affiliation("Party ( A )", "2019"),
        Affiliation("Coalition (2019 – 2021)"),
        Affiliation("Coalition (2019 – 2021)", "2020"),
        Affiliation("Nobody’s (–)"),
    ],
)
def test_an_affiliation_is_read_as_it_is_written(held: Affiliation) -> None:
    assert read_affiliations([written_affiliation(held)]) == (held,)


def test_what_was_declined_has_no_value() -> None:
    born = ActorVariable("born", "Born", ActorVariableType.NUMBER)
    assert read_known(born, "1970", "Self-identified", "") == KnownValue(
        1970, HowKnown.SELF_IDENTIFIED
    )
    assert read_known(born, "1970", "declined", "") == KnownValue(None, HowKnown.DECLINED)
    assert read_known(born, " ", "", "").to_entry() is None
    for said, how in (("old", ""), ("1970", "guessed")):
        with pytest.raises(UserError):
            read_known(born, said, how, "")


def test_actors_that_became_each_other_end_at_the_same_one() -> None:
    became = {"a": "b", "b": "c", "c": "b"}
    assert {end_of(one, became) for one in "abc"} == {"b"}
    assert end_of("a", {"a": "b"}) == "b"
    assert end_of("z", became) == "z"
