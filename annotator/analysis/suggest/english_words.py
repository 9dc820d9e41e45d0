"""Tells what an English token may be: a reporting verb, a day, an auxiliary, a finite verb."""

import re

from annotator.analysis.suggest.lexicon import Verb, english_verbs, small
from annotator.analysis.suggest.paragraph import Paragraph

VERBS = english_verbs()
FORMS = frozenset(VERBS)
PRONOUN = small("en", "pronoun")
DETERMINER = small("en", "determiner")
PASSIVE = small("en", "passive")
AUXILIARY = small("en", "auxiliary")
ADVERB = small("en", "adverb")
PREPOSITION = small("en", "preposition")
BOUNDARY = small("en", "boundary")
STOP = small("en", "stop")
_SUBJECT = re.compile(r"(?:he|she|they|it|we|i|you|there|that|what|who)['’](?:s|re|ll|d|ve|m)")
_SUBJECTS = small("en", "subject")
DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
)
_FINITE = re.compile(r".*(?:ed|’re|'re|’d|’ll|n’t|n't)")
_FINITE_WORDS = small("en", "finite")
_BEFORE_NOUNS = frozenset(["the", "a", "an", "his", "her", "their", "its", "of", "no", "'s", "’s"])
_COMPOUNDS = (["tank"], ["tanks"])
_BEFORE_PARTICIPLES = (PREPOSITION - ADVERB) - {"to"}
_BEFORE_VERBS = AUXILIARY | ADVERB | {"to", "and", "or", "n't"}
_AFTER_NOUNS = frozenset(["of", "from", "by", "in", "at", "and", "or", "were", "are"])
_AFTER_SENTENCE = frozenset('.“"')
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Cmdr|St|Jr|Sr|Prof|Rev|Hon|Jan|Feb|Aug|Sept|Oct|Nov"
    r"|Dec|No|vs|Inc|Corp|Co|Ltd|Mass|Calif|Fla|Pa|Conn|Ariz|Ill|Mich|Minn|Wis|Ky|Va|Ga|Tenn|Md|Ala"
    r"|Ark|Ore|Del|Wash|Okla)|\b[A-Z]|\b[ap]\.m)$"
)


def reports(p: Paragraph, at: int) -> bool:
    """Tell whether a form of a reporting verb is a verb here, and not a noun or a passive."""
    word, before = p.lower[at], p.lower[at - 1] if at else ""
    if p.words[at][0].isupper() and (
        (at and p.words[at - 1] not in _AFTER_SENTENCE) or word.endswith("ed")
    ):
        return False  # a name, or "Asked whether …, Lee said"
    participle = word.endswith("ing")
    if before in _BEFORE_NOUNS or (before in PASSIVE and not participle):
        return False
    if before in _BEFORE_PARTICIPLES and not participle:
        return False
    verb = VERBS[word]
    if is_noun_form(word, verb):
        return bool(at) and not _is_noun(p, at, verb)
    return not (word == verb.lemma and (before == "(" or p.lower[at + 1 : at + 2] in _COMPOUNDS))


def _is_noun(p: Paragraph, at: int, verb: Verb) -> bool:
    """Tell by what stands around whether a form that may be a noun is more likely one."""
    word, before = p.lower[at], p.lower[at - 1]
    if before.endswith(("’s", "'s")) or before in DETERMINER or before in PREPOSITION:
        return True
    if before in PRONOUN or any(p.is_quoted(one) for one in range(max(0, at - 6), at)):
        return False
    if word == verb.lemma:
        plural = before.endswith("s") and before != "news"
        return not (plural or before in _BEFORE_VERBS)
    if before.endswith(("ing", "ed")) and p.words[at - 1].islower():
        return True  # "insulting remarks"
    following = p.lower[at + 1] if at + 1 < len(p) else "."
    return following in ".,;" or following in AUXILIARY or following in _AFTER_NOUNS


def is_noun_form(word: str, verb: Verb) -> bool:
    """Tell whether a form of a verb is a noun as often."""
    return verb.noun and not word.endswith(("ed", "ing"))


def is_day(word: str) -> bool:
    """Tell whether a word in lower case is a day of the week or a month."""
    return DAY.fullmatch(word) is not None


def is_adverbial(p: Paragraph, at: int) -> bool:
    """Tell whether the token begins what says when, where or how: "on Monday", "earlier"."""
    word = p.lower[at]
    if word in ADVERB or word in PREPOSITION or is_day(word):
        return True
    if word in ("this", "last", "that", "later"):
        return at + 1 < len(p) and p.lower[at + 1] in ADVERB
    return word.endswith("ly")


def is_finite(p: Paragraph, at: int) -> bool:
    """Tell whether the token may be a finite verb."""
    word = p.lower[at]
    if word in AUXILIARY or word in _FINITE_WORDS:
        return True
    return not p.words[at][0].isupper() and _FINITE.fullmatch(word) is not None


def has_verb(p: Paragraph, first: int, after: int) -> bool:
    """Tell whether one of the tokens `[first, after)` may be a finite verb."""
    return any(is_finite(p, at) for at in range(first, after))


def is_subject(word: str) -> bool:
    """Tell whether a word in lower case stands for a subject: "she", "they'll"."""
    return word in _SUBJECTS or _SUBJECT.fullmatch(word) is not None


def is_abbreviation(p: Paragraph, at: int) -> bool:
    """Tell whether the full stop at the token belongs to an abbreviation."""
    end = p.starts[at]
    return _ABBREVIATED.search(p.text, max(0, end - 9), end) is not None
