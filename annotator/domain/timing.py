"""How long a coder worked on an article: kept beside the history, and with the status in it."""

from collections.abc import Iterable

import msgspec

from annotator.domain.ids import derived_id
from annotator.domain.record import Record

IDLE = 60_000
"""Between two acts that lie further apart, in milliseconds, nobody worked."""
MOST = 24 * 60 * 60
"""How many seconds a day has."""


class Timing(Record, frozen=True, kw_only=True):
    """How many seconds a coder worked on an article on a day, as 2026-01-31, in one file.

    `mark` tells the file from others, so that what was worked in two of them adds up when they are
    merged. The id is derived from all but the seconds.
    """

    article: str
    coder: str
    day: str
    mark: str
    seconds: int


class WorkedOn(msgspec.Struct, frozen=True, order=True):
    """Whose work it is (a handle), on which day there, and on which article."""

    coder: str
    day: str
    article: str


class Stretch(msgspec.Struct, frozen=True):
    """What somebody worked on an article on a day, in one file, in milliseconds."""

    article: str
    day: str
    mark: str
    millis: int

    @property
    def seconds(self) -> int:
        """How long it was, in whole seconds; no day has more than its own."""
        return min(max(0, self.millis // 1000), MOST)


def timing_of(stretch: Stretch, coder: str) -> Timing:
    """Return how long a coder (id) worked, as a project keeps it."""
    article, day, mark = stretch.article, stretch.day, stretch.mark
    return Timing(
        id=derived_id("timing", article, coder, day, mark),
        article=article,
        coder=coder,
        day=day,
        mark=mark,
        seconds=stretch.seconds,
    )


def longest_of_each(timings: Iterable[Timing]) -> dict[str, Timing]:
    """Return timings by their ids; of those that tell of the same stretch, the longest."""
    found: dict[str, Timing] = {}
    for one in timings:
        if one.id not in found or found[one.id].seconds < one.seconds:
            found[one.id] = one
    return found


def total_seconds(timings: Iterable[Timing]) -> int:
    """Return how long somebody worked in all; each stretch counts once."""
    return sum(min(max(0, one.seconds), MOST) for one in longest_of_each(timings).values())


def duration_words(seconds: int) -> str:
    """Return how long something took, for people: "under a minute", "12 min", "1 h 5 min"."""
    minutes = seconds // 60
    if not minutes:
        return "under a minute"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"
