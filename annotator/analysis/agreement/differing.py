"""By how much agreement differs between two groups of articles, with an interval."""

import math

import msgspec

from annotator.analysis.agreement.figures import Figure


class Shift(msgspec.Struct, frozen=True):
    """How much higher a figure is than another one, with the ends of a 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_shown(self) -> bool:
        """Whether the interval leaves nothing out but a change: it doesn't hold 0."""
        return self.low > 0 or self.high < 0


def shift(before: Figure, after: Figure) -> Shift | None:
    """Return by how much a figure is higher on later articles; nothing without two intervals.

    The interval follows from those of the two, which share no article, by the method of variance
    estimates recovery: Zou & Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    if before.value is None or before.low is None or before.high is None:
        return None
    if after.value is None or after.low is None or after.high is None:
        return None
    value = after.value - before.value
    down = math.hypot(after.value - after.low, before.high - before.value)
    up = math.hypot(after.high - after.value, before.value - before.low)
    return Shift(value, value - down, value + up)
