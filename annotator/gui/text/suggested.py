"""What is suggested in an article, apart from the marks of its annotations; no Qt."""

from collections.abc import Iterable
from enum import IntEnum

from msgspec import Struct

from annotator.domain.offsets import OffsetMap
from annotator.gui.text.span_index import Span, SpanIndex

Range = tuple[int, int]


class Strength(IntEnum):
    """How sure a suggestion is, and so how much its mark says."""

    UNSURE = 0
    POSSIBLE = 1
    SURE = 2


class SuggestedEnd(Struct, frozen=True):
    """What would be linked with a suggestion, such as its source: `[start, end)` in code points."""

    start: int
    end: int
    colour: str


class SuggestedMark(Struct, frozen=True):
    """A suggestion as the view shows it.

    `fragments` are `[start, end)` in code points of the article's text, in order; `colour` is that
    of its code. Its `ends` are shown while it is at hand.
    """

    id: str
    fragments: tuple[Range, ...]
    colour: str
    strength: Strength = Strength.SURE
    ends: tuple[SuggestedEnd, ...] = ()


class SuggestedLayer:
    """The suggestions of one article with their spans in UTF-16 units of the document."""

    def __init__(self, offsets: OffsetMap, marks: Iterable[SuggestedMark] = ()) -> None:
        self._offsets = offsets
        self.marks = {mark.id: mark for mark in marks}
        pairs = [(one.id, part) for one in self.marks.values() for part in self.ranges(one.id)]
        self._index = SpanIndex([owner for owner, _ in pairs], [part for _, part in pairs])

    def put(self, mark: SuggestedMark) -> list[Range]:
        """Add a suggestion; the ranges that look different now."""
        touched = self.remove(mark.id)
        self.marks[mark.id] = mark
        for part in self.ranges(mark.id):
            self._index.add(mark.id, *part)
            touched.append(part)
        return touched

    def remove(self, suggestion: str) -> list[Range]:
        """Take a suggestion out; the ranges that look different now."""
        touched = self.ranges(suggestion)
        for part in touched:
            self._index.remove(suggestion, *part)
        self._index.forget(suggestion)
        self.marks.pop(suggestion, None)
        return touched

    def spans_in(self, start: int, end: int) -> list[Span]:
        """Return the spans with a part in `[start, end)`, in order of their starts."""
        return self._index.query(start, end)

    def ids_at(self, unit: int) -> list[str]:
        """Return the suggestions over one UTF-16 unit, innermost first."""
        return list(dict.fromkeys(span.owner for span in self._index.at(unit)))

    def ranges(self, suggestion: str) -> list[Range]:
        """Return a suggestion's fragments in UTF-16 units; empty for an unknown one."""
        mark = self.marks.get(suggestion)
        return [self._in_units(*part) for part in mark.fragments] if mark else []

    def ends(self, suggestion: str) -> list[tuple[Range, str]]:
        """Return what would be linked with it, in UTF-16 units, with its colour."""
        mark = self.marks.get(suggestion)
        found = mark.ends if mark else ()
        return [(self._in_units(one.start, one.end), one.colour) for one in found]

    def touched(self, suggestion: str) -> list[Range]:
        """Return all that looks different while it is at hand."""
        return [*self.ranges(suggestion), *(part for part, _ in self.ends(suggestion))]

    def _in_units(self, start: int, end: int) -> Range:
        unit = self._offsets.to_utf16
        return unit(start), unit(end)
