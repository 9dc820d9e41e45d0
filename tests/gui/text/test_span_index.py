"""The index finds what a plain search finds, and lanes never collide nor move."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.text.span_index import CHUNK, Span, SpanIndex

parts = st.tuples(st.integers(0, 300), st.integers(1, 80)).map(lambda p: (p[0], p[0] + p[1]))
many_parts = st.lists(parts, max_size=60)


def filled(given_parts: list[tuple[int, int]]) -> SpanIndex:
    return SpanIndex([f"m{i}" for i in range(len(given_parts))], given_parts)


def everything(index: SpanIndex) -> list[Span]:
    return index.query(0, 10**9)


def collisions(spans: list[Span]) -> list[tuple[Span, Span]]:
    return [
        (one, other)
        for i, one in enumerate(spans)
        for other in spans[i + 1 :]
        if one.lane == other.lane and one.start < other.end and other.start < one.end
    ]


@given(many_parts, parts)
def test_a_window_finds_the_spans_that_meet_it(
    given_parts: list[tuple[int, int]], window: tuple[int, int]
) -> None:
    found = {span.owner for span in filled(given_parts).query(*window)}
    start, end = window
    assert found == {f"m{i}" for i, (a, b) in enumerate(given_parts) if a < end and b > start}


@given(many_parts, st.lists(parts, max_size=10), st.lists(st.integers(0, 59), max_size=10))
def test_overlapping_spans_never_share_a_lane_and_no_edit_moves_another_span(
    given_parts: list[tuple[int, int]], added: list[tuple[int, int]], removed: list[int]
) -> None:
    index = filled(given_parts)
    lanes = {span.owner: span.lane for span in everything(index)}
    for number in set(removed) & set(range(len(given_parts))):
        assert index.remove(f"m{number}", *given_parts[number])
        del lanes[f"m{number}"]
    for number, part in enumerate(added):
        lanes[f"a{number}"] = index.add(f"a{number}", *part).lane
    spans = everything(index)
    assert {span.owner: span.lane for span in spans} == lanes
    assert len(index) == len(spans)
    assert not collisions(spans)


def test_nested_spans_lie_one_below_the_other_the_outermost_nearest_to_the_text() -> None:
    index = filled([(20, 60), (0, 100), (30, 50), (10, 90), (35, 40)])
    lanes = {(span.start, span.end): span.lane for span in everything(index)}
    assert lanes == {(0, 100): 0, (10, 90): 1, (20, 60): 2, (30, 50): 3, (35, 40): 4}


def test_a_new_span_takes_the_lowest_lane_that_is_free_there() -> None:
    index = filled([(0, 50), (10, 40)])
    index.remove("m0", 0, 50)
    assert index.add("new", 20, 30).lane == 0


def test_the_fragments_of_one_mark_share_a_lane_where_they_can() -> None:
    index = SpanIndex(["a", "quote", "quote", "b"], [(0, 20), (5, 15), (30, 40), (60, 70)])
    assert [span.lane for span in everything(index) if span.owner == "quote"] == [1, 1]


def test_a_mark_that_changes_keeps_its_lane() -> None:
    index = filled([(0, 50), (10, 40)])
    index.remove("m0", 0, 50)
    index.remove("m1", 10, 40)
    assert index.add("m1", 10, 45).lane == 1


def test_a_mark_that_is_gone_for_good_leaves_its_lane_to_others() -> None:
    index = filled([(0, 50), (10, 40)])
    index.remove("m0", 0, 50)
    index.remove("m1", 10, 40)
    index.forget("m1")
    assert index.add("m1", 10, 45).lane == 0


def test_spans_over_a_place_come_innermost_first() -> None:
    found = filled([(0, 100), (40, 60), (10, 90), (70, 80)]).at(50)
    assert [span.owner for span in found] == ["m1", "m2", "m0"]


def test_removing_a_span_that_is_not_there_changes_nothing() -> None:
    index = filled([(0, 10)])
    assert not index.remove("m0", 0, 11)
    assert len(index) == 1


def test_an_index_of_many_chunks_is_searched_and_changed_like_a_small_one() -> None:
    places = [(i * 3, i * 3 + 5) for i in range(5 * CHUNK)]
    index = filled(places)
    for number in range(3 * CHUNK):
        index.add(f"n{number}", 3000, 3002)
    assert {s.owner for s in index.query(3000, 3001)} >= {f"n{i}" for i in range(3 * CHUNK)}
    for number in range(3 * CHUNK):
        assert index.remove(f"n{number}", 3000, 3002)
    spans = everything(index)
    assert [(span.start, span.end) for span in spans] == places
    assert max(span.lane for span in spans) < 3


def test_an_empty_index_finds_nothing_and_takes_its_first_span() -> None:
    index = SpanIndex()
    assert everything(index) == []
    index.add("first", 3, 9)
    assert [span.owner for span in index.at(5)] == ["first"]
