"""Who says a quotation in languages without frames: by everyday verbs beside its marks."""

import re
from collections.abc import Sequence
from functools import cache

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.resources import word_list

UNSPACED = ("zh", "ja")
"""Languages without blanks, in which a token is a whole phrase."""

_NEAR = 4  # tokens between a quotation and the verb after it
_FAR = 14  # and the verb before it
_SOURCE = 8  # tokens of a source
_WINDOW = 40  # code points beside a quotation in unspaced languages
_SCORE = 0.9
_SUBJECT = re.compile(r"[^、。，！？「」\s]{1,24}?(?=[はが])")
_BREAKS = ("，", "。", "、", "！", "？", "；", "：", "」", "”", "\n", " ")


@cache
def said(language: str) -> frozenset[str]:
    """Return the verbs of a language, none where it has no list."""
    rows = (row[1].split() for row in word_list("said.txt") if row[0] == language)
    return frozenset(word for words in rows for word in words)


def found(paragraph: Paragraph, language: str) -> Sequence[FoundStretch]:
    """Return the quotations of a paragraph that have a verb beside them."""
    if not paragraph.quotations:
        return ()
    if language in UNSPACED:
        reports = (_unspaced(paragraph, *one, language) for one in paragraph.quotations)
    else:
        reports = (_spaced(paragraph, *one) for one in paragraph.quotations)
    return [one for one in reports if one is not None]


def _spaced(p: Paragraph, first: int, after: int) -> FoundStretch | None:
    start, end = p.span(first, after)
    at = after
    while at < min(len(p), after + 2) and p.words[at] in ",–—-":
        at += 1
    for cue in range(at, min(len(p), at + _NEAR)):
        if p.is_quoted(cue) or p.words[cue] in ".;:!?":
            break
        if cue in p.is_cue:
            behind = _after(p, cue)
            subject = (at, cue) if cue > at and p.words[at][0].isupper() else phrase(p, behind)
            subject = subject or _opening_phrase(p, first)
            return FoundStretch(
                start, end, p.span(cue, behind), subject and p.span(*subject), "dq", _SCORE
            )
    for cue in range(first - 1, max(-1, first - _FAR), -1):
        if p.is_quoted(cue) or p.words[cue] in ".;!?":
            return None
        if cue in p.is_cue:
            begin = cue
            while begin > 0 and begin - 1 in p.is_cue:
                begin -= 1
            where = p.span(begin, cue + 1)
            return FoundStretch(start, end, where, _around(p, begin, cue + 1, first), "dq", _SCORE)
    return None


def _after(p: Paragraph, cue: int) -> int:
    """Return the token after a verb of several words."""
    after = cue + 1
    while after in p.is_cue:
        after += 1
    return after


def _opening_phrase(p: Paragraph, opening: int) -> Range | None:
    """Return a name that stands right before a quotation: `Minister Demir, "…" dedi`."""
    last = opening - (opening > 0 and p.words[opening - 1] == ",")
    first = last
    while first > 0 and last - first < _SOURCE and p.words[first - 1][0].isalnum():
        if p.is_quoted(first - 1):
            break
        first -= 1
    return (first, last) if first < last and p.words[first][0].isupper() else None


def phrase(p: Paragraph, first: int) -> Range | None:
    """Return the words after a verb up to the last capital among the next ones."""
    last = None
    for at in range(first, min(len(p), first + _SOURCE)):
        word = p.words[at]
        if p.is_quoted(at) or not word[0].isalnum():
            break
        if word[0].isupper() or word.lower() == word.upper():
            last = at + 1
    return (first, last) if last is not None else None


def _around(p: Paragraph, cue: int, behind: int, opening: int) -> Range | None:
    """Return who stands before a verb, or between it and the colon."""
    first = cue
    while first > 0 and cue - first < _SOURCE:
        if p.is_quoted(first - 1) or not p.words[first - 1][0].isalnum():
            break
        first -= 1
    if first < cue and p.words[first][0].isupper():
        return p.span(first, cue)
    after = phrase(p, behind)
    if after is not None and after[1] <= opening:
        return p.span(*after)
    return p.span(first, cue) if first < cue else None


def _unspaced(p: Paragraph, first: int, after: int, language: str) -> FoundStretch | None:
    start, end = p.span(first, after)
    text, low, high = p.text, p.starts[0], p.ends[-1]
    verbs = said(language)
    before = text[max(low, start - _WINDOW) : start].rstrip("：:，, ")
    verb = max((one for one in verbs if before.endswith(one)), key=len, default="")
    if verb:
        cue = text.rfind(verb, low, start)
        begin = max((text.rfind(sign, low, cue) for sign in _BREAKS), default=-1) + 1
        begin = max(begin, low, cue - _WINDOW)
        source = (begin, cue) if begin < cue else None
        return FoundStretch(start, end, (cue, cue + len(verb)), source, "dq", _SCORE)
    behind = text[end : min(high, end + _WINDOW)]
    place = min(
        (
            (at, -len(one))
            for one in verbs
            if (at := behind.find(one)) >= 0 and "。" not in behind[:at]
        ),
        default=None,
    )
    if place is None:
        return None
    cue = end + place[0]
    named = re.search(r"[^，,：:\s].*", behind[: place[0]]) if language == "zh" else None
    source = (end + named.start(), cue) if named else _subject(p, start)
    return FoundStretch(start, end, (cue, cue - place[1]), source, "dq", _SCORE)


def _subject(p: Paragraph, start: int) -> Range | None:
    """Return what は or が marks before a quotation, in the same sentence."""
    low = max(p.starts[0], start - 2 * _WINDOW)
    low = max(p.text.rfind("。", low, start) + 1, low)
    match = _SUBJECT.match(p.text, low, start)
    return match.span() if match else None
