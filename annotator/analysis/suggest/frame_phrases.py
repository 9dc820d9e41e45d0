"""Finds the phrase after a verb that may name who speaks, in German, French and Spanish."""

import re

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.frame_words import FrameWords
from annotator.analysis.suggest.paragraph import Paragraph

LONGEST = 20
"""Tokens of a source, at most."""
BRACKET = 9
"""Tokens within brackets that belong to a name, at most."""
_BETWEEN = 10  # tokens between a verb and its subject
_TITLE = 6  # tokens of a name in quotation marks: "so der „Spiegel“"
_INITIAL = re.compile(r"\w|[A-ZÄÖÜÉ][a-zäöüé]{0,2}|Prof|prof|Abg|Sra|Dra|Mme|Mgr|Msgr")
_SIGNS = frozenset("'’&.-/")
_PAST = ("ó", "aron", "ieron", "aban", "arán", "erán", "irán")
"""Endings that only Spanish verbs have."""


class Phrases:
    """The phrases of one paragraph that may name somebody; all places are tokens."""

    def __init__(self, paragraph: Paragraph, words: FrameWords) -> None:
        self.p = paragraph
        self.lex = words
        self.german = words.language == "de"

    def joins(self, at: int) -> bool:
        """Tell whether "and" stands between two names or two articles, not two clauses."""
        p, lex = self.p, self.lex
        after = at + 1 < len(p) and self.begins(at + 1)
        before = at > 0 and (p.words[at - 1][0].isupper() or p.words[at - 1][0].isdigit())
        return after and (before or (at > 0 and p.lower[at + 1] in lex.determiner))

    def begins(self, at: int) -> bool:
        """Tell whether a token has a capital or is an article."""
        return self.p.words[at][0].isupper() or self.p.lower[at] in self.lex.determiner

    def is_within(self, at: int) -> bool:
        """Tell whether a sign stands within a name: an initial's stop, a hyphen."""
        p = self.p
        if p.words[at] not in _SIGNS:
            return False
        return p.words[at] != "." or (at > 0 and _INITIAL.fullmatch(p.words[at - 1]) is not None)

    def is_time(self, at: int) -> bool:
        """Tell whether a day begins there, or "this week"."""
        p, lex = self.p, self.lex
        if p.lower[at] in lex.day:
            return True
        follows = p.lower[at + 1] if at + 1 < len(p) else ""
        return p.lower[at] in lex.determiner and (follows in lex.day or follows in lex.time)

    def after(self, first: int, high: int) -> Range | None:
        """Return the phrase that begins at the token `first`, past adverbs and days."""
        p, lex = self.p, self.lex
        start = self._past_between(first, high)
        if start >= high or p.is_quoted(start):
            return None
        lower = p.lower[start]
        article = lower in lex.determiner
        if lower in lex.pronoun and not (article and self._goes_on_noun(start, high)):
            return start, start + 1
        if not self._may_begin(start, article=article):
            return None
        end = self.phrase_end(start, high)
        if article and end - start == 1 and end < high and p.is_quoted(end):
            closing = p.quotation_at(end)[1]
            return (start, closing) if closing - end <= _TITLE else None
        if end - start == 1 and article:
            return (start, end) if lower in lex.pronoun else None
        return start, self._apposition(start, end, high)

    def _may_begin(self, start: int, *, article: bool) -> bool:
        """Tell whether a token may be the first of a source."""
        lex, word, lower = self.lex, self.p.words[start], self.p.lower[start]
        if not word[0].isalnum():
            return False
        if article:
            return True
        if lower in lex.stop or lower in lex.preposition or lower in lex.ends_source:
            return False
        return not word[0].islower() or lower in lex.group

    def _goes_on_noun(self, at: int, high: int) -> bool:
        return at + 1 < high and self.p.words[at + 1][0].isalpha() and not self.p.is_quoted(at + 1)

    def _past_between(self, first: int, high: int) -> int:
        """Step over adverbs, days and a place between a verb and its subject."""
        p, lex = self.p, self.lex
        at, limit = first, min(high, first + _BETWEEN)
        while at < limit and not p.is_quoted(at):
            step = self._adjunct(at, limit)
            if step == 0:
                break
            at += step
        found = at < high and (
            self.begins(at) or p.lower[at] in lex.pronoun or p.lower[at] in lex.group
        )
        return at if found else first

    def _adjunct(self, at: int, limit: int) -> int:
        """Return how many tokens from there are an adverb, a day, "in Berlin", "am Montag"."""
        p, lex = self.p, self.lex
        lower = p.lower[at]
        if lower in lex.beside_verb or lower in lex.day:
            names = lower in lex.pronoun or lower in lex.determiner
            return 0 if names else 1
        if at + 1 >= limit:
            return 0
        if lower in lex.determiner and self.is_time(at):
            return 2
        if lower in lex.preposition or lower in lex.unit:
            return (self._past_adjunct(at, limit) or at) - at
        return 0

    def _past_adjunct(self, at: int, limit: int) -> int | None:
        """Return where "in Berlin" or "am Montag" ends, if a phrase follows at once."""
        p, lex = self.p, self.lex
        end = at + 1
        while end < limit and (p.lower[end] in lex.determiner or p.words[end][0].islower()):
            if p.lower[end] in lex.pronoun and p.lower[end] not in lex.determiner:
                return None
            end += 1
        end += 1
        follows = end < limit and (p.lower[end] in lex.determiner or p.lower[end] in lex.pronoun)
        named = end < limit and p.words[end][0].isupper() and p.lower[end - 1] in lex.day
        return end if follows or named else None

    def phrase_end(self, start: int, high: int) -> int:
        """Return where the phrase ends that begins at a token."""
        p, lex = self.p, self.lex
        end, limit = start + 1, min(high, start + LONGEST)
        while end < limit and not p.is_quoted(end):
            if p.words[end] == "(":
                last = min(high, end + BRACKET)
                closing = next((at for at in range(end, last) if p.words[at] == ")"), None)
                if closing is None:
                    break
                end = closing + 1
                continue
            if self._stops_at(start, end, high):
                break
            end += 1
        while end - 1 > start and p.lower[end - 1] in lex.loose:
            end -= 1
        return end

    def _stops_at(self, start: int, end: int, high: int) -> bool:
        """Tell whether a phrase from `start` does not go on at the token `end`."""
        p, lex = self.p, self.lex
        lower = p.lower[end]
        if not p.words[end][0].isalnum():
            inside = self.is_within(end) and end + 1 < high
            return not (inside and p.words[end + 1][0].isalnum())
        if lower in lex.joins:
            return not self.joins(end)
        if lower in lex.going_on and end + 1 < high:
            other = self.german and not self._goes_on_german(start, end)
            return other or p.lower[end + 1] in lex.day
        return self._is_other(end)

    def _is_other(self, end: int) -> bool:
        """Tell whether a word belongs to no phrase that names somebody."""
        p, lex = self.p, self.lex
        lower, small = p.lower[end], p.words[end][0].islower()
        if lower in lex.ends_source or lower in lex.have or end in p.is_cue:
            return True
        if lower in lex.stop and not (lower in lex.determiner and self._of(end)):
            return True
        if self.german:
            return small and lower not in lex.genitive and not self._german_inner(end)
        past = lex.language == "es" and lower.endswith(_PAST)
        return small and (lower in lex.preposition or past)

    def _of(self, at: int) -> bool:
        """Tell whether an article goes on with a phrase: "de la", "der" before a noun."""
        p, lex = self.p, self.lex
        if self.german:
            return p.lower[at] in self.lex.genitive or p.lower[at - 1] in lex.going_on | lex.joins
        return p.lower[at - 1] in lex.going_on | lex.joins

    def _goes_on_german(self, start: int, at: int) -> bool:
        """Tell whether "der", "von", "für" after a noun go on with it."""
        p, lex = self.p, self.lex
        after = p.words[at + 1]
        if p.lower[at] in lex.determiner:
            titled = p.lower[start] in lex.determiner or not p.words[at - 1][0].isupper()
            return titled or p.lower[at] == "des"
        return (
            after[0].isupper()
            or p.lower[at + 1] in lex.determiner
            or p.lower[at + 1] in lex.particle
        )

    def _german_inner(self, at: int) -> bool:
        """Tell whether a small German word stands within a phrase: "der neue Chef"."""
        p, lex = self.p, self.lex
        if p.lower[at] in lex.particle | lex.determiner and at + 1 < len(p):
            return p.words[at + 1][0].isupper() and p.lower[at] in (
                "von",
                "der",
                "den",
                "van",
                "zu",
            )
        before_is_noun = p.words[at - 1][0].isupper() and p.lower[at - 1] not in lex.determiner
        adjective = (
            p.lower[at].endswith(("e", "er", "en", "es", "em")) and p.lower[at] not in lex.adverb
        )
        return not before_is_noun and adjective

    def _apposition(self, start: int, end: int, high: int) -> int:
        """Return where ", the minister of X," ends if that follows a name, else `end`."""
        p, lex = self.p, self.lex
        first = end + 1
        if first >= high or p.words[end] != "," or not self._begins_apposition(start, first, high):
            return end
        last = self.phrase_end(first, high)
        lone = last - first < 2 and (
            p.lower[first] in lex.determiner or p.lower[first] in lex.pronoun
        )
        closed = last >= high or p.is_quoted(last) or p.words[last] in ",.:;–—"
        joined = any(one in lex.joins for one in p.lower[first:last])
        return last if closed and not joined and not lone else end

    def _begins_apposition(self, start: int, first: int, high: int) -> bool:
        p, lex = self.p, self.lex
        if p.is_quoted(first) or first in p.is_cue:
            return False
        lower = p.lower[first]
        if lower in lex.relative and not self._noun_follows(first, high):
            return False
        named = any(word[0].isupper() for word in p.words[start : first - 1])
        if not named and not p.words[first][0].isupper():
            return False
        return lower in lex.determiner or lower not in lex.no_apposition

    def _noun_follows(self, at: int, high: int) -> bool:
        """Tell whether "der" is an article: a noun and no verb up to the next comma."""
        p, lex = self.p, self.lex
        if p.lower[at] not in lex.determiner:
            return False
        end = at + 1
        while end < min(high, at + 12) and p.words[end] not in ",.:;":
            if p.lower[end] in lex.finite or p.is_quoted(end):
                return False
            end += 1
        return end - at <= 10 and end < high and p.words[end - 1][0].isupper()
