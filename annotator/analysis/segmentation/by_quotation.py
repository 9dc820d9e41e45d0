"""Quotations: stretches between quotation marks of many styles, nested ones included."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_word import per_paragraph, trimmed

# What may close a quotation that the key opened.
_CLOSERS = {
    '"': '"',
    "＂": "＂",
    "“": '”“"',
    "„": '”“‟"',
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_SINGLE = frozenset("‘’‚'")
_ALWAYS_OPEN = frozenset("„「『")
# These close what the other opened whatever stands around them; other pairs need the right place.
_NATURAL = frozenset(("“”", "„”", "«»", "‹›", "「」", "『』"))
# Words cut short at the front begin with an apostrophe, not with a quotation mark.
_ELIDED = re.compile(r"(?:em|n|til|tis|twas|cause|bout|round|s|t)\b", re.IGNORECASE)
_MARK = re.compile(f"[{''.join(_CLOSERS)}’」』]")
_BEFORE_OPENING = frozenset("([{“„«‹‘'\"–—-/「『¿¡")
_AFTER_CLOSING = frozenset(".,;:!?)]}…»›”’“'\"–—、。，؛،؟」』")


class _Side(Enum):
    OPENS = auto()
    CLOSES = auto()
    EITHER = auto()


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    possible_end: int | None = None  # where a plural's apostrophe may have been the closing mark


def quotations_in(paragraph: str) -> list[Range]:
    """Return the quotations of one paragraph, marks included, outer before inner."""
    return [(start, end) for start, end, _ in quoted(paragraph)]


def quotations(text: str) -> list[Range]:
    """Return the quotations of a text, marks included, outer before inner.

    A quotation without a closing mark runs to its paragraph's end: long quotations repeat the
    opening mark at each paragraph and close only the last.
    """
    return per_paragraph(text, quotations_in)


def quoted(paragraph: str) -> list[tuple[int, int, bool]]:
    """Return `(start, end, closed)` for each quotation of one paragraph, sorted."""
    if not _MARK.search(paragraph):
        return []  # most paragraphs: this keeps the search for the next quotation quick
    scan = _Scan(paragraph)
    for match in _MARK.finditer(paragraph):
        scan.visit(match.start(), match.group())
    return scan.finish()


class _Scan:
    def __init__(self, paragraph: str) -> None:
        self._text = paragraph
        self._stack: list[_Open] = []
        self._found: list[tuple[int, int, bool]] = []

    def visit(self, at: int, mark: str) -> None:
        side = self._side(at)
        if mark in _SINGLE:
            self._visit_single(at, mark, side)
            return
        opener = self._opener(mark)
        if opener is not None and (side is not _Side.OPENS or self._pair(opener, mark) in _NATURAL):
            self._close(opener, at + 1)
        elif mark in _CLOSERS and self._may_open(at, mark, side):
            self._stack.append(_Open(mark, at))

    def finish(self) -> list[tuple[int, int, bool]]:
        """End what is still open: double quotations at the paragraph's end, single ones not."""
        end = trimmed(self._text, 0, len(self._text))[1]
        for left in self._stack:
            if left.possible_end is not None:
                self._found.append((left.at, left.possible_end, True))
            elif left.mark not in _SINGLE:
                self._found.append((left.at, end, False))
        kept = [quote for quote in self._found if self._says_something(quote)]
        return sorted(kept, key=lambda quote: (quote[0], -quote[1]))

    def _visit_single(self, at: int, mark: str, side: _Side) -> None:
        top = self._stack[-1] if self._stack else None
        follows = self._text[at + 1 : at + 2]
        fits = top is not None and mark in _CLOSERS[top.mark]
        if top is not None and fits and side is not _Side.OPENS and not follows.isalnum():
            if self._is_plural(at):
                top.possible_end = at + 1
            else:
                self._close(len(self._stack) - 1, at + 1)
        elif mark != "’" and side is _Side.OPENS and not _ELIDED.match(self._text, at + 1):
            if top is not None and top.mark == mark and top.possible_end is not None:
                self._close(len(self._stack) - 1, top.possible_end)
            self._stack.append(_Open(mark, at))

    def _is_plural(self, at: int) -> bool:
        """Tell whether the mark may be the apostrophe of "the leaders' plan"."""
        after = self._text[at + 1 : at + 3]
        return self._text[at - 1] == "s" and after[:1].isspace() and after[1:].islower()

    def _close(self, index: int, end: int) -> None:
        for inner in self._stack[index + 1 :]:
            if inner.possible_end is not None:
                self._found.append((inner.at, inner.possible_end, True))
        self._found.append((self._stack[index].at, end, True))
        del self._stack[index:]

    def _opener(self, mark: str) -> int | None:
        for index in range(len(self._stack) - 1, -1, -1):
            if mark in _CLOSERS[self._stack[index].mark]:
                return index
        return None

    def _pair(self, opener: int, mark: str) -> str:
        return self._stack[opener].mark + mark

    def _may_open(self, at: int, mark: str, side: _Side) -> bool:
        if mark in _ALWAYS_OPEN or (mark in "“«" and side is _Side.EITHER):
            return True
        between_letters = self._text[at - 1 : at].isalnum()
        loose = side is _Side.EITHER and mark == '"' and not between_letters
        return side is _Side.OPENS or loose

    def _side(self, at: int) -> _Side:
        before, after = self._text[at - 1 : at] if at else "", self._text[at + 1 : at + 2]
        may_open = not before or before.isspace() or before in _BEFORE_OPENING
        may_close = not after or after.isspace() or after in _AFTER_CLOSING
        if may_open == may_close:
            return _Side.EITHER
        return _Side.OPENS if may_open else _Side.CLOSES

    def _says_something(self, quote: tuple[int, int, bool]) -> bool:
        start, end, closed = quote
        return bool(self._text[start + 1 : end - closed].strip())
