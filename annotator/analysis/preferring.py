"""Drawing some articles rather than others, with a known chance for each.

What is preferred is drawn more often, but nothing is left out: so what was drawn tells something
of all, once each article counts by the inverse of its chance (Horvitz & Thompson 1952).
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from itertools import groupby
from random import Random

FLOOR = 0.1
"""Which share of the mean weight even what is preferred least has."""
_STEEP = 5.0
"""How much weight falls along the ranks: the first fifth has nearly two thirds of it all."""


def weights(scores: Mapping[str, float]) -> dict[str, float]:
    """Return a weight for each: it falls with the rank, from the highest score on.

    Equal scores have equal weights: the mean of those that their ranks would have.
    """
    count = len(scores)
    ranked = sorted(scores, key=lambda one: (-scores[one], one))
    by_rank = [math.exp(-_STEEP * rank / count) for rank in range(count)]
    whole = sum(by_rank)
    found: dict[str, float] = {}
    rank = 0
    for _, group in groupby(ranked, key=scores.__getitem__):
        same = list(group)
        mean = sum(by_rank[rank : rank + len(same)]) / len(same)
        found |= dict.fromkeys(same, FLOOR + (1 - FLOOR) * count * mean / whole)
        rank += len(same)
    return found


def chances(preferred: Mapping[str, float], count: int) -> dict[str, float]:
    """Return with which chance each is among `count` drawn ones, in proportion to its weight.

    What would have a chance above 1 is drawn for sure, and the others share what is left (Särndal,
    Swensson & Wretman 1992, section 3.6.2). The chances add up to the count.
    """
    left = dict(preferred)
    sure: list[str] = []
    wanted = min(count, len(preferred))
    while True:
        whole = sum(left.values())
        rest = wanted - len(sure)
        above = [one for one, weight in left.items() if weight * rest >= whole]
        if not above or not rest:
            break
        sure += above
        for one in above:
            del left[one]
    found = {one: rest * weight / whole for one, weight in left.items()} if rest else {}
    return {one: 1.0 if one in frozenset(sure) else found.get(one, 0.0) for one in preferred}


def weights_of(counts: Mapping[float, int]) -> dict[float, float]:
    """Return the weight of each score, which so many have: the same as `weights` gives to each."""
    count = sum(counts.values())
    if not count:
        return {}
    step = math.exp(-_STEEP / count)
    whole = (1 - step**count) / (1 - step)
    found: dict[float, float] = {}
    rank = 0
    for score in sorted(counts, reverse=True):
        same = counts[score]
        if same:
            own = step**rank * (1 - step**same) / (1 - step)
            found[score] = FLOOR + (1 - FLOOR) * count * own / same / whole
        rank += same
    return found


def chances_of(
    preferred: Mapping[float, float], counts: Mapping[float, int], count: int
) -> dict[float, float]:
    """Return the chance of each score, which so many have: the same as `chances` gives to each."""
    left = dict(preferred)
    wanted, sure = min(count, sum(counts[one] for one in preferred)), 0
    while True:
        whole = sum(weight * counts[one] for one, weight in left.items())
        rest = wanted - sure
        above = [one for one, weight in left.items() if weight * rest >= whole]
        if not above or not rest:
            break
        sure += sum(counts[one] for one in above)
        for one in above:
            del left[one]
    return {one: rest * left[one] / whole if one in left else 1.0 for one in preferred}


def drawn(known: Mapping[str, float], seed: str) -> list[str]:
    """Draw with these chances, which add up to a whole number: as many are drawn.

    They are laid in a row in an order by lot, and taken at even steps from a start by lot (Madow
    1949); they come in an order by lot. The same seed draws the same.
    """
    lots = Random(seed)  # noqa: S311 - no secret
    row = sorted(known)
    lots.shuffle(row)
    start, ends = lots.random(), 0.0
    taken: list[str] = []
    for one in row:
        ends += known[one]
        if ends - start > len(taken) - 1e-9 and known[one] > 0:
            taken.append(one)
    taken = taken[: round(sum(known.values()))]
    lots.shuffle(taken)
    return taken


def some_of(pool: Iterable[str], count: int, seed: str) -> list[str]:
    """Return so many by lot, each with the same chance; those that stay when others leave."""
    return sorted(pool, key=lambda one: lot(one, seed))[:count]


def lot(one: str, seed: str | int) -> bytes:
    """Return what to sort by for an order by chance, in which each keeps its place."""
    return hashlib.sha256(f"{seed} {one}".encode()).digest()


def lot_number(one: str, seed: str | int) -> int:
    """Return the first 63 bits of a lot, which sort as it does."""
    return int.from_bytes(lot(one, seed)[:8]) >> 1
