"""Puts labels without words back on a text that may differ a little from theirs."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise, product
from typing import NamedTuple

from annotator.analysis.wordless.finding import GroupIndex, Guess, Located, Matching
from annotator.analysis.wordless.marks import (
    CHECK_BITS,
    WordlessPlace,
    WordMark,
    checked_range,
    mark_bits,
    own_words,
    words_hash,
)
from annotator.analysis.wordless.words import Border, PlainWords

_NEAR = 20
"""How many words away from a sure place a word may be for a guess to be told."""
_SLIDE = 60
"""In how many places around a guess the words of a label are looked for."""
_OTHER_LENGTH = 0.25
"""What part of a label's words may have come or gone."""


class Certainty(StrEnum):
    """How surely a label was put back: `doubtful` is to be looked at, `lost` has no place."""

    EXACT = "exact"
    MOVED = "moved"
    DOUBTFUL = "doubtful"
    LOST = "lost"


_WORST = (Certainty.EXACT, Certainty.MOVED, Certainty.DOUBTFUL, Certainty.LOST)


class PlacedAnew(NamedTuple):
    """Where a stretch stands (code points), and how surely."""

    start: int
    end: int
    how: Certainty


LOST = PlacedAnew(0, 0, Certainty.LOST)


class PlacesAnew:
    """One text at hand, and what is told of another: where stretches of that one stand.

    `count` is how many words that one has; `same` says that it has the same words in this order.
    """

    def __init__(
        self, words: PlainWords, marks: Sequence[WordMark], count: int, size: int, *, same: bool
    ) -> None:
        self._words = words
        self._count = count
        self._same = same
        self._matching = Matching(marks, count, GroupIndex(words, size, mark_bits(count)))
        self.share = 1.0 if same else self._matching.share
        """What part of the marks stands here, too: 0 to 1."""

    def put_back(self, placed: WordlessPlace) -> PlacedAnew:
        """Return where a stretch stands."""
        first, last = own_words(placed.begin, placed.end)
        if last <= first:
            return self._between_words(placed)
        if self._same:
            return self._at(placed, first, last, Certainty.MOVED)
        size = last - first
        begins, ends = self._matching.locate(first), self._matching.locate(last - 1)
        for one, other in product(begins.guesses, ends.guesses):
            if self._verified(placed, one.word, other.word + 1):
                return self._at(placed, one.word, other.word + 1, Certainty.MOVED)
        if not (begins.agree and ends.agree):
            for word in self._slid(placed, size, (*begins.guesses, *ends.guesses)):
                return self._at(placed, word, word + size, Certainty.DOUBTFUL)
        return self._guessed(placed, begins, ends)

    def _guessed(self, placed: WordlessPlace, begins: Located, ends: Located) -> PlacedAnew:
        """Return where a stretch stands whose words are not the same, or were not told."""
        first, last = own_words(placed.begin, placed.end)
        near = [
            next((one.word for one in where.guesses if where.agree or one.away <= _NEAR), None)
            for where in (begins, ends)
        ]
        start, end = near
        if start is None or end is None or end < start:
            return LOST
        found, marks = self._matching.found_within(first, last)
        kept = marks > 1 and 2 * found >= marks
        agree = begins.agree and ends.agree and end + 1 - start == last - first
        lost = max(begins.lost, ends.lost)
        if agree and (kept or (placed.check is None and not lost)):
            return self._at(placed, start, end + 1, Certainty.MOVED)
        changed = abs(end + 1 - start - (last - first))
        if not kept and (lost > 2 or changed > max(2, _OTHER_LENGTH * (last - first))):
            return LOST
        return self._at(placed, start, end + 1, Certainty.DOUBTFUL)

    def _between_words(self, placed: WordlessPlace) -> PlacedAnew:
        """Return where points stand that are no words: between the same two words."""
        before, behind = placed.begin.word - 1, placed.begin.word
        if self._same:
            return self._at(placed, behind, behind, Certainty.DOUBTFUL)
        places: list[int] = []
        for word, shift in ((before, 1), (behind, 0)):
            if 0 <= word < self._count:
                found = self._matching.locate(word)
                if not found.agree:
                    return LOST
                places.append(found.guesses[0].word + shift)
        if not places or places[0] != places[-1]:
            return LOST
        return self._at(placed, places[0], places[0], Certainty.DOUBTFUL)

    def _verified(self, placed: WordlessPlace, first: int, last: int) -> bool:
        """Tell whether the words here are those of a stretch, as far as that was told."""
        if placed.check is None or not 0 <= first < last <= len(self._words):
            return False
        own = own_words(placed.begin, placed.end)
        around = checked_range(*own, self._count)
        start, end = first - (own[0] - around[0]), last + (around[1] - own[1])
        if start < 0 or end > len(self._words) or last - first != own[1] - own[0]:
            return False
        return words_hash(self._words.plain[start:end], CHECK_BITS) == placed.check

    def _slid(self, placed: WordlessPlace, size: int, guesses: Sequence[Guess]) -> Iterator[int]:
        """Yield the one place near the guesses that has the words of a stretch, if it is one."""
        if placed.check is None or not guesses or size <= 0:
            return
        at = [one.word for one in guesses]
        low = max(0, min(at) - size)
        high = min(len(self._words) - size, max(at) + 1)
        if high - low <= _SLIDE + size:
            found = [n for n in range(low, high + 1) if self._verified(placed, n, n + size)]
            if len(found) == 1:
                yield found[0]

    def _at(self, placed: WordlessPlace, first: int, last: int, how: Certainty) -> PlacedAnew:
        """Return the offsets of a stretch that is of these words here."""
        begin, until = placed.begin, placed.end
        cut = until.points < 0
        start = self._words.begun(Border(first, begin.points))
        end = self._words.ended(Border(last - 1 if cut else last, until.points))
        return PlacedAnew(start, end, how) if 0 <= start < end else LOST


def worst(of: Sequence[PlacedAnew]) -> Certainty:
    """Return how a label was put back, by how its pieces were."""
    return max((one.how for one in of), key=_WORST.index, default=Certainty.EXACT)


def in_order(of: Sequence[PlacedAnew]) -> bool:
    """Tell whether pieces stand one behind the other, as they did."""
    return all(a.end <= b.start for a, b in pairwise(of))
