"""An article's annotations stay in reading order while a few of them come and go."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.record import Fragment
from annotator.workflow.reading_order import (
    in_reading_order,
    place_of,
    standing_at,
    with_changes,
)


def _annotation(number: int, start: int | None, length: int) -> Annotation:
    pieces = () if start is None else (Fragment(start, start + length),)
    created = f"2026-01-01T00:00:{number % 60:02}Z"
    return Annotation(
        id=f"a{number}", article="a", code="c", coder="x", fragments=pieces, created=created
    )


PLACES = st.lists(st.tuples(st.none() | st.integers(0, 9), st.integers(1, 3)), max_size=20)


@given(PLACES, st.data())
def test_what_comes_and_goes_leaves_the_order_that_sorting_gives(
    places: list[tuple[int | None, int]], data: st.DataObject
) -> None:
    everyone = [_annotation(n, *place) for n, place in enumerate(places)]
    before = [a for a in everyone if data.draw(st.booleans())]
    gone = [a for a in before if data.draw(st.booleans())]
    come = [a for a in everyone if a not in before]
    left = [a for a in before if a not in gone]
    ordered = in_reading_order(before)
    assert with_changes(ordered, gone, come) == in_reading_order([*left, *come])
    assert [place_of(ordered, a) for a in ordered] == list(range(len(ordered)))
    assert all(place_of(ordered, a) == -1 for a in come)


@given(PLACES, st.integers(0, 9), st.integers(1, 3))
def test_what_stands_at_a_place_is_found_among_all(
    places: list[tuple[int | None, int]], start: int, length: int
) -> None:
    ordered = in_reading_order(_annotation(n, *place) for n, place in enumerate(places))
    end = start + length
    here = [one for one in ordered if one.fragments == (Fragment(start, end),)]
    assert list(standing_at(ordered, (start, end))) == here
    assert list(standing_at(ordered, None)) == [one for one in ordered if not one.fragments]
