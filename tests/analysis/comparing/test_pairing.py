from itertools import permutations
from random import Random

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.analysis.comparing.pairing import Pair, best_matching, pair_spans
from annotator.domain.annotation import Annotation
from annotator.domain.overlaps import overlap, shared
from annotator.domain.record import Fragment


def span(ident: str, *ranges: tuple[int, int], code: str = "quote", **values: object) -> Annotation:
    fragments = tuple(Fragment(*one) for one in ranges)
    return Annotation(
        id=ident, article="a1", code=code, coder=ident[0], fragments=fragments, values=values
    )


def ids(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.a.id, pair.b.id) for pair in pairs]


def test_pairs_share_the_most_text_in_total_where_taking_the_best_pair_first_would_not() -> None:
    a = [span("a1", (0, 10)), span("a2", (10, 20))]
    b = [span("b1", (4, 16)), span("b2", (14, 24))]
    # a1 with b1 covers 6, a2 with b2 another 6; a2 with b1 alone 6, and then a1 has no partner.
    assert ids(pair_spans(a, b, 0.1)) == [("a1", "b1"), ("a2", "b2")]
    a = [span("a1", (0, 13)), span("a2", (13, 23))]
    b = [span("b1", (5, 20)), span("b2", (0, 5))]
    # The best single pair, a1 with b1 (8), would leave a2 alone: 8 instead of 5 + 7.
    assert ids(pair_spans(a, b, 0.1)) == [("a1", "b2"), ("a2", "b1")]


def test_a_pair_needs_the_threshold_of_what_the_two_cover_together() -> None:
    a, b = [span("a1", (0, 10))], [span("b1", (6, 20))]
    assert ids(pair_spans(a, b, 0.2)) == [("a1", "b1")]
    assert pair_spans(a, b) == []
    assert pair_spans(a, [span("b1", (10, 20))], 0.0) == []


def test_annotations_of_different_codes_are_no_pair() -> None:
    assert pair_spans([span("a1", (0, 10))], [span("b1", (0, 10), code="source")]) == []


def test_a_split_span_pairs_as_a_whole() -> None:
    a = [span("a1", (0, 10), (20, 30))]
    b = [span("b1", (0, 10)), span("b2", (20, 30), (40, 50)), span("b3", (0, 10), (20, 28))]
    (pair,) = pair_spans(a, b)
    assert pair.b.id == "b3"
    assert pair.overlap == 18 / 20


def test_a_span_in_the_gap_of_a_split_one_is_no_pair_of_it() -> None:
    assert pair_spans([span("a1", (0, 10), (20, 30))], [span("b1", (10, 20))], 0.0) == []


def test_among_equal_sums_identical_spans_pair_first() -> None:
    a = [span("a1", (0, 10))]
    b = [span("b1", (0, 12)), span("b2", (0, 10)), span("b3", (0, 11))]
    assert ids(pair_spans(a, b)) == [("a1", "b2")]


def test_among_identical_spans_equal_answers_pair() -> None:
    a = [span("a1", (0, 9), type="direct", stance=1), span("a2", (0, 9), type="indirect")]
    b = [span("b1", (0, 9), type="indirect"), span("b2", (0, 9), type="direct", stance=-1)]
    assert ids(pair_spans(a, b)) == [("a1", "b2"), ("a2", "b1")]


def test_annotations_of_the_whole_article_pair_by_their_answers_then_in_the_order_made() -> None:
    a = [span("a1", code="frame", type="war"), span("a2", code="frame", type="money", loud=True)]
    b = [span("b1", code="frame", type="money", loud=False), span("b2", code="frame", type="war")]
    assert ids(pair_spans(a, b)) == [("a1", "b2"), ("a2", "b1")]
    assert {pair.overlap for pair in pair_spans(a, b)} == {1.0}
    early, late = "2025-05-19T09:30:00Z", "2025-05-19T09:31:00Z"
    a = [replace(span("a1", code="frame"), created=late), replace(a[1], values={}, created=early)]
    b = [replace(b[0], values={}, created=early), replace(b[1], values={}, created=late)]
    assert ids(pair_spans(a, b)) == [("a1", "b2"), ("a2", "b1")]


CUTS = st.lists(st.integers(0, 24), min_size=2, max_size=4, unique=True).map(sorted)


@st.composite
def layers(draw: st.DrawFn, coder: str) -> list[Annotation]:
    return [
        span(
            f"{coder}{number}",
            *zip(cuts[0::2], cuts[1::2], strict=False),
            code=draw(st.sampled_from(["quote", "source"])),
            type=draw(st.sampled_from(["direct", "indirect"])),
        )
        for number, cuts in enumerate(draw(st.lists(CUTS, max_size=5)))
    ]


def best_total(a: list[Annotation], b: list[Annotation], threshold: float) -> int:
    """Return the greatest sum of shared code points, by trying all matchings."""

    def worth(one: Annotation, other: Annotation | None) -> int:
        if other is None or one.code != other.code:
            return 0
        degree = overlap(one.fragments, other.fragments)
        return shared(one.fragments, other.fragments) if degree >= threshold else 0

    if len(a) > len(b):
        a, b = b, a
    return max(
        sum(worth(one, other) for one, other in zip(a, chosen, strict=True))
        for chosen in permutations(b, len(a))
    )


@given(layers("a"), layers("b"), st.sampled_from([0.0, 0.25, 0.5, 1.0]))
def test_no_other_matching_shares_more_text(
    a: list[Annotation], b: list[Annotation], threshold: float
) -> None:
    pairs = pair_spans(a, b, threshold)
    total = sum(shared(pair.a.fragments, pair.b.fragments) for pair in pairs)
    assert total == best_total(a, b, threshold)
    for side in ([pair.a.id for pair in pairs], [pair.b.id for pair in pairs]):
        assert len(side) == len(set(side))
    for pair in pairs:
        assert pair.a.code == pair.b.code
        assert 0 < pair.overlap <= 1
        assert pair.overlap >= threshold


@given(layers("a"), layers("b"), st.randoms(use_true_random=False))
def test_the_pairs_depend_neither_on_the_side_nor_on_the_order(
    a: list[Annotation], b: list[Annotation], random: Random
) -> None:
    pairs = ids(pair_spans(a, b))
    assert sorted((y, x) for x, y in ids(pair_spans(b, a))) == sorted(pairs)
    random.shuffle(a)
    random.shuffle(b)
    assert ids(pair_spans(a, b)) == pairs


@given(layers("a"))
def test_a_layer_pairs_with_its_copy_completely(a: list[Annotation]) -> None:
    copy = [replace(one, id=f"b{one.id}") for one in a]
    pairs = pair_spans(a, copy)
    assert len(pairs) == len(a)
    assert {pair.overlap for pair in pairs} <= {1.0}
    assert all(pair.a.fragments == pair.b.fragments for pair in pairs)


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)), st.integers(1, 2**40), min_size=10
)


@given(EDGES)
def test_many_that_compete_are_matched_for_the_greatest_weight(
    weights: dict[tuple[int, int], int],
) -> None:
    chosen = best_matching(weights, lambda left, right: weights[left, right])
    for side in zip(*chosen, strict=True):
        assert len(side) == len(set(side))
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for (left, right), weight in weights.items():
        graph.add_edge(("left", left), ("right", right), weight=weight)
    best = nx.max_weight_matching(graph)
    assert sum(weights[one] for one in chosen) == sum(graph.edges[one]["weight"] for one in best)
