"""Two rounds compared: how a figure differs between them, with an interval of the difference."""

from collections.abc import Iterable, Sequence
from math import sqrt

import msgspec

from annotator.analysis.agreement.figures import Figure


class BeforeAfter(msgspec.Struct, frozen=True, kw_only=True):
    """A figure before and after, from articles that are not the same.

    `difference` is after less before, nothing where either is undefined; `low` and `high` are the
    ends of its 95 % interval, nothing where either figure has none.
    """

    before: Figure
    after: Figure
    difference: float | None
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0, so that it went up, or down."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def compare(before: Sequence[Figure], after: Iterable[Figure]) -> list[BeforeAfter]:
    """Return the figures that both rounds have, in the order of the later one."""
    earlier = {_subject(one): one for one in before}
    pairs = ((earlier.get(_subject(one)), one) for one in after)
    return [_compared(old, new) for old, new in pairs if old is not None]


def _subject(one: Figure) -> tuple[object, ...]:
    return one.code, one.field, one.measure, one.choice, one.coders


def _compared(before: Figure, after: Figure) -> BeforeAfter:
    """Combine the two intervals by the square-and-add method.

    It needs the figures to be independent of each other, as those of different articles are, and
    takes over what is lopsided in their intervals (Zou and Donner 2008,
    https://doi.org/10.1002/sim.3095).
    """
    difference = low = high = None
    if before.value is not None and after.value is not None:
        difference = after.value - before.value
        ends = before.low, before.high, after.low, after.high
        if None not in ends:
            below, above, least, most = (float(one or 0) for one in ends)
            low = difference - sqrt((after.value - least) ** 2 + (above - before.value) ** 2)
            high = difference + sqrt((most - after.value) ** 2 + (before.value - below) ** 2)
    return BeforeAfter(before=before, after=after, difference=difference, low=low, high=high)


def compared_row(one: BeforeAfter) -> dict[str, object]:
    """Return a comparison as a row for JSON."""
    after, before = one.after, one.before
    return {
        "code": after.code,
        "field": after.field,
        "measure": after.measure,
        "choice": after.choice,
        "coders": list(after.coders),
        "before": before.value,
        "before_low": before.low,
        "before_high": before.high,
        "before_articles": before.articles,
        "after": after.value,
        "after_low": after.low,
        "after_high": after.high,
        "after_articles": after.articles,
        "difference": one.difference,
        "low": one.low,
        "high": one.high,
    }
