from typing import Any

import pytest
from agreement_cases import one

from annotator.analysis.agreement import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    unitized_alpha,
)


def test_fields_are_compared_on_paired_spans_at_their_level(study: Any) -> None:
    answers = [("low", "low"), ("middle", "high"), ("high", "high"), ("low", "middle")]
    for ours, theirs in answers:
        own = [("quote", (0, 10), {"grade": ours, "kind": ours}), ("quote", (50, 60), {})]
        study.article({"a": own, "b": [("quote", (1, 11), {"grade": theirs, "kind": theirs})]})
    figures = study.report("ab")
    pair = ("ana", "ben")
    places = [[("low", "middle", "high").index(one) for one in unit] for unit in answers]
    ordinal = one(figures, "alpha", "quote", "grade", pair)
    assert ordinal.value == krippendorff_alpha(places, "ordinal")
    assert (ordinal.articles, ordinal.units) == (4, 4)
    assert ordinal.note.startswith("ordinal level; unit: paired spans")
    assert one(figures, "alpha", "quote", "kind", pair).value == krippendorff_alpha(answers)
    assert one(figures, "cohen_kappa", "quote", "kind", pair).value == cohen_kappa(answers)
    assert one(figures, "fleiss_kappa", "quote", "kind", pair).value == fleiss_kappa(answers)
    assert one(figures, "percent", "quote", "kind", pair).value == percent_agreement(answers)


def test_several_choices_are_compared_as_sets_and_dates_by_days(study: Any) -> None:
    sets = [(["x"], ["x"]), (["x", "y"], ["y"]), (["z"], ["z"])]
    days = [("2025-01-01", "2025-01-01"), ("2025-02-01", "2025-02-03"), ("2025-03-05", None)]
    for (ours, theirs), (day, other) in zip(sets, days, strict=True):
        study.article(
            {
                "a": [("quote", (0, 10), {"basis": ours, "day": day})],
                "b": [("quote", (0, 10), {"basis": theirs, "day": other})],
            }
        )
    figures = study.report("ab")
    pair = ("ana", "ben")
    basis = one(figures, "alpha", "quote", "basis", pair)
    assert basis.value == pytest.approx(krippendorff_alpha(sets, "set"))
    numbers = [[1, 1], [32, 34]]
    day = one(figures, "alpha", "quote", "day", pair)
    assert (day.value, day.units) == (krippendorff_alpha(numbers, "interval"), 2)
    labels = {f.choice for f in figures if f.field == "basis" and f.measure == "ku_alpha"}
    assert labels == {"x", "x + y", "y", "z"}


def test_free_text_has_a_percentage_only(study: Any) -> None:
    for why in ("because", "therefore"):
        given = [("quote", (0, 10), {"why": "because"}), ("tone", None, {"why": "because"})]
        other = [("quote", (0, 10), {"why": why}), ("tone", None, {"why": why})]
        study.article({"a": given, "b": other})
    found = [f for f in study.report("ab") if f.field == "why"]
    assert {(f.code, f.measure, f.value) for f in found} == {
        ("quote", "percent", 0.5),
        ("tone", "percent", 0.5),
    }


def test_three_coders_answers_stand_together_in_one_unit(study: Any) -> None:
    def quote(start: int, kind: str) -> tuple[Any, ...]:
        return ("quote", (start, start + 20), {"kind": kind})

    for kinds in ("low", "low", "low"), ("low", "high", "high"), ("high", "high", "low"):
        layers = {
            coder: [quote(at, k)] for coder, at, k in zip("abc", (0, 3, 6), kinds, strict=True)
        }
        study.article(layers)
    study.article({"a": [quote(0, "low")], "b": [quote(50, "low")], "c": [quote(52, "high")]})
    found = one(study.report(), "alpha", "quote", "kind")
    units = [
        ["low"] * 3, ["low", "high", "high"], ["high", "high", "low"], [None, "low", "high"],
    ]  # fmt: skip
    assert found.units == 4
    assert found.value == pytest.approx(krippendorff_alpha(units))


def test_the_alphas_of_a_fields_values_show_where_coders_differ(study: Any) -> None:
    study.article(
        {
            "a": [("quote", (0, 10), {"kind": "low"}), ("quote", (20, 30), {"kind": "high"})],
            "b": [("quote", (0, 10), {"kind": "low"}), ("quote", (20, 30), {"kind": "middle"})],
        }
    )
    figures = study.report("ab")
    spans = {
        "a": [("low", 0, 10), ("high", 20, 30)],
        "b": [("low", 0, 10), ("middle", 20, 30)],
    }
    expected = unitized_alpha(spans, 100)
    pair = ("ana", "ben")
    assert one(figures, "cu_alpha", "quote", "kind", pair).value == pytest.approx(expected.cu)
    for label, (value, _) in expected.ku.items():
        found = one(figures, "ku_alpha", "quote", "kind", pair, label)
        assert found.value == pytest.approx(value)


def test_codes_on_whole_articles_are_compared_article_by_article(study: Any) -> None:
    given = [("a", "ab"), ("b", "ab"), ("", "abc"), ("c", "ab")]
    for coders, _ in given:
        study.article(
            {coder: [("tone", None, {"score": 1})] if coder in coders else [] for coder in "abc"}
        )
    units = [[coder in coders for coder in "abc"] for coders, _ in given]
    found = one(study.report(), "alpha", "tone")
    assert found.value == pytest.approx(krippendorff_alpha(units))
    assert (found.articles, found.units) == (4, 4)
    assert found.note.startswith("nominal level; unit: article")
    assert one(study.report(), "fleiss_kappa", "tone").value == pytest.approx(fleiss_kappa(units))
    assert one(study.report(), "alpha", "tone", "score").value is None


def test_an_undefined_measure_says_why_and_names_the_percentage(study: Any) -> None:
    for _ in range(3):
        study.article({"a": [("genre", None)], "b": [("genre", None)]})
    found = one(study.report("ab", resamples=50), "alpha", "genre", coders=("ana", "ben"))
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.note.startswith("n/a: only one value occurs (100% agreement)")
