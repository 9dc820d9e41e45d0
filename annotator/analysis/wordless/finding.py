"""Where the words of a text that is not at hand stand in one that is: by its marks, in order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.analysis.wordless.marks import WordMark, words_hash
from annotator.analysis.wordless.words import PlainWords

_MOST_PLACES = 30
"""A mark that fits in more places tells nothing."""


class Guess(NamedTuple):
    """Where a word may stand now (its number), and how many words away the next sure one is."""

    word: int
    away: int


class Located(NamedTuple):
    """Where a word stands: the guesses, best first; whether they agree; marks around that don't.

    `lost` counts the marks between the sure words on both sides that were not found.
    """

    guesses: tuple[Guess, ...]
    agree: bool
    lost: int


class GroupIndex:
    """The places of all groups of words of a text by their hashes, of one size and so many bits."""

    def __init__(self, words: PlainWords, size: int, bits: int) -> None:
        self.size = size
        self.count = len(words)
        self._places: dict[int, list[int]] = {}
        for at in range(len(words) - size + 1):
            made = words_hash(words.plain[at : at + size], bits)
            self._places.setdefault(made, []).append(at)

    def hashes(self) -> Iterable[int]:
        """Return the hashes that there are."""
        return self._places.keys()

    def places(self, mark: WordMark) -> Sequence[int]:
        """Return where a mark may stand: not those that fit nearly everywhere."""
        found = self._places.get(mark.hash, ())
        return found if len(found) <= _MOST_PLACES else ()


class Matching:
    """The marks of a text that were found in another one, in one order."""

    def __init__(self, marks: Sequence[WordMark], words: int, there: GroupIndex) -> None:
        self._size = there.size
        self._old_count, self._new_count = words, there.count
        self._all = [one.word for one in marks]
        pairs = _consistent(_longest(marks, there))
        self._old = [old for old, _ in pairs]
        self._new = [new for _, new in pairs]
        self.found = len(pairs)
        """How many marks were found."""
        self.share = self.found / len(marks) if marks else 0.0
        """What part of the marks was found."""

    def locate(self, word: int) -> Located:
        """Return where a word of the one text (its number) stands in the other."""
        n = bisect_right(self._old, word) - 1
        if n >= 0 and word < self._old[n] + self._size:
            return Located((Guess(self._new[n] + word - self._old[n], 0),), agree=True, lost=0)
        left_old = self._old[n] + self._size - 1 if n >= 0 else -1
        left_new = self._new[n] + self._size - 1 if n >= 0 else -1
        more = n + 1 < len(self._old)
        right_old = self._old[n + 1] if more else self._old_count
        right_new = self._new[n + 1] if more else self._new_count
        guesses = [Guess(left_new + word - left_old, word - left_old)]
        guesses.append(Guess(right_new - (right_old - word), right_old - word))
        lost = bisect_left(self._all, right_old) - bisect_right(self._all, max(left_old, -1))
        lost += bool(n < 0 and self._all and self._all[0] == 0 and self._old[:1] != [0])
        if guesses[0].word == guesses[1].word:
            return Located((guesses[0],), agree=True, lost=lost)
        # What begins or ends a text is no sure place, as much can stand before it and behind.
        sure = [one for one, known in zip(guesses, (n >= 0, more), strict=True) if known]
        inside = [one for one in sure if left_new < one.word < right_new]
        return Located(tuple(sorted(inside, key=lambda one: one.away)), agree=False, lost=lost)

    def found_within(self, first: int, last: int) -> tuple[int, int]:
        """Return how many of the marks within a stretch of words were found, and all of them."""
        until = last - self._size + 1
        here = bisect_left(self._old, until) - bisect_left(self._old, first)
        every = bisect_left(self._all, until) - bisect_left(self._all, first)
        return max(here, 0), max(every, 0)


def _longest(marks: Iterable[WordMark], there: GroupIndex) -> list[tuple[int, int]]:
    """Return the most marks with their places that are in the same order on both sides."""
    tails: list[int] = []
    ends: list[int] = []
    nodes: list[tuple[int, int, int]] = []
    for mark in marks:
        for place in sorted(there.places(mark), reverse=True):
            n = bisect_left(tails, place)
            before = ends[n - 1] if n else -1
            nodes.append((mark.word, place, before))
            if n == len(tails):
                tails.append(place)
                ends.append(len(nodes) - 1)
            else:
                tails[n], ends[n] = place, len(nodes) - 1
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        word, place, at = nodes[at]
        chain.append((word, place))
    return chain[::-1]


def _consistent(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what is moved apart from both neighbours, which agree: it only looks the same."""
    kept: list[tuple[int, int]] = []
    shifts = [new - old for old, new in pairs]
    for n, pair in enumerate(pairs):
        around = {shifts[i] for i in (n - 1, n + 1) if 0 <= i < len(shifts)}
        if len(around) == 1 and shifts[n] not in around and len(shifts) > 2:
            continue
        kept.append(pair)
    return kept
