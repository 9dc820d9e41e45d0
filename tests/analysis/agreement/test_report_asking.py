from typing import Any

import pytest
from agreement_cases import one, three, varied

from annotator.analysis.agreement import (
    Options,
    figure_row,
    has_gamma,
    report,
)
from annotator.domain.errors import CancelledError, UserError


def test_codes_fields_and_measures_can_be_chosen(study: Any) -> None:
    varied(study)
    figures = study.report(codes=frozenset({"quote"}), fields=frozenset({"kind"}))
    assert {(f.code, f.field) for f in figures} == {("quote", "kind")}
    figures = study.report(measures=frozenset({"u_alpha"}))
    assert {f.measure for f in figures} == {"u_alpha"}
    assert {f.code for f in study.report(codes=frozenset({"source"}))} == {"source"}


def test_codes_that_nobody_used_are_reported_only_when_asked_for(study: Any) -> None:
    varied(study)
    assert "c1" not in {f.code for f in study.report()}
    asked = study.report(codes=frozenset({"c1"}))
    assert {f.value for f in asked} == {None}
    assert all(f.note.startswith("n/a") for f in asked)


def test_without_shared_articles_there_is_nothing_to_report(study: Any) -> None:
    study.article({"a": [("c1", (0, 9))]})
    study.article({"b": [("c1", (0, 9))]})
    assert study.report() == []
    asked = study.report(codes=frozenset({"quote", "tone", "source"}))
    assert {(f.value, f.articles, f.units) for f in asked} == {(None, 0, 0)}


def test_fewer_than_two_coders_are_refused(study: Any) -> None:
    with pytest.raises(UserError, match="fewer than two"):
        study.report("a")


@pytest.mark.skipif(has_gamma(), reason="gamma is installed")
def test_gamma_says_what_to_install(study: Any) -> None:
    three(study)
    with pytest.raises(UserError, match=r"media-annotator\[gamma\]"):
        study.report(measures=frozenset({"gamma"}))


def test_the_report_tells_how_far_it_is_and_can_be_cancelled(study: Any) -> None:
    varied(study)
    told: list[tuple[int, int]] = []
    options = Options(resamples=0)
    report(study.articles, study.codebook, study.coders(), options, lambda *n: told.append(n))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 3

    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        report(study.articles, study.codebook, study.coders(), options, cancel)


def test_a_figure_is_a_row_with_the_documented_keys(study: Any) -> None:
    three(study)
    row = figure_row(one(study.report(), "u_alpha"))
    assert list(row) == [
        "code", "field", "measure", "choice", "coders", "value", "low", "high", "articles",
        "bearing", "units", "counts", "hits", "draws", "note",
    ]  # fmt: skip
    assert row["coders"] == ["ana", "ben", "cleo"]
    assert type(row["value"]) is float
