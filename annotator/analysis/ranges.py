"""Half-open ranges of code points, kept sorted and disjoint."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from annotator.domain.article import merged_ranges
from annotator.domain.record import Fragment

Range = tuple[int, int]
"""`(start, end)` in code points; the character at `end` is outside."""

Extent = Range | Fragment
"""What callers may give where ranges are asked for."""


class Spanning(Protocol):
    """Whatever stands at `[start, end)`."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Before which it ends."""
        ...


_Spanning = TypeVar("_Spanning", bound=Spanning)


def apart(ordered: Iterable[_Spanning]) -> list[_Spanning]:
    """Return, sorted by start, the things that overlap none of those that came before them."""
    kept: list[_Spanning] = []
    for one in ordered:
        at = bisect_left(kept, one.start, key=_start)
        free = at == 0 or kept[at - 1].end <= one.start
        if free and (at == len(kept) or one.end <= kept[at].start):
            kept.insert(at, one)
    return kept


def _start(one: Spanning) -> int:
    return one.start


def merged(ranges: Iterable[Extent]) -> list[Range]:
    """Sort the ranges, join those that touch or overlap, and drop the empty ones."""
    pairs = [(r.start, r.end) if isinstance(r, Fragment) else r for r in ranges]
    return [(fragment.start, fragment.end) for fragment in merged_ranges(pairs)]


def covering(ranges: Sequence[Range], position: int) -> Range | None:
    """Return which of the disjoint sorted ranges holds the character at the position, if any."""
    index = bisect_right(ranges, position, key=lambda given: given[0]) - 1
    return ranges[index] if index >= 0 and position < ranges[index][1] else None


def within(ranges: Sequence[Range], start: int, end: int) -> bool:
    """Tell whether one of the disjoint sorted ranges holds all of `[start, end)`."""
    found = covering(ranges, start)
    return found is not None and end <= found[1]


def shifted(ranges: Iterable[Range], offset: int) -> list[Range]:
    """Move every range to the right by the offset."""
    return [(start + offset, end + offset) for start, end in ranges]


def excluded_share(text: str, excluded: Iterable[Extent]) -> float:
    """Return which share of the text's code points is excluded, from 0 to 1."""
    length = len(text)
    left_out = sum(max(0, min(end, length) - max(start, 0)) for start, end in merged(excluded))
    return left_out / length if length else 0.0
