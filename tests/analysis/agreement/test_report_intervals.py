from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import pytest
from agreement_cases import EVERYBODY, one, varied

from annotator.analysis.agreement import TOO_FEW, Options, bootstrap, report, verdict
from annotator.analysis.agreement.bootstrap import Resampler, distinct_rows

PAIR = ("ana", "ben")


def test_a_resample_is_the_report_on_the_articles_that_it_drew(
    study: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ENOUGH_DRAWS", 1)
    varied(study, 20)
    together = study.report(resamples=1, seed=4)
    drawn = Resampler(Options(resamples=1, seed=4)).draws(len(study.articles))
    assert drawn is not None
    repeated = [
        layers
        for layers, times in zip(study.articles, drawn[0], strict=True)
        for _ in range(int(times))
    ]
    again = report(repeated, study.codebook, study.coders(), Options(resamples=0))
    expected = {
        (f.code, f.field, f.measure, f.choice, f.coders): f.value
        for f in again
        if f.coders == EVERYBODY
    }
    compared = 0
    for figure in together:
        key = (figure.code, figure.field, figure.measure, figure.choice, figure.coders)
        if figure.articles == len(study.articles) and figure.low is not None:
            assert figure.low == figure.high == pytest.approx(expected[key])
            compared += 1
    assert compared > 30


def test_intervals_follow_from_the_seed(study: Any) -> None:
    varied(study, 20)
    one_way = study.report(resamples=200, seed=1)
    assert study.report(resamples=200, seed=1) == one_way
    other = study.report(resamples=200, seed=2)
    assert [f.value for f in other] == [f.value for f in one_way]
    assert [f.low for f in other] != [f.low for f in one_way]
    assert any(figure.low is not None for figure in one_way)
    for figure in one_way:
        assert (figure.low is None) == (figure.high is None)
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


def test_pairs_can_be_resampled_instead_of_articles(study: Any) -> None:
    varied(study, 20)
    figures = study.report(resamples=200, resampling="pairs")
    alpha = one(figures, "alpha", "quote", "kind")
    assert alpha.low is not None
    assert alpha.value is not None
    assert alpha.high is not None
    assert alpha.low < alpha.value < alpha.high
    assert alpha.draws == 200
    assert alpha.note.endswith("interval: pairs resampled")
    assert "pairs resampled" not in one(study.report(resamples=200), "alpha", "quote", "kind").note
    assert "pairs are not resampled for this measure" in one(figures, "u_alpha", "quote").note


@pytest.mark.parametrize("resampling", ["articles", "pairs"])
@pytest.mark.parametrize("resamples", [0, 1000])
def test_nine_articles_give_no_interval_and_no_verdict_but_say_how_many_would(
    study: Any, resampling: str, resamples: int
) -> None:
    for n in range(9):
        own = [("quote", (0, 9), {"kind": ("low", "high")[n % 2]}), ("tone", None)]
        study.article({"a": own, "b": own})
    for figure in study.report("ab", resamples=resamples, resampling=resampling):
        assert (figure.low, figure.high, figure.draws) == (None, None, 0)
        assert verdict(figure) == ""
        assert figure.has_too_few == (figure.value is not None)
        assert (TOO_FEW in figure.note) == figure.has_too_few
    assert TOO_FEW == "too few articles (10 needed)"


def test_ten_articles_give_an_interval_from_many_distinct_draws(study: Any) -> None:
    for n in range(10):
        own = [("quote", (0, 9), {"kind": ("low", "high")[n % 2]})]
        study.article({"a": own, "b": own})
    found = one(study.report("ab", resamples=1000), "alpha", "quote", "kind", PAIR)
    assert (found.low, found.high) == (1.0, 1.0)
    assert 900 < found.draws < 1000
    assert not found.has_too_few


def test_articles_that_say_nothing_of_a_value_do_not_count_for_its_interval(study: Any) -> None:
    for n in range(30):
        own = [("quote", (0, 9), {"kind": ("low", "high")[n % 2]})] if n < 9 else []
        study.article({"a": own, "b": own})
    figures = study.report("ab", resamples=1000)
    kind = one(figures, "alpha", "quote", "kind", PAIR)
    assert (kind.articles, kind.bearing, kind.low) == (30, 9, None)
    assert f"{TOO_FEW} for an interval or a verdict: 9 of 30" in kind.note
    spans = one(figures, "u_alpha", "quote", "", PAIR)
    assert (spans.bearing, spans.low) == (30, 1.0)
    assert one(figures, "f1_exact", "quote", "", PAIR).has_too_few


def test_too_few_resamples_give_no_interval_and_are_counted(study: Any) -> None:
    varied(study, 20)
    found = one(study.report(resamples=20), "u_alpha", "quote")
    assert (found.low, found.draws) == (None, 20)
    assert "no interval: only 20 distinct draws (100 needed)" in found.note
    assert not found.has_too_few


@pytest.mark.parametrize("bearing", [[0, 1], [3], list(range(11)), []])
def test_draws_are_told_apart_by_the_articles_that_bear_on_a_value(bearing: list[int]) -> None:
    resampler = Resampler(Options(resamples=3000))
    drawn = resampler.draws(11)
    assert drawn is not None
    which = np.isin(np.arange(11), bearing)
    expected = {tuple(row) for row in drawn[:, bearing].tolist()}
    assert resampler.distinct(which) == len(expected)


def test_two_articles_would_have_three_distinct_draws() -> None:
    draws = [
        np.bincount(drawn, minlength=2) for drawn in combinations_with_replacement(range(2), 2)
    ]
    assert distinct_rows(np.array(draws * 50, dtype=np.float64)) == 3


SPAN_ALPHAS = ("u_alpha", "bar_u_alpha", "char_alpha", "sentence_alpha")


@pytest.mark.parametrize("measure", SPAN_ALPHAS)
def test_what_is_marked_in_one_article_alone_has_neither_interval_nor_verdict(
    study: Any, measure: str
) -> None:
    study.article({"a": [("quote", (0, 9))], "b": [("quote", (0, 8)), ("quote", (30, 34))]})
    for _ in range(29):
        study.article({"a": [], "b": []})
    found = one(study.report("ab", resamples=1000), measure, "quote", "", PAIR)
    assert found.value is not None
    assert (found.bearing, found.low, verdict(found)) == (30, None, "")
    assert 1 < found.draws < 10
    assert f"no interval: only {found.draws} distinct draws (100 needed)" in found.note
    assert found.lacks == "too few distinct draws"


@pytest.mark.parametrize("measure", SPAN_ALPHAS)
def test_articles_that_somebody_marked_tell_draws_apart(study: Any, measure: str) -> None:
    for n in range(30):
        own = [("quote", (0, 9))] if n < 9 else []
        study.article({"a": own, "b": own if n % 2 else []})
    found = one(study.report("ab", resamples=1000), measure, "quote", "", PAIR)
    assert found.low is not None
    assert (found.bearing, found.lacks) == (30, "")
    assert found.draws > 900
