"""What codes and answers must fulfil, and what a refusal says."""

from typing import Any

import pytest
from msgspec.structs import replace

from annotator.domain.codebook import (
    Choice,
    Code,
    Condition,
    Field,
    FieldType,
    LinkRule,
    ScaleStep,
)
from annotator.domain.errors import UserError
from annotator.domain.rules_codebook import check_code, check_id, check_value

CHOICES = (Choice("a", "A", choices=(Choice("b", "B"),)), Choice("c", "C"))
CHOICE = Field(id="kind", name="Kind", type=FieldType.CHOICE, choices=CHOICES)
MANY = Field(id="many", name="Many", type=FieldType.MULTI_CHOICE, choices=CHOICES)
SCALE = Field(
    id="scale",
    name="Scale",
    type=FieldType.SCALE,
    steps=(ScaleStep(-1), ScaleStep(0), ScaleStep(1)),
)
FLAG = Field(id="flag", name="Flag", type=FieldType.FLAG)
TEXT = Field(id="text", name="Text", type=FieldType.TEXT)
NUMBER = Field(id="number", name="Number", type=FieldType.NUMBER)
DATE = Field(id="date", name="Date", type=FieldType.DATE)
CODE = Code(
    id="quote",
    name="Quote",
    key="Q",
    fields=(CHOICE, MANY, SCALE, FLAG, TEXT, NUMBER, DATE),
    links=(LinkRule(type="target", name="Target", ends=("actor", "*")),),
)


def with_field(**changes: Any) -> Code:
    """Return the code with its first field changed."""
    return replace(CODE, fields=(replace(CHOICE, **changes), *CODE.fields[1:]))


def with_rule(**changes: Any) -> Code:
    return replace(CODE, links=(replace(CODE.links[0], **changes),))


def test_a_sensible_code_is_taken() -> None:
    check_code(CODE)
    check_code(replace(CODE, key=""))
    check_code(with_field(default="b", shown_if=Condition("flag", (True,))))
    check_code(with_field(shown_if=Condition("many", ("a", "c"))))
    check_code(with_field(shown_if=Condition("scale", (-1, 1))))
    check_code(replace(CODE, fields=(replace(MANY, default=("a", "b")),)))


SLUG = "Use a–z, 0–9 and _ only, and no word that means missing or true (na, none, true)."


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (replace(CODE, id="Quote"), f"code Quote: “Quote” can't be an id. {SLUG}"),
        (replace(CODE, name=" "), "code quote: A code needs a name."),
        (
            replace(CODE, colour="blue"),
            "code quote: “blue” is no colour. Write it as #0072B2.",
        ),
        (replace(CODE, key="QQ"), "code quote: “QQ” is no key. Use one letter or none."),
        (replace(CODE, key="\t"), "code quote: “\t” is no key. Use one letter or none."),
        (
            replace(CODE, key="1"),
            "code quote: Digits choose answers and can't be a code's key.",
        ),
        (
            replace(CODE, fields=(FLAG, FLAG)),
            "code quote: The field flag is there twice.",
        ),
        (
            replace(CODE, links=CODE.links * 2),
            "code quote: The link target is there twice.",
        ),
        (with_field(id="na"), f"code quote, field na: “na” can't be an id. {SLUG}"),
        (with_field(name=""), "code quote, field kind: A field needs a name."),
        (with_field(choices=()), "code quote, field kind: A choice field needs choices."),
        (
            with_field(choices=(Choice("a", "A"), Choice("a", "B"))),
            "code quote, field kind: The choice a is there twice.",
        ),
        (
            with_field(choices=(Choice("a", "A", choices=(Choice("a", "B"),)),)),
            "code quote, field kind: The choice a is there twice.",
        ),
        (
            with_field(choices=(Choice("none", "None"),)),
            f"code quote, field kind: “none” can't be an id. {SLUG}",
        ),
        (
            with_field(
                choices=(
                    Choice("a", "A", choices=(Choice("b", "B", choices=(Choice("d", "D"),)),)),
                )
            ),
            "code quote, field kind: Choices stand in at most two levels.",
        ),
        (
            replace(CODE, fields=(replace(SCALE, steps=(ScaleStep(1),)),)),
            "code quote, field scale: A scale needs at least two steps.",
        ),
        (
            replace(CODE, fields=(replace(SCALE, steps=(ScaleStep(1), ScaleStep(1))),)),
            "code quote, field scale: The step 1 is there twice.",
        ),
        (
            with_field(default="x"),
            "code quote, field kind, default: “x” is no answer to Quote – Kind. It takes a, b, c.",
        ),
        (
            with_field(shown_if=Condition("kind", ("a",))),
            "code quote, field kind, shown if: A field can't depend on itself.",
        ),
        (
            with_field(shown_if=Condition("gone", ("a",))),
            "code quote, field kind, shown if: Quote has no field “gone”.",
        ),
        (
            with_field(shown_if=Condition("many", ("x",))),
            "code quote, field kind, shown if: “x” is no answer to Quote – Many. It takes a, b, c.",
        ),
        (with_rule(type="said by"), f"code quote, link said by: “said by” can't be an id. {SLUG}"),
        (with_rule(name=""), "code quote, link target: A link needs a name."),
        (with_rule(ends=()), "code quote, link target: A link needs something to end at."),
        (
            with_rule(minimum=2, maximum=1),
            "code quote, link target: A link's maximum is at least one and its minimum.",
        ),
        (
            with_rule(maximum=0),
            "code quote, link target: A link's maximum is at least one and its minimum.",
        ),
    ],
)
def test_a_code_that_makes_no_sense_is_refused_with_its_place(code: Code, sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        check_code(code)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("slug", ["a", "quote_type", "2nd", "nation"])
def test_slugs_are_ids(slug: str) -> None:
    check_id(slug, "here")


@pytest.mark.parametrize("slug", ["", "A", "a b", "a-b", "é", "a\n", "none", "null", "true", "nan"])
def test_what_exports_can_not_tell_from_missing_is_no_id(slug: str) -> None:
    with pytest.raises(UserError, match="can't be an id"):
        check_id(slug, "here")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "b"),
        ("many", []),
        ("many", ["c", "b"]),
        ("scale", -1),
        ("flag", False),
        ("text", ""),
        ("number", -7),
        ("date", "2024-02-29"),
    ],
)
def test_fitting_answers_are_taken(name: str, value: Any) -> None:
    check_value(CODE, name, value, "here")


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("kind", "x", "It takes a, b, c."),
        ("kind", None, "It takes a, b, c."),
        ("kind", ["a"], "It takes a, b, c."),
        ("many", "a", "It takes a, b, c."),
        ("many", ["a", "x"], "It takes a, b, c."),
        ("many", ["a", "a"], "It takes a, b, c."),
        ("many", [["a"]], "It takes a, b, c."),
        ("scale", 2, "It takes -1 to 1."),
        ("scale", True, "It takes -1 to 1."),
        ("scale", 0.5, "It takes -1 to 1."),
        ("flag", 1, "It takes yes or no."),
        ("text", 1, "It takes a text."),
        ("number", 1.5, "It takes a whole number."),
        ("number", True, "It takes a whole number."),
        ("date", "19.5.2025", "It takes a date like 2025-05-19."),
        ("date", "20250519", "It takes a date like 2025-05-19."),
        ("date", "2025-W21-1", "It takes a date like 2025-05-19."),
        ("date", "2025-02-30", "It takes a date like 2025-05-19."),
        ("date", 20250519, "It takes a date like 2025-05-19."),
    ],
)
def test_other_answers_are_refused_with_what_would_fit(name: str, value: Any, remedy: str) -> None:
    with pytest.raises(UserError) as refusal:
        check_value(CODE, name, value, "here")
    title = name.capitalize()
    given = ", ".join(map(str, value)) if isinstance(value, list) else value
    assert str(refusal.value) == f"here: “{given}” is no answer to Quote – {title}. {remedy}"


def test_an_answer_to_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(UserError, match="here: Quote has no field “gone”"):
        check_value(CODE, "gone", 1, "here")
