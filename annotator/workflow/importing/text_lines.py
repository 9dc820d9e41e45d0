"""The lines of a text and which of them are left out; everything counts in code points."""

from collections.abc import Iterable

from annotator.domain.article import merged_ranges

Ranges = tuple[tuple[int, int], ...]


class TextLines:
    """A text by its lines; ranges that are left out usually cover whole lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[tuple[int, int]] = []
        start = 0
        for line in text.split("\n"):
            self._spans.append((start, start + len(line)))
            start += len(line) + 1

    def __len__(self) -> int:
        return len(self._spans)

    def span(self, line: int) -> tuple[int, int]:
        """Return where a line starts and ends, without its line break."""
        return self._spans[line]

    def is_blank(self, line: int) -> bool:
        """Tell whether there is nothing but white space in a line."""
        start, end = self._spans[line]
        return not self._text[start:end].strip()

    def left_out(self, ranges: Ranges) -> set[int]:
        """Return the lines, blank ones aside, of which nothing stays."""
        found: set[int] = set()
        reach = iter(sorted(ranges))
        current = next(reach, None)
        for n in range(len(self)):
            if self.is_blank(n):
                continue
            start, end = self._printed(n)
            while current is not None and current[1] <= start:
                current = next(reach, None)
            if current is not None and current[0] <= start and end <= current[1]:
                found.add(n)
        return found

    def exclude(self, ranges: Ranges, lines: Iterable[int]) -> Ranges:
        """Leave lines out; blocks with only white space between them become one."""
        added = [self._spans[n] for n in lines if not self.is_blank(n)]
        joined: list[tuple[int, int]] = []
        for one in merged_ranges([*ranges, *added]):
            if joined and not self._text[joined[-1][1] : one.start].strip():
                joined[-1] = (joined[-1][0], one.end)
            else:
                joined.append((one.start, one.end))
        return tuple(joined)

    def include(self, ranges: Ranges, lines: Iterable[int]) -> Ranges:
        """Take lines back in; what stays left out begins and ends with something printed."""
        for n in lines:
            start, end = self._spans[n]
            parts = [
                part
                for a, b in ranges
                for part in ((a, min(b, start)), (max(a, end), b))
                if part[0] < part[1]
            ]
            ranges = tuple(parts)
        trimmed = (self._trimmed(a, b) for a, b in ranges)
        return tuple((a, b) for a, b in trimmed if a < b)

    def _printed(self, line: int) -> tuple[int, int]:
        return self._trimmed(*self._spans[line])

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        part = self._text[start:end]
        inner = part.strip()
        at = start + len(part) - len(part.lstrip())
        return at, at + len(inner)
