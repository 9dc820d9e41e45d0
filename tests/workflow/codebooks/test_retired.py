"""What of a codebook is retired: it is not offered, and what is given of it is an answer still."""

from pathlib import Path

import pytest

from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType, ScaleStep
from annotator.domain.errors import UserError
from annotator.domain.rules_codebook import check_code, check_value
from annotator.formats.codebook_files.table import read, write
from annotator.workflow.codebook_differences import code_differences
from annotator.workflow.codebook_text import choices_text, read_choices, read_steps, steps_text
from annotator.workflow.prefilling import open_answers
from annotator.workflow.suggesting.answer_fields import asked_fields
from annotator.workflow.suggesting.answers import rule_of
from annotator.workflow.units.answering import answers_of, retired_words

CHOICES = (
    Choice("direct", "Direct", "In so many words"),
    Choice("scare", "Scare quotes", "Only meant", retired=True),
    Choice("below", "Above", "", (Choice("one", "One"), Choice("two", "Two", retired=True))),
)
KIND = Field(id="kind", name="Type", type=FieldType.CHOICE, choices=CHOICES)
STEPS = (ScaleStep(-1, "against"), ScaleStep(0, "", retired=True), ScaleStep(1, "for"))
TONE = Field(id="tone", name="Tone", type=FieldType.SCALE, steps=STEPS)
GONE = Field(id="gone", name="Gone", type=FieldType.FLAG, required=True, retired=True)
QUOTE = Code(id="quote", name="Quote", fields=(KIND, TONE, GONE))


def test_only_what_is_not_retired_is_offered_and_all_of_it_is_an_answer() -> None:
    offered = QUOTE.offering()
    assert [one.id for one in offered.fields] == ["kind", "tone"]
    assert list(offered.fields[0].choice_ids()) == ["direct", "below", "one"]
    assert [one.value for one in offered.fields[1].steps] == [-1, 1]
    for name, value in (("kind", "scare"), ("kind", "two"), ("tone", 0), ("gone", True)):
        check_value(QUOTE, name, value, "")


def test_a_retired_field_is_not_missing() -> None:
    assert QUOTE.missing({}) == []


def test_a_retired_choice_is_no_default() -> None:
    field = Field(id="kind", name="Type", type=FieldType.CHOICE, choices=CHOICES, default="scare")
    with pytest.raises(UserError, match="begins with an answer that is retired"):
        check_code(Code(id="quote", name="Quote", fields=(field,)))


def test_choices_and_steps_are_typed_as_retired() -> None:
    assert read_choices(choices_text(CHOICES), ()) == CHOICES
    assert read_choices(choices_text(CHOICES), CHOICES) == CHOICES
    assert read_steps(steps_text(STEPS)) == STEPS
    assert read_choices("old: Old one (retired) | help", ()) == (
        Choice("old", "Old one", "help", retired=True),
    )


def test_a_table_keeps_what_is_retired(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    with path.open("wb") as file:
        write(Codebook(codes=(QUOTE,)), file)
    assert read(path).codes[0].fields == QUOTE.fields


def test_differences_tell_that_something_was_retired() -> None:
    choices = (CHOICES[0], Choice("scare", "Scare quotes", "Only meant"), CHOICES[2])
    before = Code(
        id="quote",
        name="Quote",
        fields=(Field(id="kind", name="Type", type=FieldType.CHOICE, choices=choices), TONE, GONE),
    )
    (told,) = code_differences(before, QUOTE)
    assert "Scare quotes (retired)" in told.after
    assert "retired" not in told.before.replace("Two (retired)", "")


def test_what_is_retired_is_not_taken_over_suggested_or_asked_of_units() -> None:
    assert open_answers(QUOTE, {}, {"kind": "scare", "tone": 0, "gone": True}) == {}
    assert open_answers(QUOTE, {}, {"kind": "direct", "tone": 1}) == {"kind": "direct", "tone": 1}
    asked = {field.id: field for _, field in asked_fields(Codebook(codes=(QUOTE,)))}
    assert asked.keys() == {"kind", "tone"}
    _, choices = rule_of(asked["kind"])
    assert "scare" not in choices.values()
    assert [one.value for one in answers_of(QUOTE)] == ["direct", "below", "one"]
    assert retired_words(QUOTE, "scare") == "Scare quotes (retired)"
