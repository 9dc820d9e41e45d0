"""Where an English reported clause may begin, and where it ends."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_words import (
    PREPOSITION,
    PRONOUN,
    SUBJECT,
    VERBS,
    is_day,
    is_finite,
)
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

_FAR = 16  # tokens, within which a clause shows its verb and a verb its object
_BEGINNING = small("en", "clause")
_APART = small("en", "apart")
_NO_CLAUSE = frozenset(["and", "or", "but", "more", "nothing", "anything", "so", "hello", "yes"])
_OPENS = frozenset(["that", "to", "whether", "how", "why", "what", "if"])
_MARKS = frozenset(",:;.—–-")


def begins_clause(p: Paragraph, first: int, high: int) -> bool:
    """Tell whether a clause without "that" may begin at a token: a subject, and then a verb."""
    if first >= high:
        return False
    if p.is_quoted(first):
        return True
    word = p.lower[first]
    if not (word[0].isalnum() or word == "$") or word in _NO_CLAUSE:
        return False
    if (word in PREPOSITION and word not in _BEGINNING) or word.endswith("ly") or is_day(word):
        return False
    if SUBJECT.fullmatch(word):
        return True
    return any(is_finite(p, at) for at in range(first + 1, min(high, first + _FAR)))


def clause_end(p: Paragraph, first: int, high: int) -> int:
    """Return the token before which a reported clause ends that begins at `first`."""
    at = first
    while at < high:
        if p.is_quoted(at):
            at = min(high, p.quotation_at(at)[1])
            if at < high and _resumes(p, at):
                return at
            continue
        if p.words[at] == ";" or _breaks(p, first, at, high):
            return at
        if p.lower[at] == "while" and at - first > 6 and p.words[at - 1] == ",":
            return at - 1
        at += 1
    while high > first and p.words[high - 1] in ".!?,;:" and not p.is_quoted(high - 1):
        high -= 1
    return high


def _resumes(p: Paragraph, at: int) -> bool:
    """Tell whether a participle follows a quotation that ends in a comma: “…,” adding …."""
    comma = p.words[at - 2] == ","
    return comma and not p.is_quoted(at) and at in p.is_cue and p.lower[at].endswith("ing")


def _breaks(p: Paragraph, first: int, at: int, high: int) -> bool:
    if at + 1 >= high:
        return False
    word, lower, cues = p.words[at], p.lower, p.is_cue
    following = lower[at + 1]
    if word == "," and not p.is_quoted(at + 1):
        if following in _APART:
            return True
        if following == "and" and at + 2 < high:
            own = lower[at + 2] in PRONOUN and at + 3 in cues
            return own or (lower[at + 2] in VERBS and at + 2 in cues)
    if lower[at] in ("and", "but") and (at - first > 2 or p.is_quoted(at - 1)):
        also = following in ("also", "then", "later") and at + 2 in cues
        return also or at + 1 in cues
    return False


def object_at(p: Paragraph, cue: int, high: int) -> int | None:
    """Return where what is said begins after the verb, past an addressee, a day, an adverb.

    That is the token of "that", "to", "whether" …, of a colon or of a quotation.
    """
    for at in range(cue + 1, min(high, cue + _FAR)):
        if p.is_quoted(at) or p.lower[at] in _OPENS or p.words[at] == ":":
            return at
        if p.words[at] in ";.!?" or (at in p.is_cue and at > cue + 1):
            return None
    return None


def trimmed(p: Paragraph, first: int, after: int) -> Range:
    """Leave out signs at either end that belong to no quotation."""
    while first < after and p.words[first] in _MARKS and not p.is_quoted(first):
        first += 1
    while after > first and not p.is_quoted(after - 1):
        word = p.words[after - 1]
        if word not in _MARKS and word not in "!?":
            break
        after -= 1
    return first, after
