"""Answers that need no learning: a quote's type, how a source is named, what a cue does.

A rule says nothing where the words leave it open.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import msgspec

from annotator.analysis.cues import LANGUAGES, cue_kind, list_language, role
from annotator.analysis.ranges import Range, merged, shifted, within
from annotator.analysis.segmentation.by_quotation import quotations_in
from annotator.analysis.segmentation.by_sentence import sentences_in
from annotator.analysis.segmentation.by_word import paragraphs
from annotator.analysis.source_name import GROUP, PERSON, SourceName, source_name
from annotator.domain.names import folded
from annotator.resources import word_list

_DASHES = "—–―"
_SINGULAR = frozenset(("he", "she", "er", "elle", "il", "él", "ella", "هو", "هي"))
"""Pronouns that stand for one person, whose name the text has given in all likelihood."""
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class AskedWords(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked about: stretches, in code points, of an article's text, and its language."""

    text: str
    fragments: tuple[Range, ...]
    language: str = ""

    @property
    def words(self) -> str:
        """The stretches' own words."""
        return " ".join(self.text[start:end] for start, end in self.fragments)


class Ruled(msgspec.Struct, frozen=True):
    """What a rule answers, by a name of its own, and what speaks for it, in words."""

    answer: str
    why: str


class AnswerRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule for the fields that offer its answers.

    `names` has for each answer what a choice for it may be called; a field is one of the rule's
    when it has choices for all that are `needed`. `title` says by what it goes; the number in `id`
    rises when it answers otherwise.
    """

    id: str
    title: str
    names: Mapping[str, frozenset[str]]
    needed: frozenset[str]
    answer: Callable[[AskedWords], Ruled | None]

    def choices(self, offered: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return the choice (id) for each answer, of those offered as ids and names.

        Nothing where it isn't the rule for such a field.
        """
        found: dict[str, str] = {}
        for ident, name in offered:
            called = {folded(ident.replace("_", " ")), folded(name)}
            for answer, names in self.names.items():
                if not called.isdisjoint(names):
                    found.setdefault(answer, ident)
        return found if self.needed <= found.keys() else {}


# The type of a quote


def quote_type(asked: AskedWords) -> Ruled | None:
    """Return whether all words of a quote are in quotation marks, some, or none."""
    inside = outside = 0
    dashed = False
    for start, end in _paragraphs_of(asked):
        own = [(max(start, a), min(end, b)) for a, b in asked.fragments if a < end and b > start]
        if not own:
            continue
        line = asked.text[start:end]
        marked = merged(shifted(quotations_in(line), start))
        dashed = dashed or (line[0] in _DASHES and own[0][0] - start <= len("— "))
        for word in (m for a, b in own for m in _WORDS.finditer(asked.text, a, b)):
            if within(marked, *word.span()):
                inside += 1
            else:
                outside += 1
    if not inside and not outside:
        return None
    if not outside:
        return Ruled("direct", "all of it is in quotation marks")
    if inside:
        return Ruled("mixed", "some of it is in quotation marks")
    if dashed:
        return Ruled("direct", "a dash begins it")
    return Ruled("indirect", "none of it is in quotation marks")


def _paragraphs_of(asked: AskedWords) -> list[Range]:
    """Return the paragraphs from the first one that a stretch is in to the last one."""
    if not asked.fragments:
        return []
    text = asked.text
    first, last = asked.fragments[0][0], asked.fragments[-1][1]
    start, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    piece = text[start : end if end >= 0 else len(text)]
    return shifted(paragraphs(piece), start)


# How a source is named


def naming(asked: AskedWords) -> Ruled | None:
    """Return whether a source has a name, a role, is kept back, or is several at once."""
    words = asked.words
    language = list_language(asked.language) or ""
    secret = _kept_back(asked, language)
    if secret:
        return Ruled("anonymous", f"“{secret}”")
    plain = folded(words)
    if plain in _SINGULAR:
        return Ruled("named", "a pronoun for one person")
    if not plain or _is_pronoun(plain, language):
        return None
    return _by_name(source_name(words, language))


def _by_name(parted: SourceName) -> Ruled | None:
    if parted.name:
        return Ruled("named", f"a name: {parted.name}")
    if parted.kind == GROUP:
        return Ruled("collective", "several at once")
    if parted.kind == PERSON and parted.description:
        return Ruled("role_only", "a person without a name")
    return None


def _kept_back(asked: AskedWords, language: str) -> str:
    """Return the words by which the text keeps back who it is; empty where it doesn't."""
    own = _phrase(_anonymity("within", language), asked.words)
    return own or _phrase(_anonymity("beside", language), _sentence(asked))


def _sentence(asked: AskedWords) -> str:
    """Return the sentence that the first stretch stands in."""
    if not asked.fragments:
        return ""
    at = asked.fragments[0][0]
    before, after = asked.text.rfind("\n", 0, at) + 1, asked.text.find("\n", at)
    line = asked.text[before : after if after >= 0 else len(asked.text)]
    found = (line[a:b] for a, b in sentences_in(line) if a <= at - before < b)
    return next(found, line)


def _phrase(pattern: re.Pattern[str] | None, words: str) -> str:
    found = pattern.search(words.casefold().replace("’", "'")) if pattern else None
    return found.group() if found else ""


@cache
def _anonymity(where: str, language: str) -> re.Pattern[str] | None:
    rows = [row for row in word_list("anonymity.txt") if row[1] == where]
    phrases = [p for one, _, said in rows if language in ("", one) for p in said.split("|")]
    if not phrases:
        return None
    either = "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _is_pronoun(words: str, language: str) -> bool:
    languages: Sequence[str] = (language,) if language else LANGUAGES
    return any(words in role(one, name) for one in languages for name in ("pronoun", "relative"))


# What a cue does


def kind_of_cue(asked: AskedWords) -> Ruled | None:
    """Return whether a cue is neutral, or certain, doubting or emotive, by the lists of cues."""
    known = list_language(asked.language)
    words = asked.words
    found: list[tuple[str, str]] = []
    for language in (known,) if known else LANGUAGES:
        for one in (words, *_WORDS.findall(words)):
            kind = cue_kind(one, language)
            if kind is not None:
                found.append((kind, one))
    if not found:
        return None
    # Of several words the one that colours it counts: "said and insisted".
    kind, word = next((one for one in found if one[0] != "neutral"), found[0])
    return Ruled(kind, f"“{' '.join(word.split())}” is {kind} in the list of cues")


def _called(*names: str) -> frozenset[str]:
    return frozenset(folded(name) for name in names)


RULES: tuple[AnswerRule, ...] = (
    AnswerRule(
        id="marks 1",
        title="its quotation marks",
        names={
            "direct": _called("direct", "direkt", "directa", "directe", "directo", "مباشر"),
            "mixed": _called("mixed", "partial", "gemischt", "mixta", "mixte", "mixto", "مختلط"),
            "indirect": _called(
                *("indirect", "indirekt", "indirecta", "indirecte", "indirecto", "paraphrase"),
                "غير مباشر",
            ),
        },
        needed=frozenset(("direct", "indirect")),
        answer=quote_type,
    ),
    AnswerRule(
        id="naming 1",
        title="the words that name it",
        names={
            "named": _called(
                *("named", "by name", "identified", "namentlich", "mit namen", "benannt"),
                *("nommé", "nommée", "identificada", "identificado", "con nombre"),
            ),
            "role_only": _called(
                *("role only", "by role only", "role", "by role", "function only", "funktion"),
                *("nur funktion", "fonction", "fonction seule", "cargo", "función", "solo cargo"),
            ),
            "anonymous": _called(
                *("anonymous", "unnamed", "anonym", "anonyme", "anónima", "anónimo"),
            ),
            "collective": _called(
                *("collective", "group", "kollektiv", "gruppe", "collectif", "collective"),
                *("groupe", "colectiva", "colectivo", "grupo"),
            ),
        },
        needed=frozenset(("named", "anonymous")),
        answer=naming,
    ),
    AnswerRule(
        id="cue list 1",
        title="the list of cues",
        names={
            "neutral": _called("neutral", "neutre", "neutra", "neutro"),
            "certain": _called("certain", "factive", "sicher", "certaine", "cierto", "cierta"),
            "doubting": _called("doubting", "distancing", "distanzierend", "doute", "duda"),
            "emotive": _called("emotive", "emotional", "emotif", "émotif", "emotivo", "emotiva"),
        },
        needed=frozenset(("neutral", "doubting")),
        answer=kind_of_cue,
    ),
)
"""The rules, each for the fields that offer its answers."""


def rule_for(offered: Sequence[tuple[str, str]]) -> tuple[AnswerRule, dict[str, str]] | None:
    """Return the rule for a field with such choices (ids and names), and its choices by answer."""
    for rule in RULES:
        choices = rule.choices(offered)
        if choices:
            return rule, choices
    return None
