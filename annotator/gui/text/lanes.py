"""Which lane under the line belongs to which span: overlapping spans never share one."""

from bisect import bisect_left


class LaneTable:
    """The spans of each lane, as their starts and ends in order; they don't overlap."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts: list[list[int]] = []
        self._ends: list[list[int]] = []

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
        at = bisect_left(self._starts[lane], start)
        self._starts[lane].insert(at, start)
        self._ends[lane].insert(at, end)
        return lane

    def release(self, lane: int, start: int) -> None:
        """Take the span that starts there out of its lane; the others stay where they are."""
        at = bisect_left(self._starts[lane], start)
        del self._starts[lane][at], self._ends[lane][at]

    def _lowest_free(self, start: int, end: int, first: int, step: int) -> int:
        lane = first
        while lane < len(self._starts) and not self._is_free(lane, start, end):
            lane += step
        while lane >= len(self._starts):
            self._starts.append([])
            self._ends.append([])
        return lane

    def _is_free(self, lane: int, start: int, end: int) -> bool:
        before = bisect_left(self._starts[lane], end)
        return before == 0 or self._ends[lane][before - 1] <= start
