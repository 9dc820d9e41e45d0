"""Which line of the table has what: labels in their order, below headings where in groups."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import accumulate

from annotator.store.reading.label_order import FoundLabels, GroupCount


class TableLayout:
    """Lines of found labels, of which folded groups show their headings alone."""

    def __init__(self, found: FoundLabels, folded: Collection[str] = ()) -> None:
        self.found = found
        self.folded = frozenset(folded)
        self._first = [0, *accumulate(group.count for group in found.groups)]
        shown = [1 + (0 if g.key in self.folded else g.count) for g in found.groups]
        self._lines = [0, *accumulate(shown)]
        self._groups = {group.key: n for n, group in enumerate(found.groups)}

    def __len__(self) -> int:
        """Return how many lines there are."""
        return self._lines[-1] if self.found.groups else len(self.found.numbers)

    def heading(self, line: int) -> GroupCount | None:
        """Return the group of which a line is the heading, if it is one."""
        if not self.found.groups:
            return None
        group = self._group(line)
        return self.found.groups[group] if line == self._lines[group] else None

    def place(self, line: int) -> int | None:
        """Return the place of a line's label among all that were found; none for a heading."""
        if not self.found.groups:
            return line
        group = self._group(line)
        within = line - self._lines[group] - 1
        return None if within < 0 else self._first[group] + within

    def lines_of(self, numbers: Collection[int]) -> dict[int, int]:
        """Return the lines of labels that are listed, of a heading where they are folded away."""
        if len(numbers) == 1:
            (number,) = numbers
            with suppress(ValueError):
                return {number: self._line(self.found.numbers.index(number))}
            return {}
        wanted = frozenset(numbers)
        places = ((place, n) for place, n in enumerate(self.found.numbers) if n in wanted)
        return {number: self._line(place) for place, number in places}

    def rows_on(self, lines: range) -> Iterator[range]:
        """Yield the places of the labels whose own rows are on these lines."""
        if not self.found.groups:
            yield lines
            return
        for group in range(self._group(lines.start), self._group(lines.stop - 1) + 1):
            row = self._lines[group] + 1
            begin, end = max(lines.start, row), min(lines.stop, self._lines[group + 1])
            if begin < end:
                yield range(self._first[group] + begin - row, self._first[group] + end - row)

    def _line(self, place: int) -> int:
        if not self.found.groups:
            return place
        group = bisect_right(self._first, place) - 1
        folded = self.found.groups[group].key in self.folded
        return self._lines[group] + (0 if folded else place - self._first[group] + 1)

    def headings(self, lines: range) -> range:
        """Return the groups, by their places, whose headings are on these lines."""
        if not self.found.groups:
            return range(0)
        lines_of_headings = self._lines[:-1]
        return range(
            bisect_left(lines_of_headings, lines.start), bisect_left(lines_of_headings, lines.stop)
        )

    def line_of_heading(self, group: int) -> int:
        """Return the line of the heading of the group at a place."""
        return self._lines[group]

    def line_of_group(self, key: str) -> int | None:
        """Return the line of a group's heading."""
        group = self._groups.get(key)
        return None if group is None else self._lines[group]

    def group_at(self, line: int) -> GroupCount | None:
        """Return the group that a line is in, or heads."""
        return self.found.groups[self._group(line)] if self.found.groups else None

    def places_of(self, lines: Iterable[range]) -> list[range]:
        """Return the places of the labels on these lines, of a heading all that it stands for.

        Each place is in one of them, and they are in their order.
        """
        found: list[range] = []
        for places in sorted(map(self._span, lines), key=lambda one: one.start):
            if found and places.start <= found[-1].stop:
                stop = max(found[-1].stop, places.stop)
                found[-1] = range(found[-1].start, stop)
            elif places:
                found.append(places)
        return found

    def _span(self, lines: range) -> range:
        """Return the places on lines that follow each other, of which the first may be a heading.

        A heading stands for its whole group, also if it is the last of the lines.
        """
        if not self.found.groups or not lines:
            return lines
        first, last = self._group(lines.start), self._group(lines.stop - 1)
        with_heading = last > first or lines.start == self._lines[first]
        begin = self._first[first] + max(0, lines.start - self._lines[first] - 1)
        within = lines.stop - 1 - self._lines[last]
        end = self._first[last + 1] if with_heading else self._first[last] + within
        return range(begin, end)

    def _group(self, line: int) -> int:
        return bisect_right(self._lines, line) - 1
