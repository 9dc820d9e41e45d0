"""Ids that meet, and refusals that help."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id, new_id
from annotator.domain.people import coder_id


def test_new_ids_differ_and_derived_ids_meet() -> None:
    assert len({new_id() for _ in range(100)}) == 100
    assert derived_id("status", "a", "b") == "3e438f37-7934-5c22-a92f-90f061e39e22"


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_different_parts_give_different_ids(one: list[str], other: list[str]) -> None:
    assert (derived_id(*one) == derived_id(*other)) == (one == other)


def test_a_handle_means_the_same_coder_however_it_is_written() -> None:
    assert coder_id("Ana") == coder_id("ANA") != coder_id("ben")


def test_a_refusal_is_one_line_with_place_and_remedy() -> None:
    error = UserError("It is blue.", where="line 3", remedy="Paint it.")
    assert str(error) == "line 3: It is blue. Paint it."
    assert str(error.at("file.csv")) == "file.csv, line 3: It is blue. Paint it."
    assert str(UserError("No.").at("file.csv")) == "file.csv: No."
    assert str(UserError("No.")) == "No."
