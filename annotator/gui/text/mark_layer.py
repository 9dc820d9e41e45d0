"""The marks of one article and where they lie in the document; no Qt."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from operator import attrgetter

from annotator.domain.offsets import OffsetMap
from annotator.gui.text.marks import Mark, MarksById, MarksToMake
from annotator.gui.text.span_index import Span, SpanIndex, every_lane

_lane_of = attrgetter("lane")
MOST_LANES = 6
"""Spans that lie deeper than this share a row of dots."""


class MarkLayer:
    """The marks of one article with their spans in UTF-16 units of the document."""

    def __init__(self, offsets: OffsetMap, marks: Iterable[Mark] | MarksToMake = ()) -> None:
        self.offsets = offsets
        if isinstance(marks, MarksToMake):
            owners, parts = marks.owners, marks.parts
            self.marks = MarksById((), owners, marks.make)
        else:
            self.marks = MarksById(marks)
            shown = self.marks.values()
            owners = [mark.id for mark in shown for _ in mark.fragments]
            parts = [part for mark in shown for part in mark.fragments]
        given = () if isinstance(marks, MarksToMake) else self.marks.values()
        self.has_sides = any(mark.side for mark in given)
        """Whether marks are compared; where they are not, none has to be asked for its side."""
        lanes_of = partial(_lanes_of, self.marks) if self.has_sides else every_lane
        self.index = SpanIndex(owners, self._convert(parts), lanes_of, MOST_LANES)

    def put(self, mark: Mark) -> list[tuple[int, int]]:
        """Add or change a mark; the document ranges that look different now."""
        touched = self._take_out(mark.id)
        self.marks[mark.id] = mark
        if mark.side and not self.has_sides:
            self.has_sides = True
            self.index.lanes_of = partial(_lanes_of, self.marks)
        for start, end in self._convert(mark.fragments):
            self.index.add(mark.id, start, end)
            touched.append((start, end))
        return touched

    def remove(self, mark_id: str) -> list[tuple[int, int]]:
        """Take a mark out, and let others move up; the document ranges that look different now."""
        touched = self._take_out(mark_id)
        self.marks.pop(mark_id, None)
        self.index.forget(mark_id)
        moved_up = [
            span for part in touched for span in self.index.close_up(*part, self._is_simple)
        ]
        return [*touched, *((span.start, span.end) for span in moved_up)]

    def _is_simple(self, mark_id: str) -> bool:
        """Tell whether a mark has one fragment; those of one that has more share a lane."""
        return len(self.marks[mark_id].fragments) == 1

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
        deepest = max(map(_lane_of, self.index.query(start, end)), default=-1)
        return min(MOST_LANES, deepest + 1)

    def _take_out(self, mark_id: str) -> list[tuple[int, int]]:
        old = self.ranges(mark_id)
        return [part for part in old if self.index.remove(mark_id, *part)]

    def _convert(self, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        if self.offsets.identical:
            return list(parts)
        unit = self.offsets.to_utf16
        return [(unit(start), unit(end)) for start, end in parts]


def _lanes_of(marks: Mapping[str, Mark], owner: str) -> tuple[int, int]:
    """Return the first lane of an owner's side, and how many sides share the lanes."""
    side = marks[owner].side
    return (side - 1, 2) if side else (0, 1)
