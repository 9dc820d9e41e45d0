from typing import Any

import pytest

from annotator.domain.codebook import Code, Field
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import Choice, ScaleStep
from annotator.domain.field_types import FieldType
from annotator.domain.known_answers import KnownAnswers

CHOICES = (Choice(id="a", name="A"), Choice(id="b", name="B"))
CODE = Code(
    id="frame",
    name="Frame",
    fields=(
        Field(id="one", name="One", type=FieldType.CHOICE, choices=CHOICES),
        Field(id="some", name="Some", type=FieldType.MULTI_CHOICE, choices=CHOICES),
        Field(id="step", name="Step", type=FieldType.SCALE, steps=(ScaleStep(1), ScaleStep(0))),
        Field(id="yes", name="Yes", type=FieldType.FLAG),
        Field(id="text", name="Text", type=FieldType.TEXT),
    ),
)


@pytest.mark.parametrize(
    ("name", "value"), [("one", "a"), ("some", ["a", "b"]), ("step", 1), ("yes", True)]
)
def test_an_answer_that_was_taken_is_known(name: str, value: Any) -> None:
    known = KnownAnswers(CODE)
    assert not known.has(name, value)
    known.check(name, value, "")
    assert known.has(name, value)


@pytest.mark.parametrize(
    ("name", "taken", "other"),
    [
        ("step", 1, True),
        ("step", 1, 1.0),
        ("yes", True, 1),
        ("one", "a", ["a"]),
        ("some", ["a"], "a"),
        ("some", ["a"], [["a"]]),
        ("some", ["a"], {"a": 1}),
    ],
)
def test_what_is_equal_and_of_another_type_is_no_known_answer(
    name: str, taken: Any, other: Any
) -> None:
    known = KnownAnswers(CODE)
    assert known.takes(name, taken)
    assert not known.has(name, other)
    assert not known.takes(name, other)


def test_what_is_refused_is_refused_again() -> None:
    known = KnownAnswers(CODE)
    for _ in range(2):
        with pytest.raises(UserError, match="“c” is no answer to Frame – One"):
            known.check("one", "c", "here")
        assert not known.takes("none", "a")


def test_words_that_only_one_place_says_are_not_remembered() -> None:
    known = KnownAnswers(CODE)
    assert known.takes("text", "in so many words")
    assert not known.has("text", "in so many words")
