"""Finds the words that say who speaks, after an English verb: “…,” said Ann Lee, the mayor."""

import re

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_subject import LONGEST, LONGEST_INSERTION, WITHIN
from annotator.analysis.suggest.english_words import (
    ADVERB,
    DETERMINER,
    PREPOSITION,
    PRONOUN,
    STOP,
    is_abbreviation,
    is_day,
)
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

_INSERTION = small("en", "insertion")
_TRADE = re.compile(r"former|senior|\w+(?:er|or|ist|man|ian|ant|ent)")
_JOINING = frozenset(["for", "at", "with", "from", "to"])
_NO_JOIN = frozenset(["a", "an", "his", "her", "their", "response"])
_INVERTED = frozenset(["he", "she", "they", "it"])


def inverted_subject(p: Paragraph, first: int, high: int) -> Range | None:
    """Return the tokens of the noun phrase that begins at `first`, just after an inverted verb."""
    if first >= high or p.quotation[first] >= 0:
        return None
    word = p.lower[first]
    begins = p.words[first][0].isupper() or word in DETERMINER or word in _INVERTED
    begins = begins or _is_trade(p, first, high)
    if not begins or word == "that":
        return None
    if word in PRONOUN:
        return first, first + 1
    end = min(first + 1, high)
    limit = min(high, first + LONGEST + LONGEST_INSERTION)
    while end < limit and p.quotation[end] < 0:
        if p.words[end] == ",":
            return first, _apposition_end(p, end, high)
        if _ends(p, first, end, high):
            break
        end += 1
    return first, end


def _is_trade(p: Paragraph, first: int, high: int) -> bool:
    """Tell whether a few small words stand before a name: "election lawyer Joe Birch"."""
    for at in range(first, min(high, first + 6)):
        word = p.words[at]
        if word[0].isupper():
            return at > first and not is_day(p.lower[at])
        if not word[0].isalpha() or p.lower[at] in STOP or p.lower[at] in ADVERB:
            return False
        if p.lower[at] in PREPOSITION or word.endswith("ly"):
            return False
    return False


def _ends(p: Paragraph, first: int, at: int, high: int) -> bool:
    word, lower = p.words[at], p.lower[at]
    if word == ".":
        return at + 1 >= high or not is_abbreviation(p, at)
    if not word[0].isalnum():
        return word not in WITHIN
    if lower in STOP:
        return not _goes_on(p, first, at)
    return is_day(lower)


def _goes_on(p: Paragraph, first: int, at: int) -> bool:
    """Tell whether a small word belongs to the phrase: "Lee and Kim", "minister for trade"."""
    if at + 1 >= len(p):
        return False
    word, following = p.lower[at], p.lower[at + 1]
    if word in ("and", "or"):
        return p.words[at + 1][0].isupper()
    near = at - first < 8 and not is_day(following)
    return word in _JOINING and near and following not in _NO_JOIN


def _apposition_end(p: Paragraph, comma: int, high: int) -> int:
    """Return where an apposition after the comma ends, or the comma if none begins there."""
    at = comma + 1
    if at >= high:
        return comma
    if p.lower[at] not in _INSERTION and not _TRADE.fullmatch(p.lower[at]):
        return comma
    while at < min(high, comma + LONGEST_INSERTION) and p.words[at] not in ",;—–":
        if p.is_quoted(at) or (p.words[at] == "." and at + 1 >= high):
            break
        at += 1
    return at
