"""Reported clauses: "that it had considered the request", in the languages that have word lists."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_quotation import closing_marks, quoted
from annotator.analysis.segmentation.by_sentence import balanced, pieces, sentences_in
from annotator.analysis.segmentation.by_word import words_in
from annotator.resources import word_list

_CUES = ("en", "de", "fr", "es")
_NEAR = 4
"""How many words before "if" the reporting word may stand."""
_STOP = re.compile(r"[.!?…。！？]+$")


class _Word(NamedTuple):
    start: int
    end: int
    form: str


@cache
def _role(name: str) -> frozenset[str]:
    rows = (row[2].split() for row in word_list("subordinators.txt") if row[1] == name)
    return frozenset(word for words in rows for word in words)


@cache
def _cues() -> frozenset[str]:
    return frozenset(row[0].casefold() for lang in _CUES for row in word_list(f"cues-{lang}.txt"))


def reported_clauses_in(paragraph: str) -> list[Range]:
    """Return the reported clauses of one paragraph; they may hold one another."""
    found: set[Range] = set()
    marks = _Marks(paragraph)
    for start, end in sentences_in(paragraph):
        words = [_word(paragraph, start, *one) for one in words_in(paragraph[start:end])]
        for number in range(1, len(words)):
            if _begins(words, number):
                found.update(_from(paragraph, words, number, end, marks))
    return sorted(found, key=lambda one: (one[0], -one[1]))


class _Marks:
    """The quotations of a paragraph, looked for once and only if there is a clause."""

    def __init__(self, paragraph: str) -> None:
        quotes = [(start, end) for start, end, closed in quoted(paragraph) if closed]
        self.opened = dict(quotes)
        self.closed = {end: start for start, end in quotes}
        self.closing = closing_marks(paragraph)

    def cuts(self, start: int, stop: int) -> bool:
        """Tell whether a stretch would end within a quotation, or reach out of one."""
        return any(a < start < b < stop or start <= a < stop < b for a, b in self.opened.items())


def _word(paragraph: str, offset: int, start: int, end: int) -> _Word:
    form = paragraph[offset + start : offset + end].casefold().replace("’", "'")
    return _Word(offset + start, offset + end, form)


def _begins(words: list[_Word], number: int) -> bool:
    form, before = words[number].form, words[number - 1].form
    if before in _role("never"):
        return False
    elided = any(form.startswith(one) for one in _role("elided"))
    if number + 1 == len(words) and not elided:
        return False  # "so he said that."
    if elided or form in _role("that"):
        return True
    if form in _role("subject") and before in _cues():
        return True
    near = words[max(0, number - _NEAR) : number]
    return form in _role("asked") and any(one.form in _cues() for one in near)


def _from(
    paragraph: str, words: list[_Word], number: int, end: int, marks: _Marks
) -> Iterator[Range]:
    """Yield the clause that a word begins: up to the next break, the next clause, and the end."""
    start = words[number].start
    ends = {pieces(paragraph, start, end, marks.closing)[0][1], end}
    ends.update(
        words[later - 2].end
        for later in range(number + 2, len(words))
        if words[later - 1].form in _role("joins") and words[later].form in _role("that")
    )
    for stop in ends:
        if marks.cuts(start, stop):
            continue
        first, last = balanced(paragraph, start, stop, marks.opened, marks.closed)
        last = _without_stop(paragraph, words, last, marks.closing)
        if first == start < last:
            yield first, last


def _without_stop(paragraph: str, words: list[_Word], end: int, closing: set[int]) -> int:
    """Leave the full stop to the sentence, but not that of "U.S." nor one within a quotation."""
    if end - 1 in closing or any(word.end == end for word in words):
        return end
    return len(_STOP.sub("", paragraph[:end]).rstrip())
