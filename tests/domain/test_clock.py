"""Stamps sort in the order in which they were given."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.clock import NEVER, HybridClock


def test_stamps_of_one_clock_rise() -> None:
    clock = HybridClock()
    stamps = [clock.tick() for _ in range(2000)]
    assert stamps == sorted(set(stamps))
    assert stamps[0] > NEVER


def test_stamps_rise_when_the_wall_clock_runs_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = HybridClock()
    wall = iter([3_000_000_000, 2_000_000_000, 1_000_000_000, 4_000_000_000])
    monkeypatch.setattr(time, "time_ns", lambda: next(wall))
    stamps = [clock.tick() for _ in range(4)]
    assert stamps == sorted(set(stamps))


@given(st.integers(0, 10**15 - 2), st.integers(0, 999_999), st.text("0123456789abcdef", max_size=8))
def test_a_stamp_follows_every_stamp_that_was_seen(millis: int, count: int, device: str) -> None:
    seen = f"{millis:015d}-{count:06d}-{device}"
    clock = HybridClock()
    clock.witness(seen)
    assert clock.tick() > seen


def test_seeing_an_early_stamp_does_not_set_the_clock_back() -> None:
    clock = HybridClock()
    before = clock.tick()
    clock.witness(NEVER)
    assert clock.tick() > before


@pytest.mark.parametrize("stamp", ["", "1-2-3", "0-0-0", "soon", f"{10**15}-000000-ab", "٠" * 15])
def test_what_is_no_stamp_is_refused(stamp: str) -> None:
    with pytest.raises(ValueError, match="no stamp"):
        HybridClock(stamp)
