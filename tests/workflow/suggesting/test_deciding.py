"""Accepting, mending and refusing what is suggested: ordinary labels, one step to undo each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from suggested import ANA, BOOK, KEEP, OWN, TEXT, opened, place, proposing, quote, study
from suggested import suggested as found_in

from annotator.domain.annotation import Annotation, Link, Origin
from annotator.domain.codebook import Codebook
from annotator.domain.edits.annotations import (
    AddFragment,
    ChangeCode,
    SetFragments,
    SetNote,
    SetValue,
    Tag,
)
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Score, score_id
from annotator.store.project import Project
from annotator.workflow.suggesting.deciding import (
    KnownActors,
    accept,
    accept_all,
    refuse,
    refuse_all,
)
from annotator.workflow.suggesting.suggestion import Suggestion

FALK = Actor(id="falk", name="Ines Falk", aliases=("Falk",))
QUOTE = quote(KEEP, cue="said", source="Mayor Ines Falk")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path) as made:
        yield made


@pytest.fixture
def one(project: Project) -> Suggestion:
    return found_in(project, proposing(QUOTE))[0]


def texts(project: Project) -> dict[str, str]:
    return {one.code: one.text for one in project.find(Annotation)}


def origin(project: Project, annotation: str) -> Origin:
    found = project.get(Annotation, annotation)
    assert found is not None
    return found.origin


def test_accepting_makes_an_ordinary_label_that_says_where_it_came_from(
    project: Project, one: Suggestion
) -> None:
    accepted = accept(opened(project), BOOK, OWN, one, with_ends=False)
    changes = project.apply(accepted.edit)
    assert changes.label == "Quote accepted"
    label = project.get(Annotation, accepted.annotation)
    assert label is not None
    assert (label.text, label.coder, label.origin) == (KEEP, ANA, Origin.ACCEPTED)
    assert label.values["quote_type"] == "direct"
    assert project.get(Score, score_id(label.id)) == Score(
        id=score_id(label.id),
        annotation=label.id,
        score=0.9,
        reason="It is said so.",
        by="model 12345678",
        rule="toy",
    )
    assert texts(project) == {"quote": KEEP}
    assert project.check() == []


def test_source_and_cue_come_with_it_and_all_of_it_is_one_step(
    project: Project, one: Suggestion
) -> None:
    accepted = accept(opened(project), BOOK, OWN, one)
    project.apply(accepted.edit)
    assert texts(project) == {"quote": KEEP, "source": "Mayor Ines Falk", "cue": "said"}
    ends = {link.target_annotation for link in project.find(Link, annotation=accepted.annotation)}
    assert ends == set(accepted.ends)
    assert {one.origin for one in project.find(Annotation)} == {Origin.ACCEPTED}
    assert project.check() == []
    project.undo()
    assert (project.find(Annotation), project.find(Link), project.find(Score)) == ([], [], [])
    project.redo()
    assert len(project.find(Annotation)) == 3


def test_a_source_and_a_cue_that_are_there_are_linked_and_not_doubled(
    project: Project, one: Suggestion
) -> None:
    project.apply(Tag(id="s", article="a0", code="source", fragments=(place("Ines Falk"),)))
    project.apply(Tag(id="c", article="a0", code="cue", fragments=(place("said"),)))
    accepted = accept(opened(project), BOOK, OWN, one)
    project.apply(accepted.edit)
    assert len(project.find(Annotation)) == 3
    assert accepted.ends == ("s", "c")
    assert origin(project, "s") is Origin.HUMAN


def test_a_colleagues_source_is_left_alone(project: Project, one: Suggestion) -> None:
    project.coder = "ben"
    project.apply(Tag(id="s", article="a0", code="source", fragments=(place("Mayor Ines Falk"),)))
    project.coder = "ana"
    project.apply(accept(opened(project), BOOK, OWN, one).edit)
    assert len(project.find(Annotation, code="source")) == 2


def test_the_one_actor_who_is_called_so_is_linked(project: Project, one: Suggestion) -> None:
    project.apply(PutActor(FALK))
    project.apply(accept(opened(project), BOOK, OWN, one, actors=KnownActors([FALK])).edit)
    (link,) = [each for each in project.find(Link) if each.target_actor]
    assert (link.type, link.target_actor) == ("is", "falk")


def test_of_two_actors_of_a_name_none_is_linked(project: Project, one: Suggestion) -> None:
    other = Actor(id="other", name="Ines Falk")
    for each in (FALK, other):
        project.apply(PutActor(each))
    project.apply(accept(opened(project), BOOK, OWN, one, actors=KnownActors([FALK, other])).edit)
    assert not any(each.target_actor for each in project.find(Link))
    assert KnownActors([FALK, other]).surely("Falk", "en") == FALK
    assert KnownActors([FALK]).surely("she", "en") is None


def test_a_source_keeps_the_actor_that_it_has(project: Project, one: Suggestion) -> None:
    project.apply(PutActor(FALK))
    project.apply(PutActor(Actor(id="karl", name="Karl")))
    project.apply(Tag(id="s", article="a0", code="source", fragments=(place("Ines Falk"),)))
    project.apply(AddLink(annotation="s", type="is", actor="karl"))
    project.apply(accept(opened(project), BOOK, OWN, one, actors=KnownActors([FALK])).edit)
    assert [each.target_actor for each in project.find(Link, annotation="s")] == ["karl"]


def test_what_is_accepted_with_other_edges_or_answers_is_mended(
    project: Project, one: Suggestion
) -> None:
    start, end = place(KEEP)
    accepted = accept(opened(project), BOOK, OWN, one, fragments=((start + 1, end),))
    assert project.apply(accepted.edit).label == "Quote mended and accepted"
    assert origin(project, accepted.annotation) is Origin.MENDED
    assert origin(project, accepted.ends[0]) is Origin.ACCEPTED
    project.undo()
    accepted = accept(opened(project), BOOK, OWN, one, values={"quote_type": "mixed"})
    project.apply(accepted.edit)
    assert origin(project, accepted.annotation) is Origin.MENDED
    project.undo()
    more = {"quote_type": "direct", "stance": 1}
    accepted = accept(opened(project), BOOK, OWN, one, values=more)
    project.apply(accepted.edit)
    assert origin(project, accepted.annotation) is Origin.ACCEPTED


@pytest.mark.parametrize(
    "edit",
    [
        SetFragments("q", ((1, 5),)),
        AddFragment("q", 0, 3),
        ChangeCode("q", "sentiment"),
        SetValue("q", "quote_type", "mixed"),
        SetValue("q", "quote_type", None),
    ],
)
def test_changing_what_was_accepted_mends_it_until_that_is_undone(
    project: Project, edit: SetFragments
) -> None:
    values = {"quote_type": "direct"}
    made = Tag(id="q", article="a0", code="quote", fragments=(place(KEEP),), values=values)
    project.apply(Tag(**{**_fields(made), "origin": Origin.ACCEPTED}))
    project.apply(edit)
    assert origin(project, "q") is Origin.MENDED
    project.undo()
    assert origin(project, "q") is Origin.ACCEPTED
    project.redo()
    assert origin(project, "q") is Origin.MENDED
    assert project.check() == []


def _fields(made: Tag) -> dict[str, object]:
    return {name: getattr(made, name) for name in made.__struct_fields__}


def test_answering_what_was_open_or_noting_something_mends_nothing(
    project: Project, one: Suggestion
) -> None:
    accepted = accept(opened(project), BOOK, OWN, one)
    project.apply(accepted.edit)
    project.apply(SetValue(accepted.annotation, "stance", 1))
    project.apply(SetNote(accepted.annotation, "Why?"))
    assert origin(project, accepted.annotation) is Origin.ACCEPTED
    project.apply(SetValue(accepted.annotation, "stance", -1))
    assert origin(project, accepted.annotation) is Origin.MENDED


def test_all_of_a_list_are_accepted_in_one_step_and_share_their_source(project: Project) -> None:
    second = quote("“Nobody leaves,”", source="Mayor Ines Falk")
    found = found_in(project, proposing(QUOTE, second))
    made = accept_all(opened(project), BOOK, OWN, found)
    assert project.apply(made.edit).label == "2 suggestions accepted"
    assert [one.text for one in project.get_all(Annotation, made.annotations).values()] == [
        KEEP,
        "“Nobody leaves,”",
    ]
    assert len(project.find(Annotation, code="source")) == 1
    assert len(project.find(Link, type="said_by")) == 2
    project.undo()
    assert project.find(Annotation) == []


def test_refusing_keeps_who_what_and_why_and_changes_nothing_else(
    project: Project, one: Suggestion
) -> None:
    before = project.articles()
    assert project.apply(refuse(one)).label == "Quote refused"
    (refusal,) = project.find(Refusal)
    assert (refusal.coder, refusal.code, refusal.fragments) == (
        ANA,
        "quote",
        (Fragment(*place(KEEP)),),
    )
    assert (refusal.by, refusal.rule, refusal.score) == ("model 12345678", "toy", 0.9)
    assert refusal.at
    assert (project.articles(), project.find(Annotation)) == (before, [])
    assert project.check() == []


def test_several_are_refused_in_one_step(project: Project) -> None:
    found = found_in(project)
    assert project.apply(refuse_all(found)).label == f"{len(found)} suggestions refused"
    assert found_in(project) == []
    project.undo()
    assert found_in(project) == found


def test_a_suggestion_of_a_code_that_is_gone_cannot_be_accepted(
    project: Project, one: Suggestion
) -> None:
    with pytest.raises(UserError, match="not in the codebook"):
        accept(opened(project), Codebook(), OWN, one)


def test_an_answer_that_the_code_does_not_take_is_left_out(
    project: Project, one: Suggestion
) -> None:
    odd = structs.replace(one, values={"quote_type": "shouted", "gone": 1})
    accepted = accept(opened(project), BOOK, OWN, odd)
    project.apply(accepted.edit)
    label = project.get(Annotation, accepted.annotation)
    assert label is not None
    assert label.values.keys().isdisjoint({"quote_type", "gone"})
    assert TEXT[label.fragments[0].start :].startswith(KEEP)
