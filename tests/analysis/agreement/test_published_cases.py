"""Values that were published, each with its source."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.analysis.agreement import (
    char_alpha,
    cohen_kappa,
    digitised,
    fleiss_kappa,
    gamma_agreement,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    unitized_alpha,
    weighted_kappa,
)

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "published_cases.json").read_text(encoding="utf-8")
)
"""Each with its source, what was coded, the value that was published, and how exactly."""


def units(case: dict[str, Any]) -> list[list[Any]]:
    data = case["data"]
    if "counts" in data:
        found = [values for values, times in data["counts"] for _ in range(times)]
    else:
        found = data["units"]
    one = case["params"].get("binarise")
    if one is None:
        return found
    return [[None if value is None else value == one for value in unit] for unit in found]


def spans(case: dict[str, Any]) -> tuple[dict[str, list[tuple[str, int, int]]], int]:
    data = case["data"]
    of_coder = {
        coder: [(span["label"], span["start"], span["end"]) for span in given]
        for coder, given in data["coders"].items()
    }
    return of_coder, data["length"]


def weighted(case: dict[str, Any]) -> float | None:
    params = case["params"]
    return weighted_kappa(units(case), params["categories"], params["distance"])


def gamma(case: dict[str, Any], part: str) -> float | None:
    pytest.importorskip("pygamma_agreement")
    params = case["params"]
    weights = {name: params[name] for name in ("alpha", "beta", "delta_empty")}
    found = gamma_agreement(
        spans(case)[0], seed=1, precision=params.get("precision", 0.05), **weights
    )
    return getattr(found, part)


MEASURES: dict[str, Callable[[dict[str, Any]], float | None]] = {
    "percent_agreement": lambda case: percent_agreement(units(case)),
    "cohen_kappa": lambda case: cohen_kappa(units(case)),
    "cohen_kappa_weighted": weighted,
    "fleiss_kappa": lambda case: fleiss_kappa(units(case)),
    "scott_pi": lambda case: scott_pi(units(case)),
    "krippendorff_alpha": lambda case: krippendorff_alpha(units(case), case["params"]["level"]),
    "u_alpha": lambda case: unitized_alpha(*spans(case)).u,
    "char_alpha": lambda case: char_alpha(*spans(case)),
    "char_kappa": lambda case: cohen_kappa(digitised(*spans(case))),
    "gamma": lambda case: gamma(case, "gamma"),
    "gamma_cat": lambda case: gamma(case, "cat"),
    "gamma_best_alignment_disorder": lambda case: gamma(case, "disorder"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_published_value_is_computed(case: dict[str, Any]) -> None:
    value = MEASURES[case["measure"]](case)
    assert value == pytest.approx(case["expected"], abs=case["tolerance"])
