"""The words that report speech ("said", "according to"), and the small words around sources."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_word import word_pattern
from annotator.resources import word_list

LANGUAGES = ("en", "de", "fr", "es", "ar")
"""The languages that have word lists, in the order in which an unknown one is tried."""

_LONGEST_FORM = 4  # words
_FLAGS = ("source-follows", "closing", "impersonal")
_NOUN_AFTER = ("determiner", "preposition")
_INVERTED = re.compile(r"(.+?)-(?:t-)?(je|il|elle|on|nous|vous|ils|elles)")
"""A French verb with its subject after it: "explique-t-elle"."""
_INVERTED_PARTS = ("auxiliary", "subject", "participle")
_SPEAKING_DETERMINERS = frozenset(("this", "that", "these", "those", "some", "all", "most", "both"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text, with its form in lower case and straight apostrophes."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting word or phrase: the tokens `[first, after)`."""

    first: int
    after: int
    source_follows: bool
    closing: bool = False
    """Whether it reports speech only right after a quotation: „…“, so Merz."""
    impersonal: bool = False
    """Whether its source stands after a preposition: "aus Kreisen hieß es"."""


class _Form(NamedTuple):
    kind: str
    source_follows: bool
    closing: bool
    impersonal: bool


def cue_kind(word: str, language: str = "en") -> str | None:
    """Return neutral, certain, doubting or emotive for a reporting word; None for other words."""
    known = _cue_table(list_language(language) or "en").get(_normal(word.strip()))
    return known.kind if known else None


def base_language(tag: str) -> str:
    """Return the language of a tag: "de" of "de-AT"."""
    return tag.casefold().replace("_", "-").partition("-")[0]


def list_language(language: str) -> str | None:
    """Return which language's lists serve a language tag such as "de-AT", if any do."""
    base = base_language(language)
    return base if base in LANGUAGES else None


def tokens(text: str, start: int, end: int, language: str = "") -> list[Token]:
    """Return the words in `[start, end)` of the text; French verbs without a subject after them."""
    found = word_pattern().finditer(text, start, end)
    words = [Token(*match.span(), _normal(match.group())) for match in found]
    return [part for word in words for part in _parted(word)] if language == "fr" else words


def _parted(word: Token) -> Iterator[Token]:
    inverted = _INVERTED.fullmatch(word.form)
    if inverted is None or len(word.form) != word.end - word.start:
        yield word
        return
    (_, verb), (subject, _) = inverted.span(1), inverted.span(2)
    yield Token(word.start, word.start + verb, inverted.group(1))
    yield Token(word.start + subject, word.end, inverted.group(2))


@cache
def role(language: str, name: str) -> frozenset[str]:
    """Return a language's small words of one role; see the head of `phrases.txt` for the roles."""
    found = [row[2].split() for row in word_list("phrases.txt") if row[:2] == (language, name)]
    return frozenset(word for words in found for word in words)


def find_cues(text: str, words: Sequence[Token], language: str) -> list[Cue]:
    """Return the reporting words among the tokens, without nouns and passive forms."""
    result: list[Cue] = []
    at = 0
    while at < len(words):
        cue = _cue_at(text, words, at, language)
        if cue is not None and (cue.source_follows or _is_active(text, words, at, language)):
            result.append(cue)
        at = cue.after if cue else at + 1
    return result


def _cue_at(text: str, words: Sequence[Token], at: int, language: str) -> Cue | None:
    table = _cue_table(language)
    if language == "fr" and subject_between(text, words, at) is not None:
        known = table.get(words[at + 2].form)
        return Cue(at, at + 3, source_follows=False) if known is not None else None
    if words[at].form in role(language, "have") and at + 1 < len(words):
        known = table.get(words[at + 1].form)
        beside = text[words[at].end : words[at + 1].start].isspace()
        if known is not None and beside:
            return Cue(at, at + 2, known.source_follows, known.closing)
    for after in range(min(len(words), at + _LONGEST_FORM), at, -1):
        run = words[at:after]
        known = table.get(" ".join(word.form for word in run))
        joined = all(text[a.end : b.start].isspace() for a, b in pairwise(run))
        if known is not None and joined:
            whole = after + _is_separable(text, words, after, language)
            return Cue(at, whole, known.source_follows, known.closing, known.impersonal)
    return None


def subject_between(text: str, words: Sequence[Token], first: int) -> Range | None:
    """Return the pronoun between a French auxiliary and its participle: "a-t-elle déclaré"."""
    verb = words[first : first + 3]
    if len(verb) < len(_INVERTED_PARTS) or verb[0].form not in role("fr", "have"):
        return None
    gap = text[verb[0].end : verb[1].start]
    return (verb[1].start, verb[1].end) if gap in {"-", "-t-"} else None


def _is_separable(text: str, words: Sequence[Token], after: int, language: str) -> bool:
    """Tell whether the part of a verb follows that ends its clause: "kündigte an, dass"."""
    if after >= len(words) or words[after].form not in role(language, "separable"):
        return False
    end = words[after].end
    beside = text[words[after - 1].end : words[after].start].isspace()
    return beside and text[end : end + 1] in {",", ":", "."}


def _is_active(text: str, words: Sequence[Token], at: int, language: str) -> bool:
    """Tell a verb from a name ("United States"), a noun ("the claims") and a passive form."""
    if text[words[at].start].isupper() and at > 0:
        return False
    before = words[at - 1].form if at else ""
    if before in role(language, "passive"):
        return False
    nominal = any(before in role(language, name) for name in _NOUN_AFTER)
    return not nominal or before in _SPEAKING_DETERMINERS


def span(words: Sequence[Token], first: int, after: int) -> Range:
    """Return the range from the first token to before the token `after`."""
    return words[first].start, words[after - 1].end


def _normal(word: str) -> str:
    return " ".join(word.casefold().replace("’", "'").split())


@cache
def _cue_table(language: str) -> dict[str, _Form]:
    table = word_list(f"cues-{language}.txt")
    return {_normal(row[0]): _Form(row[1], *(flag in row[2:] for flag in _FLAGS)) for row in table}
