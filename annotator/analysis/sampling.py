"""Drawing articles by strata or by constructed weeks, with each article's chance to be drawn.

And how many articles an interval of a wanted width takes. All of it is the same again from the
same seed and the same articles.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random

import msgspec

_DAYS = 7
_Z = 1.959964
"""The standard normal deviate that 95 % lie within."""


class DrawnSample(msgspec.Struct, frozen=True):
    """What was drawn: the chance of each drawn article, and of each stratum how many of how many.

    The articles that fit no stratum, as those without a date, are in none of it.
    """

    chances: dict[str, float]
    strata: dict[str, tuple[int, int]]

    @property
    def articles(self) -> tuple[str, ...]:
        """The drawn articles."""
        return tuple(self.chances)


def stratified(strata: Mapping[str, str], count: int, seed: int) -> DrawnSample:
    """Draw so many articles, from each stratum in proportion to its size; `strata` by article.

    What is left over by rounding down goes to the largest remainders (Hare's quota), so that the
    shares add up; every stratum has at least one as long as there are enough.
    """
    return _drawn(strata, lambda sizes: allotted(sizes, min(max(count, 0), len(strata))), seed)


def spread(strata: Mapping[str, str], count: int, seed: int) -> DrawnSample:
    """Draw so many articles, as many from each stratum as from the others, as far as there are.

    What is rare is drawn with a higher chance, which each article is given with.
    """
    return _drawn(strata, lambda sizes: levelled(sizes, min(max(count, 0), len(strata))), seed)


def _drawn(
    strata: Mapping[str, str], allot: Callable[[Mapping[str, int]], Mapping[str, int]], seed: int
) -> DrawnSample:
    members: dict[str, list[str]] = defaultdict(list)
    for article in sorted(strata):
        members[strata[article]].append(article)
    sizes = {name: len(own) for name, own in members.items()}
    shares = allot(sizes)
    rng = Random(seed)  # noqa: S311 - no secret
    chances: dict[str, float] = {}
    for name in sorted(members):
        for article in rng.sample(members[name], shares[name]):
            chances[article] = shares[name] / sizes[name]
    ordered = {article: chances[article] for article in strata if article in chances}
    return DrawnSample(ordered, {name: (shares[name], sizes[name]) for name in sorted(members)})


def levelled(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """Fill the strata one article after the other; what is left over goes to the largest."""
    shares = dict.fromkeys(sizes, 0)
    left = min(count, sum(sizes.values()))
    while left:
        open_ones = sorted(
            (one for one in sizes if shares[one] < sizes[one]), key=lambda one: (-sizes[one], one)
        )
        each = max(1, min(left // len(open_ones), *(sizes[n] - shares[n] for n in open_ones)))
        for name in open_ones[:left]:
            shares[name] += each
        left = min(count, sum(sizes.values())) - sum(shares.values())
    return shares


def allotted(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """Share out a count among strata in proportion to their sizes, as `stratified` does."""
    whole = sum(sizes.values())
    if not whole:
        return {}
    exact = {name: count * size / whole for name, size in sizes.items()}
    least = 1 if count >= len(sizes) else 0
    shares = {name: max(least, math.floor(one)) for name, one in exact.items()}
    by_rest = sorted(sizes, key=lambda name: (shares[name] - exact[name], name))
    while sum(shares.values()) < count:
        name = next(one for one in by_rest if shares[one] < sizes[one])
        shares[name] += 1
        by_rest.sort(key=lambda one: (shares[one] - exact[one], one))
    while sum(shares.values()) > count:
        most = max(
            (n for n in shares if shares[n] > least), key=lambda n: (shares[n] - exact[n], n)
        )
        shares[most] -= 1
    return shares


def constructed_weeks(days: Mapping[str, str], weeks: int, seed: int) -> DrawnSample:
    """Draw all articles of so many constructed weeks; `days` are ISO 8601 dates by article.

    For each day of the week so many of its dates are drawn, from all dates between the first and
    the last article (Riffe, Aust & Lacy 1993). Of what has no date nothing is drawn.
    """
    dated = {article: day for article, text in days.items() if (day := day_of(text)) is not None}
    if not dated:
        return DrawnSample({}, {})
    chances, strata = days_of_weeks(min(dated.values()), max(dated.values()), weeks, seed)
    found = {article: chances[day] for article, day in dated.items() if day in chances}
    return DrawnSample(found, strata)


def days_of_weeks(
    first: dt.date, last: dt.date, weeks: int, seed: int
) -> tuple[dict[dt.date, float], dict[str, tuple[int, int]]]:
    """Draw the days of so many constructed weeks, each with its chance; strata are the weekdays."""
    every = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    rng = Random(seed)  # noqa: S311 - no secret
    chances: dict[dt.date, float] = {}
    strata: dict[str, tuple[int, int]] = {}
    for weekday in range(_DAYS):
        dates = [day for day in every if day.weekday() == weekday]
        count = min(max(weeks, 0), len(dates))
        chances |= dict.fromkeys(rng.sample(dates, count), count / len(dates) if dates else 0)
        if dates:
            strata[dates[0].strftime("%A")] = count, len(dates)
    return chances, strata


def day_of(text: str) -> dt.date | None:
    """Return the day of an ISO 8601 date or moment; None for what is none."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def needed_from(low: float, high: float, articles: int, width: float) -> int:
    """Return how many articles an interval of a width takes, told from one that is known.

    A standard error falls with the root of the number of articles that are drawn (Efron &
    Tibshirani 1993, ch. 6), so that the number grows with the square of the widths' ratio.
    """
    return _whole(articles * ((high - low) / width) ** 2)


def needed_for_share(share: float, width: float, articles: int | None = None) -> int:
    """Return how many articles tell a share within an interval of a width, 95 times of 100.

    Cochran 1977, sections 4.4 and 4.5: n0 = z² p (1 − p) / d², d half the width; of a number of
    `articles` in all n = n0 / (1 + (n0 − 1) / N).
    """
    known = _Z**2 * share * (1 - share) / (width / 2) ** 2
    if articles:
        known = known / (1 + (known - 1) / articles)
    return _whole(known)


def _whole(number: float) -> int:
    """Return the next whole number, at least one; rounding errors count for nothing."""
    return max(math.ceil(round(number, 9)), 1)


def months(days: Mapping[str, str]) -> dict[str, str]:
    """Return the month of each date, as 2026-01; nothing for what is no date."""
    return {one: text[:7] if day_of(text) is not None else "" for one, text in days.items()}


def loads_after(already: Mapping[str, Iterable[str]], pool: Sequence[str]) -> dict[str, int]:
    """Return how many articles coders have besides those of a pool."""
    within = frozenset(pool)
    return {coder: len(set(own) - within) for coder, own in already.items()}
