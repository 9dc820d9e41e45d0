"""Where in its article something stands."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from annotator.analysis.ranges import Extent, merged, within
from annotator.analysis.segmentation.by_word import paragraphs

Place = Literal["headline", "lead", "body", "tail"]
"""The headline, the first paragraph, the last quarter of the other paragraphs, or between."""

_SHORTEST_WITH_TAIL = 4  # paragraphs after the lead


class Prominence:
    """The places of one article, whose title and excluded ranges decide what is what.

    The first paragraph is the headline only when it equals the title; otherwise it is the lead.
    Only articles with at least four paragraphs after the lead have a tail.
    """

    def __init__(self, text: str, title: str, excluded: Iterable[Extent] = ()) -> None:
        left_out = merged(excluded)
        kept = [piece for piece in paragraphs(text) if not within(left_out, *piece)]
        self._starts = [start for start, _ in kept]
        has_headline = bool(kept) and _same(text[slice(*kept[0])], title)
        self._lead = 1 if has_headline else 0
        after_lead = len(kept) - self._lead - 1
        tail = after_lead // 4 if after_lead >= _SHORTEST_WITH_TAIL else 0
        self._tail = len(kept) - tail

    def of(self, start: int) -> Place:
        """Return the place of an annotation that starts at this code point."""
        paragraph = max(0, bisect_right(self._starts, start) - 1)
        if paragraph < self._lead:
            return "headline"
        if paragraph == self._lead:
            return "lead"
        return "tail" if paragraph >= self._tail else "body"


def prominence(text: str, title: str, start: int, excluded: Iterable[Extent] = ()) -> Place:
    """Return the place of one start; use `Prominence` for many in the same article."""
    return Prominence(text, title, excluded).of(start)


def _same(line: str, title: str) -> bool:
    return line.split() == title.split()
