"""Sharing articles out among coders."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.sharing_out import sample, share_out

ARTICLES = st.lists(st.text("abcxyz", min_size=1, max_size=4), unique=True, max_size=25)
CODERS = st.lists(st.sampled_from("klmnop"), unique=True, min_size=1)
SEEDS = st.integers(0, 2**40)
NUMBERED = [f"a{n:02}" for n in range(40)]


@given(ARTICLES, CODERS, st.integers(0, 30), st.integers(1, 4), SEEDS)
def test_every_article_gets_its_number_of_coders_and_a_common_one_all_of_them(
    articles: list[str], coders: list[str], common: int, per_article: int, seed: int
) -> None:
    got = share_out(articles, coders, common=common, per_article=per_article, seed=seed)
    times = Counter(article for own in got.values() for article in own)
    shared = min(common, len(articles))
    usual = min(per_article, len(coders))
    expected = [len(coders)] * shared + [usual] * (len(articles) - shared)
    assert sorted(times.values()) == sorted(expected)
    assert all(len(set(own)) == len(own) for own in got.values())


@given(ARTICLES, CODERS, st.integers(0, 30), st.integers(1, 4), SEEDS)
def test_the_loads_differ_by_one_at_most(
    articles: list[str], coders: list[str], common: int, per_article: int, seed: int
) -> None:
    got = share_out(articles, coders, common=common, per_article=per_article, seed=seed)
    loads = [len(own) for own in got.values()]
    assert max(loads) - min(loads) <= 1


@given(ARTICLES, CODERS, st.floats(0, 1), SEEDS)
def test_the_order_in_which_articles_and_coders_are_named_changes_nothing(
    articles: list[str], coders: list[str], share: float, seed: int
) -> None:
    got = share_out(articles, coders, common=share, seed=seed)
    again = share_out(articles[::-1], coders[::-1], common=share, seed=seed)
    assert {coder: set(own) for coder, own in again.items()} == {
        coder: set(own) for coder, own in got.items()
    }


@given(ARTICLES, CODERS, st.data(), st.integers(0, 5), st.integers(1, 3), SEEDS)
def test_nothing_is_taken_from_anybody_and_no_article_goes_to_more_than_needed(
    articles: list[str],
    coders: list[str],
    data: st.DataObject,
    common: int,
    per_article: int,
    seed: int,
) -> None:
    some = st.frozensets(st.sampled_from(articles)) if articles else st.just(frozenset[str]())
    had = {coder: data.draw(some) for coder in coders}
    got = share_out(
        articles, coders, common=common, per_article=per_article, seed=seed, already=had
    )
    assert all(had[coder] <= set(got[coder]) for coder in coders)
    before = Counter(article for own in had.values() for article in own)
    now = Counter(article for own in got.values() for article in own)
    needed = min(per_article, len(coders))
    everybodys = [article for article in articles if now[article] == len(coders)]
    assert len(everybodys) >= min(common, len(articles))
    for article in set(articles) - set(everybodys):
        assert now[article] == max(before[article], needed)


def test_the_same_seed_gives_the_same_on_every_machine_and_another_one_something_else() -> None:
    got = share_out(NUMBERED, ["ana", "ben"], common=2, seed=7)
    assert got == share_out(NUMBERED, ["ana", "ben"], common=2, seed=7)
    assert got != share_out(NUMBERED, ["ana", "ben"], common=2, seed=8)
    assert sample(NUMBERED, 3, 42) == ("a01", "a07", "a17")
    few = share_out(NUMBERED[:6], ["ana", "ben"], common=1, seed=7)
    assert few == {"ana": ("a01", "a04", "a05"), "ben": ("a00", "a02", "a03", "a04")}


def test_a_share_is_of_all_articles() -> None:
    got = share_out(NUMBERED, ["ana", "ben"], common=0.25, seed=1)
    assert len(set(got["ana"]) & set(got["ben"])) == 10
    assert {len(own) for own in got.values()} == {25}


def test_what_all_have_already_counts_as_common_first() -> None:
    had = {coder: {"a03", "a30"} for coder in ("ana", "ben")}
    got = share_out(NUMBERED, ["ana", "ben"], common=2, seed=3, already=had)
    assert set(got["ana"]) & set(got["ben"]) == {"a03", "a30"}


def test_who_has_much_already_gets_less_of_what_is_new() -> None:
    had = {"ana": NUMBERED[:10]}
    got = share_out(NUMBERED, ["ana", "ben"], seed=3, already=had)
    assert {len(own) for own in got.values()} == {20}


@pytest.mark.parametrize("count", [-1, 0, 3, 40, 99])
def test_a_sample_has_the_size_asked_for_in_the_order_of_the_articles(count: int) -> None:
    drawn = sample(NUMBERED, count, 5)
    assert len(drawn) == min(max(count, 0), 40)
    assert list(drawn) == sorted(set(drawn))


@given(ARTICLES, st.integers(0, 9), SEEDS)
def test_a_sample_does_not_depend_on_the_order(articles: list[str], count: int, seed: int) -> None:
    assert set(sample(articles, count, seed)) == set(sample(articles[::-1], count, seed))


def test_nobody_gets_nothing() -> None:
    assert share_out(NUMBERED, []) == {}
