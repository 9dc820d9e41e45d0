"""Which line of the table has what: labels in their order, below headings where in groups."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
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
            place = self.found.numbers.index(number)
        except ValueError:
            return None
        if not self.found.groups:
            return place
        group = bisect_right(self._first, place) - 1
        folded = self.found.groups[group].key in self.folded
        within = 0 if folded else place - self._first[group] + 1
        return self._lines[group] + within

    def line_of_group(self, key: str) -> int | None:
        """Return the line of a group's heading."""
        found = (n for n, one in enumerate(self.found.groups) if one.key == key)
        group = next(found, None)
        return None if group is None else self._lines[group]

    def group_at(self, line: int) -> GroupCount | None:
        """Return the group that a line is in, or heads."""
        return self.found.groups[self._group(line)] if self.found.groups else None

    def numbers_of(self, lines: range) -> Sequence[int]:
        """Return the numbers of the labels on these lines; of a heading, all that it stands for."""
        if not self.found.groups:
            return self.found.numbers[lines.start : lines.stop]
        chosen = dict[int, None]()
        line = lines.start
        while line < lines.stop:
            group = self._group(line)
            first, end = self._first[group], self._first[group + 1]
            if line == self._lines[group]:
                places = range(first, end)
            else:
                begin = first + line - self._lines[group] - 1
                places = range(begin, min(end, begin + lines.stop - line))
            chosen.update(dict.fromkeys(self.found.numbers[places.start : places.stop]))
            line = self._lines[group + 1]
        return list(chosen)

    def _group(self, line: int) -> int:
        return bisect_right(self._lines, line) - 1
