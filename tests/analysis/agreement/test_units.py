from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    weighted_kappa,
)

N = None
FOUR_OBSERVERS = [
    [1, 1, N, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [N, 5, 5, 5], [N, N, 1, 1], [N, 3, N, N],
]  # fmt: skip
"""Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C."""
MEASURES = (percent_agreement, cohen_kappa, fleiss_kappa, krippendorff_alpha)
LEVELS = ("nominal", "ordinal", "interval", "ratio", "set")


def counted(table: dict[tuple[Any, ...], int]) -> list[tuple[Any, ...]]:
    return [unit for unit, times in table.items() for _ in range(times)]


@pytest.mark.parametrize(
    ("level", "expected"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_of_four_observers_is_krippendorffs(level: Any, expected: float) -> None:
    assert krippendorff_alpha(FOUR_OBSERVERS, level) == pytest.approx(expected, abs=0.0006)


def test_alpha_of_two_observers_is_krippendorffs() -> None:
    ben, gerry = "aabbdcccedda", "babbbcccedd" + "d"
    assert krippendorff_alpha(list(zip(ben, gerry, strict=True))) == pytest.approx(0.692, abs=6e-4)


def test_the_percentage_is_of_all_pairs_of_answers() -> None:
    # Counted by hand: 43 of the 55 pairs are equal; weighted by 1 / (m − 1) it would be 0.8.
    assert percent_agreement(FOUR_OBSERVERS) == pytest.approx(43 / 55)
    assert percent_agreement([[1, 1], [1, 2], [2, N]]) == 0.5
    assert percent_agreement([[1, 1, 1], [1, 2, N]]) == 3 / 4


@given(st.lists(st.lists(st.none() | st.integers(1, 3), min_size=3, max_size=3), max_size=8))
def test_the_percentage_counts_each_pair_once(units: list[list[Any]]) -> None:
    pairs = [(a, b) for unit in units for a, b in combinations(unit, 2) if N not in (a, b)]
    expected = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    assert percent_agreement(units) == (None if expected is None else pytest.approx(expected))


def test_cohens_kappa_is_that_of_his_paper() -> None:
    # Cohen (1960), table on p. 45, in percent of 200 units.
    table = {
        (1, 1): 88, (1, 2): 14, (1, 3): 18,
        (2, 1): 10, (2, 2): 40, (2, 3): 10,
        (3, 1): 2, (3, 2): 6, (3, 3): 12,
    }  # fmt: skip
    assert cohen_kappa(counted(table)) == pytest.approx(0.492, abs=0.001)


def test_weighted_kappa_is_that_of_cohens_second_paper() -> None:
    # Cohen (1968): 200 units, disagreements weighted 1, 3 and 6.
    table = {
        (1, 1): 88, (1, 2): 14, (1, 3): 18,
        (2, 1): 10, (2, 2): 40, (2, 3): 10,
        (3, 1): 2, (3, 2): 6, (3, 3): 12,
    }  # fmt: skip
    distance = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
    assert weighted_kappa(counted(table), [1, 2, 3], distance) == pytest.approx(0.348, abs=0.001)


def test_fleiss_kappa_of_fourteen_raters_is_the_textbooks() -> None:
    # The worked example of the article on Fleiss' kappa in Wikipedia: ten subjects, 14 raters.
    counts = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    units = [[value for value, times in enumerate(row) for _ in range(times)] for row in counts]
    assert fleiss_kappa(units) == pytest.approx(0.210, abs=0.001)


@pytest.mark.parametrize("units", [[], [[N, N]], [[1, N], [N, 2]], [[1], [2]], [(), ()]])
def test_nothing_to_compare_is_undefined(units: list[Any]) -> None:
    assert [measure(units) for measure in MEASURES] == [None] * 4


def test_one_single_value_is_undefined_but_for_the_percentage() -> None:
    same = [["a", "a"]] * 5
    assert percent_agreement(same) == 1.0
    assert [measure(same) for measure in MEASURES[1:]] == [None] * 3


def test_not_a_number_is_missing() -> None:
    odd = [[1, 1], [2, 2], [1, float("nan")]]
    assert krippendorff_alpha(odd, "interval") == krippendorff_alpha([[1, 1], [2, 2]], "interval")


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_numpys_not_a_number_is_missing(kind: Any) -> None:
    odd = [[1, 1], [2, 2], [1, kind("nan")]]
    for level in LEVELS:
        plain = krippendorff_alpha([[1, 1], [2, 2]], level)
        assert krippendorff_alpha(odd, level) == plain
    assert percent_agreement(odd) == 1.0


def test_cohens_kappa_leaves_out_a_coder_who_answered_nothing() -> None:
    units = [[1, 1], [2, 1], [2, 2]]
    assert cohen_kappa([[one, N, other] for one, other in units]) == cohen_kappa(units)
    assert cohen_kappa([[*unit, N] for unit in units]) == cohen_kappa(units)


def test_cohens_kappa_refuses_three_coders() -> None:
    with pytest.raises(ValueError, match="two coders"):
        cohen_kappa([[1, 2, 3]])


def test_fleiss_kappa_leaves_out_units_with_missing_values() -> None:
    whole = [[1, 1, 2], [2, 2, 2], [1, 1, 1]]
    assert fleiss_kappa([*whole, [2, N, 1]]) == fleiss_kappa(whole)


def test_fleiss_kappa_takes_units_that_different_raters_rated() -> None:
    assert fleiss_kappa([[1, 1, N], [2, N, 2], [N, 1, 2]]) == fleiss_kappa([[1, 1], [2, 2], [1, 2]])


def test_sets_may_be_lists_tuples_or_sets_in_any_order() -> None:
    one = [[["a", "b"], ("b", "a")], [{"c"}, frozenset("c")], [["a"], ["c"]]]
    other = [[{"a", "b"}] * 2, [{"c"}] * 2, [{"a"}, {"c"}]]
    assert krippendorff_alpha(one, "set") == krippendorff_alpha(other, "set")
    assert percent_agreement(one) == pytest.approx(2 / 3)


def test_sets_may_be_called_by_the_plural_as_well() -> None:
    units = [[{"a", "b"}, {"a"}], [{"c"}, {"c"}], [{"d"}, {"d"}]]
    assert krippendorff_alpha(units, level="sets") == krippendorff_alpha(units, level="set")


def test_sets_that_overlap_agree_in_part() -> None:
    def alpha(other: set[str]) -> float:
        found = krippendorff_alpha([[{"a", "b"}, other], [{"c"}, {"c"}], [{"d"}, {"d"}]], "set")
        assert found is not None
        return found

    assert 1 == alpha({"a", "b"}) > alpha({"a"}) > alpha({"a", "x"}) > alpha({"x"})


def test_ordinal_numbers_may_come_as_strings() -> None:
    numbers = [[1, 2], [10, 10], [2, 2], [3, 10]]
    strings = [[str(value) for value in unit] for unit in numbers]
    assert krippendorff_alpha(strings, "ordinal") == krippendorff_alpha(numbers, "ordinal")


@pytest.mark.parametrize("level", ["interval", "ratio"])
def test_levels_of_numbers_refuse_words(level: Any) -> None:
    with pytest.raises(ValueError, match="numbers"):
        krippendorff_alpha([["low", "high"]], level)


@pytest.mark.parametrize("level", ["ordinal", "interval", "ratio"])
@pytest.mark.parametrize("kind", [set, frozenset, list, tuple])
def test_levels_with_an_order_refuse_sets(level: Any, kind: Any) -> None:
    with pytest.raises(ValueError, match="values"):
        krippendorff_alpha([[kind([1]), kind([1, 2])], [kind([2]), kind([1, 2])]], level)


def test_ordinal_values_must_have_an_order() -> None:
    with pytest.raises(ValueError, match="order"):
        krippendorff_alpha([["low", 3], ["high", 2]], "ordinal")


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="fuzzy"):
        krippendorff_alpha([[1, 1]], "fuzzy")  # type: ignore[arg-type] - what is tested


def test_large_numbers_lose_no_precision() -> None:
    small = [[1, 1], [2, 3], [3, 3], [4, 4.5]]
    large = [[value + 1e8 for value in unit] for unit in small]
    expected = krippendorff_alpha(small, "interval")
    assert krippendorff_alpha(large, "interval") == pytest.approx(expected, abs=1e-9)


def naive(units: list[list[Any]], level: str) -> float | None:
    """Compute alpha as the definition has it, pair by pair."""
    paired = [[v for v in unit if v is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    values = sorted(v for unit in paired for v in unit)

    def apart(one: Any, other: Any) -> float:
        if level == "nominal":
            return float(one != other)
        if level == "interval":
            return (one - other) ** 2
        if level == "ratio":
            return ((one - other) / (one + other)) ** 2 if one != other else 0.0
        low, high = min(one, other), max(one, other)
        between = sum(1 for v in values if low <= v <= high)
        return (between - (values.count(low) + values.count(high)) / 2) ** 2 if one != other else 0

    seen = sum(apart(a, b) / (len(unit) - 1) for unit in paired for a, b in permutations(unit, 2))
    chance = sum(apart(a, b) for a, b in permutations(values, 2)) / max(1, len(values) - 1)
    return None if chance == 0 else 1 - seen / chance


NUMBERS = st.integers(1, 5)


def tables(values: st.SearchStrategy[Any] = NUMBERS) -> st.SearchStrategy[Any]:
    def of(coders: int) -> st.SearchStrategy[Any]:
        unit = st.lists(st.none() | values, min_size=coders, max_size=coders)
        return st.lists(unit, max_size=12)

    return st.integers(1, 4).flatmap(of)


@given(tables(), st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_is_what_the_definition_says(units: list[list[Any]], level: Any) -> None:
    found, expected = krippendorff_alpha(units, level), naive(units, level)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(tables(), st.permutations("vwxyz"))
def test_what_values_are_called_does_not_matter(units: list[list[Any]], names: list[str]) -> None:
    renamed = [[None if v is None else names[v - 1] for v in unit] for unit in units]
    for measure in (percent_agreement, fleiss_kappa, krippendorff_alpha):
        expected = measure(units)
        assert measure(renamed) == (None if expected is None else pytest.approx(expected))


@given(tables(), st.randoms(use_true_random=False), st.sampled_from(LEVELS))
def test_the_order_of_units_and_coders_does_not_matter(
    units: list[list[Any]], chance: Any, level: Any
) -> None:
    mixed = [chance.sample(unit, len(unit)) for unit in chance.sample(units, len(units))]
    expected = krippendorff_alpha(units, level)
    found = krippendorff_alpha(mixed, level)
    assert found == (None if expected is None else pytest.approx(expected))


@given(st.lists(st.integers(1, 5), min_size=2), st.integers(2, 4), st.sampled_from(LEVELS))
def test_perfect_agreement_is_one(values: list[int], coders: int, level: Any) -> None:
    units = [[value] * coders for value in values]
    expected = None if len(set(values)) == 1 else 1.0
    assert krippendorff_alpha(units, level) == expected
    assert fleiss_kappa(units) == expected
    assert percent_agreement(units) == 1.0


@given(tables(), st.sampled_from(LEVELS))
def test_units_without_two_values_do_not_matter(units: list[list[Any]], level: Any) -> None:
    coders = len(units[0]) if units else 2
    more = [*units, [None] * coders, [3] + [None] * (coders - 1)]
    wanted = pytest.approx(krippendorff_alpha(units, level), abs=1e-12)
    assert krippendorff_alpha(more, level) == wanted


@given(tables(st.integers(0, 3) | st.floats(0, 3)), st.sampled_from(LEVELS))
def test_measures_are_plain_floats_up_to_one(units: list[list[Any]], level: Any) -> None:
    found = krippendorff_alpha(units, level)
    assert found is None or (type(found) is float and found <= 1)
