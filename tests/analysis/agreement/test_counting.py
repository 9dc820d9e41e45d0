"""Each number of units says what it counts."""

from typing import Any

import pytest
from agreement_cases import one

from annotator.analysis.agreement import counted_units

PAIR = ("ana", "ben")


def coded(study: Any) -> None:
    """Make three articles: ana, ben and cleo mark two, one and one quote in each, and grade it."""
    for n in range(3):
        quote = ("quote", (0, 9), {"kind": ("low", "high")[n % 2]})
        mine = [quote, ("quote", (20, 29), {"kind": "low"}), ("tone", None, {"score": n})]
        study.article(
            {"a": mine, "b": [quote, ("tone", None, {"score": n})], "c": [quote] if n else []},
            links=[("a", 0, "Ann"), ("b", 0, "Ann")],
        )


@pytest.mark.parametrize(
    ("measure", "code", "field", "said"),
    [
        ("percent", "quote", "kind", "3 pairs of answers"),
        ("holsti", "quote", "kind", "6 answers of both"),
        ("cohen_kappa", "quote", "kind", "3 spans answered by both"),
        ("gwet_ac1", "quote", "kind", "3 spans answered by both"),
        ("alpha", "quote", "kind", "3 spans answered by both"),
        ("alpha", "tone", "", "3 articles read by both"),
        ("alpha", "tone", "score", "3 articles answered by both"),
        ("u_alpha", "quote", "", "9 marked stretches"),
        ("char_alpha", "quote", "", "300 characters"),
        ("sentence_alpha", "quote", "", "15 sentences read by both"),
        ("f1_exact", "quote", "", "9 spans of both"),
        ("precision_exact", "quote", "", "3 of 3 spans of ben"),
        ("recall_overlap", "quote", "", "3 of 6 spans of ana"),
        ("f1_articles", "tone", "", "6 codes of both"),
        ("recall_articles", "tone", "", "3 of 3 codes of ana"),
        ("link_f1", "quote", "", "6 links of both"),
    ],
)
def test_a_pairs_units_are_named(
    study: Any, measure: str, code: str, field: str, said: str
) -> None:
    coded(study)
    assert counted_units(one(study.report("ab"), measure, code, field, PAIR)) == said


@pytest.mark.parametrize(
    ("measure", "code", "field", "said"),
    [
        ("percent", "quote", "kind", "7 pairs of answers"),
        ("holsti", "quote", "kind", "14 answers, pair by pair"),
        ("fleiss_kappa", "quote", "kind", "2 spans answered by all"),
        ("alpha", "quote", "kind", "3 spans answered by 2 or more"),
        ("f1_exact", "quote", "", "22 spans, pair by pair"),
        ("link_f1", "quote", "", "10 links, pair by pair"),
    ],
)
def test_units_of_three_are_named(
    study: Any, measure: str, code: str, field: str, said: str
) -> None:
    coded(study)
    assert counted_units(one(study.report(), measure, code, field)) == said


def test_one_unit_is_named_in_the_singular(study: Any) -> None:
    quote = ("quote", (0, 9), {"kind": "low"})
    study.article({"a": [quote], "b": [quote]})
    figures = study.report("ab")
    assert counted_units(one(figures, "percent", "quote", "kind", PAIR)) == "1 pair of answers"
    assert counted_units(one(figures, "alpha", "quote", "kind", PAIR)) == "1 span answered by both"
    choice = one(figures, "ku_alpha", "quote", "kind", PAIR, choice="low")
    assert counted_units(choice) == "2 stretches with this label"
