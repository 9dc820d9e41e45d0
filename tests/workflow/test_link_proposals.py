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
    proposals,
    suggested_name,
    sure_one,
)
from annotator.workflow.mentions import Mention, mentions_in, paragraph_of
from annotator.workflow.name_matching import match
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


def sure(project: Project, typed: str, words: str = "", *seen: Annotation) -> str:
    there = ends(project, *seen)
    found = proposals(there, typed, actor_to_make(there, typed), None, words)
    place = sure_one(found, typed, suggested=bool(words))
    if place < 0:
        return ""
    return f"new {found[place].name}" if found[place].new else found[place].name


@pytest.mark.parametrize(
    ("typed", "words", "meant"),
    [
        ("", "", ""),
        ("zoe", "", "Zoe Müller"),
        ("abe ito", "", "Abe Ito"),
        ("Ann", "", "new Ann"),
        ("mayor", "the mayor", "Zoe Müller"),
        ("Müller", "Councillor Müller", ""),
        ("Zoe Müller", "the mayor, Zoe Müller", "Zoe Müller"),
        ("Ann Lee", "the mayor’s aide Ann Lee", "new Ann Lee"),
    ],
)
def test_only_what_is_sure_is_marked(project: Project, typed: str, words: str, meant: str) -> None:
    assert sure(project, typed, words) == meant


def test_of_two_that_fit_none_is_sure_whatever_their_order(project: Project) -> None:
    project.apply(PutActor(Actor(id="ben", name="Ben Müller")))
    assert sure(project, "müller") == ""
    assert sure(project, "Müller", "Minister Müller") == ""
    assert sure(project, "ben") == "Ben Müller"
    project.apply(PutActor(Actor(id="mayor", name="Eve Roth", aliases=("the mayor",))))
    assert sure(project, "mayor", "the mayor") == ""


def test_a_name_means_whom_it_meant_before_in_the_article(project: Project) -> None:
    project.apply(PutActor(Actor(id="ben", name="Ben Müller")))
    there = ends(project)
    mention = Mention("ben", "Finance Minister Ben Müller", 0)
    there = structs.replace(there, mentions=(mention,))
    found = proposals(there, "Müller", actor_to_make(there, "Müller"), None, "Müller")
    assert found[0].name == "Ben Müller"
    assert sure_one(found, "Müller", suggested=True) == 0
    assert "here in ¶ 1: “Finance Minister Ben Müller”" in found[0].below
    found = proposals(there, "Zoe Müller", actor_to_make(there, ""), None, "Zoe Müller")
    assert found[sure_one(found, "Zoe Müller", suggested=True)].name == "Zoe Müller"


@pytest.mark.parametrize(
    ("before", "words", "meant"),
    [
        ([("ben", "Ben Müller")], "Müller", "Ben Müller"),
        ([("ben", "Ben Müller"), ("zoe", "Zoe Müller")], "Müller", ""),
        ([("ben", "Müller")], "Zoe Müller", "Zoe Müller"),
        ([("ben", "Müller")], "Kim Müller", "new Kim Müller"),
        ([("ben", "the Kremlin spokesman")], "the Kremlin spokesman", "Ben Müller"),
        ([("ben", "the Kremlin spokesman")], "the spokesman", ""),
        ([("ben", "the Kremlin spokesman")], "the committee", "new the committee"),
        ([("ben", "the spokesman")], "the spokesman", ""),
        ([("ben", "Mülleritz")], "Müller", ""),
    ],
)
def test_a_name_is_sure_where_it_meant_one_alone(
    project: Project, before: list[tuple[str, str]], words: str, meant: str
) -> None:
    project.apply(PutActor(Actor(id="ben", name="Ben Müller")))
    mentions = tuple(Mention(actor, said, place) for place, (actor, said) in enumerate(before))
    there = structs.replace(ends(project), mentions=mentions)
    name = suggested_name(words)
    found = proposals(there, name, actor_to_make(there, name), None, words)
    place = sure_one(found, name, suggested=True)
    new = "new " if place >= 0 and found[place].new else ""
    assert (new + found[place].name if place >= 0 else "") == meant
    if before[0][1] == words:
        assert found[0].name == "Ben Müller"


def test_words_without_a_name_propose_whom_they_describe_and_who_is_in_the_article(
    project: Project,
) -> None:
    project.apply(PutActor(Actor(id="mo", name="Eva Moll", note="Bausenatorin der SPD")))
    there = structs.replace(ends(project), mentions=(Mention("abe", "Abe Ito", 0),))
    found = proposals(there, "Senatorin", actor_to_make(there, ""), None, "die Senatorin")
    assert [one.name for one in found[:2]] == ["Eva Moll", "Abe Ito"]
    assert sure_one(found, "Senatorin", suggested=True) == -1


def test_who_is_linked_already_is_no_new_actor_to_make(project: Project) -> None:
    do(project, "ana", AddLink(annotation="ana1", type="said_by", actor="zoe"))
    there = ends(project)
    found = proposals(there, "Zoe Müller", actor_to_make(there, "Zoe Müller"), None, "Zoe Müller")
    assert [(one.name, one.linked, one.new) for one in found] == [("Zoe Müller", True, False)]
    found = proposals(there, "the mayor", actor_to_make(there, "the mayor"), None)
    assert not any(one.new for one in found)
    assert not any(one.linked for one in proposals(there, "", actor_to_make(there, ""), None))


def test_of_typed_letters_only_what_alone_fits_is_sure(project: Project) -> None:
    project.apply(PutActor(Actor(id="three", name="Three Rivers")))
    assert sure(project, "thr") == "Three Rivers"
    do(project, "ana", tag("s9", "a1", "source", "three"))
    assert sure(project, "thr") == ""
    assert sure(project, "three riv") == "Three Rivers"


def test_words_of_the_article_mean_whom_their_links_name(project: Project) -> None:
    do(project, "ana", AddLink(annotation="ana1", type="said_by", actor="abe"))
    article = opened(project)
    of, other = article.annotations["ben1"], article.annotations["ana1"]
    assert [one.actor for one in mentions_in(article, of, {other.id})] == ["abe"]
    assert mentions_in(article, of, set()) == ()
    assert mentions_in(article, other, {other.id}) == ()


def test_a_row_tells_who_it_is(project: Project) -> None:
    role = Actor(id="kim", name="Kim", kind="group", role="press_office", affiliation="City Hall")
    project.apply(PutActor(structs.replace(role, aliases=("Kimmy",))))
    there = ends(project)
    (found, new) = proposals(there, "ki", actor_to_make(there, "kim lee"), None)
    assert found.below == "group  ·  press office  ·  City Hall  ·  also Kimmy"
    assert new.name == "kim lee"


def test_a_new_actor_gets_the_name_and_the_rest_describes_it(project: Project) -> None:
    there = ends(project)
    words = "Ukraine's chief negotiator, Defense Minister Rustem Umerov"
    source = structs.replace(there.annotation, texts=(words,))
    there = structs.replace(there, annotation=source)
    name = suggested_name(words, "en")
    made = actor_to_make(there, name)
    assert (made.name, made.kind) == ("Rustem Umerov", "person")
    assert made.note == "Ukraine's chief negotiator, Defense Minister"
    assert actor_to_make(there, "Umerov").note == ""


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Russia", "organisation"), ("the committee", "organisation"), ("some residents", "group")],
)
def test_the_kind_of_a_new_actor_is_guessed(project: Project, words: str, kind: str) -> None:
    there = ends(project)
    source = structs.replace(there.annotation, texts=(words,))
    made = actor_to_make(structs.replace(there, annotation=source), suggested_name(words, "en"))
    assert made.kind == kind


def test_paragraphs_are_counted_without_blank_lines() -> None:
    assert [paragraph_of("One\n\nTwo\nThree", place) for place in (0, 2, 5, 9)] == [1, 1, 2, 3]


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


def test_an_actor_spelled_otherwise_is_proposed_where_nobody_fits_and_never_sure(
    project: Project,
) -> None:
    there = ends(project)
    made = actor_to_make(there, "Zoe Mueller")
    found = proposals(there, "Zoe Mueller", made, None)
    assert [(one.name, one.detail) for one in found] == [
        ("Zoe Müller", "spelled otherwise"),
        ("Zoe Mueller", "new actor"),
    ]
    assert sure_one(found, "Zoe Mueller", suggested=False) == -1
    assert sure_one(found, "Zoe Mueller", suggested=True) == -1
    assert "Zoe Müller" not in named(project, "Joe Mueller")
