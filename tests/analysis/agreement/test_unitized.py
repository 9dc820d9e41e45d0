from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement import (
    char_alpha,
    cohen_kappa,
    digitised,
    krippendorff_alpha,
    unitized_alpha,
)

Spans = dict[str, list[tuple[str, int, int]]]

THREE: Spans = {
    "Alex": [
        ("1", 2, 9), ("2", 11, 17), ("5", 24, 30), ("6", 32, 36), ("6", 36, 44), ("7", 44, 60),
    ],
    "Paul": [("1", 2, 9), ("3", 11, 17), ("5", 19, 25), ("6", 32, 44)],
    "Suzan": [
        ("1", 2, 9), ("4", 11, 17), ("5", 21, 27), ("6", 32, 36), ("6", 36, 40), ("6", 40, 44),
    ],
}  # fmt: skip
"""Krippendorff, Mathet, Bouvry & Widlöcher (2016), the example with three coders."""


def test_the_alphas_of_three_coders_are_the_papers() -> None:
    found = unitized_alpha(THREE, 60)
    assert found.u == pytest.approx(0.510, abs=0.0006)
    assert found.bar_u == pytest.approx(0.413, abs=0.0006)


def test_each_label_has_its_alpha_and_coverage() -> None:
    ku = unitized_alpha(THREE, 60).ku
    assert list(ku) == ["1", "2", "5", "6", "7", "3", "4"]
    assert ku["1"] == (1.0, 1.0)
    assert ku["7"] == (None, 0.0)
    assert ku["6"].value == pytest.approx(1.0)
    assert ku["5"].coverage == pytest.approx(8 / 18)


def test_the_characters_of_two_coders_agree_as_published() -> None:
    # Krippendorff (1995), p. 57, example A, cut into 24 positions.
    spans: Spans = {"Bertha": [("1", 2, 10), ("1", 14, 20)], "Bill": [("1", 4, 8), ("1", 15, 17)]}
    assert char_alpha(spans, 24) == pytest.approx(0.329, abs=0.001)
    assert cohen_kappa(digitised(spans, 24)) == pytest.approx(0.385, abs=0.001)


def test_the_same_marks_agree_perfectly() -> None:
    own = [("x", 0, 10), ("y", 10, 20), ("z", 22, 30)]
    found = unitized_alpha({"a": own, "b": own, "c": own}, 40)
    assert (found.u, found.bar_u, found.cu) == (1.0, 1.0, 1.0)
    assert set(found.ku.values()) == {(1.0, 1.0)}


def test_one_who_marks_nothing_disagrees() -> None:
    found = unitized_alpha({"a": [("x", 3, 8)], "b": []}, 100)
    assert found.u is not None
    assert found.u < 0.05
    assert found.bar_u is not None
    assert found.cu is None
    assert found.ku == {"x": (None, 0.0)}


@pytest.mark.parametrize("spans", [{}, {"a": [("x", 0, 5)]}, {"a": [], "b": []}])
def test_without_two_coders_or_marks_all_is_undefined(spans: Spans) -> None:
    found = unitized_alpha(spans, 10)
    assert (found.u, found.bar_u, found.cu) == (None, None, None)
    assert char_alpha(spans, 10) is None


def test_an_empty_text_has_no_agreement() -> None:
    assert unitized_alpha({"a": [], "b": []}, 0).u is None


def test_overlapping_spans_with_one_label_are_merged() -> None:
    other = [("x", 5, 20)]
    merged = unitized_alpha({"a": [("x", 0, 15)], "b": other}, 30)
    assert unitized_alpha({"a": [("x", 0, 10), ("x", 5, 15)], "b": other}, 30) == merged


def test_touching_spans_are_units_of_their_own() -> None:
    other = [("x", 5, 20)]
    merged = unitized_alpha({"a": [("x", 0, 15)], "b": other}, 30)
    assert unitized_alpha({"a": [("x", 0, 10), ("x", 10, 15)], "b": other}, 30) != merged


def test_overlapping_spans_with_different_labels_are_refused() -> None:
    with pytest.raises(ValueError, match=r"ana .* 'x' and 'y' overlap"):
        unitized_alpha({"ana": [("x", 0, 9), ("x", 20, 30), ("y", 8, 12)], "ben": []}, 30)


@pytest.mark.parametrize("span", [("x", -1, 3), ("x", 5, 11), ("x", 4, 4), ("x", 6, 4)])
def test_spans_that_are_not_in_the_text_are_refused(span: tuple[str, int, int]) -> None:
    with pytest.raises(ValueError, match="not within"):
        unitized_alpha({"a": [span], "b": []}, 10)


LENGTH = 24


@st.composite
def layers(draw: st.DrawFn) -> Spans:
    spans: Spans = {}
    for coder in "abc"[: draw(st.integers(2, 3))]:
        edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
        spans[coder] = [
            (draw(st.sampled_from("xyz")), start, end)
            for start, end in zip(edges[::2], edges[1::2], strict=False)
        ]
    return spans


class Naive:
    """The definitions, character by character."""

    def __init__(self, spans: Spans) -> None:
        self.spans = spans
        self.columns = dict(zip(spans, zip(*digitised(spans, LENGTH), strict=True), strict=True))
        self.labels = ["", *dict.fromkeys(span[0] for own in spans.values() for span in own)]
        self.among = len(spans) - 1

    def length(self, one: str, other: str) -> float:
        return sum(
            a == one and b == other
            for i, j in permutations(self.columns.values(), 2)
            for a, b in zip(i, j, strict=True)
        ) / self.among  # fmt: skip

    def square(self, label: str) -> float:
        if not label:
            return sum(column.count("") for column in self.columns.values())
        return sum((e - s) ** 2 for own in self.spans.values() for one, s, e in own if one == label)

    def mutual(self, label: str) -> float:
        return sum(
            sum(bool(place) for place in self.columns[j][s:e]) ** 2
            for i, j in permutations(self.spans, 2)
            for one, s, e in self.spans[i]
            if one == label
        ) / self.among  # fmt: skip

    def u(self) -> float | None:
        rows = {c: sum(self.length(c, k) for k in self.labels) for c in self.labels}
        whole = sum(rows.values())
        spread = whole**2 - sum(map(self.square, self.labels))
        alike = sum(whole * (rows[c] ** 2 - self.square(c)) / spread for c in self.labels)
        seen = whole - sum(self.length(c, c) for c in self.labels)
        return None if abs(whole - alike) < 1e-9 else 1 - seen / (whole - alike)

    def cu(self) -> float | None:
        valued = self.labels[1:]
        rows = {c: sum(self.length(c, k) for k in valued) for c in valued}
        whole = sum(rows.values())
        if not whole:
            return None
        below = whole - sum(map(self.mutual, valued)) / whole
        alike = sum((rows[c] ** 2 - self.mutual(c)) / below for c in valued) if below else whole
        seen = whole - sum(self.length(c, c) for c in valued)
        return None if abs(whole - alike) < 1e-9 else 1 - seen / (whole - alike)


@given(layers())
def test_the_alphas_are_what_the_definitions_say(spans: Spans) -> None:
    found, naive = unitized_alpha(spans, LENGTH), Naive(spans)
    for value, expected in ((found.u, naive.u()), (found.cu, naive.cu())):
        assert value == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(layers())
def test_alpha_over_characters_is_alpha_with_characters_as_units(spans: Spans) -> None:
    expected = krippendorff_alpha(digitised(spans, LENGTH))
    found = char_alpha(spans, LENGTH)
    assert found == (None if expected is None else pytest.approx(expected))


@given(layers())
def test_the_order_of_coders_and_spans_does_not_matter(spans: Spans) -> None:
    other = {coder: spans[coder][::-1] for coder in reversed(spans)}
    found, expected = unitized_alpha(other, LENGTH), unitized_alpha(spans, LENGTH)
    for one, two in combinations((found, expected), 2):
        assert one.u == (None if two.u is None else pytest.approx(two.u))
        assert one.ku.keys() == two.ku.keys()
