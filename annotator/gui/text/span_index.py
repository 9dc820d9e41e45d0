"""The spans of one article by place: which ones meet a stretch of text, and their lanes.

Positions are whatever unit the caller counts in; the view counts UTF-16 units.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import attrgetter, itemgetter, le
from sys import maxsize

from msgspec import Struct

CHUNK = 512
"""Spans in a full chunk; one that grows to twice this is split."""
_EAGER = 1000
"""Up to so many spans get their lanes at once; beyond, when they are first asked for."""
_UNKNOWN = -1
_NOWHERE = (0, 0)
_start_of = attrgetter("start")
LanesOf = Callable[[str], tuple[int, int]]
"""Tells which lanes an owner's spans may have: the first one, and every so many from there on."""
_first_of = attrgetter("first")


class LaneTable:
    """The spans of each lane, as their starts and ends in order; they don't overlap.

    What finds no free lane above the `deepest` is in that one, where any number may overlap.
    """

    __slots__ = ("_deepest", "_ends", "_in_the_way", "_starts")

    def __init__(self, deepest: int) -> None:
        self._deepest = deepest
        self._starts: list[list[int]] = []
        self._ends: list[list[int]] = []
        self._in_the_way: list[tuple[int, int]] = []
        """Which span of each lane was in the way last."""

    def take(
        self, start: int, end: int, preferred: int = -1, *, first: int = 0, step: int = 1
    ) -> int:
        """Put a span in the preferred lane when it is free there, else in the lowest free one.

        Only each `step`th lane from the `first` one on is taken.
        """
        if 0 <= preferred < len(self._starts) and self._is_free(preferred, start, end):
            lane = preferred
        else:
            lane = self._lowest_free(start, end, first, step)
        if lane < self._deepest:
            at = bisect_left(self._starts[lane], start)
            self._starts[lane].insert(at, start)
            self._ends[lane].insert(at, end)
        return lane

    def release(self, lane: int, start: int) -> None:
        """Take the span that starts there out of its lane; the others stay where they are."""
        if lane < self._deepest:
            at = bisect_left(self._starts[lane], start)
            del self._starts[lane][at], self._ends[lane][at]
            self._in_the_way[lane] = _NOWHERE

    def _lowest_free(self, start: int, end: int, first: int, step: int) -> int:
        lanes = len(self._starts)
        for lane in range(first, lanes, step):
            if self._is_free(lane, start, end):
                return lane
        lane = first + step * max(0, -((first - lanes) // step))
        if lane >= self._deepest:
            return self._deepest
        while lane >= len(self._starts):
            self._starts.append([])
            self._ends.append([])
            self._in_the_way.append(_NOWHERE)
        return lane

    def _is_free(self, lane: int, start: int, end: int) -> bool:
        before, after = self._in_the_way[lane]
        if before < end and start < after:
            return False  # most spans come from left to right, where the same one is in their way
        number = bisect_left(self._starts[lane], end) - 1
        if number < 0 or self._ends[lane][number] <= start:
            return True
        self._in_the_way[lane] = self._starts[lane][number], self._ends[lane][number]
        return False


def every_lane(_owner: str) -> tuple[int, int]:
    """Let all owners have all lanes."""
    return 0, 1


class Span(Struct, eq=False):
    """One fragment `[start, end)` of the mark `owner`; `lane` 0 is nearest to the text."""

    owner: str
    start: int
    end: int
    lane: int = _UNKNOWN


class _Chunk:
    """Neighbouring spans in order of their starts; made from plain columns when first needed."""

    __slots__ = ("_columns", "_spans", "first", "furthest")

    def __init__(self, owners: Sequence[str], parts: Sequence[tuple[int, int]]) -> None:
        self._columns: tuple[Sequence[str], Sequence[tuple[int, int]]] | None = (owners, parts)
        self._spans: list[Span] = []
        self.first = parts[0][0]
        self.furthest = max(map(itemgetter(1), parts))

    def spans(self) -> list[Span]:
        if self._columns is not None:
            owners, parts = self._columns
            pairs = zip(owners, parts, strict=True)
            self._spans = [Span(owner, start, end) for owner, (start, end) in pairs]
            self._columns = None
        return self._spans

    def measure(self) -> None:
        self.first = self._spans[0].start
        self.furthest = max(span.end for span in self._spans)

    def split(self) -> "_Chunk":
        """Give the second half to a new chunk."""
        half = len(self._spans) // 2
        rest = self._spans[half:]
        del self._spans[half:]
        other = _Chunk([span.owner for span in rest], [(span.start, span.end) for span in rest])
        other._columns, other._spans = None, rest
        self.measure()
        return other


class SpanIndex:
    """Spans in chunks: a window is found without visiting the rest, an edit touches one chunk.

    A span's lane never changes while it is in the index, unless others go. Those for which there
    is none above the `deepest` all have that one.
    """

    def __init__(
        self,
        owners: Sequence[str] = (),
        parts: Sequence[tuple[int, int]] = (),
        lanes_of: LanesOf = every_lane,
        deepest: int = maxsize,
    ) -> None:
        self.lanes_of = lanes_of
        """Which lanes spans may have that get theirs from now on."""
        if not all(map(le, parts, islice(parts, 1, None))):
            order = sorted(range(len(parts)), key=parts.__getitem__)
            owners, parts = [owners[i] for i in order], [parts[i] for i in order]
        steps = range(0, len(parts), CHUNK)
        self._chunks = [_Chunk(owners[i : i + CHUNK], parts[i : i + CHUNK]) for i in steps]
        self._lanes = LaneTable(deepest)
        self._homes: dict[str, int] = {}
        self._size = len(parts)
        if 0 < self._size <= _EAGER:
            self.query(parts[0][0], max(map(itemgetter(1), parts)))

    def __len__(self) -> int:
        return self._size

    def query(self, start: int, end: int) -> list[Span]:
        """Return the spans with a part in `[start, end)`, in order of their starts."""
        found: list[Span] = []
        for chunk in self._chunks:
            if chunk.first >= end:
                break
            if chunk.furthest > start:
                spans = chunk.spans()
                stop = bisect_right(spans, end - 1, key=_start_of)
                found += [span for span in spans[:stop] if span.end > start]
        self._assign(span for span in found if span.lane == _UNKNOWN)
        return found

    def at(self, position: int) -> list[Span]:
        """Return the spans over one position, shortest (innermost) first."""
        found = self.query(position, position + 1)
        return sorted(found, key=lambda span: (span.end - span.start, -span.start))

    def find(self, owner: str, start: int, end: int) -> Span | None:
        """Return the span with just this owner and place."""
        spans = self.query(start, start + 1)
        return next((s for s in spans if (s.owner, s.start, s.end) == (owner, start, end)), None)

    def add(self, owner: str, start: int, end: int) -> Span:
        """Add a span in the lowest lane that is free there; no other span changes its lane.

        A span of an owner that is already shown keeps to that owner's lane if it can.
        """
        span = Span(owner, start, end)
        chunk = self._chunk_for(start)
        if chunk is None:
            self._chunks.append(_Chunk([owner], [(start, end)]))
            self._chunks[-1].spans()[0] = span
        else:
            self._insert(chunk, span)
        self._size += 1
        self._assign(other for other in self.query(start, end) if other.lane == _UNKNOWN)
        return span

    def remove(self, owner: str, start: int, end: int) -> bool:
        """Take a span out; False when there is none such. The lanes of the others stay."""
        span = self.find(owner, start, end)
        if span is None:
            return False
        chunk = next(c for c in self._chunks if c.first <= start and span in c.spans())
        chunk.spans().remove(span)
        if chunk.spans():
            chunk.measure()
        else:
            self._chunks.remove(chunk)
        self._lanes.release(span.lane, start)
        self._size -= 1
        return True

    def close_up(self, start: int, end: int, movable: Callable[[str], bool]) -> list[Span]:
        """Let the spans over a range move up to lanes that have become free, nearest ones first.

        Those that did are returned.
        """
        moved: list[Span] = []
        found = sorted(self.query(start, end), key=lambda span: (span.lane, span.start))
        for span in found[:_EAGER]:
            if not movable(span.owner):
                continue
            self._lanes.release(span.lane, span.start)
            before = span.lane
            first, step = self.lanes_of(span.owner)
            span.lane = self._lanes.take(span.start, span.end, first=first, step=step)
            self._homes[span.owner] = span.lane
            if span.lane != before:
                moved.append(span)
        return moved

    def forget(self, owner: str) -> None:
        """Drop the memory of the lane that an owner had, once it is gone for good."""
        self._homes.pop(owner, None)

    def _chunk_for(self, start: int) -> _Chunk | None:
        at = bisect_right(self._chunks, start, key=_first_of)
        return self._chunks[max(0, at - 1)] if self._chunks else None

    def _insert(self, chunk: _Chunk, span: Span) -> None:
        spans = chunk.spans()
        insort(spans, span, key=_start_of)
        chunk.first = spans[0].start
        chunk.furthest = max(chunk.furthest, span.end)
        if len(spans) > 2 * CHUNK:
            self._chunks.insert(self._chunks.index(chunk) + 1, chunk.split())

    def _assign(self, fresh: Iterable[Span]) -> None:
        """Outer spans first, so that nested ones lie below them."""
        for span in sorted(fresh, key=lambda s: (s.start, -s.end)):
            home = self._homes.get(span.owner, _UNKNOWN)
            first, step = self.lanes_of(span.owner)
            span.lane = self._lanes.take(span.start, span.end, home, first=first, step=step)
            self._homes.setdefault(span.owner, span.lane)
