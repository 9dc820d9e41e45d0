"""What a link can end at, the likeliest first, and which annotation a new one belongs to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import CODES, do, led_project, tag
from msgspec import structs

from annotator.domain.annotation import Annotation, Link
from annotator.domain.edits.links import AddLink, ArchiveActor, PutActor
from annotator.domain.people import Actor
from annotator.domain.record import Values
from annotator.store.project import Project
from annotator.workflow.automatic_links import is_near, linked_from, next_link
from annotator.workflow.link_proposals import (
    Ends,
    actor_to_make,
    author_of,
    ends_of,
    link_to,
    match,
    proposals,
    suggested_first,
)
from annotator.workflow.open_article import OpenArticle

ACTORS = (
    Actor(id="abe", name="Abe Ito"),
    Actor(id="zoe", name="Zoe Müller", aliases=("the mayor",)),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as project:
        for actor in ACTORS:
            project.apply(PutActor(actor))
        yield project


def opened(project: Project, article: str = "a1") -> OpenArticle:
    found = OpenArticle.load(project, article)
    assert found is not None
    return found


def ends(project: Project, *seen: Annotation) -> Ends:
    actors = project.find(Actor)
    found = ends_of(opened(project), project.codebook(), actors, ("ana1", "said_by"), seen)
    assert found is not None
    return found


def named(project: Project, typed: str, *seen: Annotation) -> list[str]:
    there = ends(project, *seen)
    return [one.name for one in proposals(there, typed, actor_to_make(there, typed), None)]


@pytest.mark.parametrize(
    ("wanted", "name", "rank"),
    [
        ("", "anything", 8),
        ("zoe muller", "zoe muller", 0),
        ("zoe", "zoe muller", 1),
        ("mul", "zoe muller", 2),
        ("mayor zoe muller said", "zoe muller", 3),
        ("ulle", "zoe muller", 4),
        ("abe", "zoe muller", 9),
    ],
)
def test_the_more_alike_the_likelier(wanted: str, name: str, rank: int) -> None:
    assert match(wanted, name) == rank


def test_actors_are_found_by_name_alias_and_without_accents(project: Project) -> None:
    assert named(project, "muller")[0] == "Zoe Müller"
    assert named(project, "mayor")[0] == "Zoe Müller"
    assert named(project, "Ann") == ["Ann"]
    assert named(project, "abe ito") == ["Abe Ito"]


def test_actors_that_shown_annotations_name_come_first(project: Project) -> None:
    do(project, "ben", AddLink(annotation="ben1", type="said_by", actor="zoe"))
    ben = project.get(Annotation, "ben1")
    assert ben is not None
    assert named(project, "")[0] == "Abe Ito"
    assert named(project, "", ben)[0] == "Zoe Müller"


def test_what_is_linked_already_archived_or_a_colleagues_is_not_proposed(project: Project) -> None:
    do(project, "ben", tag("ben2", "a1", "source", "five"))
    do(project, "ana", tag("ana4", "a1", "source", "six"))
    do(project, "ana", AddLink(annotation="ana1", type="said_by", actor="abe"))
    project.apply(ArchiveActor("zoe", archived=True))
    assert named(project, "") == ["six"]


def test_an_unknown_link_and_an_unknown_annotation_have_no_ends(project: Project) -> None:
    actors = project.find(Actor)
    for link in (("ana1", "cue"), ("nobody", "said_by"), ("ana2", "said_by")):
        assert ends_of(opened(project), project.codebook(), actors, link, ()) is None


@pytest.mark.parametrize(
    ("values", "kind", "role"),
    [
        ({}, "person", ""),
        ({"naming": "collective"}, "group", ""),
        ({"source_kind": "media", "role": "media"}, "organisation", "media"),
        ({"role": "unclear"}, "person", ""),
    ],
)
def test_a_new_actor_is_as_the_answers_say(
    project: Project, values: Values, kind: str, role: str
) -> None:
    there = ends(project)
    said = structs.replace(there, annotation=structs.replace(there.annotation, values=values))
    made = actor_to_make(said, "Ann")
    assert (made.name, made.kind, made.role) == ("Ann", kind, role)


def test_a_new_actor_and_its_link_are_one_step(project: Project) -> None:
    there = ends(project)
    (found,) = proposals(there, "Ann", actor_to_make(there, "Ann"), None)
    assert found.new
    do(project, "ana", link_to("ana1", "said_by", found))
    assert [one.name for one in project.find(Actor)][-1] == "Ann"
    do(project, "ana", link_to("ana1", "said_by", proposals(there, "", ACTORS[0], None)[0]))
    project.undo()
    project.undo()
    assert {one.target_annotation for one in project.find(Link)} == {"ana2"}
    assert {one.id for one in project.find(Actor)} == {"abe", "zoe"}


def test_a_suggestion_puts_a_known_actor_before_a_new_one(project: Project) -> None:
    there = ends(project)
    found = proposals(there, "zoe", actor_to_make(there, "zoe"), None)
    assert suggested_first(found)[0].actor == ACTORS[1]
    found = proposals(there, "Ann", actor_to_make(there, "Ann"), None)
    assert suggested_first(found)[0].new


def test_an_article_without_an_author_proposes_none(project: Project) -> None:
    assert author_of(opened(project)) is None


# Which annotation a new one belongs to


def test_a_source_belongs_to_the_selected_quote_or_the_quote_of_the_selected_source(
    project: Project,
) -> None:
    article, source = opened(project), CODES.codes[1]
    for selected in ("ana1", "ana2"):
        found = linked_from(article, CODES, article.annotations[selected], source)
        assert found is not None
        assert (found.annotation.id, found.rule.type) == ("ana1", "said_by")
    assert linked_from(article, CODES, None, source) is None
    assert linked_from(article, CODES, article.annotations["ana1"], CODES.codes[0]) is None


def test_what_is_linked_next_is_the_first_link_that_is_missing(project: Project) -> None:
    article = opened(project)
    assert next_link(article, CODES.codes[0], article.annotations["ben1"]) == ("said_by", "")
    assert next_link(article, CODES.codes[1], article.annotations["ana2"]) is None


def test_near_is_the_same_paragraph_or_the_one_beside_it(project: Project) -> None:
    article = opened(project)
    anchor = article.annotations["ana2"]
    for between, expected in (("\n\n", True), ("\n\n\n", False)):
        text = article.text + between + "There"
        moved = structs.replace(article, text=text)
        assert is_near(moved, anchor, len(text) - 5, len(text)) is expected
