"""What the article view is given to show, and where it lies in the document; no Qt."""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from annotator.domain.offsets import OffsetMap
from annotator.gui.text.span_index import Span, SpanIndex

MOST_LANES = 6
"""Spans that lie deeper than this share a row of dots."""


_id_of = attrgetter("id")
_fragments_of = attrgetter("fragments")


class Mark(Struct, frozen=True, gc=False):
    """One annotation as the view shows it.

    `fragments` are `[start, end)` in code points of the article's text, in
    order; `colour` is `#rrggbb`; `short` stands in the margin and `label` in
    tool tips; `pattern` is the number of the lane's pattern, which tells
    codes apart without their colours. The boundaries of a `fixed` one can't be dragged.

    Where two layers are compared, `side` 1 has the upper lanes and brackets on the left, 2 the
    lower lanes and brackets on the right; `lane` is then the layer's colour. A `quiet` one
    stands back.
    """

    id: str
    fragments: tuple[tuple[int, int], ...]
    colour: str
    short: str
    label: str
    pattern: int = 0
    fixed: bool = False
    side: int = 0
    lane: str = ""
    quiet: bool = False

    @property
    def lane_colour(self) -> str:
        """The colour of its lanes: its layer's, or else its code's."""
        return self.lane or self.colour


class LinkLine(Struct, frozen=True):
    """A link to draw from a mark to another, or to an end that is not in the text (an actor)."""

    from_id: str
    to_id: str | None
    label: str


class MarkLayer:
    """The marks of one article with their spans in UTF-16 units of the document."""

    def __init__(self, offsets: OffsetMap, marks: Iterable[Mark] = ()) -> None:
        self.offsets = offsets
        given = list(marks)
        self.marks = dict(zip(map(_id_of, given), given, strict=True))
        shown = self.marks.values()
        parts = list(chain.from_iterable(map(_fragments_of, shown)))
        if len(parts) == len(self.marks) and all(map(_fragments_of, shown)):
            owners = list(self.marks)
        else:
            owners = [mark.id for mark in shown for _ in mark.fragments]
        lanes_of = partial(_lanes_of, self.marks)
        self.index = SpanIndex(owners, self._convert(parts), lanes_of, MOST_LANES)

    def put(self, mark: Mark) -> list[tuple[int, int]]:
        """Add or change a mark; the document ranges that look different now."""
        touched = self._take_out(mark.id)
        self.marks[mark.id] = mark
        for start, end in self._convert(mark.fragments):
            self.index.add(mark.id, start, end)
            touched.append((start, end))
        return touched

    def remove(self, mark_id: str) -> list[tuple[int, int]]:
        """Take a mark out; the document ranges that look different now."""
        touched = self._take_out(mark_id)
        self.marks.pop(mark_id, None)
        self.index.forget(mark_id)
        return touched

    def ranges(self, mark_id: str) -> list[tuple[int, int]]:
        """Return the mark's fragments in UTF-16 units; empty for an unknown mark."""
        mark = self.marks.get(mark_id)
        return self._convert(mark.fragments) if mark else []

    def spans_at(self, unit: int) -> list[Span]:
        """Return the spans over one UTF-16 unit, innermost first; of equal ones one's own first."""
        found = self.index.at(unit)
        found.sort(key=lambda span: (span.end - span.start, self.marks[span.owner].fixed))
        return found

    def ids_at(self, unit: int) -> list[str]:
        """Return the marks over one UTF-16 unit, innermost first."""
        return list(dict.fromkeys(span.owner for span in self.spans_at(unit)))

    def lanes_in(self, start: int, end: int) -> int:
        """Return how many lanes the spans in a range need, MOST_LANES at the most."""
        deepest = max((span.lane for span in self.index.query(start, end)), default=-1)
        return min(MOST_LANES, deepest + 1)

    def _take_out(self, mark_id: str) -> list[tuple[int, int]]:
        old = self.ranges(mark_id)
        return [part for part in old if self.index.remove(mark_id, *part)]

    def _convert(self, parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        if self.offsets.identical:
            return list(parts)
        unit = self.offsets.to_utf16
        return [(unit(start), unit(end)) for start, end in parts]


def _lanes_of(marks: Mapping[str, Mark], owner: str) -> tuple[int, int]:
    """Return the first lane of an owner's side, and how many sides share the lanes."""
    side = marks[owner].side
    return (side - 1, 2) if side else (0, 1)
