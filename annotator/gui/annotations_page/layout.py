"""Which line of the table has what: labels in their order, below headings where in groups."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from annotator.store.reading.label_listing import FoundLabels, GroupCount


class TableLayout:
    """Lines of found labels, of which folded groups show their headings alone."""

    def __init__(self, found: FoundLabels, folded: Collection[str] = ()) -> None:
        self.found = found
        self.folded = frozenset(folded)
        self._first = [0, *accumulate(group.count for group in found.groups)]
        shown = [1 + (0 if g.key in self.folded else g.count) for g in found.groups]
        self._lines = [0, *accumulate(shown)]

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

    def line_of(self, number: int) -> int | None:
        """Return the line of a label, that of its heading where it is folded away."""
        try:
            return self._line(self.found.numbers.index(number))
        except ValueError:
            return None

    def lines_of(self, numbers: Collection[int]) -> list[int]:
        """Return the lines of labels as far as they are listed, each once, in their order."""
        wanted = frozenset(numbers)
        places = (place for place, one in enumerate(self.found.numbers) if one in wanted)
        return list(dict.fromkeys(map(self._line, places)))

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
        found = (n for n, one in enumerate(self.found.groups) if one.key == key)
        group = next(found, None)
        return None if group is None else self._lines[group]

    def group_at(self, line: int) -> GroupCount | None:
        """Return the group that a line is in, or heads."""
        return self.found.groups[self._group(line)] if self.found.groups else None

    def numbers_of(self, lines: Iterable[range]) -> Sequence[int]:
        """Return the numbers of the labels on these lines; of a heading, all that it stands for."""
        numbers: list[int] = []
        end = 0
        for places in sorted(map(self._places, lines), key=lambda one: one.start):
            numbers += self.found.numbers[max(places.start, end) : places.stop]
            end = max(end, places.stop)
        return numbers

    def _places(self, lines: range) -> range:
        """Return the places of the labels that stand on lines, or below headings on them."""
        if not self.found.groups:
            return lines
        group, last = self._group(lines.start), self._group(lines.stop - 1)
        below = max(lines.start - self._lines[group] - 1, 0)
        end = self._first[last + 1]
        if self._lines[last] < lines.start:  # its heading is not among them
            end = self._first[last] + lines.stop - 1 - self._lines[last]
        return range(self._first[group] + below, end)

    def _group(self, line: int) -> int:
        return bisect_right(self._lines, line) - 1
