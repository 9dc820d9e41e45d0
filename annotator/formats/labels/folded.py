"""A text in plainer dress, in which words are found whatever their marks, dashes and case."""

import unicodedata
from array import array
from collections.abc import Iterator

_MOST_PLACES = 10_000  # occurrences of one quote that are looked at
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

    def places(self, quote: str) -> Iterator[tuple[int, int]]:
        """Yield where a quote stands in the text as it is."""
        wanted = "".join(map(fold, quote))
        for at in occurrences(self._text, wanted):
            yield self._starts[at], self._starts[at + len(wanted) - 1] + 1


def occurrences(text: str, words: str) -> Iterator[int]:
    """Yield where words begin in a text; of very many the first."""
    at = text.find(words) if words else -1
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def fold(character: str) -> str:
    """Return a character in plain dress; nothing for a blank."""
    if character.isspace():
        return ""
    same = character.translate(_SAME)
    if same.isascii():
        return same.lower()
    bare = unicodedata.normalize("NFD", same.casefold())
    return "".join(one for one in bare if not unicodedata.combining(one))
