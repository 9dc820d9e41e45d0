"""Going from unit to unit: which question comes next."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.domain.codebook import (
    AskedUnit,
    Choice,
    Code,
    Codebook,
    Condition,
    Field,
    FieldType,
    ScaleStep,
)
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.units.answering import answers_of, question_of
from annotator.workflow.units.walk import UnitWalk

PAR = Code(id="par", name="Par", unit=AskedUnit.PARAGRAPH)
SEN = Code(id="sen", name="Sen", unit=AskedUnit.SENTENCE)
TEXT = "One. Two.\nThree."


@pytest.fixture
def walk(tmp_path: Path) -> UnitWalk:
    with Project.create(tmp_path / "p.annotator", codebook=Codebook(codes=(PAR, SEN))) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=TEXT),)))
        found = UnitWalk()
        found.read(OpenArticle.load(project, "a"), project.codebook(), Visibility())
    return found


def through(walk: UnitWalk) -> list[str]:
    walk.begin(0)
    found = [said(walk)]
    while walk.step(1):
        found.append(said(walk))
    return found


def said(walk: UnitWalk) -> str:
    assert walk.here is not None
    return f"{walk.here.code.id} {TEXT[slice(*walk.here.place)]}"


def test_code_by_code_or_unit_by_unit_wider_units_first(walk: UnitWalk) -> None:
    paragraphs, sentences = (
        ["par One. Two.", "par Three."],
        ["sen One.", "sen Two.", "sen Three."],
    )
    assert through(walk) == paragraphs + sentences
    walk.order_by_unit(by_unit=True)
    assert through(walk) == ["par One. Two.", "sen One.", "sen Two.", "par Three.", "sen Three."]


def test_it_begins_at_the_caret_with_the_code_that_is_asked_for(walk: UnitWalk) -> None:
    assert walk.begin(6, "sen")
    assert said(walk) == "sen Two."
    assert not walk.begin(0, "quote")


def test_there_is_nothing_before_the_first_and_after_the_last(walk: UnitWalk) -> None:
    walk.begin(0)
    assert not walk.step(-1)
    assert said(walk) == "par One. Two."


def test_the_question_is_the_first_field_with_answers_to_pick() -> None:
    text = Field(id="why", name="Why", type=FieldType.TEXT)
    scale = Field(
        id="tone",
        name="Tone",
        type=FieldType.SCALE,
        steps=(ScaleStep(-1, "bad"), ScaleStep(1, "good")),
    )
    several = Field(
        id="many", name="Many", type=FieldType.MULTI_CHOICE, choices=(Choice("a", "A"),)
    )
    hidden = replace(scale, id="then", shown_if=Condition("tone", (1,)))
    code = replace(PAR, fields=(text, several, hidden, scale))
    assert question_of(code) == scale
    minus = "\N{MINUS SIGN}1 bad"
    assert [(one.value, one.words) for one in answers_of(code)] == [(-1, minus), (1, "+1 good")]
    flag = replace(PAR, fields=(Field(id="is", name="Is", type=FieldType.FLAG),))
    assert [(one.value, one.words) for one in answers_of(flag)] == [(True, "yes"), (False, "no")]
    assert [one.words for one in answers_of(PAR)] == ["Applies"]
