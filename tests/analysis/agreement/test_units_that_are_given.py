"""Codes that ask of each unit: coders are compared unit by unit, without pairing."""

from typing import Any

import pytest
from agreement_cases import one

from annotator.analysis.agreement import Figure, Options, krippendorff_alpha, report
from annotator.analysis.agreement.confusion import confusion
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import (
    AskedUnit,
    Choice,
    Code,
    Codebook,
    Field,
    FieldType,
    Level,
    ScaleStep,
)

NONE = {"none": True}
TOPIC = Code(
    id="topic",
    name="Topic",
    unit=AskedUnit.PARAGRAPH,
    fields=(
        Field(
            id="kind",
            name="Kind",
            type=FieldType.CHOICE,
            choices=(Choice("low", "Low"), Choice("high", "High")),
        ),
        Field(
            id="tone",
            name="Tone",
            type=FieldType.SCALE,
            level=Level.INTERVAL,
            steps=(ScaleStep(-1), ScaleStep(0), ScaleStep(1)),
        ),
    ),
)
BOOK = Codebook(codes=(TOPIC, Code(id="quote", name="Quote")))
PAIR = {"id-a": "ana", "id-b": "ben"}
HANDLES = ("ana", "ben")


def answered(*answers: dict[str, Any] | None) -> list[tuple[Any, ...]]:
    """Give answers to units of ten code points each, one after the other; None is unanswered."""
    return [
        ("topic", (10 * n, 10 * n + 9), values)
        for n, values in enumerate(answers)
        if values is not None
    ]


def figures(study: Any, **options: Any) -> list[Figure]:
    return report(study.articles, BOOK, PAIR, Options(resamples=0, **options))


LOW, HIGH = {"kind": "low"}, {"kind": "high"}


def test_none_is_a_category_and_unanswered_is_missing(study: Any) -> None:
    study.article(
        {
            "a": answered(LOW, HIGH, NONE, NONE, LOW),
            "b": answered(LOW, NONE, NONE, HIGH, None),
        }
    )
    found = figures(study)
    kinds = [["low", "low"], ["high", "none"], ["none", "none"], ["none", "high"], ["low", None]]
    figure = one(found, "alpha", "topic", "kind", HANDLES)
    assert figure.value == pytest.approx(krippendorff_alpha(kinds, level="nominal"))
    assert figure.units == 4
    assert "unit: paragraph" in figure.note
    applies = one(found, "percent", "topic", "", HANDLES)
    assert (applies.value, applies.units) == (0.5, 4)
    assert {f.measure for f in found if f.code == "topic"}.isdisjoint({"u_alpha", "f1_overlap"})


def test_none_has_no_place_on_a_scale(study: Any) -> None:
    study.article(
        {
            "a": answered({"tone": 1}, {"tone": -1}, NONE),
            "b": answered({"tone": 1}, {"tone": 0}, {"tone": 1}),
        }
    )
    figure = one(figures(study), "alpha", "topic", "tone", HANDLES)
    expected = krippendorff_alpha([[1, 1], [-1, 0], [None, 1]], level="interval")
    assert figure.value == pytest.approx(expected)
    assert "has no place among the steps" in figure.note


def test_places_that_nearly_meet_are_of_one_unit(study: Any) -> None:
    study.article({"a": [("topic", (0, 20), LOW)], "b": [("topic", (0, 18), LOW)]})
    assert one(figures(study), "percent", "topic", "kind", HANDLES).value == 1.0


def test_answers_of_units_are_no_spans_in_what_is_pooled(study: Any) -> None:
    study.article(
        {
            "a": [("quote", (0, 9)), *answered(LOW)],
            "b": [("quote", (0, 9)), *answered(HIGH)],
        }
    )
    assert one(figures(study), "f1_exact", "", "", HANDLES).value == 1.0


def test_what_one_has_not_finished_does_not_count(study: Any) -> None:
    progress = {"b": WorkStatus.IN_PROGRESS}
    study.article({"a": answered(LOW), "b": answered(LOW)}, statuses=progress)
    assert all(figure.value is None for figure in figures(study) if figure.code == "topic")


def test_the_matrix_has_none_among_the_answers(study: Any) -> None:
    study.article({"a": answered(LOW, HIGH, NONE), "b": answered(LOW, NONE, NONE)})
    kinds = confusion(study.articles, BOOK, "topic", "kind", ("id-a", "id-b"))
    assert kinds.values == ("low", "high", "none")
    assert kinds.matrix == ((1, 0, 0), (0, 0, 1), (0, 0, 1))
    applies = confusion(study.articles, BOOK, "topic", "", ("id-a", "id-b"))
    assert (applies.values, applies.matrix) == (("none", "applies"), ((1, 0), (1, 1)))
