"""Parts keep their shares, of all and of each stratum, with what belongs together on one side."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.splitting import split

SHARES = (80, 10, 10)
ARTICLES = [f"a{n:03}" for n in range(200)]


def parts(strata: dict[str, str], **more: object) -> Counter[int]:
    return Counter(split(strata, SHARES, 1, **more).values())  # type: ignore[arg-type]


@st.composite
def divided(draw: st.DrawFn) -> tuple[dict[str, str], list[list[str]]]:
    articles = ARTICLES[: draw(st.integers(0, 60))]
    strata = {one: draw(st.sampled_from("abcd")) for one in articles}
    groups: dict[int, list[str]] = {}
    for one in articles:
        groups.setdefault(draw(st.integers(0, 80)), []).append(one)
    return strata, [group for group in groups.values() if len(group) > 1]


@given(divided(), st.integers(0, 3), st.randoms(use_true_random=False))
def test_what_is_together_stays_so_and_any_order_gives_the_same(
    case: tuple[dict[str, str], list[list[str]]], seed: int, rng: object
) -> None:
    strata, groups = case
    found = split(strata, SHARES, seed, groups)
    assert found.keys() == strata.keys()
    for group in groups:
        assert len({found[one] for one in group}) == 1
    mixed = list(strata)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    again = split({one: strata[one] for one in mixed}, SHARES, seed, groups[::-1])
    assert again == found
    largest = max(map(len, groups), default=1)
    counts = Counter(found.values())
    for part, share in enumerate(SHARES):
        assert abs(counts[part] - share / 100 * len(strata)) <= largest + 1


def test_the_whole_keeps_its_shares_however_small_the_strata_are() -> None:
    alone = {one: one for one in ARTICLES}
    pairs = {one: str(n // 2) for n, one in enumerate(ARTICLES)}
    assert parts(alone) == parts(pairs) == {0: 160, 1: 20, 2: 20}


def test_each_stratum_keeps_its_shares() -> None:
    strata = {one: "rare" if n < 40 else "usual" for n, one in enumerate(ARTICLES)}
    found = split(strata, SHARES, 7)
    rare = Counter(found[one] for one in ARTICLES[:40])
    assert rare == {0: 32, 1: 4, 2: 4}


def test_another_seed_draws_others_and_the_same_number() -> None:
    strata = dict.fromkeys(ARTICLES, "")
    one, other = split(strata, SHARES, 1), split(strata, SHARES, 2)
    assert one != other
    assert Counter(one.values()) == Counter(other.values()) == {0: 160, 1: 20, 2: 20}


def test_what_is_too_large_for_a_small_part_goes_to_the_largest() -> None:
    found = split(dict.fromkeys(ARTICLES[:20], ""), SHARES, 1, [ARTICLES[:12]])
    assert {found[one] for one in ARTICLES[:12]} == {0}
    assert Counter(found.values()) == {0: 16, 1: 2, 2: 2}
