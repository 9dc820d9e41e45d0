"""Statements as records, and what of them counts but once: for networks and for counting."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

Value = float | None
"""What a statement says of its target: below zero against it, above zero for it."""
TieKey = tuple[str, Value]
"""A target, and a value."""


class CountedOnce(StrEnum):
    """Within what the same statement counts but once."""

    EACH = "each"
    ARTICLE = "article"
    OUTLET = "outlet"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Tie(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One statement: `source` is on `target`, with a value below or above zero, or without one.

    `annotation` is the id of what says so. `day` is when its article was published, as ISO 8601 has
    it; all that it begins with a year, a month or a day is used.
    """

    annotation: str
    source: str
    target: str
    value: Value = None
    article: str = ""
    outlet: str = ""
    day: str = ""


class CountedTies:
    """What counts as so many statements, with the annotations behind it."""

    __slots__ = ("annotations", "count", "days")

    def __init__(self) -> None:
        self.count = 0
        self.annotations: dict[str, None] = {}
        self.days: set[str] = set()

    def add(self, other: "CountedTies") -> None:
        """Count what counts as other statements, too."""
        self.annotations |= other.annotations
        self.days |= other.days
        self.count += other.count


TiesBySource = Mapping[str, Mapping[TieKey, CountedTies]]
"""By source, then by target and value."""


def unit_of(tie: Tie, once: CountedOnce) -> str:
    """Return within what a statement counts once: its own annotation where each counts.

    Where it isn't known in which outlet, or when, an article was published, it is the article.
    """
    match once:
        case CountedOnce.EACH:
            return tie.annotation
        case CountedOnce.ARTICLE:
            return tie.article
        case CountedOnce.OUTLET:
            return tie.outlet or f"article {tie.article}"
        case _:
            return period_of(tie.day, once) or f"article {tie.article}"


def period_of(day: str, once: CountedOnce) -> str:
    """Return the day, ISO week, month or year of a date in ISO 8601; empty where it says none."""
    try:
        whole = dt.date.fromisoformat(f"{day[:10]}-01-01"[:10])
    except ValueError:
        return ""
    said = len(day.strip())
    match once:
        case CountedOnce.YEAR:
            return f"{whole.year:04d}"
        case CountedOnce.MONTH if said >= len("2025-05"):
            return f"{whole:%Y-%m}"
        case CountedOnce.WEEK if said >= len("2025-05-19"):
            year, week, _ = whole.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case CountedOnce.DAY if said >= len("2025-05-19"):
            return whole.isoformat()
        case _:
            return ""


def counted_ties(
    ties: Iterable[Tie], once: CountedOnce, *, ignored: bool
) -> tuple[TiesBySource, int]:
    """Return the statements as they count, and how many annotations have no value for them.

    The same statement has the same source and target and, unless that is `ignored`, value.
    """
    found: defaultdict[str, defaultdict[TieKey, CountedTies]] = defaultdict(
        lambda: defaultdict(CountedTies)
    )
    seen: set[tuple[str, str, Value, str]] = set()
    valueless: set[str] = set()
    for tie in ties:
        if tie.value is None and not ignored:
            valueless.add(tie.annotation)
            continue
        value = None if ignored else tie.value
        counted = found[tie.source][tie.target, value]
        counted.annotations[tie.annotation] = None
        if tie.day:
            counted.days.add(tie.day)
        key = (tie.source, tie.target, value, unit_of(tie, once))
        if key not in seen:
            seen.add(key)
            counted.count += 1
    return found, len(valueless)


def by_target(of: Mapping[TieKey, CountedTies]) -> dict[str, dict[Value, CountedTies]]:
    """Return what a source says by target, and of each by value."""
    found: defaultdict[str, dict[Value, CountedTies]] = defaultdict(dict)
    for (target, value), counted in of.items():
        found[target][value] = counted
    return found
