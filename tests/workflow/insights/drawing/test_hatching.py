"""Hatching stays inside what it is on; texts are cut and broken so that they fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.workflow.insights.drawing.colours import SERIES, series_colour, series_pattern
from annotator.workflow.insights.drawing.patterns import PATTERNS, hatching
from annotator.workflow.insights.drawing.texts import (
    broken,
    estimated_width,
    fitted,
    is_right_to_left,
)

lengths = st.floats(0.5, 400)


@given(st.floats(0, 900), st.floats(0, 900), lengths, lengths, st.integers(0, 40))
def test_lines_stay_inside(x: float, y: float, width: float, height: float, pattern: int) -> None:
    for _, lines in hatching(x, y, width, height, pattern):
        for from_x, from_y, to_x, to_y in lines:
            for at_x, at_y in ((from_x, from_y), (to_x, to_y)):
                assert x - 1e-6 <= at_x <= x + width + 1e-6
                assert y - 1e-6 <= at_y <= y + height + 1e-6


@pytest.mark.parametrize("pattern", range(1, len(PATTERNS)))
def test_each_pattern_is_seen_on_a_small_area(pattern: int) -> None:
    assert any(lines for _, lines in hatching(100, 100, 20, 12, pattern))


def test_no_two_patterns_are_the_same() -> None:
    assert len(set(PATTERNS)) == len(PATTERNS)
    assert PATTERNS[0] == ()


def test_no_two_of_sixty_series_look_the_same() -> None:
    looks = {(series_colour(n), series_pattern(n)) for n in range(60)}
    assert len(looks) == 60
    assert len({series_pattern(n) for n in range(SERIES)}) == SERIES


def width(text: str) -> float:
    return estimated_width(text, 11, False)


@given(st.text(), st.floats(0, 300))
def test_a_text_is_cut_to_its_room(text: str, room: float) -> None:
    found = fitted(text, room, width)
    assert width(found) <= room or found == ""
    assert found in {text, ""} or found.endswith("…")


@given(st.text(), st.floats(20, 300))
def test_lines_are_as_long_as_there_is_room(text: str, room: float) -> None:
    assert all(width(line) <= room for line in broken(text, room, width))


def test_a_sign_is_not_cut_in_half() -> None:
    family = "👩‍👩‍👧"
    assert fitted(f"ab{family}cd", width("ab👩‍👩…") + 0.1, width) == "ab…"
    assert fitted("e\u0301e\u0301e\u0301", width("e…") + 0.1, width) == "e\u0301…"


def test_wide_and_bold_letters_take_more_room() -> None:
    assert width("日本") > width("ab")
    assert width("WWW") > width("iii")
    assert estimated_width("abc", 11, True) > width("abc")
    assert width("e\u0301") == width("e")


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("Herald", False), ("הארץ", True), ("12 القدس", True), ("12", False), ("", False)],
)
def test_a_line_runs_as_its_first_letter(text: str, rtl: bool) -> None:
    assert is_right_to_left(text) is rtl
