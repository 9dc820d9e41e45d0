"""The words by which reports are found: verbs with their frames, and small words by role."""

import re
from collections import Counter
from functools import cache

from annotator.analysis import cues
from annotator.resources import word_list

_CONSONANT_Y = re.compile(r".*[^aeiou]y")
_SIBILANT = re.compile(r".*(?:s|sh|ch|x|z)")
_SILENT_E = re.compile(r".*[^e]e")
_WORD = re.compile(r"[^\W\d_]+")
_BEGINNING = 2_000  # code points
_TELLING = ("determiner", "preposition", "pronoun")
_FEWEST_TELLING = 3
_SHORT = 60  # words


class Verb:
    """A verb that reports: its dictionary form and the frames that it may stand in.

    The heads of `reporting-*.txt` say what each frame is.
    """

    __slots__ = (
        "asked",
        "bare",
        "clause",
        "lemma",
        "noun",
        "object",
        "own",
        "sure",
        "to",
        "told",
        "words",
    )

    def __init__(self, lemma: str, frames: frozenset[str]) -> None:
        self.lemma = lemma
        self.clause = "clause" in frames
        self.bare = "bare" in frames
        self.object = "object" in frames
        self.sure = "sure" in frames
        self.to = "to" in frames
        self.own = "self" in frames
        self.told = "told" in frames
        self.words = "words" in frames
        self.asked = "asked" in frames
        self.noun = "noun" in frames


@cache
def small(language: str, role: str) -> frozenset[str]:
    """Return a language's small words of one role, from `phrases.txt` and `reporting-words.txt`."""
    rows = word_list("reporting-words.txt")
    more = [row[2].split() for row in rows if row[:2] == (language, role)]
    return cues.role(language, role).union(*more)


def guessed(text: str) -> str:
    """Return the language whose small words are most of those at a text's beginning, or "".

    In a text of a sentence or two words that report tell it, too.
    """
    words = Counter(_WORD.findall(text, 0, _BEGINNING))
    words = Counter({word.casefold(): count for word, count in words.items()})
    shares = {
        language: sum(words[word] for role in _TELLING for word in small(language, role))
        for language in cues.LANGUAGES
    }
    best = max(shares, key=lambda language: shares[language])
    if shares[best] >= _FEWEST_TELLING or sum(words.values()) > _SHORT:
        return best if shares[best] >= _FEWEST_TELLING else ""
    for language in shares:
        shares[language] += sum(words[word] for word in words if cues.cue_kind(word, language))
    best, next_best = sorted(shares, key=lambda language: -shares[language])[:2]
    return best if shares[best] > shares[next_best] else ""


@cache
def english_verbs() -> dict[str, Verb]:
    """Return the English verbs that report, by each of their forms in lower case."""
    found: dict[str, Verb] = {}
    for entry, frames in word_list("reporting-en.txt"):
        lemma, _, past = entry.partition("/")
        verb = Verb(lemma, frozenset(frames.split()))
        for form in (lemma, _third(lemma), *(past.split("|") if past else [_past(lemma)])):
            found[form] = verb
        found[_participle(lemma, past)] = verb
    return found


def _third(lemma: str) -> str:
    if _CONSONANT_Y.fullmatch(lemma):
        return lemma[:-1] + "ies"
    return lemma + ("es" if _SIBILANT.fullmatch(lemma) else "s")


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if _CONSONANT_Y.fullmatch(lemma) else lemma + "ed"


def _participle(lemma: str, past: str) -> str:
    if past.startswith(lemma + lemma[-1]):
        return lemma + lemma[-1] + "ing"  # "admitted", "admitting"
    return (lemma[:-1] if _SILENT_E.fullmatch(lemma) else lemma) + "ing"
