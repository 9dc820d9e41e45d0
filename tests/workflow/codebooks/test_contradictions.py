"""What labels say that another codebook doesn't take, and what is offered for it."""

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sequences import BOOK

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import (
    AskedUnit,
    Choice,
    Code,
    Codebook,
    CodeState,
    Field,
    FieldType,
    Moved,
    Scope,
)
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import PutCode, ReplaceCodebook
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.codebooks.contradictions import (
    Choosing,
    Contradiction,
    WayOn,
    contradictions,
    taking_over,
)

CONCEPT = Field(id="concept", name="Concept", type=FieldType.TEXT)
LISTED = Field(
    id="concept",
    name="Concept",
    type=FieldType.CHOICE,
    choices=(Choice("tax", "Carbon tax"), Choice("levy", "Levy")),
)
HERE = Codebook(codes=(Code(id="claim", name="Claim", fields=(CONCEPT,)),))
ALL = Visibility(open_labels=True)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "p.annotator", codebook=HERE, coder="ana")


def label(project: Project, *answers: str) -> None:
    text = "one two three " * 40
    project.apply(ImportRecords(articles=(NewArticle(id="a1", title="A", text=text),)))
    for n, answer in enumerate(answers):
        values = {"concept": answer}
        project.apply(
            Tag(id=f"l{n}", article="a1", code="claim", fragments=((n, n + 3),), values=values)
        )


def with_field(field: Field) -> Codebook:
    return Codebook(codes=(replace(HERE.codes[0], fields=(field,)),))


def found(project: Project, book: Codebook, seen: Visibility | None = ALL) -> list[Contradiction]:
    return contradictions(project, project.codebook(), book, seen)


def test_typed_answers_become_the_choices_that_are_called_so(project: Project) -> None:
    label(project, "carbon TAX", "levy", "another thing")
    book = with_field(LISTED)
    told = {one.answer: one for one in found(project, book) if one.answer}
    assert {answer: one.likely for answer, one in told.items()} == {
        "carbon TAX": "tax",
        "another thing": "",
    }
    assert not told["another thing"].stays
    ways = {one.id: Choosing(WayOn.MAP, one.likely or "levy") for one in told.values()}
    project.apply(taking_over(project.codebook(), book, list(told.values()), ways))
    labels = {one.id: one.values["concept"] for one in project.find(Annotation)}
    assert labels == {"l0": "tax", "l1": "levy", "l2": "levy"}
    project.undo()
    labels = {one.id: one.values["concept"] for one in project.find(Annotation)}
    assert labels == {"l0": "carbon TAX", "l1": "levy", "l2": "another thing"}
    assert project.check() == []


@pytest.mark.parametrize(
    ("chosen", "becomes"), [(Choosing(WayOn.MAP, "cap"), "cap"), (Choosing(WayOn.DROP), None)]
)
def test_the_way_that_is_chosen_holds_whatever_the_answer_became_before(
    project: Project, chosen: Choosing, becomes: str | None
) -> None:
    left = replace(LISTED, choices=(*LISTED.choices[1:], Choice("cap", "Cap")))
    again = replace(
        left, choices=(*LISTED.choices, *left.choices[1:]), moved=(Moved("tax", "levy"),)
    )
    project.apply(PutCode(with_field(again).codes[0]))  # it was merged once, and came back
    label(project, "tax")
    book = with_field(left)
    (one,) = found(project, book)
    project.apply(taking_over(project.codebook(), book, [one], {one.id: chosen}))
    assert project.find(Annotation)[0].values.get("concept") == becomes
    assert project.check() == []


def test_an_answer_can_not_be_kept_where_the_field_has_another_type(project: Project) -> None:
    label(project, "another thing")
    book = with_field(LISTED)
    told = found(project, book)
    ways = {one.id: Choosing(WayOn.KEEP) for one in told}
    with pytest.raises(UserError, match="Claim, Concept has another type"):
        taking_over(project.codebook(), book, told, ways)


def test_of_many_typed_answers_the_rest_is_one_question(project: Project) -> None:
    label(project, *(f"thing {n}" for n in range(40)), "thing 0")
    told = found(project, with_field(LISTED))
    assert len(told) == 31
    assert told[0].answer == "thing 0"
    rest = told[-1]
    assert rest.id == "claim.concept.*"
    assert "other answers that were typed are none any more" in rest.in_words()
    assert rest.count == 10
    ways = {one.id: Choosing(WayOn.MAP, "tax") for one in told}
    book = with_field(LISTED)
    project.apply(taking_over(project.codebook(), book, told, ways))
    assert {str(one.values["concept"]) for one in project.find(Annotation)} == {"tax"}


def test_what_others_typed_is_not_told_before_it_may_be_seen(project: Project) -> None:
    label(project, "a secret")
    (rest,) = found(project, with_field(LISTED), Visibility(coder="nobody"))
    assert rest.count == 0
    assert "secret" not in f"{rest.in_words()} {rest.id}"
    dropped = {rest.id: Choosing(WayOn.DROP)}
    project.apply(taking_over(project.codebook(), with_field(LISTED), [rest], dropped))
    assert [one.values for one in project.find(Annotation)] == [{}]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scope": Scope.ARTICLE}, "would be a code of whole articles"),
        ({"unit": AskedUnit.SENTENCE}, "would be a question to each sentence"),
        ({"group": True, "fields": ()}, "would be a heading"),
    ],
)
def test_a_code_in_use_that_is_applied_otherwise_is_refused_by_name(
    project: Project, changed: dict[str, Any], said: str
) -> None:
    label(project, "x")
    book = Codebook(codes=(replace(HERE.codes[0], **changed),))
    with pytest.raises(UserError, match=said) as refused:
        found(project, book)
    assert refused.value.message.startswith("Claim has labels as a code of stretches of text")
    assert "another id" in refused.value.remedy


def test_replacing_a_codebook_says_how_many_codes_are_retired(project: Project) -> None:
    label(project, "x")
    project.apply(PutCode(Code(id="unused", name="Unused")))
    changes = project.apply(ReplaceCodebook(BOOK))
    assert changes.label == "Codebook replaced, 1 code that it lacks retired"
    claim = project.get(Code, "claim")
    assert claim is not None
    assert claim.state is CodeState.RETIRED
    assert project.get(Code, "unused") is None
