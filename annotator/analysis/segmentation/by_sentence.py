"""Sentences, and the clauses in them.

A terminator ends a sentence, unless it belongs to an abbreviation, initial or number. Clauses are
the parts between commas, colons, semicolons, dashes and brackets.
"""

import re
from collections.abc import Set as AbstractSet
from functools import cache

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_quotation import closing_marks, quoted
from annotator.analysis.segmentation.by_word import per_paragraph, trimmed
from annotator.resources import word_list

_NO_SPACE = "。！？｡．"  # after these, no white space is needed
_ENDERS = f".!?…‼⁇⁈⁉؟۔।॥።։{_NO_SPACE}"
_TERMINATOR = re.compile(f"[{_ENDERS}]+")
_BRACKETS = frozenset(")]}）】")
_LAST_TOKEN = re.compile(r"[\w.]+$")
_TOKEN = 20
"""How many characters before a full stop may belong to an abbreviation."""
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NEXT_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s*")
_BREAK = re.compile(
    r"(?P<spaced>[,;:،؛])|(?P<wide>[、，；：])|\s[–—-]+(?=\s)|—|[()\[\]（）【】]",
)
_DELIMITERS = ",;:،؛、，；："


@cache
def _abbreviations() -> dict[str, str]:
    known = {form: kind for form, kind, *_ in word_list("abbreviations.txt")}
    # A listed small letter may stand as a capital, but "ill." is no "Ill." and "on." no "On.".
    return {form[:1].upper() + form[1:]: kind for form, kind in known.items()} | known


@cache
def _starters() -> frozenset[str]:
    return frozenset(row[0].casefold() for row in word_list("sentence-starters.txt"))


def sentences_in(paragraph: str, closing: AbstractSet[int] | None = None) -> list[Range]:
    """Return the sentences of one paragraph; who knows its `closing_marks` may give them."""
    closing = closing_marks(paragraph) if closing is None else closing
    result: list[Range] = []
    start = _skip_space(paragraph, 0)
    for match in _TERMINATOR.finditer(paragraph):
        if match.start() < start:
            continue
        if not closing and _plainly_ends(paragraph, match):
            result.append((start, match.end()))
            start = match.end() + 1
            continue
        end = after_closing(paragraph, match.end(), closing)
        following = _skip_space(paragraph, end)
        if following == len(paragraph):
            break
        if _ends(paragraph, start, match, end):
            result.append((start, end))
            start = following
    last = len(paragraph.rstrip())
    return [*result, (start, last)] if start < last else result


def _plainly_ends(paragraph: str, match: re.Match[str]) -> bool:
    """Tell of the most common ends what `_ends` would: a word, a full stop, a blank, a capital."""
    dot, end = match.span()
    if match.group() != "." or paragraph[end : end + 1] != " ":
        return False
    capital, before = paragraph[end + 1 : end + 2], paragraph[max(0, dot - _TOKEN - 1) : dot]
    if not capital.isupper() or not before[-1:].isalpha():
        return False
    word = before.rsplit(None, 1)[-1]
    return 1 < len(word) <= _TOKEN and word.isalpha() and f"{word}." not in _abbreviations()


def sentences(text: str) -> list[Range]:
    """Return the sentences of a text; closing quotation marks belong to the sentence they end."""
    return per_paragraph(text, sentences_in)


def after_closing(paragraph: str, at: int, closing: AbstractSet[int]) -> int:
    """Step over the closing quotation marks (at `closing`) and brackets that stand at `at`."""
    while at < len(paragraph):
        spaced = at + 1 in closing and paragraph[at].isspace() and paragraph[at + 1] in "»›"
        if at in closing or paragraph[at] in _BRACKETS:
            at += 1
        elif spaced:
            at += 2
        else:
            break
    return at


def _skip_space(paragraph: str, at: int) -> int:
    found = _SPACE.match(paragraph, at)
    return found.end() if found else at


def _ends(paragraph: str, start: int, match: re.Match[str], end: int) -> bool:
    following = _skip_space(paragraph, end)
    if match.group()[-1] in _NO_SPACE:
        # Japanese goes on after a quotation with the particle that means "thus".
        return not (end > match.end() and paragraph[following] == "と")
    if following == end or paragraph[following].islower() or paragraph[following] in _ENDERS:
        return False
    if paragraph[start : match.start()].strip().isdigit():
        return False  # "1. First …" numbers a list
    return match.group() != "." or not _is_abbreviation(paragraph, match.start(), following)


def _is_abbreviation(paragraph: str, dot: int, following: int) -> bool:
    token = _LAST_TOKEN.search(paragraph[max(0, dot - _TOKEN) : dot])
    if token is None:
        return False
    form = token.group()
    kind = _abbreviations().get(form + ".")
    if kind == "title":
        return True
    if kind == "number" and (form.islower() or paragraph[following].isdigit()):
        return paragraph[following].isdigit()  # "p. 7", but "Mary P. Lee"
    word = _NEXT_WORD.match(paragraph, following)
    if word is None:
        return False
    if form.isdigit():
        return len(form) <= 2 and _abbreviations().get(word.group()) == "ordinal"
    follower = word.group().casefold()
    initial = _ACRONYM.fullmatch(form) is not None and (len(form) > 1 or form.isupper())
    return (kind == "any" or initial) and follower not in _starters()


def clauses_in(paragraph: str) -> list[Range]:
    """Return the clauses of one paragraph."""
    quotes = [(start, end) for start, end, closed in quoted(paragraph) if closed]
    opened, closed = dict(quotes), {end: start for start, end in quotes}
    closing = closing_marks(paragraph)
    found: list[Range] = []
    for start, end in sentences_in(paragraph):
        found += pieces(paragraph, start, end, closing)
    whole = (balanced(paragraph, *piece, opened, closed) for piece in found)
    return [
        (start, end)
        for start, end in whole
        if any(character.isalnum() for character in paragraph[start:end])
    ]


def clauses(text: str) -> list[Range]:
    """Return the clauses of a text, without the comma or dash between them."""
    return per_paragraph(text, clauses_in)


def pieces(paragraph: str, start: int, end: int, closing: set[int]) -> list[Range]:
    """Cut a stretch of one paragraph at commas, dashes, brackets; `closing` marks stay behind."""
    result: list[Range] = []
    for match in _BREAK.finditer(paragraph, start, end):
        if match.start() < start:
            continue
        after = after_closing(paragraph, match.end(), closing)
        if match["spaced"] and after < end and not paragraph[after].isspace():
            continue
        takes_marks = after > match.end() and (match["spaced"] or match["wide"])
        result.append((start, after if takes_marks else match.start()))
        start = after if takes_marks else match.end()
    return [*result, (start, end)]


def balanced(
    paragraph: str, start: int, end: int, opened: dict[int, int], closed: dict[int, int]
) -> Range:
    """Trim white space, and quotation marks whose partner stands in another clause."""
    start, end = trimmed(paragraph, start, end)
    if opened.get(start, 0) > end:
        start += 1
    if closed.get(end, start) < start:
        end -= 1
        while end > start and paragraph[end - 1] in _DELIMITERS:
            end -= 1
    return trimmed(paragraph, start, end)
