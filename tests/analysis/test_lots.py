"""Drawing by lots: the chances are what they are said to be, in whatever order articles are met."""

from collections import Counter
from fractions import Fraction
from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.lots import at_even_steps, lowest, met_before
from annotator.analysis.preferring import chances, chances_of, lot_number, weights, weights_of

SCORES = st.lists(st.sampled_from((0.0, 0.5, 1.25, 7.0, 30.5)), min_size=1, max_size=40)


@given(SCORES, st.integers(0, 45))
def test_by_scores_the_same_is_known_as_article_by_article(scores: list[float], count: int) -> None:
    each = {str(n): score for n, score in enumerate(scores)}
    counts = Counter(scores)
    expected = weights(each)
    found = weights_of(counts)
    assert {one: found[score] for one, score in each.items()} == pytest.approx(expected)
    known, by_score = chances(expected, count), chances_of(found, counts, count)
    assert {one: by_score[score] for one, score in each.items()} == pytest.approx(known)


def test_without_any_there_is_no_weight() -> None:
    assert weights_of({}) == chances_of({}, {}, 3) == {}


@given(st.lists(st.integers(0, 5), max_size=30))
def test_what_was_met_before_is_told_from_the_first(lots: list[int]) -> None:
    found = met_before(np.array(lots, np.int64)).tolist()
    assert found == [lot in lots[:n] for n, lot in enumerate(lots)]


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 10**6)), max_size=40, unique_by=lambda a: a[1]
    ),
    st.dictionaries(st.integers(0, 3), st.integers(0, 12)),
    st.randoms(use_true_random=False),
)
def test_the_lowest_lots_are_drawn_in_whatever_order(
    rows: list[tuple[int, int]], wanted: dict[int, int], rng: Random
) -> None:
    def drawn(of: list[tuple[int, int]]) -> set[tuple[int, int]]:
        strata = np.array([one[0] for one in of], np.int64)
        places = lowest(strata, np.array([one[1] for one in of], np.int64), wanted)
        assert places.tolist() == sorted(places.tolist())
        return {of[place] for place in places.tolist()}

    expected = {
        one
        for name in range(4)
        for one in sorted(one for one in rows if one[0] == name)[: wanted.get(name, 0)]
    }
    mixed = list(rows)
    rng.shuffle(mixed)
    assert drawn(rows) == drawn(mixed) == expected


def test_weighted_totals_are_those_of_all_over_every_order_of_lots() -> None:
    """Horvitz and Thompson's sum, its expectation over all orders being the total exactly."""
    strata, values = (0, 0, 0, 1, 1), (3, 1, 4, 10, 5)
    wanted, sizes = {0: 2, 1: 1}, {0: 3, 1: 2}
    totals: list[Fraction] = []
    for lots in permutations(range(5)):
        places: list[int] = lowest(np.array(strata), np.array(lots), wanted).tolist()
        weighted = (
            Fraction(values[n]) * Fraction(sizes[strata[n]]) / wanted[strata[n]] for n in places
        )
        totals.append(sum(weighted, Fraction()))
    assert sum(totals) / len(totals) == sum(values)


@given(SCORES, st.integers(1, 30), st.floats(0, 1, exclude_max=True))
def test_as_many_are_drawn_as_the_chances_add_up_to(
    scores: list[float], count: int, start: float
) -> None:
    counts = Counter(scores)
    by_score = chances_of(weights_of(counts), counts, count)
    row = [by_score[score] for score in scores]
    places = at_even_steps(row, start).tolist()
    assert len(set(places)) == len(places) == min(count, len(scores))
    assert all(n in places for n, chance in enumerate(row) if chance > 1 - 1e-9)


def test_each_is_drawn_as_often_as_its_chance_says() -> None:
    row = [0.25, 0.5, 1.0, 0.75, 0.5]
    starts = [(n + 0.5) / 400 for n in range(400)]
    got = Counter(place for start in starts for place in at_even_steps(row, start).tolist())
    assert [got[n] / len(starts) for n in range(len(row))] == row
    assert at_even_steps([], 0.3).tolist() == at_even_steps([0.0], 0.3).tolist() == []


def test_a_lot_hangs_on_the_article_and_the_seed_alone() -> None:
    assert lot_number("a", 1) == lot_number("a", 1) < 2**63
    assert len({lot_number(one, seed) for one in "abc" for seed in (1, 2)}) == 6
