"""Quotations: stretches between quotation marks of many styles, nested ones included."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_word import per_paragraph, trimmed
from annotator.analysis.segmentation.quotation_marks import (
    CLOSERS,
    MARK,
    NATURAL,
    OPENERS,
    SINGLE,
    SOME_MARK,
    Side,
    is_apostrophe,
    is_gershayim,
    is_tied,
    may_open,
    side,
)

# Words cut short at the front begin with an apostrophe, not with a quotation mark.
_ELIDED = re.compile(r"(?:em|n|til|tis|twas|cause|bout|round|s|t|\d0s)\b", re.IGNORECASE)
_SOMETHING = re.compile(r"\S")


class Quotation(NamedTuple):
    """A quotation in its paragraph; `closed` says how long the mark is that ends it, 0 for none."""

    start: int
    end: int
    closed: int


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


def quoted(paragraph: str) -> list[Quotation]:
    """Return each quotation of one paragraph, sorted."""
    if not SOME_MARK.search(paragraph):
        return []  # most paragraphs: this keeps the search for the next quotation quick
    scan = _Scan(paragraph)
    for match in MARK.finditer(paragraph):
        scan.visit(match.start(), match.group())
    return scan.finish()


def closing_marks(paragraph: str) -> set[int]:
    """Return the places of the signs that close the quotations of one paragraph."""
    return closing_places(quoted(paragraph))


def closing_places(found: Iterable[Quotation]) -> set[int]:
    """Return the places of the signs that close quotations."""
    return {at for one in found for at in range(one.end - one.closed, one.end)}


class _Scan:
    def __init__(self, paragraph: str) -> None:
        self._text = paragraph
        self._stack: list[_Open] = []
        self._found: list[Quotation] = []
        self._sizes: dict[int, int] = {}
        self._places: dict[str, list[int]] = {}  # where in the stack each mark is open

    def visit(self, at: int, mark: str) -> None:
        """Take a mark for one that closes what is open, or else opens."""
        if mark in '"״' and is_gershayim(self._text, at):
            return
        end = at + len(mark)
        place = side(self._text, at, end)
        if mark in SINGLE:
            self._visit_single(at, mark, place)
            return
        opener = self._opener(mark)
        if opener is not None and (place is not Side.OPENS or self._pair(opener, mark) in NATURAL):
            self._close(opener, end, len(mark))
        elif mark in CLOSERS and may_open(self._text, at, end, place):
            self._open(mark, at)
        elif set(mark) <= SINGLE and len(mark) > 1:  # two single ones that end together
            for number, one in enumerate(mark):
                self._visit_single(at + number, one, side(self._text, at + number, at + number + 1))

    def finish(self) -> list[Quotation]:
        """End what is still open: double quotations at the paragraph's end, single ones not."""
        end = trimmed(self._text, 0, len(self._text))[1]
        for left in self._stack:
            if left.possible_end is not None:
                self._found.append(Quotation(left.at, left.possible_end, 1))
            elif left.mark not in SINGLE or self._is_carried_on(left):
                self._found.append(Quotation(left.at, end, 0))
        kept = [quote for quote in self._found if self._says_something(quote)]
        return sorted(kept, key=lambda quote: (quote.start, -quote.end))

    def _is_carried_on(self, left: _Open) -> bool:
        """Tell whether a paragraph begins with a single mark that only a later one closes."""
        return left.at == 0 and self._text[1:2].isupper()

    def _visit_single(self, at: int, mark: str, place: Side) -> None:
        top = self._stack[-1] if self._stack else None
        fits = top is not None and mark in CLOSERS[top.mark]
        if top is not None and fits and place is not Side.OPENS:
            if is_apostrophe(self._text, at):
                return
            if self._is_plural(at):
                top.possible_end = at + 1
            else:
                self._close(len(self._stack) - 1, at + 1, 1)
        elif mark != "’" and self._may_open_single(at, place):
            if top is not None and top.mark == mark and top.possible_end is not None:
                self._close(len(self._stack) - 1, top.possible_end, 1)
            self._open(mark, at)

    def _may_open_single(self, at: int, place: Side) -> bool:
        before = self._text[at - 1 : at] if at else ""
        is_beside = is_tied(before) or (
            is_tied(self._text[at + 1 : at + 2]) and not before.isalnum()
        )
        opens = place is Side.OPENS or (place is Side.EITHER and is_beside)
        return opens and not _ELIDED.match(self._text, at + 1)

    def _is_plural(self, at: int) -> bool:
        """Tell whether the mark may be the apostrophe of "the leaders' plan"."""
        after = self._text[at + 1 : at + 3]
        return self._text[at - 1] == "s" and after[:1].isspace() and after[1:].islower()

    def _open(self, mark: str, at: int) -> None:
        self._sizes[at] = len(mark)
        self._places.setdefault(mark, []).append(len(self._stack))
        self._stack.append(_Open(mark, at))

    def _close(self, index: int, end: int, size: int) -> None:
        for inner in self._stack[index + 1 :]:
            if inner.possible_end is not None:
                self._found.append(Quotation(inner.at, inner.possible_end, 1))
        self._found.append(Quotation(self._stack[index].at, end, size))
        while len(self._stack) > index:
            self._places[self._stack.pop().mark].pop()

    def _opener(self, mark: str) -> int | None:
        """Return which of the open quotations, the last ones first, a mark may close."""
        if not self._stack:
            return None
        last = (self._places.get(one) for one in OPENERS.get(mark, ()))
        return max((places[-1] for places in last if places), default=None)

    def _pair(self, opener: int, mark: str) -> str:
        return self._stack[opener].mark + mark

    def _says_something(self, quote: Quotation) -> bool:
        start = quote.start + self._sizes[quote.start]
        return _SOMETHING.search(self._text, start, quote.end - quote.closed) is not None
