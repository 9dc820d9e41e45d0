"""Sharing articles out among coders: at random, evenly, and the same again from the same seed."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

_NOTHING: Mapping[str, frozenset[str]] = {}
_NO_LOADS: Mapping[str, int] = {}


def sample(articles: Sequence[str], count: int, seed: int) -> tuple[str, ...]:
    """Return so many of the articles, chosen at random; they keep their order.

    The choice depends on the seed and on which articles there are, not on their order.
    """
    known = sorted(set(articles))
    drawn = set(Random(seed).sample(known, min(max(count, 0), len(known))))  # noqa: S311 - no secret
    return tuple(article for article in dict.fromkeys(articles) if article in drawn)


def share_out(
    articles: Sequence[str],
    coders: Sequence[str],
    *,
    common: float = 0,
    per_article: int = 1,
    seed: int = 0,
    already: Mapping[str, Iterable[str]] = _NOTHING,
    loads: Mapping[str, int] = _NO_LOADS,
    most: int | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return which of the articles each coder gets, in the order of the articles.

    `common` articles go to every coder: a number of them, or, as a float, a share from 0 to 1.
    Each of the others goes to `per_article` different coders, to all where there are no more. The
    loads differ by one at most, unless what coders have `already` (by coder) makes that impossible:
    nothing is taken from anybody, and articles that all have are the first to count as common.
    `loads` is what coders have besides these articles: whoever has least gets first, and nobody
    more than `most` in all. Articles for which nobody has room stay without a coder.
    """
    rng = Random(seed)  # noqa: S311 - no secret
    pool, people = sorted(set(articles)), sorted(set(coders))
    rng.shuffle(pool)
    rng.shuffle(people)
    owned = {coder: set(already.get(coder, ())) & set(pool) for coder in people}
    shared = _common(pool, owned, common)
    for coder in people:
        free = None if most is None else max(most - loads.get(coder, 0) - len(owned[coder]), 0)
        owned[coder] |= set([one for one in pool if one in shared - owned[coder]][:free])
    for article in pool:
        if article not in shared:
            _share(article, owned, per_article, loads, most)
    order = list(dict.fromkeys(articles))
    return {
        coder: tuple(article for article in order if article in owned[coder])
        for coder in dict.fromkeys(coders)
    }


def _common(pool: Sequence[str], owned: Mapping[str, set[str]], common: float) -> set[str]:
    count = round(common * len(pool)) if isinstance(common, float) else common
    everybodys = set(pool).intersection(*owned.values()) if owned else set[str]()
    # Sorting is stable: those that all have come first, the rest stays shuffled.
    first = sorted(pool, key=lambda article: article not in everybodys)
    return set(first[: max(count, 0)])


def _share(
    article: str,
    owned: dict[str, set[str]],
    per_article: int,
    loads: Mapping[str, int],
    most: int | None,
) -> None:
    """Give an article to those with the least until enough have it."""
    load = {coder: len(own) + loads.get(coder, 0) for coder, own in owned.items()}
    lacking = [coder for coder, own in owned.items() if article not in own]
    missing = per_article - (len(owned) - len(lacking))
    free = [coder for coder in lacking if most is None or load[coder] < most]
    free.sort(key=lambda coder: load[coder])
    for coder in free[: max(missing, 0)]:
        owned[coder].add(article)
