"""What other programs count when they say where a label stands, and how that becomes ours."""

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum
from itertools import accumulate

from annotator.domain.article import normalised
from annotator.domain.offsets import OffsetMap

_ZWJ = "\u200d"
_MODIFIERS = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_HANGUL_L, _HANGUL_V, _HANGUL_T = (
    range(0x1100, 0x1160),
    range(0x1160, 0x11A8),
    range(0x11A8, 4608),
)
_SYLLABLES = range(0xAC00, 0xD7A4)


class OffsetUnit(StrEnum):
    """What an offset counts."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    UTF8 = "bytes of UTF-8"
    GRAPHEMES = "characters as people see them"


class Positions:
    """A foreign text as an article has it, and where a position in the foreign one is in that.

    `raw` is the text in which the other program counted: with its line ends, and with the mark at
    its beginning only where that counts.
    """

    def __init__(self, raw: str, unit: OffsetUnit = OffsetUnit.CODE_POINTS) -> None:
        self.text = normalised(raw)
        self.unit = unit
        self._length = len(raw)
        self._gone = array("I", _left_out(raw))
        self._utf16 = OffsetMap(raw) if unit is OffsetUnit.UTF16 else None
        self._starts = array("I")
        if unit is OffsetUnit.UTF8 and not raw.isascii():
            self._starts.extend(accumulate((_bytes(c) for c in raw), initial=0))
        elif unit is OffsetUnit.GRAPHEMES and not (raw.isascii() and "\r" not in raw):
            self._starts.extend(graphemes(raw))
            self._starts.append(self._length)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a stretch in code points of the article's text; None where it isn't one."""
        try:
            first, last = self._point(start), self._point(end, up=True)
        except IndexError:
            return None
        first, last = self._ours(first), self._ours(last)
        return (first, last) if first < last else None

    def _ours(self, point: int) -> int:
        return point - bisect_left(self._gone, point) if self._gone else point

    def _point(self, offset: int, *, up: bool = False) -> int:
        """Return the code point of the foreign text at an offset; IndexError outside of it."""
        if offset < 0:
            raise IndexError(offset)
        if self._utf16 is not None:
            return self._utf16.to_code_point(offset, up=up)
        if not self._starts:
            if offset > self._length:
                raise IndexError(offset)
            return offset
        if self.unit is OffsetUnit.GRAPHEMES:
            return self._starts[offset]
        if offset > self._starts[-1]:
            raise IndexError(offset)
        at = bisect_right(self._starts, offset) - 1
        return at + int(up and self._starts[at] != offset)


def graphemes(text: str) -> Iterator[int]:
    """Yield where each character begins as people see them (Unicode's extended clusters)."""
    before, flags, joined = "", 0, False
    for n, character in enumerate(text):
        if not before or not _goes_on(before, character, flags, joined=joined):
            yield n
            flags = 0
        flags += ord(character) in _FLAGS
        joined = character == _ZWJ and unicodedata.category(before or " ") in ("So", "Sk", "Mn")
        before = character


def _goes_on(before: str, character: str, flags: int, *, joined: bool) -> bool:
    """Tell whether a character belongs to the one before it."""
    if before in "\r\n" or character in "\r\n":
        return before == "\r" and character == "\n"
    code = ord(character)
    if code < 0x300:
        return False
    if character == _ZWJ or code in _MODIFIERS or code in _TAGS:
        return True
    if unicodedata.category(character) in ("Mn", "Me", "Mc") or character == "\u200c":
        return True
    if code in _FLAGS:
        return flags % 2 == 1
    return (joined and unicodedata.category(character) == "So") or _is_syllable(before, code)


def _is_syllable(before: str, code: int) -> bool:
    """Tell whether two parts of a Korean syllable stand together."""
    first = ord(before)
    if first in _HANGUL_L:
        return code in _HANGUL_L or code in _HANGUL_V or code in _SYLLABLES
    open_ended = first in _HANGUL_V or (first in _SYLLABLES and (first - _SYLLABLES[0]) % 28 == 0)
    if open_ended and code in _HANGUL_V:
        return True
    return code in _HANGUL_T and (open_ended or first in _HANGUL_T or first in _SYLLABLES)


def _left_out(raw: str) -> Iterator[int]:
    """Yield the positions of what an article's text lacks of a foreign one."""
    if raw.startswith("\ufeff"):
        yield 0
    at = raw.find("\r\n")
    while at >= 0:
        yield at
        at = raw.find("\r\n", at + 2)


def _bytes(character: str) -> int:
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
