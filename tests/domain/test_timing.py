"""How long one worked: stretches that add up, and words for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.domain.timing import (
    Stretch,
    Timing,
    duration_words,
    longest_of_each,
    timing_of,
    total_seconds,
)

STRETCHES = st.builds(
    Stretch,
    st.sampled_from("ab"),
    st.sampled_from(["2026-01-30", "2026-01-31"]),
    st.sampled_from(["aaaa", "bbbb"]),
    st.integers(0, 10**8),
)
TOLD = st.lists(st.builds(timing_of, STRETCHES, st.just("ana")))
LONG = Stretch("a", "2026-01-31", "aaaa", 61_500)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "under a minute"),
        (59, "under a minute"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (7_500, "2 h 5 min"),
        (3_600_000, "1,000 h"),
    ],
)
def test_a_duration_is_told_in_minutes_and_hours(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


def test_a_stretch_is_in_whole_seconds_and_no_longer_than_its_day() -> None:
    assert LONG.seconds == 61
    assert structs.replace(LONG, millis=10**12).seconds == 86_400
    assert structs.replace(LONG, millis=-5).seconds == 0


def test_stretches_of_two_files_add_up() -> None:
    other = structs.replace(LONG, mark="bbbb")
    assert total_seconds([timing_of(LONG, "ana"), timing_of(other, "ana")]) == 122


@given(TOLD, TOLD)
def test_telling_again_adds_nothing_and_no_order_matters(
    one: list[Timing], two: list[Timing]
) -> None:
    assert total_seconds([*one, *one]) == total_seconds(one)
    assert longest_of_each([*one, *two]) == longest_of_each([*two, *one])
    assert total_seconds([*one, *two]) >= max(total_seconds(one), total_seconds(two))
