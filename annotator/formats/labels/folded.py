"""A text in plainer dress, in which words are found whatever their marks, dashes and case."""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator

MOST_PLACES = 10_000
"""How many occurrences of one quote are looked at."""
_MOST_NEAR = 200  # on each side, where it is said where the quote stands
_MARKS = "“”„‟«»‹›‘’‚‛`´″′'"
_DASHES = "‐‑‒–—―−"
_NOTHING = "\u00ad\u200b\ufeff"
_SAME = {
    **dict.fromkeys(map(ord, _MARKS), '"'),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _NOTHING), ""),
}


class FoldedText:
    """A text without blanks and case, one kind of quotation marks and dashes, and its places."""

    def __init__(self, text: str) -> None:
        self._starts = array("I")
        self._length = len(text)
        kept: list[str] = []
        for n, character in enumerate(text):
            for one in fold(character):
                kept.append(one)
                self._starts.append(n)
        self._text = "".join(kept)

    def places(
        self, quote: str, near: int | None = None, most: int = MOST_PLACES
    ) -> Iterator[tuple[int, int]]:
        """Yield where a quote stands in the text as it is."""
        wanted = "".join(map(fold, quote))
        there = None if near is None else bisect_left(self._starts, near)
        for at in occurrences(self._text, wanted, there, most):
            yield self._starts[at], self._starts[at + len(wanted) - 1] + 1


def occurrences(
    text: str, words: str, near: int | None = None, most: int = MOST_PLACES
) -> Iterator[int]:
    """Yield where words stand: not more than so many, and of those near a place the nearest."""
    first = 0 if near is None else min(max(near, 0), len(text))
    at = text.find(words, first) if words else -1
    for _ in range(most if near is None else min(most, _MOST_NEAR)):
        if at < 0:
            break
        yield at
        at = text.find(words, at + 1)
    at = text.rfind(words, 0, first + len(words) - 1) if words and first else -1
    for _ in range(min(most, _MOST_NEAR)):
        if at < 0:
            break
        yield at
        at = text.rfind(words, 0, at + len(words) - 1)


def fold(character: str) -> str:
    """Return a character in plain dress; nothing for a blank."""
    if character.isspace():
        return ""
    same = character.translate(_SAME)
    if same.isascii():
        return same.lower()
    bare = unicodedata.normalize("NFD", same.casefold())
    return "".join(one for one in bare if not unicodedata.combining(one))
