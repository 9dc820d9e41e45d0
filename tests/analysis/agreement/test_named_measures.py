"""The figures that papers are asked for by name, against published values and plain definitions."""

from itertools import combinations, permutations
from typing import Any

import pytest
from agreement_cases import one
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.agreement import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    holsti,
    percent_agreement,
    scott_pi,
    weighted_kappa,
)

N = None
RATERS = [
    [1, 1, N, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [N, 5, 5, 5], [N, N, 1, 1], [N, N, 3, N],
]  # fmt: skip
"""Gwet (2014), Handbook of Inter-Rater Reliability, p. 120: four raters, five categories."""
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
"""Gwet (2014): two abstractors, three diagnoses; values as the package irrCAC gives them."""
MAMMOGRAMS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
"""Two radiologists, four degrees: Boyd et al. (1982), in Altman (1991) and in Stata's manual."""
PAIR = ("ana", "ben")


def crossed(table: list[list[int]]) -> list[tuple[int, int]]:
    return [
        (a, b) for a, row in enumerate(table) for b, times in enumerate(row) for _ in [0] * times
    ]


def kappa(units: Any, size: int, power: int) -> float | None:
    distance = [[abs(a - b) ** power for b in range(size)] for a in range(size)]
    return weighted_kappa(units, range(size), distance)


def test_gwets_handbook_has_these_values_for_four_raters() -> None:
    assert gwet_ac1(RATERS, range(1, 6)) == pytest.approx(0.77544, abs=5e-6)
    assert brennan_prediger(RATERS, range(1, 6)) == pytest.approx(0.77273, abs=5e-6)
    assert gwet_ac2(RATERS, range(1, 6), "quadratic") == pytest.approx(0.914, abs=5e-4)


def test_two_abstractors_have_the_published_values() -> None:
    units = crossed(ABSTRACTORS)
    assert cohen_kappa(units) == pytest.approx(0.7964094, abs=1e-7)
    assert scott_pi(units) == pytest.approx(0.7962397, abs=1e-7)
    assert gwet_ac1(units, range(3)) == pytest.approx(0.8493305, abs=1e-7)
    assert brennan_prediger(units, range(3)) == pytest.approx(0.835, abs=1e-9)


@pytest.mark.parametrize(("power", "expected"), [(1, 0.5684), (2, 0.6714)])
def test_weighted_kappas_of_two_radiologists_are_the_published_ones(
    power: int, expected: float
) -> None:
    assert kappa(crossed(MAMMOGRAMS), 4, power) == pytest.approx(expected, abs=5e-5)


def test_holstis_agreement_is_of_the_decisions_that_two_made() -> None:
    # 2 M / (N1 + N2): two alike, of four decisions and of three.
    assert holsti([[1, 1], [2, 2], [1, 2], [1, N]]) == pytest.approx(4 / 7)
    # Of three coders the mean of the pairs: 1, 1/2 and 1/2.
    assert holsti([[1, 1, 1], [1, 1, 2]]) == pytest.approx(2 / 3)


def test_where_nothing_can_be_compared_they_are_undefined() -> None:
    for units in ([], [[N, N]], [[1, N]]):
        assert scott_pi(units) is None
        assert brennan_prediger(units, [1, 2]) is None
        assert gwet_ac1(units, [1, 2]) is None
        assert gwet_ac2(units, [1, 2]) is None
    assert holsti([[N, N]]) is None
    assert holsti([[1, N]]) == 0


def test_one_single_category_leaves_chance_corrected_ones_undefined() -> None:
    same = [["a", "a"]] * 4
    assert scott_pi(same) is None
    assert brennan_prediger(same, ["a"]) is None
    assert gwet_ac1(same, ["a"]) is None
    # What could have been chosen as well is what chance is of.
    assert brennan_prediger(same, ["a", "b"]) == 1
    assert gwet_ac1(same, ["a", "b"]) == 1


def test_a_value_that_is_no_category_is_refused() -> None:
    with pytest.raises(ValueError, match="none of the categories"):
        gwet_ac1([[1, 7]], [1, 2])


def test_scotts_pi_refuses_three_coders() -> None:
    with pytest.raises(ValueError, match=r"Scott's pi is of two coders"):
        scott_pi([[1, 2, 1]])


SIZE = 4
UNITS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.none() | st.integers(1, SIZE), min_size=coders, max_size=coders), max_size=9
    )
)
PAIRS = st.lists(st.tuples(st.integers(1, SIZE), st.integers(1, SIZE)), max_size=9)


def plain(units: list[list[Any]], weight: Any, chance: Any) -> float | None:
    """Compute a measure in Gwet's form as he writes it, unit by unit."""
    given = [[v for v in unit if v is not None] for unit in units]
    shared = [list(permutations(unit, 2)) for unit in given if len(unit) > 1]
    if not shared:
        return None
    seen = sum(sum(weight(a, b) for a, b in unit) / len(unit) for unit in shared) / len(shared)
    answered = [unit for unit in given if unit]
    shares = [
        sum(unit.count(k) / len(unit) for unit in answered) / len(answered)
        for k in range(1, SIZE + 1)
    ]
    expected = chance(shares)
    return (seen - expected) / (1 - expected)


def same(found: float | None, expected: float | None) -> bool:
    return found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@given(UNITS)
def test_gwets_and_brennan_and_predigers_are_what_their_definitions_say(
    units: list[list[Any]],
) -> None:
    categories = range(1, SIZE + 1)

    def equal(a: int, b: int) -> int:
        return int(a == b)

    def gwet(shares: list[float]) -> float:
        return sum(p * (1 - p) for p in shares) / (SIZE - 1)

    assert same(gwet_ac1(units, categories), plain(units, equal, gwet))
    assert same(brennan_prediger(units, categories), plain(units, equal, lambda _: 1 / SIZE))
    for power, weighting in ((1, "linear"), (2, "quadratic")):

        def near(a: int, b: int, power: int = power) -> float:
            return 1 - (abs(a - b) / (SIZE - 1)) ** power

        all_of_it = sum(near(a, b) for a in categories for b in categories)

        def of_near(shares: list[float], whole: float = all_of_it) -> float:
            return whole / (SIZE * (SIZE - 1)) * sum(p * (1 - p) for p in shares)

        found = gwet_ac2(units, categories, weighting)  # type: ignore[arg-type] - one of the two
        assert same(found, plain(units, near, of_near))


@given(PAIRS)
def test_scotts_pi_and_weighted_kappas_are_what_their_definitions_say(
    units: list[tuple[int, int]],
) -> None:
    count = len(units)
    both = [value for unit in units for value in unit]
    by_chance = sum((both.count(v) / (2 * count)) ** 2 for v in set(both)) if count else 1
    agreed = sum(a == b for a, b in units) / max(1, count)
    expected = None if len(set(both)) < 2 else (agreed - by_chance) / (1 - by_chance)
    assert same(scott_pi(units), expected)
    assert same(fleiss_kappa(units), expected)
    for power in (1, 2):
        apart = sum(abs(a - b) ** power for a, b in units) / max(1, count)
        crosswise = [abs(a - b) ** power for a, _ in units for _, b in units]
        chance = sum(crosswise) / max(1, count**2)
        assert same(kappa(units, SIZE + 1, power), 1 - apart / chance if chance else None)


@given(UNITS)
def test_holstis_agreement_is_the_percentage_where_nothing_is_missing(
    units: list[list[Any]],
) -> None:
    whole = [unit for unit in units if N not in unit]
    assert same(holsti(whole), percent_agreement(whole))
    pairs = [
        [(unit[i], unit[j]) for unit in units]
        for i, j in combinations(range(4), 2)
        if units and j < len(units[0])
    ]
    each = [
        2 * sum(a == b != N for a, b in pair) / made
        for pair in pairs
        if (made := sum(v is not None for unit in pair for v in unit))
    ]
    assert same(holsti(units), sum(each) / len(each) if each else None)


def quotes(study: Any, answers: list[tuple[Any, ...]], field: str) -> None:
    for unit in answers:
        layers = {
            coder: [("quote", (0, 10), {} if value is None else {field: value})]
            for coder, value in zip("abc", unit, strict=False)
        }
        study.article(layers)


KINDS = [("low", "low"), ("low", "middle"), ("low", "low"), ("high", "high"), ("low", None)]


def test_a_field_of_choices_has_all_of_them_by_the_codebooks_categories(study: Any) -> None:
    quotes(study, KINDS, "kind")
    figures = study.report("ab")

    def value(measure: str) -> Any:
        return one(figures, measure, "quote", "kind", PAIR).value

    categories = ("low", "middle", "high")
    assert value("scott_pi") == pytest.approx(scott_pi(KINDS))
    assert value("brennan_prediger") == pytest.approx(brennan_prediger(KINDS, categories))
    assert value("gwet_ac1") == pytest.approx(gwet_ac1(KINDS, categories))
    assert value("holsti") == pytest.approx(holsti(KINDS)) == pytest.approx(6 / 9)
    made = {figure.measure for figure in figures if figure.field == "kind"}
    assert not made & {"linear_kappa", "quadratic_kappa", "linear_ac2", "quadratic_ac2"}


def test_categories_that_nobody_chose_count_for_chance(study: Any) -> None:
    quotes(study, [("low", "low"), ("low", "middle")], "kind")
    found = one(study.report("ab"), "brennan_prediger", "quote", "kind", PAIR)
    assert found.value == pytest.approx((1 / 2 - 1 / 3) / (2 / 3))


@pytest.mark.parametrize(
    ("field", "values", "places"),
    [("grade", ("low", "high", "middle"), (0, 2, 1)), ("score", (-2, 2, 1), (-2, 2, 1))],
)
def test_fields_with_an_order_have_weighted_ones_by_the_codebooks_steps(
    study: Any, field: str, values: tuple[Any, ...], places: tuple[int, ...]
) -> None:
    answers = [(0, 0), (1, 2), (0, 2), (1, 1), (2, 2)]
    quotes(study, [(values[a], values[b]) for a, b in answers], field)
    figures = study.report("ab")
    units = [(places[a], places[b]) for a, b in answers]
    categories = list(range(3)) if field == "grade" else list(range(-2, 3))
    for power, word in ((1, "linear"), (2, "quadratic")):
        distance = [[abs(a - b) ** power for b in categories] for a in categories]
        found = one(figures, f"{word}_kappa", "quote", field, PAIR)
        assert found.value == pytest.approx(weighted_kappa(units, categories, distance))
        found = one(figures, f"{word}_ac2", "quote", field, PAIR)
        expected = gwet_ac2(units, categories, word)  # type: ignore[arg-type] - one of the two
        assert found.value == pytest.approx(expected)
    made = {figure.measure for figure in figures if figure.field == field}
    assert not made & {"scott_pi", "brennan_prediger", "gwet_ac1"}
    assert "cohen_kappa" in made


def test_three_coders_have_those_that_are_of_any_number(study: Any) -> None:
    answers = [("low", "low", "high"), ("middle", "middle", "middle"), ("low", None, "low")]
    quotes(study, answers, "kind")
    figures = [f for f in study.report() if f.field == "kind" and len(f.coders) == 3]
    values = {figure.measure: figure.value for figure in figures}
    categories = ("low", "middle", "high")
    assert values["gwet_ac1"] == pytest.approx(gwet_ac1(answers, categories))
    assert values["brennan_prediger"] == pytest.approx(brennan_prediger(answers, categories))
    assert values["holsti"] == pytest.approx(holsti(answers))
    assert values["percent"] == pytest.approx(percent_agreement(answers))
    assert "scott_pi" not in values


def test_an_article_that_one_has_not_read_is_no_decision_for_holsti(study: Any) -> None:
    study.article({"a": [("genre", None)], "b": [("genre", None)], "c": []})
    study.article({"a": [("genre", None)], "b": []})
    figures = study.report()
    assert one(figures, "holsti", "genre", "", PAIR).value == 0.5
    # Of the pairs: 1/2, 0 and 0.
    assert one(figures, "holsti", "genre").value == pytest.approx(1 / 6)


def test_where_only_one_value_occurs_the_reason_or_a_note_says_so(study: Any) -> None:
    quotes(study, [("low", "low")] * 3, "kind")
    figures = study.report("ab")
    found = one(figures, "scott_pi", "quote", "kind", PAIR)
    assert found.value is None
    assert found.note.startswith("n/a: only one value occurs (100% agreement)")
    found = one(figures, "gwet_ac1", "quote", "kind", PAIR)
    assert found.value == 1
    assert found.note.startswith("only one value occurs")
