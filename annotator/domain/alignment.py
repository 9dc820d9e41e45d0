"""What of a text stands where in a corrected one: an alignment of the two, in code points.

What both begin and end with is matched exactly. Between them, lines that each has once are matched
first, then words, then, in what is left of a few words, characters. What is longer than that and
has nothing of its own is taken as replaced, so that a text of a megabyte costs no more than a few
looks through it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_PAIRS = 40_000
"""Up to how many pairs of words, or of characters, each is compared with each."""
_DEEPEST = 12
_FARTHEST = 100
"""By how many characters what was put in or taken out is shifted at most, to have clear bounds."""
_RUN = 9
"""How many words and spaces in a row tell a place where no word is the only one of its kind."""
_ALIKE = 0.4
"""What share of two words' characters must be the same for one to be a correction of the other."""


class SamePiece(NamedTuple):
    """What stands at `old` in the one text, and just so at `new` in the other, `size` long."""

    old: int
    new: int
    size: int


class Gap(NamedTuple):
    """The stretch `[start, end)` of the old text in whose place `[new_start, new_end)` stands."""

    start: int
    end: int
    new_start: int
    new_end: int


class Alignment:
    """Where words of one text stand in another: what is the same, and what took whose place."""

    def __init__(
        self, words: Sequence[SamePiece], finest: Sequence[SamePiece], old: int, new: int
    ) -> None:
        self.pieces = tuple(finest)
        """What is the same, character by character, in order."""
        self._coarse = _Side(words, old, new)
        self._fine = _Side(finest, old, new)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What differs, word by word, in order: the difference as it is shown."""
        return self._coarse.gaps

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands now; it is empty when nothing took its place."""
        return self._start(start), self._end(end)

    def kept(self, start: int, end: int) -> int:
        """Return how many characters of a stretch are there still."""
        ends = self.pieces_in(start, end)
        return sum(min(end, one.old + one.size) - max(start, one.old) for one in ends)

    def pieces_in(self, start: int, end: int) -> Sequence[SamePiece]:
        """Return what is the same of a stretch, character by character, with what is around it."""
        return self._fine.pieces_in(start, end)

    def _start(self, at: int) -> int:
        gap = self._coarse.gap_with(at)
        if gap is None:
            return self._coarse.shifted(at)
        if at == gap.start:
            return gap.new_start
        finer = self._fine.gap_with(at)
        if finer is None:
            return self._fine.shifted(at)
        return finer.new_start if at == finer.start else finer.new_end

    def _end(self, at: int) -> int:
        gap = self._coarse.gap_with(at - 1)
        if gap is None:
            return self._coarse.shifted(at - 1) + 1
        if at == gap.end:
            return gap.new_end
        finer = self._fine.gap_with(at - 1)
        if finer is None:
            return self._fine.shifted(at - 1) + 1
        return finer.new_end if at == finer.end else finer.new_start


class _Side:
    """The same pieces as they are asked: what stands at a place, or what took its place."""

    def __init__(self, pieces: Sequence[SamePiece], old: int, new: int) -> None:
        self._pieces = pieces
        self._starts = [one.old for one in pieces]
        self._ends = [one.old + one.size for one in pieces]
        self.gaps = tuple(_gaps(pieces, old, new))
        """What lies between the pieces."""
        real = [one for one in self.gaps if one.start < one.end]
        self._gap_ends = [one.end for one in real]
        self._real = real

    def gap_with(self, at: int) -> Gap | None:
        """Return the gap in which a character of the old text is."""
        place = bisect_right(self._gap_ends, at)
        found = self._real[place] if place < len(self._real) else None
        return found if found is not None and found.start <= at else None

    def shifted(self, at: int) -> int:
        """Return where a character stands now that is in no gap."""
        piece = self._pieces[bisect_right(self._starts, at) - 1]
        return at - piece.old + piece.new

    def pieces_in(self, start: int, end: int) -> Sequence[SamePiece]:
        """Return the pieces that have something of a stretch."""
        return self._pieces[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


@lru_cache(4)
def align(old: str, new: str) -> Alignment:
    """Align a text with its correction; the same two always give the same."""
    words = _at_ease(old, new, _joined(_pieces(old, new)))
    finest = list(words)
    for gap in _gaps(words, len(old), len(new)):
        finest += _by_character(old, new, gap)
    return Alignment(words, _joined(sorted(finest)), len(old), len(new))


def _pieces(old: str, new: str) -> list[SamePiece]:
    """Return what is the same of lines and words, in no order."""
    found: list[SamePiece] = []
    waiting = [(Gap(0, len(old), 0, len(new)), _LINE, 0)]
    while waiting:
        gap, grain, depth = waiting.pop()
        inner = _trimmed(old, new, gap, found)
        if inner.start == inner.end or inner.new_start == inner.new_end:
            continue
        here = _matched(old, new, inner, grain)
        if here is None:
            waiting.append((inner, _WORD, depth))
            continue
        found += here
        if here and depth < _DEEPEST:
            waiting += [(one, grain, depth + 1) for one in _gaps_in(here, inner)]
    return found


def _trimmed(old: str, new: str, gap: Gap, found: list[SamePiece]) -> Gap:
    """Keep what both stretches begin and end with, and return what lies between."""
    one, other = old[gap.start : gap.end], new[gap.new_start : gap.new_end]
    first = _common(one, other)
    if first < max(len(one), len(other)):
        first = _at_word(one, other, first)
    last = _common(one[first:][::-1], other[first:][::-1])
    last = _at_word_back(one, other, last)
    if first:
        found.append(SamePiece(gap.start, gap.new_start, first))
    if last:
        found.append(SamePiece(gap.end - last, gap.new_end - last, last))
    return Gap(gap.start + first, gap.end - last, gap.new_start + first, gap.new_end - last)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike; halving costs no more than reading."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _at_word(one: str, other: str, first: int) -> int:
    """Go back to where a word begins, so that what both begin with ends with whole words."""
    while first and (_inside_word(one, first) or _inside_word(other, first)):
        first -= 1
    return first


def _at_word_back(one: str, other: str, last: int) -> int:
    """Go on to where a word ends, so that what both end with begins with whole words."""
    while last and (_inside_word(one, len(one) - last) or _inside_word(other, len(other) - last)):
        last -= 1
    return last


def _at_ease(old: str, new: str, pieces: Sequence[SamePiece]) -> list[SamePiece]:
    """Shift what only one text has to where a person would see it.

    Behind a sentence's full stop another sentence with one was put: what is new is all of that, and
    not the first full stop up to the second.
    """
    eased: list[SamePiece] = []
    for one in pieces:
        last = eased.pop() if eased else SamePiece(0, 0, 0)
        at, new_at = last.old + last.size, last.new + last.size
        by = 0
        if new_at == one.new and at < one.old:
            by = _shift(old, at, one.old, last.size, one.size)
        elif at == one.old and new_at < one.new:
            by = _shift(new, new_at, one.new, last.size, one.size)
        parted = (
            SamePiece(last.old, last.new, last.size + by),
            SamePiece(one.old + by, one.new + by, one.size - by),
        )
        eased += [left for left in parted if left.size]
    return eased


def _shift(text: str, start: int, end: int, before: int, behind: int) -> int:
    """Return by how much to shift a stretch that lies between so many characters before and behind.

    Of all places where it could lie it is the nearest with the clearest bounds.
    """
    there = [0]
    while (by := there[-1]) < min(behind, _FARTHEST) and text[start + by] == text[end + by]:
        there.append(by + 1)
    back = 0
    while back < min(before, _FARTHEST) and text[start - back - 1] == text[end - back - 1]:
        back += 1
        there.append(-back)
    return min(there, key=lambda by: (-_clear(text, start + by) - _clear(text, end + by), abs(by)))


def _clear(text: str, at: int) -> int:
    """Return how clear a bound is: 2 beside a space, 1 between a sign and a word, 0 elsewhere."""
    if not 0 < at < len(text) or text[at - 1].isspace() or text[at].isspace():
        return 2
    return int(_is_word(text[at]) and not _is_word(text[at - 1]))


def _matched(old: str, new: str, gap: Gap, grain: "re.Pattern[str]") -> list[SamePiece] | None:
    """Return what is the same of a gap, piece by piece; None where the grain is too coarse."""
    one = _tokens(old, gap.start, gap.end, grain)
    other = _tokens(new, gap.new_start, gap.new_end, grain)
    found = _unique(one, other) or (_unique(_runs(one), _runs(other)) if grain is _WORD else [])
    if found:
        return [SamePiece(one[i][0], other[j][0], len(one[i][1])) for i, j in found]
    if grain is _LINE:
        return None
    if len(one) * len(other) > _MOST_PAIRS:
        return []
    blocks = _blocks([t for _, t in one], [t for _, t in other])
    return [
        SamePiece(one[i + n][0], other[j + n][0], len(one[i + n][1]))
        for i, j, size in blocks
        for n in range(size)
    ]


def _tokens(text: str, start: int, end: int, grain: "re.Pattern[str]") -> list[tuple[int, str]]:
    return [(one.start(), one[0]) for one in grain.finditer(text, start, end)]


def _runs(tokens: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return for each token the few that begin with it, which come again less often than it."""
    words = [token for _, token in tokens]
    rows = zip(*(words[n:] for n in range(_RUN)), strict=False)
    return [(at, "\0".join(row)) for (at, _), row in zip(tokens, rows, strict=False)]


def _unique(
    one: Sequence[tuple[int, str]], other: Sequence[tuple[int, str]]
) -> list[tuple[int, int]]:
    """Match what each side has just once, as far as it comes in the same order on both."""
    counts, others = Counter(t for _, t in one), Counter(t for _, t in other)
    places = {t: j for j, (_, t) in enumerate(other) if others[t] == 1 and t.strip()}
    pairs = [(i, places[t]) for i, (_, t) in enumerate(one) if counts[t] == 1 and t in places]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that rises on both sides (they rise on the first)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        before.append(at[place - 1] if place else -1)
        ends[place : place + 1], at[place : place + 1] = [j], [n]
    found: list[tuple[int, int]] = []
    n = at[-1] if at else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]


def _blocks(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    yield from ((b.a, b.b, b.size) for b in matcher.get_matching_blocks() if b.size)


def _by_character(old: str, new: str, gap: Gap) -> Iterator[SamePiece]:
    """Yield what is the same inside words that were corrected."""
    one, other = old[gap.start : gap.end], new[gap.new_start : gap.new_end]
    if not one or not other or len(one) * len(other) > _MOST_PAIRS:
        return
    blocks = list(_blocks(one, other))
    same = sum(size for _, _, size in blocks)
    if 2 * same >= _ALIKE * (len(one) + len(other)):
        for i, j, size in blocks:
            yield SamePiece(gap.start + i, gap.new_start + j, size)


def _joined(pieces: Sequence[SamePiece]) -> list[SamePiece]:
    """Return pieces in their order, those that follow each other on both sides as one."""
    joined: list[SamePiece] = []
    for one in sorted(pieces):
        last = joined[-1] if joined else None
        if last and last.old + last.size == one.old and last.new + last.size == one.new:
            joined[-1] = SamePiece(last.old, last.new, last.size + one.size)
        else:
            joined.append(one)
    return joined


def _gaps(pieces: Sequence[SamePiece], old: int, new: int) -> Iterator[Gap]:
    yield from _gaps_in(pieces, Gap(0, old, 0, new))


def _gaps_in(pieces: Sequence[SamePiece], around: Gap) -> Iterator[Gap]:
    """Yield what lies between pieces that are in order."""
    at, new_at = around.start, around.new_start
    for one in (*pieces, SamePiece(around.end, around.new_end, 0)):
        if one.old > at or one.new > new_at:
            yield Gap(at, one.old, new_at, one.new)
        at, new_at = one.old + one.size, one.new + one.size
