"""Actors' variables as lines of text: which are sensitive, and who decides."""

import pytest

from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.gui.actors_page.variables import line_of, read_variables

GENDER = ActorVariable("gender", "Gender", ActorVariableType.CHOICE, ("female", "male"))


@pytest.mark.parametrize(
    ("line", "sensitive"),
    [
        ("Gender: female, male", True),
        ("Gender (not sensitive): female, male", False),
        ("Region: north, south", False),
        ("Region (sensitive): north, south", True),
        ("Region (Sensitive)", True),
        ("Age (2019): number", True),
    ],
)
def test_a_new_variable_is_sensitive_by_its_name_or_by_what_is_written(
    line: str, sensitive: bool
) -> None:
    (found,) = read_variables([line], ())
    assert found.sensitive is sensitive
    assert "sensitive" not in found.name.casefold()
    assert "sensitive" not in found.id


def test_what_was_decided_of_a_variable_stays_as_it_is_written() -> None:
    marked = ActorVariable("gender", "Gender", GENDER.type, GENDER.choices, sensitive=True)
    for one in (GENDER, marked):
        assert read_variables([line_of(one)], (one,)) == (one,)
    assert read_variables(["Gender: female, male"], (marked,)) == (GENDER,)
    assert read_variables(["Gender (sensitive): female, male"], (GENDER,)) == (marked,)


def test_a_note_in_parentheses_stays_in_the_name() -> None:
    (found,) = read_variables(["Post (of today): text"], ())
    assert found.name == "Post (of today)"
