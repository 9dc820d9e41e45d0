"""Answers that were given before: proposed for what is open, and no colleague's too early."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Codebook, Condition, Field, FieldType, LinkRule
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.rounds import PutRound, Repeat, repetition_id
from annotator.domain.people import Actor, coder_id
from annotator.domain.record import Values
from annotator.domain.study import Round, RoundKind
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.precedents import precedents_of, telling_words
from annotator.workflow.prefilling import Offer, as_its_actor, as_the_last, open_answers, taking
from annotator.workflow.visibility import visibility_of


def _field(ident: str, *choices: str, shown_if: Condition | None = None) -> Field:
    offered = tuple(Choice(one, one.title()) for one in choices)
    kind = FieldType.CHOICE
    return Field(id=ident, name=ident.title(), type=kind, choices=offered, shown_if=shown_if)


SOURCE = Code(
    id="source",
    name="Source",
    key="S",
    fields=(
        _field("naming", "named", "role"),
        _field("kind", "person", "body"),
        _field("trade", "police", "press", shown_if=Condition("kind", ("person",))),
    ),
    links=(LinkRule(type="is", name="Is", ends=("actor",), maximum=1),),
)
QUOTE = Code(
    id="quote",
    name="Quote",
    key="Q",
    fields=(_field("type", "direct", "indirect"),),
    links=(LinkRule(type="target", name="About", ends=("actor", "*")),),
)
TEXT = (
    "Jo Lind spoke. The harbour chief was jailed. The harbour chief appealed at once. "
    "Nobody else spoke there."
)
GIVEN: Values = {"naming": "named", "kind": "person", "trade": "police"}
ME = coder_id("ana")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    book = Codebook(codes=(SOURCE, QUOTE))
    with Project.create(tmp_path / "p.annotator", codebook=book) as project:
        project.coder = "ana"
        articles = tuple(
            NewArticle(id=one, title=f"Title {one}", text=TEXT) for one in ("a1", "a2")
        )
        project.apply(ImportRecords(articles=articles))
        project.apply(PutActor(Actor(id="chief", name="Jo Chief")))
        yield project


def tagged(
    project: Project,
    ident: str,
    article: str,
    words: str,
    coder: str = "ana",
    code: str = "source",
    **values: str,
) -> Annotation:
    start = TEXT.index(words)
    place = ((start, start + len(words)),)
    made = Tag(id=ident, article=article, code=code, fragments=place, values=dict(values))
    do(project, coder, made)
    return now(project, ident)


def now(project: Project, ident: str) -> Annotation:
    found = project.get(Annotation, ident)
    assert found is not None
    return found


def of_actor(project: Project, ident: str, coder: str = "ana") -> Offer | None:
    annotation = now(project, ident)
    article = OpenArticle.load(project, annotation.article)
    assert article is not None
    visibility = visibility_of(project, coder_id(coder))
    return as_its_actor(project, visibility, SOURCE, article, annotation)


def named(project: Project, ident: str, coder: str = "ana") -> None:
    do(project, coder, AddLink(annotation=ident, type="is", actor="chief"))


def test_a_source_is_offered_what_its_actors_last_source_has(project: Project) -> None:
    tagged(project, "s1", "a1", "The harbour chief", naming="role", kind="body")
    tagged(project, "s2", "a1", "harbour", **GIVEN)
    tagged(project, "s3", "a2", "harbour chief")
    assert of_actor(project, "s3") is None
    for one in ("s1", "s2", "s3"):
        named(project, one)
    offer = of_actor(project, "s3")
    assert offer is not None
    assert (offer.values, offer.title) == (GIVEN, "Title a1")
    assert offer.words(SOURCE) == "Named, Person, Police"


def test_how_it_is_named_comes_from_words_that_are_alike_and_the_rest_from_earlier_ones_too(
    project: Project,
) -> None:
    tagged(project, "s1", "a1", "The harbour chief", kind="person", trade="press")
    tagged(project, "s2", "a1", "Jo Lind", naming="named", kind="person")
    for one in ("s1", "s2"):
        named(project, one)
    tagged(project, "s3", "a2", "The harbour chief")
    named(project, "s3")
    offer = of_actor(project, "s3")
    assert offer is not None
    assert offer.values == {"kind": "person", "trade": "press"}
    tagged(project, "s4", "a2", "Jo Lind")
    named(project, "s4")
    offer = of_actor(project, "s4")
    assert offer is not None
    assert offer.values == {"naming": "named", "kind": "person", "trade": "press"}


def test_taking_an_offer_is_one_edit_and_nothing_is_stored_before(project: Project) -> None:
    tagged(project, "s1", "a1", "harbour", **GIVEN)
    tagged(project, "s2", "a2", "harbour")
    for one in ("s1", "s2"):
        named(project, one)
    offer = of_actor(project, "s2")
    assert offer is not None
    assert now(project, "s2").values == {}
    project.apply(taking("s2", offer))
    assert now(project, "s2").values == GIVEN
    assert of_actor(project, "s2") is None
    project.undo()
    assert now(project, "s2").values == {}


def test_only_open_fields_that_are_asked_are_offered_something() -> None:
    assert open_answers(SOURCE, {"kind": "body"}, GIVEN) == {"naming": "named"}
    assert open_answers(SOURCE, {"naming": "role"}, {"naming": "named", "trade": "press"}) == {}
    assert open_answers(SOURCE, {}, {"naming": "gone", "kind": "body", "more": 1}) == {
        "kind": "body"
    }


def test_a_colleagues_source_is_not_offered_to_who_codes_blind(project: Project) -> None:
    tagged(project, "b1", "a1", "harbour", "ben", **GIVEN)
    named(project, "b1", "ben")
    tagged(project, "s1", "a1", "harbour chief")
    named(project, "s1")
    assert of_actor(project, "s1") is None
    opened = Visibility(coder=ME, open_labels=True)
    article = OpenArticle.load(project, "a1")
    assert article is not None
    offer = as_its_actor(project, opened, SOURCE, article, now(project, "s1"))
    assert offer is not None
    assert offer.source.id == "b1"


def test_whom_a_quote_is_about_says_nothing_of_the_quote(project: Project) -> None:
    for ident, article, values in (("q1", "a1", {"type": "direct"}), ("q2", "a2", {})):
        tagged(project, ident, article, "harbour", code="quote", **values)
        project.apply(AddLink(annotation=ident, type="target", actor="chief"))
    article = OpenArticle.load(project, "a2")
    assert article is not None
    seen = Visibility(coder=ME)
    assert as_its_actor(project, seen, QUOTE, article, now(project, "q2")) is None


def test_the_last_answers_are_ones_own_and_the_last_ones_given(project: Project) -> None:
    tagged(project, "s1", "a1", "harbour", naming="named")
    tagged(project, "s2", "a1", "The harbour", naming="role")
    tagged(project, "b1", "a1", "chief", "ben", kind="body")
    tagged(project, "s3", "a2", "harbour")
    offer = as_the_last(project, ME, SOURCE, now(project, "s3"))
    assert offer is not None
    assert offer.values == {"naming": "role"}
    project.apply(SetValue("s3", "naming", "named"))
    assert as_the_last(project, ME, SOURCE, now(project, "s3")) is None
    assert as_the_last(project, coder_id("ben"), SOURCE, now(project, "b1")) is None


# Precedents


def alike(project: Project, ident: str, coder: str = "ana", *, opened: bool = False) -> list[str]:
    visibility = visibility_of(project, coder_id(coder))
    if opened:
        visibility = Visibility(coder=coder_id(coder), open_labels=True)
    annotation = now(project, ident)
    code = SOURCE if annotation.code == "source" else QUOTE
    return [one.source.id for one in precedents_of(project, visibility, code, annotation, "en")]


def test_passages_of_the_same_code_that_share_words_are_precedents(project: Project) -> None:
    tagged(project, "s1", "a1", "The harbour chief", naming="role")
    tagged(project, "s2", "a1", "Nobody else", naming="named")
    tagged(project, "q1", "a1", "harbour", code="quote", type="direct")
    tagged(project, "s3", "a2", "harbour chief was jailed")
    assert alike(project, "s3") == ["s1"]


def test_the_most_alike_are_shown_the_newest_first_and_a_few_at_most(project: Project) -> None:
    for n, words in enumerate(
        ("harbour chief appealed", "harbour", "harbour chief", "chief appealed", "appealed")
    ):
        tagged(project, f"s{n}", "a1", words, naming="role")
    tagged(project, "new", "a2", "harbour chief appealed")
    found = alike(project, "new")
    assert len(found) == 3
    assert "s0" in found
    assert found == sorted(found, reverse=True)


def test_what_answers_nothing_that_is_open_is_no_precedent(project: Project) -> None:
    tagged(project, "s1", "a1", "harbour")
    tagged(project, "s2", "a1", "harbour chief", naming="role")
    tagged(project, "s3", "a2", "harbour chief", naming="named")
    assert alike(project, "s3") == []


def test_others_labels_are_no_precedents_for_who_codes_blind(project: Project) -> None:
    tagged(project, "b1", "a1", "harbour chief", "ben", naming="role")
    tagged(project, "s1", "a1", "The harbour chief")
    assert alike(project, "s1") == []
    assert alike(project, "s1", opened=True) == ["b1"]


def test_small_words_make_no_passages_alike(project: Project) -> None:
    assert telling_words("The chief of the harbour was not there", "en") == [
        "chief",
        "harbour",
        "not",
        "there",
    ]
    assert telling_words("der und die Chefin", "de") == ["chefin"]
    assert telling_words('"AND" OR* NEAR(', "en") == ["near"]


def test_whoever_codes_an_article_again_is_not_told_what_they_said_the_first_time(
    project: Project,
) -> None:
    tagged(project, "s1", "a1", "The harbour chief", naming="role")
    project.apply(PutRound(Round(id="r", name="Again", kind=RoundKind.REPEAT)))
    project.apply(Repeat("r", ("a1",)))
    again = repetition_id("a1", "r")
    tagged(project, "s2", again, "The harbour chief")
    assert alike(project, "s2") == []
    tagged(project, "s3", "a2", "harbour chief")
    assert alike(project, "s3") == ["s1"]
