"""Finds the lines of a scraped text that belong to the web site, not to the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import accumulate, pairwise

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_word import paragraphs, words_in
from annotator.resources import word_list

_LONGEST_TEASER = 14  # words; with more, a line without a full stop may still be prose
_LONGEST_LINE = 400  # code points; what is longer is prose, however it begins or ends
_CLOSERS = "[\\s\"'’”“»›」』)\\]]*$"
_STOP = re.compile(rf"[.…。｡۔।]{_CLOSERS}")
_CRY = re.compile(rf"[!?！？؟]{_CLOSERS}")
_SENTENCE_INSIDE = re.compile(r"[\w\"”’»)][.!?]\s+[\"“„«]?[^\W\d_]{2}|[。！？؟]\s*\w")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# A number glued to its name (as scraped lists have it) or one too long for a year or a score.
_NUMBER = re.compile(r"[^\W\d_]\d{3,}$|[+\d(][\d\s()/.\-]{4,}\d$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE)
_SURE_FROM = 3  # sure lines after it that make a teaser of a line that ends in ! or ?


class _Kind(IntEnum):
    """What a line looks like; from NUMBER on it is a sign of furniture, ever surer."""

    PROSE = 0  # a sentence: ends every block
    CRY = 1  # short and ends in ! or ?: a teaser only before a menu
    SHORT = 2  # short and without a full stop: a teaser, but also a subheading or a credit
    NUMBER = 3  # a service's telephone number
    MENU = 4  # a menu's word
    NOTICE = 5  # what no article contains
    HEADING = 6  # a notice over a list of teasers


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: _Kind
    opens_group: bool  # a blank line stands before it

    @property
    def sure(self) -> bool:
        return self.kind >= _Kind.NUMBER


def headline(text: str) -> str:
    """Return the first line that is not blank, without the white space around it."""
    return next((text[start:end] for start, end in paragraphs(text)), "")


def furniture(text: str) -> list[Range]:
    """Propose what to leave out: whole lines (without their last line break), joined to blocks.

    The first line that is not blank is never proposed. In the middle only unmistakable notices
    are; at the end also menus, teasers and lists of numbers after the last sentence.
    """
    lines = _lines(text)
    first = _menu_at_end(lines)
    chosen = [index for index in range(first) if lines[index].kind >= _Kind.NOTICE]
    return _joined(lines, [*chosen, *range(first, len(lines))])


def _lines(text: str) -> list[_Line]:
    """Return the lines after the headline that are not blank."""
    starts = [match.start() for match in re.finditer(r"^.*\S", text, re.MULTILINE)]
    result: list[_Line] = []
    for before, start in pairwise(starts):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        blank_before = text.count("\n", before, start) > 1
        result.append(_Line(start, end, _kind(text[start:end].strip()), blank_before))
    return result


def _kind(line: str) -> _Kind:
    if len(line) > _LONGEST_LINE:
        return _Kind.PROSE
    plain = " ".join(_EDGES.sub("", line).casefold().split())
    if plain in _forms("heading"):
        return _Kind.HEADING
    if _is_notice(line, plain):
        return _Kind.NOTICE
    return _Kind.PROSE if _is_prose(line) else _short_kind(line, plain)


def _short_kind(line: str, plain: str) -> _Kind:
    if plain in _forms("menu"):
        return _Kind.MENU
    if _NUMBER.search(line):
        return _Kind.NUMBER
    return _Kind.CRY if _CRY.search(line) else _Kind.SHORT


def _is_notice(line: str, plain: str) -> bool:
    if plain in _forms("line") or _ADDRESS.fullmatch(line):
        return True
    begun = " ".join(line.casefold().lstrip(" \t-–—•·*>»▶►|[").split())
    if begun.startswith(tuple(_forms("beginning"))):
        return True
    names = re.findall(r"\w+", plain)
    return len(names) > 1 and all(name in _forms("share") for name in names)


def _is_prose(line: str) -> bool:
    if _STOP.search(line) or _SENTENCE_INSIDE.search(line):
        return True
    return len(words_in(line)) > _LONGEST_TEASER


def _menu_at_end(lines: Sequence[_Line]) -> int:
    """Return the index of the first line of the menu at the end; `len(lines)` without one."""
    tail = _after_last_sentence(lines)
    sure = [index for index in range(tail, len(lines)) if lines[index].sure]
    if tail == 0 or not sure:
        return len(lines)  # a text without any sentence is a poem or a list, not a menu
    first = _group_start(lines, sure[0], tail)
    named = any(lines[index].kind >= _Kind.MENU for index in sure)
    if named and len(sure) > 1 and len(sure) * 2 >= len(lines) - first:
        return first
    headings = (index for index in sure if lines[index].kind is _Kind.HEADING)
    return next(headings, len(lines))


def _after_last_sentence(lines: Sequence[_Line]) -> int:
    headed = list(accumulate(lines, _under_heading, initial=False))[1:]
    sure_after = 0
    for index in range(len(lines) - 1, -1, -1):
        kind = lines[index].kind
        teaser = sure_after >= _SURE_FROM or (headed[index] and index < len(lines) - 1)
        if kind is _Kind.PROSE or (kind is _Kind.CRY and not teaser):
            return index + 1
        sure_after += lines[index].sure
    return 0


def _under_heading(before: bool, line: _Line) -> bool:  # noqa: FBT001 - accumulate calls it
    return line.kind is _Kind.HEADING or (before and line.kind is not _Kind.PROSE)


def _group_start(lines: Sequence[_Line], first: int, tail: int) -> int:
    """Step back from a menu's first sure line to the blank line before it, where it began.

    Only when most lines up to the next blank one are sure, because a subheading or a credit may
    stand there too.
    """
    start = first
    while start > tail and not lines[start].opens_group:
        start -= 1
    end = first + 1
    while end < len(lines) and not lines[end].opens_group:
        end += 1
    sure = sum(line.sure for line in lines[start:end])
    enough = sure >= _SURE_FROM and sure * 2 >= end - start
    return start if lines[start].opens_group and enough else first


def _joined(lines: Sequence[_Line], chosen: Sequence[int]) -> list[Range]:
    result: list[Range] = []
    previous = -2
    for index in chosen:
        line = lines[index]
        if index == previous + 1:
            result[-1] = (result[-1][0], line.end)
        else:
            result.append((line.start, line.end))
        previous = index
    return result


@cache
def _forms(kind: str) -> frozenset[str]:
    return frozenset(form.casefold() for form, given in word_list("furniture.txt") if given == kind)
