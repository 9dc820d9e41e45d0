"""Finds the words that say who speaks, before or after an English reporting verb."""

import re

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_words import (
    ADVERB,
    AUXILIARY,
    BOUNDARY,
    DETERMINER,
    FORMS,
    PREPOSITION,
    PRONOUN,
    STOP,
    is_abbreviation,
    is_day,
)
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

_LONGEST = 34  # tokens of a source, and
_LONGEST_INSERTION = 26  # of what stands between its commas
_ALONE = frozenset(["some", "many", "most", "others", "both", "all", "another", "one"])
_AROUND = frozenset(").'’-")
_WITHIN = frozenset("'’&().-")
_LEADING = frozenset(["and", "but", "yet", "meanwhile"])
_INSERTION = small("en", "insertion")
_TRADE = re.compile(r"former|senior|\w+(?:er|or|ist|man|ian|ant|ent)")
_JOINING = frozenset(["for", "at", "with", "from", "to"])
_NO_JOIN = frozenset(["a", "an", "his", "her", "their", "response"])
_INVERTED = frozenset(["he", "she", "they", "it"])


def before(p: Paragraph, low: int, cue: int) -> Range | None:
    """Return the tokens of the noun phrase that ends just before the cue, not before `low`."""
    end = _before_adverbs(p, low, cue)
    if end <= low:
        return None
    head = end
    if p.words[end - 1] in ",–—-)":
        insertion = _insertion(p, low, end)
        if insertion is None:
            return None
        head, end = insertion
    if p.lower[head - 1] in PRONOUN and head == end:
        alone = p.lower[head - 1] != "who" or head - 1 <= low
        return (head - 1, end) if alone else _antecedent(p, low, head - 1, end)
    first = _leading(p, low, _reach(p, low, head), head)
    return (first, end) if first is not None and _names(p, first, head, end) else None


def _before_adverbs(p: Paragraph, low: int, cue: int) -> int:
    end = cue
    while end > low:
        word = p.lower[end - 1]
        adverb = word in ADVERB or word in AUXILIARY or is_day(word)
        by_ending = word.endswith("ly") and p.words[end - 1].islower()
        if not (adverb or by_ending or (word == "on" and end < cue)):
            break
        end -= 1
    return end


def _insertion(p: Paragraph, low: int, end: int) -> Range | None:
    """Return where the head ends before an apposition, and where the source ends."""
    sign = p.words[end - 1]
    opening = "(" if sign == ")" else sign
    at = end - 2
    while at > low and p.words[at] != opening and end - at < _LONGEST_INSERTION:
        at -= 1
    if at <= low or p.words[at] != opening or p.is_quoted(at - 1) or p.words[at - 1] == ",":
        return None
    return at, end if sign == ")" else end - 1


def _reach(p: Paragraph, low: int, head: int) -> int:
    """Return how far back the words before `head` may belong to the noun phrase."""
    first, words, lower = head, p.words, p.lower
    lowest = max(low, head - _LONGEST - 1)
    while first > lowest:
        at = first - 1
        word = words[at]
        sign = not word[0].isalnum() and word not in _WITHIN
        if sign or p.quotation[at] >= 0 or (word == "." and not is_abbreviation(p, at)):
            break
        if lower[at] in ("and", "or"):
            if not _joins(p, low, at):
                break
        elif lower[at] in BOUNDARY or lower[at] in AUXILIARY or lower[at] == "who":
            break
        first = at
    return first


def _joins(p: Paragraph, low: int, at: int) -> bool:
    """Tell whether the "and" at the token stands between two names or nouns."""
    if at <= low:
        return False
    names = p.words[at + 1][0].isupper() and p.words[at - 1][0].isupper()
    return names or (p.lower[at + 1] in DETERMINER and at - low < 6)


def _leading(p: Paragraph, low: int, first: int, head: int) -> int | None:
    """Return where the noun phrase begins after prepositional phrases and adverbs."""
    lower = p.lower
    while first < head:
        word = lower[first]
        if word in PREPOSITION:
            if not any(one[0].isupper() for one in p.words[first + 1 : head]):
                return None
            return _last_name(p, low, head)
        adverb = word in ADVERB and p.words[first].islower()
        if not (adverb or word in _LEADING or p.words[first] in _AROUND):
            break
        first += 1
    return first


def _last_name(p: Paragraph, low: int, head: int) -> int:
    """Return where the last run of capitals begins: "On Tuesday Clinton said"."""
    first = head - 1
    while first - 1 > low:
        word = p.words[first - 1]
        named = word[0].isupper() or word == "."
        if not named or p.lower[first - 1] in PREPOSITION or is_day(p.lower[first - 1]):
            break
        first -= 1
    return first


def _names(p: Paragraph, first: int, head: int, end: int) -> bool:
    """Tell whether the tokens are a noun phrase that may speak."""
    if first >= head or end - first > _LONGEST:
        return False
    if not any(word[0].isalnum() for word in p.words[first:head]):
        return False
    word, single = p.lower[first], head - first == 1
    if single and ((word in DETERMINER and word not in _ALONE) or is_day(word)):
        return False
    if word in ("there", "here") and head - first < 3:
        return False
    return not _is_participle(p, first, head)


def _is_participle(p: Paragraph, first: int, head: int) -> bool:
    word = p.lower[first]
    if first + 1 >= head or not p.words[first].islower():
        return False
    verbal = word.endswith(("ed", "ing")) or word in FORMS
    return verbal and (p.lower[first + 1] in PREPOSITION or p.lower[first + 1] in DETERMINER)


def _antecedent(p: Paragraph, low: int, relative: int, end: int) -> Range:
    """Return the name before "who", or the word itself."""
    after = relative - 1 if p.words[relative - 1] == "," else relative
    first = after
    while first > low:
        word = p.words[first - 1]
        if not (word[0].isupper() or (word in ".-" and first - 1 > low)):
            break
        first -= 1
    return (first, after) if first < after else (relative, end)


def after(p: Paragraph, first: int, high: int) -> Range | None:
    """Return the tokens of the noun phrase that begins at `first`, just after an inverted verb."""
    if first >= high or p.quotation[first] >= 0:
        return None
    word = p.lower[first]
    begins = p.words[first][0].isupper() or word in DETERMINER or word in _INVERTED
    if not begins or word == "that":
        return None
    if word in PRONOUN:
        return first, first + 1
    end = min(first + 1, high)
    limit = min(high, first + _LONGEST + _LONGEST_INSERTION)
    while end < limit and p.quotation[end] < 0:
        if p.words[end] == ",":
            return first, _apposition_end(p, end, high)
        if _ends(p, first, end, high):
            break
        end += 1
    return first, end


def _ends(p: Paragraph, first: int, at: int, high: int) -> bool:
    word, lower = p.words[at], p.lower[at]
    if word == ".":
        return at + 1 >= high or not is_abbreviation(p, at)
    if not word[0].isalnum():
        return word not in _WITHIN
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
    while at < min(high, comma + _LONGEST_INSERTION) and p.words[at] not in ",;—–":
        if p.is_quoted(at) or (p.words[at] == "." and at + 1 >= high):
            break
        at += 1
    return at
