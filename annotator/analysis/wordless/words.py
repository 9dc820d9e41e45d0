"""A text as words in plain dress, and where borders stand between them; offsets are code points.

Blanks, case, accents, composition, kinds of quotation marks and dashes make no difference. Scripts
that are written without blanks have a word for each sign.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

_SIGNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana and Han."""
_INDIC = "\u0900-\u0963\u0966-\u0dff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f"
)
_NOTHING = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(
    rf"(?:(?![{_SIGNS}{_MARKS}])[\w{_INDIC}])(?:(?![{_SIGNS}])[\w{_INDIC}{_MARKS}{_NOTHING}])*"
    rf"|[{_SIGNS}][{_MARKS}{_NOTHING}]*"
)
_POINT = re.compile(
    r"(['`´′‘’])\1|[\"'“”„‟«»‹›‘’‚‛`´″′]|[-‐‑‒–—―−]+|[.…]+"
    rf"|[^\s\w{_MARKS}{_NOTHING}]"
)
"""What stands between words and is no blank: dashes or dots in a row are one.

So are two single quotation marks, as they are written for a double one.
"""
_DROPPED = re.compile(f"[{_NOTHING}]")
SIGN = re.compile(f"[{_SIGNS}]")


class Border(NamedTuple):
    """Where a stretch begins or ends: at a word (its number), and how many points go with it.

    Points stand before the first word of a stretch, or behind its last one, whose number is one
    less. A negative number says how many characters of the word are cut off, or are taken.
    """

    word: int
    points: int


class PlainWords:
    """The words of a text in their order."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_WORD.finditer(text))
        self.starts = [one.start() for one in found]
        self.ends = [one.end() for one in found]
        self.plain = [plain(one.group()) for one in found]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.starts)

    def begin(self, at: int) -> Border:
        """Return where a stretch begins that does so at an offset."""
        word = bisect_right(self.ends, at)
        if word < len(self) and self.starts[word] < at:
            return Border(word, -_letters(self.text[self.starts[word] : at]))
        points = self._points(at, self._start(word))
        return Border(word, len(points))

    def end(self, at: int) -> Border:
        """Return where a stretch ends that does so before an offset."""
        word = bisect_left(self.starts, at)
        if word and self.ends[word - 1] > at:
            return Border(word - 1, -_letters(self.text[self.starts[word - 1] : at]))
        points = self._points(self._end(word - 1), at)
        return Border(word, len(points))

    def begun(self, border: Border) -> int:
        """Return the offset at which a stretch begins."""
        word, points = border
        if points < 0 and word < len(self):
            return self._inside(word, -points)
        until = self._start(word)
        there = self._points(self._end(word - 1), until)[-points:] if points > 0 else ()
        return there[0][0] if there else until

    def ended(self, border: Border) -> int:
        """Return the offset before which a stretch ends."""
        word, points = border
        if points < 0 and word < len(self):
            return self._inside(word, -points)
        since = self._end(word - 1)
        there = self._points(since, self._start(word))[: max(points, 0)]
        return there[-1][1] if there else since

    def _start(self, word: int) -> int:
        return self.starts[word] if word < len(self) else len(self.text)

    def _end(self, word: int) -> int:
        return self.ends[word] if word >= 0 else 0

    def _points(self, start: int, end: int) -> list[tuple[int, int]]:
        return [one.span() for one in _POINT.finditer(self.text, start, end)]

    def _inside(self, word: int, letters: int) -> int:
        """Return the offset behind so many letters of a word."""
        start, end = self.starts[word], self.ends[word]
        at = start
        while at < end and _letters(self.text[start : at + 1]) <= letters:
            at += 1
        return at


def plain(word: str) -> str:
    """Return a word without case, accents and composition."""
    return word.lower() if word.isascii() else _plain(word)


@lru_cache(50_000)
def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFKD", _DROPPED.sub("", word).casefold())
    kept = "".join(one for one in bare if not unicodedata.combining(one))
    return kept or bare


def _letters(part: str) -> int:
    """Return how many letters a part of a word has, however they are composed."""
    composed = unicodedata.normalize("NFC", _DROPPED.sub("", part))
    return sum(not unicodedata.combining(one) for one in composed)
