"""Answers are shown from how sure on they are right as often as the lead wants, else not at all."""

import pytest

from annotator.analysis.suggest.bar import ShownReason, lower_end, shown
from annotator.analysis.suggest.linear_held_out import Held


def _held(right: int, wrong: int, sure: float = 0.9, articles: int = 20) -> list[Held]:
    """Return answers, half of them "a" and half "b", of which some were right."""
    found = [("ab"[n % 2], True) for n in range(right)]
    found += [("ab"[n % 2], False) for n in range(wrong)]
    return [
        Held(str(n % articles), one, one if is_right else "ab".replace(one, ""), sure)
        for n, (one, is_right) in enumerate(found)
    ]


def test_what_is_nearly_always_right_is_shown() -> None:
    found = shown(_held(97, 3), 0.85)
    assert found.is_shown
    assert found.values == ("a", "b")
    assert found.low >= 0.85
    assert found.share == 1


def test_below_the_bar_nothing_is_shown() -> None:
    found = shown(_held(58, 42), 0.85)
    assert found.reason is ShownReason.BELOW
    assert found.right == pytest.approx(0.58)
    assert not found.values


def test_a_share_that_only_seems_to_reach_the_bar_is_not_enough() -> None:
    assert not shown(_held(35, 5), 0.85).is_shown
    assert shown(_held(390, 10), 0.85).is_shown


def test_only_the_surest_are_shown_where_all_together_are_not_right_enough() -> None:
    found = shown([*_held(80, 0, sure=0.95), *_held(40, 40, sure=0.6)], 0.85)
    assert found.is_shown
    assert found.least == 0.95
    assert found.share == pytest.approx(0.5)


def test_few_labels_and_few_articles_prove_nothing() -> None:
    assert shown(_held(29, 0), 0.5).reason is ShownReason.FEW_LABELS
    assert shown(_held(60, 0, articles=4), 0.5).reason is ShownReason.FEW_ARTICLES


def test_an_answer_that_is_rare_or_often_wrong_is_never_proposed() -> None:
    rare = [Held(str(n), "c", "c", 0.99) for n in range(7)]
    assert shown([*_held(100, 0), *rare], 0.85).values == ("a", "b")
    wrong = [Held(str(n), "a" if n % 3 else "c", "c", 0.99) for n in range(24)]
    assert "c" not in shown([*_held(200, 0), *wrong], 0.85).values


def test_what_was_learned_must_be_better_than_the_commonest_answer() -> None:
    same = [Held(str(n // 20), "a" if n % 20 else "b", "a", 0.95) for n in range(200)]
    found = shown(same, 0.85)
    assert found.reason is ShownReason.NO_BETTER
    assert found.commonest == "a"
    assert shown(same, 0.85, learned=False).values == ("a",)


def test_mistakes_in_one_article_weigh_more_than_the_same_ones_apart() -> None:
    apart = [Held(str(n), "a", "b" if n % 10 == 0 else "a", 1) for n in range(100)]
    together = [Held(str(n // 10), "a", "b" if n < 10 else "a", 1) for n in range(100)]
    assert lower_end(together) < lower_end(apart) < 0.9


def test_more_is_shown_at_a_lower_bar() -> None:
    held = [*_held(50, 0, sure=0.9), *_held(80, 20, sure=0.7)]
    assert shown(held, 0.6).share > shown(held, 0.85).share
