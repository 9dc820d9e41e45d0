"""Which labels a file has, what is said of them, how they are linked, and who made them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from annotator.formats.labels.foreign import ForeignFile, ForeignLabel
from annotator.formats.labels.values import plain

_MOST_VALUES = 6_000  # different answers to one question that are remembered

OfLabel = tuple[str, bool, str]
"""A label, whether it stands in the text, and what is said of it."""


class Survey:
    """The names of one file, each with how often it comes, in the order in which they come."""

    def __init__(self, file: ForeignFile) -> None:
        self.labels: Counter[tuple[str, bool]] = Counter()
        self.fields: defaultdict[OfLabel, list[Any]] = defaultdict(list)
        self.counts: Counter[OfLabel] = Counter()
        self.links: Counter[OfLabel] = Counter()
        self.people: Counter[str] = Counter()
        self._gold = 0
        self._seen: set[tuple[OfLabel, str]] = set()
        for document in file.documents:
            self._take(document.labels)
            self.people.update(document.done_by)

    def _take(self, labels: Iterable[ForeignLabel]) -> None:
        for one in labels:
            self.labels[one.label, one.is_span] += 1
            for name, value in one.fields.items():
                self._take_value((one.label, one.is_span, name), value)
            for link in one.links:
                self.links[one.label, one.is_span, link.type] += 1
            if one.run is None:
                self.people[one.coder] += 1
                self._gold += one.gold and not one.coder
            self.people.update(said.reviewer for said in one.decisions)

    def done_by_nobody(self) -> str:
        """Return what nobody is said to have done with labels: gold is settled, others are made."""
        return "settled" if self._gold == self.people[""] else "made"

    def _take_value(self, place: OfLabel, value: Any) -> None:
        given = plain(value)
        if given is None:
            return
        self.counts[place] += 1
        # 1 and True are two answers
        mark = place, f"{type(given).__name__} {given}"
        if mark not in self._seen and len(self.fields[place]) < _MOST_VALUES:
            self._seen.add(mark)
            self.fields[place].append(given)
