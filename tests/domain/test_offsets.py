"""Offsets agree with Python's own encoder."""

import pytest
from hypothesis import given
from odd_texts import texts, utf16_length

from annotator.domain.offsets import OffsetMap


@given(texts)
def test_every_position_goes_to_utf16_and_back(text: str) -> None:
    offsets = OffsetMap(text)
    for point in range(len(text) + 1):
        unit = offsets.to_utf16(point)
        assert unit == utf16_length(text[:point])
        assert offsets.to_code_point(unit) == point
        assert offsets.to_code_point(unit, up=True) == point


@given(texts)
def test_the_middle_of_a_surrogate_pair_counts_as_its_start_or_with_up_as_its_end(
    text: str,
) -> None:
    offsets = OffsetMap(text)
    for point, character in enumerate(text):
        if ord(character) > 0xFFFF:
            middle = offsets.to_utf16(point) + 1
            assert offsets.to_code_point(middle) == point
            assert offsets.to_code_point(middle, up=True) == point + 1


def test_positions_outside_the_text_are_refused() -> None:
    offsets = OffsetMap("a😀")
    for outside in (-1, 3):
        with pytest.raises(IndexError):
            offsets.to_utf16(outside)
    for outside in (-1, 4):
        with pytest.raises(IndexError):
            offsets.to_code_point(outside)
