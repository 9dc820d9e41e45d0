"""What the report leaves out, and what its notes say."""

from typing import Any

import pytest

from annotator.analysis.agreement import Figure, krippendorff_alpha, unitized_alpha
from annotator.domain.record import Fragment

PAIR = ("ana", "ben")
UNITIZED = {"u_alpha", "bar_u_alpha", "cu_alpha", "ku_alpha"}


def only(figures: list[Figure], measure: str, field: str = "", choice: str = "") -> Figure:
    found = [
        f
        for f in figures
        if (f.code, f.field, f.measure, f.choice, f.coders)
        == ("quote", field, measure, choice, PAIR)
    ]
    assert len(found) == 1
    return found[0]


def test_numbers_and_dates_are_no_labels_of_stretches(study: Any) -> None:
    for number in range(3):
        values = {"share": number / 7, "day": f"2025-01-0{number + 1}", "score": number - 1}
        study.article({coder: [("quote", (0, 10), values)] for coder in "ab"})
    measures: dict[str, set[str]] = {"share": set(), "day": set(), "score": set()}
    for figure in study.report("ab"):
        if figure.field:
            measures[figure.field].add(figure.measure)
    on_pairs = {"percent", "holsti", "cohen_kappa", "fleiss_kappa", "alpha"}
    weighted = {"linear_kappa", "quadratic_kappa", "linear_ac2", "quadratic_ac2"}
    of_steps = on_pairs | weighted | UNITIZED
    assert measures == {"share": on_pairs, "day": on_pairs, "score": of_steps}


def test_alphas_of_scales_say_that_steps_are_compared_as_kinds(study: Any) -> None:
    for number in range(3):
        values = {"score": number - 1, "kind": "low"}
        study.article({coder: [("quote", (0, 10), values)] for coder in "ab"})
    noted = {
        (figure.field, figure.measure)
        for figure in study.report("ab")
        if "labels are compared as kinds" in figure.note
    }
    assert noted == {("score", measure) for measure in UNITIZED}


def test_of_a_code_given_twice_the_first_one_with_an_answer_counts(study: Any) -> None:
    answers = [(1, 1), (0, -1), (2, 2)]
    for ours, theirs in answers:
        twice = [("tone", None, {}), ("tone", None, {"score": ours}), ("tone", None, {"score": -2})]
        study.article({"a": twice, "b": [("tone", None, {"score": theirs})]})
    found = [f for f in study.report("ab") if (f.field, f.measure) == ("score", "alpha")]
    assert [f.value for f in found] == [pytest.approx(krippendorff_alpha(answers, "interval"))]


def test_undefined_alphas_of_spans_name_the_percentage(study: Any) -> None:
    study.article(
        {"a": [("quote", (0, 10), {"kind": "low"})], "b": [("quote", (0, 10), {"kind": "low"})]},
        excluded=(Fragment(10, 100),),
    )
    figures = study.report("ab")
    for measure in ("u_alpha", "bar_u_alpha", "cu_alpha"):
        found = only(figures, measure, "kind")
        assert found.value is None
        assert " (100% agreement)" in found.note.split("; ")[0]
    assert " (100% agreement)" in only(figures, "ku_alpha", "kind", "low").note


def test_without_anything_marked_alike_there_is_no_percentage_to_name(study: Any) -> None:
    study.article({"a": [("quote", (0, 10))], "b": [("quote", (50, 60))]})
    found = only(study.report("ab"), "cu_alpha")
    assert found.value is None
    assert "agreement)" not in found.note


def test_the_coverage_is_only_whole_when_nothing_is_missing(study: Any) -> None:
    long = "x" * 9000
    study.article({"a": [("quote", (0, 8000))], "b": [("quote", (0, 7999))]}, text=long)
    spans = {"a": [("quote", 0, 8000)], "b": [("quote", 0, 7999)]}
    assert unitized_alpha(spans, 9000).ku["quote"].coverage == pytest.approx(15998 / 15999)
    assert "coverage 99.9%;" in only(study.report("ab"), "ku_alpha", choice="quote").note
