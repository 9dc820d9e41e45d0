"""Samples by strata and in constructed weeks, and how many articles an interval takes."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.sampling import (
    constructed_weeks,
    needed_for_share,
    needed_from,
    stratified,
)

STRATA = st.dictionaries(
    st.integers(0, 60).map(str), st.sampled_from(("AFP", "dpa", "")), max_size=60
)


@given(STRATA, st.integers(0, 70), st.integers(0, 5))
def test_a_stratified_sample_has_the_size_and_from_each_stratum_its_share(
    strata: dict[str, str], count: int, seed: int
) -> None:
    drawn = stratified(strata, count, seed)
    size = min(count, len(strata))
    assert len(drawn.articles) == size
    assert len(set(drawn.articles)) == size
    sizes, got = Counter(strata.values()), Counter(strata[one] for one in drawn.articles)
    for name, of in sizes.items():
        assert drawn.strata[name] == (got[name], of)
        assert got[name] <= of
        exact = size * of / len(strata)
        assert abs(got[name] - exact) < 1 or got[name] == 1 or size >= len(sizes)
    for article, chance in drawn.chances.items():
        name = strata[article]
        assert chance == pytest.approx(got[name] / sizes[name])
    # Weighted by their chances, the drawn stand for all: Horvitz and Thompson's sum.
    if size >= len(sizes):
        assert sum(1 / chance for chance in drawn.chances.values()) == pytest.approx(len(strata))


@given(STRATA, st.integers(0, 70), st.integers(0, 5))
def test_the_same_seed_draws_the_same_again(strata: dict[str, str], count: int, seed: int) -> None:
    backwards = dict(reversed(strata.items()))
    assert stratified(strata, count, seed).chances == stratified(backwards, count, seed).chances


def test_every_stratum_has_one_as_long_as_there_are_enough() -> None:
    strata = {str(n): "large" for n in range(98)} | {"98": "small", "99": "tiny"}
    got = stratified(strata, 10, 1).strata
    assert got == {"large": (8, 98), "small": (1, 1), "tiny": (1, 1)}


def test_a_constructed_week_has_each_weekday_once() -> None:
    first = dt.date(2026, 1, 1)
    days = {str(n): (first + dt.timedelta(days=n // 2)).isoformat() for n in range(120)}
    drawn = constructed_weeks({**days, "none": "", "odd": "soon"}, 2, 7)
    dates = {days[one] for one in drawn.articles}
    assert Counter(dt.date.fromisoformat(day).weekday() for day in dates) == dict.fromkeys(
        range(7), 2
    )
    assert len(drawn.articles) == 28  # both articles of each date
    assert drawn == constructed_weeks({**days, "none": "", "odd": "soon"}, 2, 7)
    assert sum(count for count, _ in drawn.strata.values()) == 14
    assert sum(of for _, of in drawn.strata.values()) == 60
    for one, chance in drawn.chances.items():
        weekday = dt.date.fromisoformat(days[one]).strftime("%A")
        assert chance == drawn.strata[weekday][0] / drawn.strata[weekday][1]


def test_without_dates_nothing_is_drawn() -> None:
    assert constructed_weeks({"a": "", "b": "soon"}, 3, 1).articles == ()


def test_how_many_articles_an_interval_takes() -> None:
    assert needed_from(0.6, 0.8, 25, 0.1) == 100  # half as wide: four times as many
    assert needed_from(0.6, 0.8, 25, 0.2) == 25
    assert needed_for_share(0.5, 0.1) == 385  # as Cochran's tables have it
    assert needed_for_share(0.8, 0.1) == 246
    assert needed_for_share(0.8, 0.1, 500) == 166
