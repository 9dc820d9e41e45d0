"""The units of one text around a caret, found paragraph by paragraph and remembered."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cached_property

from annotator.analysis.ranges import Extent, Range, covering, merged, shifted, within
from annotator.analysis.segmentation import by_quotation, by_sentence, reported
from annotator.analysis.segmentation.by_word import paragraphs
from annotator.analysis.segmentation.unspaced import model_for, spoken_words_in


class Unit(StrEnum):
    """What a caret can move by and a selection can grow to."""

    WORD = "word"
    REPORTED = "reported clause"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    QUOTATION = "quotation"
    PARAGRAPH = "paragraph"


_CUT: dict[Unit, Callable[[str], list[Range]]] = {
    Unit.REPORTED: reported.reported_clauses_in,
    Unit.CLAUSE: by_sentence.clauses_in,
    Unit.SENTENCE: by_sentence.sentences_in,
    Unit.QUOTATION: by_quotation.quotations_in,
}


_SAMPLE = 20_000
"""How much of a text tells in which language its Chinese characters are to be read."""

_NESTING = (Unit.QUOTATION, Unit.REPORTED)
"""Units that hold one another, so that an earlier one may reach further; the others don't."""


def _start(unit: Range) -> int:
    return unit[0]


class Segments:
    """The units of a text; every position and range counts code points.

    Only the paragraphs that a question touches are cut, so that long articles stay quick.
    Units that start in `excluded` ranges are skipped by the moves, but not by `unit_at`.
    """

    def __init__(self, text: str, excluded: Iterable[Extent] = ()) -> None:
        self._text = text
        self._excluded = merged(excluded)
        self._paragraphs = paragraphs(text)
        self._cut: dict[tuple[Unit, int], list[Range]] = {}

    def unit_at(self, kind: Unit, position: int) -> Range | None:
        """Return the innermost unit that holds the position, or else that ends there."""
        index = self._paragraph_at(position)
        if index is None:
            return None
        touching = list(self._touching(kind, index, position))
        return max(touching, key=lambda unit: (position < unit[1], unit[0]), default=None)

    def next_start(self, kind: Unit, position: int) -> int:
        """Return where the next unit starts; after the last one, where that one ends."""
        found = self._next(kind, position)
        if found is not None:
            return found[0]
        last = self._previous(kind, len(self._text) + 1)
        return max(position, last[1]) if last else position

    def previous_start(self, kind: Unit, position: int) -> int:
        """Return where the nearest unit before the position starts, or the position itself."""
        found = self._previous(kind, position)
        return position if found is None else found[0]

    def next_quotation(self, position: int) -> Range | None:
        """Return the first quotation that starts after the position."""
        return self._next(Unit.QUOTATION, position)

    def previous_quotation(self, position: int) -> Range | None:
        """Return the last quotation that starts before the position."""
        return self._previous(Unit.QUOTATION, position)

    def neighbour(self, kind: Unit, position: int, direction: int) -> Range | None:
        """Return the first unit that starts after a position, or with -1 the last one before it."""
        return (self._next if direction > 0 else self._previous)(kind, position)

    def quotation_opening_before(self, position: int) -> Range | None:
        """Return the outermost quotation that has nothing but marks between its start and there."""
        return self._quotation(position, lambda one: (one[0], position))

    def quotation_closing_after(self, position: int) -> Range | None:
        """Return the outermost quotation that has nothing but marks between there and its end."""
        return self._quotation(position, lambda one: (position, one[1]))

    def _quotation(self, position: int, between: Callable[[Range], Range]) -> Range | None:
        index = self._paragraph_at(position)
        around = self._touching(Unit.QUOTATION, index, position) if index is not None else ()
        for one in around:
            start, end = between(one)
            if start < end and self.is_only_marks(start, end):
                return one
        return None

    def is_only_marks(self, start: int, end: int) -> bool:
        """Tell whether a stretch has neither letters nor blanks."""
        return not any(sign.isalnum() or sign.isspace() for sign in self._text[start:end])

    def grow(self, start: int, end: int) -> Range:
        """Return the smallest unit that strictly holds the selection, or the selection itself.

        Words that a selection cuts come in whole first.
        """
        whole = self._word_cut_at(start)[0], self._word_cut_at(end)[1]
        if start < end and whole != (start, end):
            return whole
        index = self._paragraph_at(start)
        if index is None:
            return start, end
        larger = [
            unit
            for unit in self._around(index, start)
            if end <= unit[1] and unit[1] - unit[0] > end - start
        ]
        return min(larger, key=lambda unit: (unit[1] - unit[0], -unit[0]), default=(start, end))

    def _word_cut_at(self, position: int) -> Range:
        """Return the word that a position stands within, or else the position for both ends."""
        word = self.unit_at(Unit.WORD, position)
        is_cut = word is not None and word[0] < position < word[1]
        return word if word is not None and is_cut else (position, position)

    def shrink(self, start: int, end: int, caret: int) -> Range:
        """Return the largest unit strictly inside the selection that touches the caret.

        Without such a unit the selection shrinks to the caret.
        """
        index = self._paragraph_at(caret)
        if index is None:
            return caret, caret
        smaller = [
            unit
            for unit in self._around(index, caret)
            if start <= unit[0] and unit[1] <= end and unit[1] - unit[0] < end - start
        ]
        return max(
            smaller, key=lambda unit: (unit[1] - unit[0], caret < unit[1]), default=(caret, caret)
        )

    def _units(self, kind: Unit, index: int) -> list[Range]:
        start, end = self._paragraphs[index]
        if kind is Unit.PARAGRAPH:
            return [(start, end)]
        if (kind, index) not in self._cut:
            cut = _CUT.get(kind, self._words_in)
            self._cut[kind, index] = shifted(cut(self._text[start:end]), start)
        return self._cut[kind, index]

    def _words_in(self, paragraph: str) -> list[Range]:
        return spoken_words_in(paragraph, self._model)

    @cached_property
    def _model(self) -> str:
        return model_for(self._text[:_SAMPLE])

    def _paragraph_at(self, position: int) -> int | None:
        index = bisect_right(self._paragraphs, position, key=_start) - 1
        return index if index >= 0 and position <= self._paragraphs[index][1] else None

    def _touching(self, kind: Unit, index: int, position: int) -> Iterator[Range]:
        units = self._units(kind, index)
        last = bisect_right(units, position, key=_start)
        first = 0 if kind in _NESTING else max(0, last - 2)
        return (unit for unit in units[first:last] if position <= unit[1])

    def _around(self, index: int, position: int) -> list[Range]:
        return [unit for kind in Unit for unit in self._touching(kind, index, position)]

    def _next(self, kind: Unit, position: int) -> Range | None:
        first = max(0, bisect_right(self._paragraphs, position, key=_start) - 1)
        for index in range(first, len(self._paragraphs)):
            if within(self._excluded, *self._paragraphs[index]):
                continue
            units = self._units(kind, index)
            for place in range(bisect_right(units, position, key=_start), len(units)):
                if covering(self._excluded, units[place][0]) is None:
                    return units[place]
        return None

    def _previous(self, kind: Unit, position: int) -> Range | None:
        last = bisect_right(self._paragraphs, position - 1, key=_start) - 1
        for index in range(last, -1, -1):
            if within(self._excluded, *self._paragraphs[index]):
                continue
            units = self._units(kind, index)
            for place in range(bisect_right(units, position - 1, key=_start) - 1, -1, -1):
                if covering(self._excluded, units[place][0]) is None:
                    return units[place]
        return None
