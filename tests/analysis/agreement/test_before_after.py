"""A figure before and after: the difference, and how sure it is."""

import pytest

from annotator.analysis.agreement import Figure
from annotator.analysis.agreement.before_after import compare


def figure(value: float | None, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(
        code="quote",
        field="",
        measure="u_alpha",
        choice="",
        coders=("ana", "ben"),
        value=value,
        low=low,
        high=high,
        articles=12,
        bearing=12,
        units=12,
        counts="articles",
        note="",
    )


def test_the_interval_adds_the_squares_of_what_either_is_unsure_of() -> None:
    (one,) = compare([figure(0.5, 0.4, 0.6)], [figure(0.8, 0.5, 0.9)])
    assert one.difference == pytest.approx(0.3)
    assert one.low == pytest.approx(0.3 - (0.3**2 + 0.1**2) ** 0.5)
    assert one.high == pytest.approx(0.3 + (0.1**2 + 0.1**2) ** 0.5)
    assert not one.is_clear


def test_a_difference_is_clear_where_its_interval_leaves_out_nothing() -> None:
    (up,) = compare([figure(0.3, 0.2, 0.4)], [figure(0.8, 0.7, 0.9)])
    (down,) = compare([figure(0.8, 0.7, 0.9)], [figure(0.3, 0.2, 0.4)])
    assert up.is_clear
    assert down.is_clear
    assert up.low == pytest.approx(-(down.high or 0))


def test_without_intervals_there_is_none_of_the_difference() -> None:
    (one,) = compare([figure(0.3)], [figure(0.8, 0.7, 0.9)])
    assert one.difference == pytest.approx(0.5)
    assert (one.low, one.is_clear) == (None, False)
    (none,) = compare([figure(None)], [figure(0.8, 0.7, 0.9)])
    assert none.difference is None
