"""Derived colours keep the contrasts that readers need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.look.colours import (
    contrast,
    faded,
    is_dark,
    lane_colour,
    luminance,
    mix,
    parse,
    tint,
    to_hex,
)

OKABE_ITO = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
    "#7F7F7F",
)
LIGHT = ("#ffffff", "#1a1a1a")
DARK = ("#1e1f22", "#e6e6e6")
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0072b2", "#ffffff", 5.19)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("colour", OKABE_ITO)
def test_the_codebook_s_colours_are_readable_on_light_and_dark_pages(colour: str) -> None:
    assert contrast(tint(colour, *LIGHT), LIGHT[1]) >= 10
    assert contrast(tint(colour, *DARK), DARK[1]) >= 7
    for base, _ in (LIGHT, DARK):
        assert contrast(lane_colour(colour, base), base) >= 3
        assert contrast(lane_colour(colour, base, 4.5), base) >= 4.5


@given(colours)
def test_any_colour_is_readable_on_light_and_dark_pages(colour: str) -> None:
    assert contrast(tint(colour, *LIGHT), LIGHT[1]) >= 10
    assert contrast(tint(colour, *DARK), DARK[1]) >= 7
    assert contrast(lane_colour(colour, LIGHT[0]), LIGHT[0]) >= 3
    assert contrast(lane_colour(colour, DARK[0]), DARK[0]) >= 3


@given(colours, colours)
def test_a_lane_stands_out_on_any_page(colour: str, base: str) -> None:
    assert contrast(lane_colour(colour, base), base) >= 3


def test_a_lane_that_stands_out_already_keeps_its_colour() -> None:
    assert lane_colour("#0072b2", "#ffffff") == "#0072b2"


def test_tints_of_different_codes_look_different() -> None:
    assert len({tint(colour, *LIGHT) for colour in OKABE_ITO}) == len(OKABE_ITO)


@pytest.mark.parametrize(("base", "text"), [LIGHT, DARK])
def test_faded_text_stays_readable_and_is_paler(base: str, text: str) -> None:
    pale = mix(text, base, faded(text, base))
    assert 4.5 <= contrast(pale, base) < contrast(text, base)


@given(colours)
def test_a_colour_s_name_and_parts_are_the_same_thing(colour: str) -> None:
    assert to_hex(parse(colour)) == colour
    assert 0 <= luminance(colour) <= 1


def test_short_names_are_understood_and_others_refused() -> None:
    assert parse("#f00") == (1.0, 0.0, 0.0)
    with pytest.raises(ValueError, match="#12345"):
        parse("#12345")


def test_dark_pages_are_told_from_light_ones() -> None:
    assert is_dark("#2d2d2d")
    assert not is_dark("#f5f5f0")
