from typing import Any

import pytest
from agreement_cases import EVERYBODY, one, three, varied

from annotator.analysis.agreement import (
    Options,
    report,
)
from annotator.analysis.agreement.bootstrap import Resampler


def test_a_resample_is_the_report_on_the_articles_that_it_drew(study: Any) -> None:
    varied(study)
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
    varied(study)
    one_way = study.report(resamples=200, seed=1)
    assert study.report(resamples=200, seed=1) == one_way
    other = study.report(resamples=200, seed=2)
    assert [f.value for f in other] == [f.value for f in one_way]
    assert [f.low for f in other] != [f.low for f in one_way]
    for figure in one_way:
        assert (figure.low is None) == (figure.high is None)
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


def test_pairs_can_be_resampled_instead_of_articles(study: Any) -> None:
    varied(study)
    figures = study.report(resamples=200, resampling="pairs")
    alpha = one(figures, "alpha", "quote", "kind")
    assert alpha.low is not None
    assert alpha.value is not None
    assert alpha.high is not None
    assert alpha.low < alpha.value < alpha.high
    assert alpha.note.endswith("interval: pairs resampled")
    assert "pairs resampled" not in one(study.report(resamples=200), "alpha", "quote", "kind").note
    assert "pairs are resampled for units only" in one(figures, "u_alpha", "quote").note


def test_a_single_article_gives_no_interval(study: Any) -> None:
    three(study)
    found = one(study.report(resamples=20), "u_alpha")
    assert (found.low, found.high) == (None, None)
    assert "no interval: fewer than 2 articles" in found.note
