"""Measures where nearly every value is another one, as with free numbers."""

from typing import Any

import numpy as np
import pytest

from annotator.analysis.agreement import arrays as module
from annotator.analysis.agreement import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    unitized_alpha,
)
from annotator.analysis.agreement.arrays import Records, segment_sums, tally

UNITS = 10_000


def numbers(coders: int = 3) -> list[list[float]]:
    return np.random.default_rng(1).random((UNITS, coders)).tolist()


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_of_many_different_numbers_fits_into_memory(level: Any) -> None:
    assert krippendorff_alpha(numbers(), level) == pytest.approx(0, abs=0.02)


def test_percentage_and_kappas_of_many_different_numbers_fit_into_memory() -> None:
    assert percent_agreement(numbers()) == 0
    assert cohen_kappa(numbers(2)) == 0
    assert fleiss_kappa(numbers()) == pytest.approx(0, abs=0.01)


def test_unitized_alphas_of_many_labels_fit_into_memory() -> None:
    spans = {
        coder: [(f"{coder}{place}", place * 10, place * 10 + 8) for place in range(UNITS)]
        for coder in "ab"
    }
    found = unitized_alpha(spans, UNITS * 10)
    assert found.cu == pytest.approx(0, abs=0.01)
    assert len(found.ku) == 2 * UNITS


def test_a_report_on_a_field_of_many_different_numbers_fits_into_memory(study: Any) -> None:
    chance = np.random.default_rng(2)
    for _ in range(300):
        study.article(
            {
                coder: [
                    ("quote", (place, place + 5), {"share": chance.random(), "why": str(place)})
                    for place in range(0, 100, 10)
                ]
                for coder in "abc"
            }
        )
    figures = study.report(resamples=110, codes=frozenset({"quote"}), fields=frozenset({"share"}))
    alpha = next(f for f in figures if f.measure == "alpha" and len(f.coders) == 3)
    assert (alpha.units, alpha.value) == (3000, pytest.approx(0, abs=0.1))
    assert alpha.low is not None


def varied(study: Any) -> None:
    chance = np.random.default_rng(3)
    for _ in range(12):
        study.article(
            {
                coder: [
                    (
                        "quote",
                        (place, place + int(chance.integers(3, 9))),
                        {
                            "share": int(chance.integers(41)),
                            "kind": ("low", "high")[chance.integers(2)],
                        },
                    )
                    for place in range(0, 60, 10)
                ]
                for coder in "abc"
            }
        )


@pytest.mark.parametrize("resampling", ["articles", "pairs"])
def test_working_in_small_parts_changes_no_interval(
    study: Any, monkeypatch: pytest.MonkeyPatch, resampling: str
) -> None:
    varied(study)
    at_once = study.report(resamples=120, resampling=resampling)
    monkeypatch.setattr(module, "_DENSE", 0)
    monkeypatch.setattr(module, "_PART", 500)
    in_parts = study.report(resamples=120, resampling=resampling)
    assert len(in_parts) == len(at_once)
    assert any(figure.low is not None for figure in at_once)
    for one, other in zip(at_once, in_parts, strict=True):
        expected = [
            value if value is None else pytest.approx(value) for value in (one.low, one.high)
        ]
        assert [other.low, other.high] == expected
        assert other.note == one.note


def test_columns_are_summed_by_their_place() -> None:
    table = np.arange(12.0).reshape(2, 6)
    places = np.array([3, 0, 3, 1, 0, 3])
    expected = [[1 + 4, 3, 0, 0 + 2 + 5], [7 + 10, 9, 0, 6 + 8 + 11]]
    assert segment_sums(table, places, 4).tolist() == expected
    assert segment_sums(table[:1], places, 4).tolist() == expected[:1]
    assert segment_sums(table[:, :0], places[:0], 2).tolist() == [[0, 0], [0, 0]]


def test_counts_within_some_articles_are_those_of_these_alone() -> None:
    article, values = np.array([0, 1, 2, 2]), np.array([0, 1, 1, 0])
    counts = tally(Records(article, values, values[::-1], np.arange(1.0, 5.0)), 3, 2)
    within = counts.within(np.array([0, 2]))
    assert within.articles == 2
    assert within.totals().sum() == 1 + 3 + 4
    assert within.totals(np.array([[0.0, 2.0]])).sum() == 2 * (3 + 4)
