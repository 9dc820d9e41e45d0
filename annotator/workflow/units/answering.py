"""The answers that a code's question about a unit offers, and the edit that gives one."""

from typing import Any

import msgspec

from annotator.analysis.units import WHOLE
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import NONE, Code, Field, is_none, value_words
from annotator.domain.edits.units import AnswerUnit, unit_answer_id
from annotator.domain.field_type_row import Value
from annotator.domain.ids import new_id
from annotator.domain.record import Values
from annotator.store.project import Project
from annotator.workflow.codebook_text import RETIRED
from annotator.workflow.units.asking import UnitQuestion

APPLIES = "applies"
"""What stands for the answer to a code without a question of its own."""


class UnitAnswer(msgspec.Struct, frozen=True):
    """An answer that can be picked: the value of the question, or none for that it applies."""

    value: str | int | bool
    words: str
    help: str = ""


def question_of(code: Code) -> Field | None:
    """Return the field that a code asks of each unit: the first that offers answers to pick.

    It is none where the code only asks whether it applies.
    """
    fields = code.asked_fields
    asked = (one for one in fields if one.shown_if is None and not one.type.row.several)
    return next((one for one in asked if one.type.row.offered(one)), None)


def answers_of(code: Code) -> list[UnitAnswer]:
    """Return the answers that can be picked, without "none", which always can."""
    field = question_of(code)
    if field is None:
        return [UnitAnswer(APPLIES, "Applies")]
    row = field.type.row
    read: list[Any] = [row.read(one) for one in row.offered(field)]
    helps = {one.id: one.help for top in field.choices for one in (top, *top.choices)}
    steps = {one.value: one.label for one in field.steps}
    return [
        UnitAnswer(value, _words(field, value, steps), helps.get(str(value), "")) for value in read
    ]


def _words(field: Field, value: Any, steps: dict[int, str]) -> str:
    words = value_words(field, value)
    label = steps.get(value, "") if not isinstance(value, bool) else ""
    return f"{words} {label}".strip() if label else words or str(value)


def retired_words(code: Code, value: object) -> str:
    """Return an answer in words that is given to a unit and offered no longer."""
    field = question_of(code)
    whole = code.field(field.id) if field is not None else None
    return f"{value_words(whole, value)} {RETIRED}"


def given(code: Code, values: Values) -> str | int | bool | None:
    """Return the answer that is given by an annotation's values: one of these, or `NONE`."""
    if is_none(values):
        return NONE
    field = question_of(code)
    return APPLIES if field is None else values.get(field.id)


def answering(
    project: Project, coder: str, article: str, question: UnitQuestion, value: Value
) -> AnswerUnit:
    """Return the edit that gives an answer: `NONE`, or one of `answers_of` the code."""
    code, field = question.code, question_of(question.code)
    fragments = () if question.place == WHOLE else (question.place,)
    ident = question.answer or unit_answer_id(article, code.id, coder, fragments)
    if not question.answer and _is_taken(project, ident):
        ident = new_id()
    values: Values = {} if field is None or value == NONE else {field.id: value}
    return AnswerUnit(
        id=ident,
        article=article,
        code=code.id,
        fragments=fragments,
        values=values,
        none=value == NONE,
    )


def _is_taken(project: Project, ident: str) -> bool:
    """Tell whether an answer that was given here stands elsewhere by now, or waits for a place."""
    there = project.get(Annotation, ident) is not None
    return there or bool(project.left_out(Annotation, (ident,)))
