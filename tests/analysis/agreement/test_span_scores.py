from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement import span_f1, span_scores

A = [("x", 0, 10), ("x", 20, 30), ("y", 40, 50)]
B = [("x", 0, 10), ("x", 22, 31), ("x", 40, 50), ("y", 60, 70)]


def test_exact_spans_have_the_same_label_and_ends() -> None:
    assert span_scores(A, B) == pytest.approx((1 / 4, 1 / 3, 2 / 7))
    assert span_f1(A, B) == pytest.approx(2 / 7)


def test_one_character_in_common_is_an_overlap() -> None:
    assert span_f1(A, B, match="overlap") == pytest.approx(4 / 7)
    assert span_f1([("x", 0, 5)], [("x", 4, 9)], match="overlap") == 1.0
    assert span_f1([("x", 0, 5)], [("x", 5, 9)], match="overlap") == 0.0


def test_one_span_agrees_with_one_other_only() -> None:
    assert span_f1([("x", 0, 30)], [("x", 0, 9), ("x", 12, 20)], match="overlap") == 2 / 3
    assert span_f1([("x", 0, 3), ("x", 0, 3)], [("x", 0, 3)]) == 2 / 3


def test_nobody_marking_anything_is_undefined_and_one_alone_is_nothing() -> None:
    assert span_scores([], []) == (None, None, None)
    assert span_scores(A, []) == (None, 0.0, 0.0)
    assert span_f1([], B, match="overlap") == 0.0


def test_another_way_to_match_is_refused() -> None:
    with pytest.raises(ValueError, match="roughly"):
        span_f1(A, B, match="roughly")  # type: ignore[arg-type] - what is tested


spans = st.lists(
    st.tuples(st.sampled_from("xy"), st.integers(0, 12), st.integers(1, 8)).map(
        lambda span: (span[0], span[1], span[1] + span[2])
    ),
    max_size=7,
)


@given(spans, spans)
def test_as_many_spans_overlap_one_to_one_as_can(a: list[Any], b: list[Any]) -> None:
    graph: Any = nx.Graph()
    for i, (label, start, end) in enumerate(a):
        for j, (other, begin, stop) in enumerate(b):
            if label == other and start < stop and begin < end:
                graph.add_edge(("a", i), ("b", j))
    most = len(nx.max_weight_matching(graph, maxcardinality=True))
    expected = 2 * most / (len(a) + len(b)) if a or b else None
    assert span_f1(a, b, match="overlap") == expected


@given(spans, spans, st.sampled_from(["exact", "overlap"]))
def test_f1_is_the_same_either_way_round(a: list[Any], b: list[Any], match: Any) -> None:
    assert span_f1(a, b, match) == span_f1(b, a, match)
    assert span_f1(a, a, match) in {1.0, None}


@pytest.mark.parametrize("match", ["exact", "overlap"])
@pytest.mark.parametrize("span", [("x", 5, 5), ("x", 6, 5), ("x", -2, 5)])
def test_empty_spans_are_refused(span: Any, match: Any) -> None:
    with pytest.raises(ValueError, match="empty"):
        span_f1([span], A, match)
    with pytest.raises(ValueError, match="empty"):
        span_f1(A, [span], match)


@pytest.mark.parametrize("match", ["exact", "overlap"])
def test_labels_that_can_change_are_refused_with_a_sentence(match: Any) -> None:
    listed: Any = [(["x", "y"], 0, 9)]
    with pytest.raises(ValueError, match=r"\['x', 'y'\] can change"):
        span_f1(listed, listed, match)
    paired = [(("x", "y"), 0, 9)]
    assert span_f1(paired, paired, match) == 1.0
