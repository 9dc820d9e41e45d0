"""Intervals: their formulas again in plain Python, and how often they hold."""

import math
from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.insights.counting import Sums
from annotator.analysis.insights.intervals import (
    FEWEST,
    ArticleDrawing,
    Estimates,
    drawn_of_many,
    mean_estimates,
    share_estimates,
    t_quantiles,
)

T = {4: 2.7764, 5: 2.5706, 9: 2.2622, 19: 2.0930, 29: 2.0452, 99: 1.9842}
"""From a printed table: 97.5 % points of Student's t by degrees of freedom."""


def test_quantiles_are_those_of_the_tables() -> None:
    found = t_quantiles(np.array(list(T)))
    assert found.tolist() == pytest.approx(list(T.values()), abs=1e-3)


def estimated(
    parts: Sequence[float],
    wholes: Sequence[float],
    weights: Sequence[float] = (),
    drawn: Sequence[float] = (),
) -> Estimates:
    """Return the share of one group, article by article."""
    usual = drawn_of_many(len(wholes))
    drawing = ArticleDrawing(
        np.array(weights) if weights else usual.weights, np.array(drawn) if drawn else usual.drawn
    )
    return share_estimates(_sums(parts), _sums(wholes), np.array([0]), drawing)


def _sums(amounts: Sequence[float]) -> Sums:
    lines = [(n, one) for n, one in enumerate(amounts) if one]
    return Sums(
        np.zeros(len(lines), np.int64),
        np.array([n for n, _ in lines], np.int64),
        np.array([one for _, one in lines], np.float64),
    )


studies = st.lists(
    st.integers(0, 9).flatmap(
        lambda whole: st.tuples(
            st.integers(0, whole), st.just(whole), st.sampled_from((1.0, 2.0, 10.0))
        )
    ),
    min_size=FEWEST,
    max_size=20,
)


@given(studies, st.sampled_from((0.0, 0.25, 0.9)))
def test_a_share_is_a_ratio_of_sums_over_articles(
    study: list[tuple[int, int, float]], drawn: float
) -> None:
    parts, wholes, weights = ([one[n] for one in study] for n in range(3))
    found = estimated(parts, wholes, weights, [drawn / one for one in weights])
    articles = sum(one > 0 for one in wholes)
    whole = sum(w * x for _, x, w in study)
    if articles < FEWEST:
        assert math.isnan(found.low[0])
        assert math.isnan(found.high[0])
        return
    share = sum(w * y for y, _, w in study) / whole
    assert found.ratios[0] == pytest.approx(share)
    low, high = float(found.low[0]), float(found.high[0])
    if share in (0, 1):
        exact = 0.025 ** (1 / articles)
        assert (low, high) == pytest.approx((exact, 1) if share else (0, 1 - exact))
        return
    off = sum((1 - drawn / w) * (w * (y - share * x)) ** 2 for y, x, w in study)
    error = math.sqrt(off * articles / (articles - 1)) / whole
    t = float(t_quantiles(np.array([articles - 1]))[0])
    middle, wide = math.log(share / (1 - share)), t * error / (share * (1 - share))
    assert low == pytest.approx(1 / (1 + math.exp(-middle + wide)), abs=1e-6)
    assert high == pytest.approx(1 / (1 + math.exp(-middle - wide)), abs=1e-6)
    assert 0 <= low <= share + 1e-6
    assert share - 1e-6 <= high <= 1


def test_a_mean_has_an_interval_unless_all_are_alike_or_they_are_few() -> None:
    values = _sums([3, 1, 4, 1, 5, 2])
    wholes = _sums([2, 1, 2, 1, 2, 1])
    found = mean_estimates(values, wholes, 1, drawn_of_many(6))
    mean = 16 / 9
    off = sum(
        (y - mean * x) ** 2 for y, x in zip((3, 1, 4, 1, 5, 2), (2, 1, 2, 1, 2, 1), strict=True)
    )
    wide = T[5] * math.sqrt(off * 6 / 5) / 9
    assert float(found.ratios[0]) == pytest.approx(mean)
    assert float(found.low[0]) == pytest.approx(mean - wide, abs=1e-3)
    assert float(found.high[0]) == pytest.approx(mean + wide, abs=1e-3)
    alike = mean_estimates(_sums([2] * 6), _sums([1] * 6), 1, drawn_of_many(6))
    assert float(alike.ratios[0]) == 2
    assert math.isnan(alike.low[0])
    few = mean_estimates(_sums([1, 2, 3, 4]), _sums([1] * 4), 1, drawn_of_many(4))
    assert math.isnan(few.low[0])


def test_of_nothing_there_is_no_share() -> None:
    found = estimated([], [])
    assert math.isnan(found.ratios[0])
    assert math.isnan(found.low[0])


@pytest.mark.parametrize("common", [0.5, 0.15])
def test_intervals_hold_the_truth_about_as_often_as_they_say(common: float) -> None:
    chance = Random(20250519)
    news: list[tuple[int, int]] = []
    for _ in range(2000):  # articles are alike within: some sources speak again and again
        leaning = chance.betavariate(2 * common, 2 * (1 - common))
        whole = chance.choice((1, 2, 3, 5, 8))
        news.append((sum(chance.random() < leaning for _ in range(whole)), whole))
    truth = sum(part for part, _ in news) / sum(whole for _, whole in news)
    held = 0
    for _ in range(1000):
        drawn = chance.sample(news, 40)
        found = estimated([part for part, _ in drawn], [whole for _, whole in drawn])
        held += bool(found.low[0] <= truth <= found.high[0])
    assert 0.93 <= held / 1000 <= 0.97


def test_intervals_hold_where_the_sample_is_a_large_part_of_all() -> None:
    chance = Random(3)
    news: list[tuple[int, int]] = []
    for _ in range(120):
        leaning = chance.betavariate(1, 1)
        whole = chance.choice((1, 2, 3, 5, 8))
        news.append((sum(chance.random() < leaning for _ in range(whole)), whole))
    truth = sum(part for part, _ in news) / sum(whole for _, whole in news)
    held = too_often = 0
    for _ in range(1000):
        drawn = chance.sample(news, 60)
        parts, wholes = [part for part, _ in drawn], [whole for _, whole in drawn]
        found = estimated(parts, wholes, drawn=[0.5] * 60)
        held += bool(found.low[0] <= truth <= found.high[0])
        wide = estimated(parts, wholes)
        too_often += bool(wide.low[0] <= truth <= wide.high[0])
    assert 0.93 <= held / 1000 <= 0.97
    assert too_often / 1000 > 0.98


@pytest.mark.parametrize("parts", [[1, 0, 2, 0, 1], [0] * 5, [2] * 5])
def test_where_all_articles_are_drawn_nothing_is_unsure(parts: list[float]) -> None:
    found = estimated(parts, [2.0] * 5, drawn=[1.0] * 5)
    share = sum(parts) / 10
    assert [float(one[0]) for one in (found.ratios, found.low, found.high)] == [share] * 3


def test_weighted_intervals_hold_where_some_were_likelier_to_be_drawn() -> None:
    chance = Random(7)
    news: list[tuple[int, int, float]] = []
    for _ in range(3000):
        probability = chance.choice((0.01, 0.04))
        leaning = 0.6 if probability > 0.02 else 0.3
        whole = chance.choice((1, 2, 4))
        news.append((sum(chance.random() < leaning for _ in range(whole)), whole, probability))
    truth = sum(part for part, _, _ in news) / sum(whole for _, whole, _ in news)
    held = plain = 0
    for _ in range(600):
        drawn = [one for one in news if chance.random() < one[2]]
        parts, wholes, chances = ([one[n] for one in drawn] for n in range(3))
        found = estimated(parts, wholes, [1 / one for one in chances])
        held += bool(found.low[0] <= truth <= found.high[0])
        unweighted = estimated(parts, wholes)
        plain += bool(unweighted.low[0] <= truth <= unweighted.high[0])
    assert 0.92 <= held / 600 <= 0.98
    assert plain < held * 0.8
