"""Gamma through pygamma-agreement, where that extra is installed."""

from typing import Any

import pytest

from annotator.analysis.agreement import gamma_agreement, has_gamma

pytestmark = pytest.mark.skipif(not has_gamma(), reason="the extra for gamma is not installed")

THREE = {
    "Alex": [("1", 2, 9), ("2", 11, 17), ("5", 24, 30), ("6", 32, 36), ("6", 36, 44)],
    "Paul": [("1", 2, 9), ("3", 11, 17), ("5", 19, 25), ("6", 32, 44)],
}


def test_gamma_follows_from_the_seed() -> None:
    assert gamma_agreement(THREE, seed=3) == gamma_agreement(THREE, seed=3)


def test_the_same_spans_have_a_gamma_of_one() -> None:
    found = gamma_agreement({"a": THREE["Alex"], "b": THREE["Alex"]})
    assert found.gamma == pytest.approx(1.0)
    assert found.cat == pytest.approx(1.0)


def test_gamma_is_undefined_when_one_coder_marked_anything() -> None:
    assert gamma_agreement({"a": THREE["Alex"], "b": []}) == (None, None, None)


def test_the_report_has_gamma_when_asked(study: Any) -> None:
    layers = {
        coder: [(f"c{label}", (start, end)) for label, start, end in own]
        for coder, own in zip("ab", THREE.values(), strict=True)
    }
    study.article(layers, text="x" * 60)
    study.article({"a": [("c1", (0, 9))]})
    figures = study.report("ab", measures=frozenset({"gamma", "gamma_cat"}))
    overall = {f.measure: f for f in figures if not f.code}
    spans = {coder: [(f"c{s[0]}", *s[1:]) for s in own] for coder, own in THREE.items()}
    expected = gamma_agreement(spans)
    assert overall["gamma"].value == pytest.approx(expected.gamma)
    assert overall["gamma_cat"].value == pytest.approx(expected.cat)
    assert overall["gamma"].articles == 1
