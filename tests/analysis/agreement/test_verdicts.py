"""What values mean by the cut marks: no more than their intervals support."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.analysis.agreement import (
    Figure,
    Marks,
    decimals,
    verdict,
    verdict_explained,
    verdict_told,
    written,
)


def figure(value: float | None, low: float | None, measure: str = "alpha") -> Figure:
    return Figure(
        code="quote", field="kind", measure=measure, choice="", coders=("ana", "ben"),
        value=value, low=low, high=None if low is None else 1.0, articles=12, bearing=12,
        units=40, counts="spans answered by both", note="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "low", "word", "told"),
    [
        (0.9, 0.8, "reliable", "reliable"),
        (0.9, 0.79, "tentative", "tentative by lower end"),
        (0.9, 0.6, "revise", "revise by lower end"),
        (0.7, 0.667, "tentative", "tentative"),
        (0.7, 0.66, "revise", "revise by lower end"),
        (0.5, 0.4, "revise", "revise"),
        (0.9, None, "", ""),
        (None, None, "", ""),
    ],
)
def test_a_verdict_is_the_one_that_the_intervals_lower_end_supports(
    value: float | None, low: float | None, word: str, told: str
) -> None:
    found = figure(value, low)
    assert verdict(found) == word
    assert verdict_told(found) == told
    assert bool(verdict_explained(found)) == bool(word)


def test_what_the_value_alone_would_be_is_explained() -> None:
    assert verdict_explained(figure(0.9, 0.7)) == (
        "Tentative: the value is reliable, but not the interval’s lower end"
    )


def test_the_marks_can_be_set() -> None:
    assert verdict(figure(0.75, 0.7), Marks(revise=0.5, reliable=0.7)) == "reliable"


@pytest.mark.parametrize("measure", ["percent", "f1_exact", "link_f1", "gamma"])
def test_only_what_krippendorffs_bounds_are_for_has_a_verdict(measure: str) -> None:
    assert verdict(figure(0.9, 0.85, measure)) == ""


SHARE = st.floats(0, 1)
ORDER = ["revise", "tentative", "reliable"]


@given(SHARE, SHARE, SHARE)
def test_a_lower_end_never_makes_a_verdict_better(value: float, low: float, other: float) -> None:
    first, second = sorted((low, other))
    worse, better = verdict(figure(value, first)), verdict(figure(value, second))
    assert ORDER.index(worse) <= ORDER.index(better) <= ORDER.index(verdict(figure(value, value)))


@given(st.floats(-1, 1), SHARE)
def test_what_is_written_is_the_value_as_far_as_its_interval_is_narrow(
    value: float, width: float
) -> None:
    found = structs.replace(figure(value, value - width / 2), high=value + width / 2)
    text = written(value, found)
    assert float(text) == pytest.approx(value, abs=0.0051 if decimals(found) == 2 else 0.00051)
    assert len(text.partition(".")[2]) == decimals(found)
    assert not re.fullmatch(r"-0\.0+", text)
    if decimals(found) == 3:
        assert width < 0.02 + 1e-9
