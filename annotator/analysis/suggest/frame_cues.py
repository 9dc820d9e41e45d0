"""Finds the reporting verbs of a German, French or Spanish sentence, with all their parts."""

import re
from collections.abc import Callable
from typing import NamedTuple

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.frame_words import FrameWords, Use, frame_words
from annotator.analysis.suggest.paragraph import Paragraph

_FAR = 25  # tokens between the parts of a German verb
_NEAR = 4  # tokens between a Romance auxiliary and its participle

PATTERN = re.compile(
    r"\d+(?:[.,]\d+)+\w*"
    r"|(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’](?=\w)"
    r"|-t-(?=(?:ils?|elles?|on)\b)"
    r"|\w[\w\u0300-\u036f]*(?:['’&-](?!(?:t-)?(?:ils?|elles?|on|je|nous|vous)\b)\w[\w\u0300-\u036f]*)*"
    r"|''|``|,,|<<|>>|[^\w\s]",
    re.IGNORECASE,
)
"""One token; French elisions and subjects after their verb are tokens of their own."""

_WITH_INFINITIVE = frozenset(("fait", "laissé", "hecho"))
"""What stands between an auxiliary and its verb: "a fait savoir"."""
_SELF = frozenset(("s'", "s’", "se"))
_INFINITIVE = frozenset(("zu", "pour", "para", "sans", "sin"))
_HYPHENS = ("-", "-t-")


class ReportingVerb(NamedTuple):
    """A reporting verb in tokens: `[first, after)` with its auxiliary, and `head` that reports.

    `part` is the token that ends a German verb, and `subject` a pronoun within it or after it.
    """

    head: int
    first: int
    after: int
    use: int
    part: int | None = None
    subject: Range | None = None
    auxiliary: int | None = None


def reports(language: str) -> Callable[[Paragraph, int], bool]:
    """Return what tells in a language whether a token that may report is a verb."""
    words = frame_words(language)
    nominal = (words.determiner | words.preposition) - words.pronoun

    def is_verb(paragraph: Paragraph, at: int) -> bool:
        lower = paragraph.lower
        before = lower[at - 1] if at else ""
        if paragraph.words[at][0].isupper():
            return language == "es" and (not at or not before[0].isalnum())
        if before in words.passive and not (language == "fr" and _reflexive(lower, at - 2)):
            return False
        use = words.verbs[lower[at]]
        if use & Use.GERUND:
            return True
        if before in nominal or before in _INFINITIVE:
            return bool(use & Use.PARTICIPLE) and before in words.have
        article = before in words.determiner or before in words.preposition
        return not (lower[at] in words.noun and article)

    return is_verb


def _reflexive(lower: list[str], at: int) -> bool:
    return at >= 0 and lower[at] in _SELF


class Verbs:
    """Puts the verbs of a paragraph together."""

    def __init__(self, paragraph: Paragraph, words: FrameWords) -> None:
        self.p = paragraph
        self.lex = words

    def at(self, head: int, low: int, high: int) -> ReportingVerb | None:
        """Return the verb whose reporting form is the token `head`, if it is complete."""
        use = self.lex.verbs[self.p.lower[head]]
        if self.lex.language == "de":
            return self._german(head, use, low, high)
        return self._romance(head, use, low, high)

    def _german(self, head: int, use: int, low: int, high: int) -> ReportingVerb | None:
        p = self.p
        part = self._part(head, high)
        if part is not None:
            return ReportingVerb(head, head, head + 1, use | Use.CLAUSE, part)
        if use & Use.PARTICIPLE:
            return self._german_perfect(head, use, low, high)
        if use & Use.CLOSING or use & Use.FULL:
            infinitive = p.lower[head].endswith("en") and p.lower[head - 1 : head] == ["zu"]
            return None if infinitive else ReportingVerb(head, head, head + 1, use)
        return None

    def _part(self, head: int, high: int) -> int | None:
        """Return where the part stands that ends a verb: "teilte die Polizei mit"."""
        p = self.p
        parts = self.lex.parts.get(p.lower[head])
        if parts is None:
            return None
        commas = 0
        for at in range(head + 1, min(high, head + _FAR)):
            if p.is_quoted(at) or p.words[at] in ":;":
                return None
            if p.words[at] == ",":
                commas += 1
                if commas > 2:
                    return None
            ends = (
                at + 1 >= high
                or not p.words[at + 1][0].isalnum()
                or p.lower[at + 1] in self.lex.joins
            )
            if p.lower[at] in parts and ends:
                return at
        return None

    def _german_perfect(self, head: int, use: int, low: int, high: int) -> ReportingVerb | None:
        p, lex = self.p, self.lex
        if head + 1 < high and p.lower[head + 1] in lex.have:
            return ReportingVerb(head, head, head + 2, use)
        for at in range(head - 1, max(low - 1, head - _FAR), -1):
            if p.words[at] in ",:;" or p.is_quoted(at):
                break
            if p.lower[at] in lex.have:
                return ReportingVerb(head, head, head + 1, use, auxiliary=at)
        finite = use & Use.FULL
        return ReportingVerb(head, head, head + 1, use) if finite else None

    def _romance(self, head: int, use: int, low: int, high: int) -> ReportingVerb | None:
        p, lex = self.p, self.lex
        after, subject = head + 1, None
        if head + 2 < high and p.words[head + 1] in _HYPHENS and p.lower[head + 2] in lex.pronoun:
            subject, after = (head + 2, head + 3), head + 3
        if not use & Use.PARTICIPLE:
            first = head - (head > low and p.lower[head - 1] in _SELF)
            return ReportingVerb(head, first, after, use, subject=subject)
        at = head - 1
        while at > low and head - at < _NEAR and p.words[at][0].isalnum() and self._between(at):
            at -= 1
        if at >= low and not p.is_quoted(at):
            if p.lower[at] in lex.have:
                first = at - (at > low and p.lower[at - 1] in _SELF)
                return ReportingVerb(head, first, after, use, subject=subject)
            inverted = at - 2 >= low and p.words[at - 1] in _HYPHENS
            if inverted and p.lower[at] in lex.pronoun:
                return self._inverted(head, at, low, use)
            reflexive = at > low and p.lower[at - 1] in _SELF
            if reflexive and p.lower[at] in lex.passive:
                return ReportingVerb(head, at - 1, after, use, subject=subject)
        return ReportingVerb(head, head, after, use, subject=subject) if use & Use.FULL else None

    def _inverted(self, head: int, pronoun: int, low: int, use: int) -> ReportingVerb | None:
        p, lex = self.p, self.lex
        auxiliary = pronoun - 2
        if p.lower[auxiliary] not in lex.have | lex.passive:
            return None
        first = auxiliary
        while first > low and p.lower[first - 1] in lex.clitic:
            first -= 1
        return ReportingVerb(head, first, head + 1, use, subject=(pronoun, pronoun + 1))

    def _between(self, at: int) -> bool:
        lower = self.p.lower[at]
        if lower in _WITH_INFINITIVE or lower.endswith(("ment", "mente")):
            return True
        return lower in self.lex.adverb and lower not in self.lex.have
