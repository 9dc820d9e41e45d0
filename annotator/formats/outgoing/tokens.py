"""Texts cut into tokens: words and signs, cut at the ends of labels, too, so that these fit."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation import words
from annotator.domain.record import Fragment

Stretch = Range
"""`[start, end)` in code points."""


def tokens(text: str, pieces: Iterable[Fragment]) -> list[Stretch]:
    """Return the words and signs of a text (code points) without its blanks.

    No piece begins or ends within one.
    """
    return _words_and_signs(text, sorted({at for one in pieces for at in (one.start, one.end)}))


def tokens_and_blanks(text: str, pieces: Sequence[Fragment]) -> list[Stretch]:
    """Return tokens that hold all of a text but single blanks after another token.

    Those are tokens, too, where a piece begins or ends with them.
    """
    begins, ends = {one.start for one in pieces}, {one.end for one in pieces}
    cuts = sorted(begins | ends)
    found: list[Stretch] = []
    at = 0
    for start, end in (*_words_and_signs(text, cuts), (len(text), len(text))):
        usual = found and text[at:start] == " " and at not in begins and start not in ends
        if at < start and not usual:
            found += _cut(at, start, cuts)
        if start < end:
            found.append((start, end))
        at = end
    return found


def covered(found: Sequence[Stretch], start: int, end: int) -> tuple[int, int]:
    """Return the first token of a stretch, and the one after its last; the same where it has none.

    The stretch begins and ends where tokens do, or blanks.
    """
    first = bisect_left(found, start, key=lambda one: one[0])
    return first, max(first, bisect_right(found, end, key=lambda one: one[1]))


def _words_and_signs(text: str, cuts: Sequence[int]) -> list[Stretch]:
    found: list[Stretch] = []
    at = 0
    for start, end in (*words(text), (len(text), len(text))):
        found += ((n, n + 1) for n in range(at, start) if not text[n].isspace())
        found += _cut(start, end, cuts)
        at = end
    return found


def _cut(start: int, end: int, cuts: Sequence[int]) -> Iterator[Stretch]:
    for at in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
        yield start, at
        start = at
    if start < end:
        yield start, end
