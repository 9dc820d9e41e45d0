"""Where a report goes on on a new page: no part is broken that could stand on one page.

How high parts are is seen where they are laid out on a page without an end. Where a part that is
higher than a page ends can only be seen where it is laid out in pages: so there are passes.
"""

import math
from collections.abc import Collection, Mapping, Sequence

import msgspec

PASSES = 10
"""After so many passes a report is good enough: those that follow move what is at its end."""
_FLOWS, _LEAST = 0.6, 0.3
"""A part that is higher than the first share of a page may be broken, where the second is left."""
_SHORT = 0.08
"""A part that is less than this share of a page goes with what comes below it."""
_SLACK = 8.0  # dots


class LaidOutPart(msgspec.Struct, frozen=True):
    """A part, and from where to where it stands on a page without an end, in dots."""

    name: str
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


def moved_parts(
    parts: Sequence[LaidOutPart], tops: Mapping[str, float], begun: Collection[str], page: float
) -> frozenset[str]:
    """Return the parts that are to begin a page beside those that do (`begun`); none when done.

    `page` is how high a page is, and `tops` where parts stand where they are laid out in pages.
    What comes after a part that is broken is left to the next pass, once anything has moved.
    """
    found: set[str] = set()
    at, broken = 0.0, True
    for n, one in enumerate(parts):
        if broken and found:
            break
        at = tops.get(one.name, at) if broken else at
        at = _next_page(at, page) if one.name in begun else at
        left = page - at % page
        fits = one.height + _SLACK <= left or left > page - _SLACK
        broken = one.height > page or (
            not fits and one.height > _FLOWS * page and left >= _LEAST * page
        )
        if not fits and not broken:
            first = _with_heading(parts, n, begun, page)
            found.add(first.name)
            at = _next_page(at, page) + one.top - first.top
        at += parts[n + 1].top - one.top if n + 1 < len(parts) else 0.0
    return frozenset(found)


def _next_page(at: float, page: float) -> float:
    """Return where the page begins that comes next, or this one where nothing stands on it yet."""
    return math.ceil((at - _SLACK) / page) * page


def _with_heading(
    parts: Sequence[LaidOutPart], n: int, begun: Collection[str], page: float
) -> LaidOutPart:
    """Return a part or, where but a heading stands above it, that."""
    one, above = parts[n], parts[max(n - 1, 0)]
    return above if above.height < _SHORT * page and above.name not in begun else one
