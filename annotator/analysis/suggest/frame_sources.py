"""Finds who reports, before or after a verb, in German, French and Spanish."""

import re

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.frame_words import FrameWords
from annotator.analysis.suggest.paragraph import Paragraph

_LONGEST = 20  # tokens of a source
_INSERTION = 26  # tokens between the two commas around what is said of a source
_BRACKET = 9  # tokens within brackets that belong to a name
_INITIAL = re.compile(r"\w|[A-ZÄÖÜÉ][a-zäöüé]{0,2}|Prof|prof|Abg|Sra|Dra|Mme|Mgr|Msgr")
_WITHIN = frozenset("'’&.-/")
_OPENING = {")": "(", "]": "[", ",": ",", "–": "–", "—": "—"}
_NUMBER_ENDS = frozenset(("mente", "amment", "emment"))


class Sources:
    """The phrases of one paragraph that may name who speaks; all places are tokens."""

    def __init__(self, paragraph: Paragraph, words: FrameWords) -> None:
        self.p = paragraph
        self.lex = words
        self.german = words.language == "de"

    def before(self, low: int, cue: int) -> Range | None:
        """Return the phrase that ends just before the token `cue`, not before `low`."""
        p, lex = self.p, self.lex
        end = cue
        while end > low and cue - end < _LONGEST and self._beside_verb(end - 1):
            end -= 1
        if end <= low or p.is_quoted(end - 1):
            return None
        head, last = end, p.words[end - 1]
        if last in _OPENING:
            opening = self._opening(low, end, _OPENING[last])
            if opening is None:
                return None
            head = opening
            end = end if last in ")]" else end - 1
            aside = p.lower[head + 1]
            if last == "," and (aside in lex.relative or aside in lex.pronoun or aside in lex.aside):
                end = head
        first = self._reach_back(low, head)
        first = self._without_leading(first, head)
        return (first, end) if first < head and self._names(first, head) else None

    def _beside_verb(self, token: int) -> bool:
        lower, lex = self.p.lower[token], self.lex
        if lower in lex.clitic or lower in lex.have:
            return self.p.words[token][0].islower()
        return lower in lex.adverb and self.p.words[token][0].islower()

    def _opening(self, low: int, end: int, sign: str) -> int | None:
        p = self.p
        for at in range(end - 2, max(low, end - _INSERTION), -1):
            if p.words[at] == sign:
                return at if at > low and not p.is_quoted(at - 1) else None
        return None

    def _reach_back(self, low: int, head: int) -> int:
        p, lex = self.p, self.lex
        first = head
        while first > low and head - first < _LONGEST:
            at = first - 1
            word, lower = p.words[at], p.lower[at]
            if p.is_quoted(at) or at in p.is_cue:
                break
            if word == ")" and (opened := self._opening(low, first, "(")) is not None:
                if first - opened > _BRACKET:
                    break
                first = opened
                continue
            if not word[0].isalnum() and not self._within(at):
                break
            if lower in lex.joins:
                if not (first < head and self._joins(at)):
                    break
            elif lower in lex.boundary or lower in lex.finite or lower in lex.that:
                break
            elif lower in lex.relative and lower not in lex.determiner:
                break
            first = at
        return first

    def _within(self, at: int) -> bool:
        """Tell whether a sign stands within a name: an initial's stop, a hyphen."""
        p = self.p
        if p.words[at] not in _WITHIN:
            return False
        return p.words[at] != "." or (at > 0 and _INITIAL.fullmatch(p.words[at - 1]) is not None)

    def _joins(self, at: int) -> bool:
        """Tell whether "and" stands between two names or two articles, not two clauses."""
        p, lex = self.p, self.lex
        after = at + 1 < len(p) and self._begins(at + 1)
        before = at > 0 and (p.words[at - 1][0].isupper() or p.words[at - 1][0].isdigit())
        return after and (before or (at > 0 and p.lower[at + 1] in lex.determiner))

    def _begins(self, at: int) -> bool:
        return self.p.words[at][0].isupper() or self.p.lower[at] in self.lex.determiner

    def _without_leading(self, first: int, head: int) -> int:
        """Leave out what stands before a subject: "este lunes el alcalde"."""
        p, lex = self.p, self.lex
        while first < head:
            lower, word = p.lower[first], p.words[first]
            small = word[0].islower() or first == 0 or p.words[first - 1] in ".:!?"
            if not word[0].isalnum() or (small and (lower in lex.joins or lower in lex.adverb)):
                first += 1
            elif lower in lex.day or (lower in lex.unit and not self.german and self._is_time(first)):
                first += 1
            elif lower in lex.preposition and (lower not in lex.determiner) and not self._is_name(first):
                if self.german:
                    return head  # the subject stands after the verb
                first = self._next_phrase(first + 2, head)
            elif word[0].islower() and lower.endswith(tuple(_NUMBER_ENDS)) and head - first > 1:
                first += 1
            else:
                break
        return first

    def _is_name(self, at: int) -> bool:
        """Tell whether a small word begins a name: "von der Leyen"."""
        return self.german and self.p.lower[at] == "von" and self.p.words[at + 1 : at + 2] != ["dem"]

    def _is_time(self, at: int) -> bool:
        p, lex = self.p, self.lex
        if p.lower[at] in lex.day:
            return True
        follows = p.lower[at + 1] if at + 1 < len(p) else ""
        return p.lower[at] in lex.determiner and (follows in lex.day or follows in _TIMES)

    def _next_phrase(self, at: int, head: int) -> int:
        """Return where the next phrase with an article or a capital begins, or `head`."""
        p, lex = self.p, self.lex
        while at < head:
            new = self._begins(at) and p.lower[at] not in lex.day
            held = p.lower[at - 1] in lex.going_on or p.lower[at - 1] in lex.preposition
            named = p.words[at][0].isupper() and p.words[at - 1][0].isupper()
            if new and not held and not named and not self._is_time(at):
                return at
            at += 1
        return head

    def _names(self, first: int, head: int) -> bool:
        p, lex = self.p, self.lex
        lower = p.lower[first:head]
        if any(one in lex.passive for one in lower) or lower[-1] in lex.joins:
            return False
        if head - first == 1:
            if lower[0] in lex.determiner:
                return lower[0] in lex.pronoun or len(lower[0]) > 3  # noqa: PLR2004
            return p.words[first][0].isupper() or lower[0] in lex.pronoun or lower[0] in _WHO
        return self._begins(first) or p.words[first][0].isdigit() or head - first <= 3  # noqa: PLR2004

    def after(self, first: int, high: int) -> Range | None:
        """Return the phrase that begins at the token `first`, past adverbs and days."""
        p, lex = self.p, self.lex
        start = self._past_between(first, high)
        if start >= high or p.is_quoted(start):
            return None
        word, lower = p.words[start], p.lower[start]
        if lower in lex.pronoun and (lower not in lex.determiner or not self._goes_on_noun(start, high)):
            return start, start + 1
        if not word[0].isalpha() and not word[0].isdigit():
            return None
        plain = lower in lex.stop or lower in lex.preposition or lower in lex.ends_source
        if plain and lower not in lex.determiner:
            return None
        if word[0].islower() and lower not in lex.determiner and lower not in _GROUPS:
            return None
        end = self._phrase_end(start, high)
        if end - start == 1 and lower in lex.determiner:
            return (start, end) if lower in lex.pronoun else None
        end = self._apposition(start, end, high)
        return start, end

    def _goes_on_noun(self, at: int, high: int) -> bool:
        return at + 1 < high and self.p.words[at + 1][0].isalpha() and not self.p.is_quoted(at + 1)

    def _past_between(self, first: int, high: int) -> int:
        """Step over adverbs, days and a place between a verb and its subject."""
        p, lex = self.p, self.lex
        at, limit = first, min(high, first + 10)
        while at < limit and not p.is_quoted(at):
            lower = p.lower[at]
            if lower in lex.adverb or lower in lex.day or lower in lex.clitic:
                if lower in lex.pronoun or lower in lex.determiner:
                    break
                at += 1
            elif lower in lex.determiner and at + 1 < limit and self._is_time(at):
                at += 2
            elif lower in lex.preposition | lex.unit and at + 1 < limit:
                end = self._past_adjunct(at, limit)
                if end is None:
                    break
                at = end
            else:
                break
        found = at < high and (self._begins(at) or p.lower[at] in lex.pronoun or p.lower[at] in _GROUPS)
        return at if found else first

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

    def _phrase_end(self, start: int, high: int) -> int:
        p, lex = self.p, self.lex
        end, limit = start + 1, min(high, start + _LONGEST)
        while end < limit and not p.is_quoted(end):
            word, lower = p.words[end], p.lower[end]
            if word == "(":
                closing = next((k for k in range(end, min(high, end + _BRACKET)) if p.words[k] == ")"), None)
                if closing is None:
                    break
                end = closing + 1
                continue
            if not word[0].isalnum():
                if not self._within(end) or end + 1 >= high or not p.words[end + 1][0].isalnum():
                    break
            elif lower in lex.joins:
                if not self._joins(end):
                    break
            elif lower in lex.going_on and end + 1 < high:
                if self.german and not self._goes_on_german(start, end):
                    break
                if p.lower[end + 1] in lex.day:
                    break
            elif lower in lex.ends_source or lower in lex.have or end in p.is_cue:
                break
            elif lower in lex.stop and not (lower in lex.determiner and self._of(end)):
                break
            elif self.german and word[0].islower() and not self._german_inner(end):
                break
            elif not self.german and word[0].islower() and lower in lex.preposition:
                break
            elif lex.language == "es" and word[0].islower() and lower.endswith(_PAST):
                break
            end += 1
        while end - 1 > start and (p.lower[end - 1] in lex.going_on | lex.joins | lex.adverb):
            end -= 1
        return end

    def _of(self, at: int) -> bool:
        """Tell whether an article goes on with a phrase: "de la", "der" before a noun."""
        p, lex = self.p, self.lex
        if self.german:
            return p.lower[at] in _GENITIVE or p.lower[at - 1] in lex.going_on | lex.joins
        return p.lower[at - 1] in lex.going_on | lex.joins

    def _goes_on_german(self, start: int, at: int) -> bool:
        """Tell whether "der", "von", "für" after a noun go on with it."""
        p, lex = self.p, self.lex
        after = p.words[at + 1]
        if p.lower[at] in lex.determiner:
            titled = p.lower[start] in lex.determiner or not p.words[at - 1][0].isupper()
            return titled or p.lower[at] == "des"
        return after[0].isupper() or p.lower[at + 1] in lex.determiner or p.lower[at + 1] in lex.particle

    def _german_inner(self, at: int) -> bool:
        """Tell whether a small German word stands within a phrase: "der neue Chef"."""
        p, lex = self.p, self.lex
        if p.lower[at] in lex.particle | lex.determiner and at + 1 < len(p):
            return p.words[at + 1][0].isupper() and p.lower[at] in ("von", "der", "den", "van", "zu")
        before_is_noun = p.words[at - 1][0].isupper() and p.lower[at - 1] not in lex.determiner
        adjective = p.lower[at].endswith(("e", "er", "en", "es", "em")) and p.lower[at] not in lex.adverb
        return not before_is_noun and adjective

    def _apposition(self, start: int, end: int, high: int) -> int:
        """Return where ", the minister of X," ends if that follows a name, else `end`."""
        p, lex = self.p, self.lex
        if end + 1 >= high or p.words[end] != "," or p.is_quoted(end + 1):
            return end
        first = end + 1
        lower = p.lower[first]
        name_then = any(word[0].isupper() for word in p.words[start:end])
        if lower in lex.relative and not self._noun_follows(first, high):
            return end
        if not name_then and not p.words[first][0].isupper():
            return end
        if lower in lex.ends_source | lex.stop | lex.preposition | lex.adverb and lower not in lex.determiner:
            return end
        if first in p.is_cue:
            return end
        last = self._phrase_end(first, high)
        if last - first < 2 and lower in lex.determiner | lex.pronoun:  # noqa: PLR2004
            return end
        closed = last >= high or p.words[last] in ",.:;" or p.is_quoted(last) or p.words[last] in "–—"
        joined = any(one in lex.joins for one in p.lower[first:last])
        return last if closed and not joined else end

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
        return end - at <= 10 and end < high and p.words[end - 1][0].isupper()  # noqa: PLR2004


_GENITIVE = frozenset("der des einer eines ihrer seiner dieser dieses ihres seines".split())
_PAST = ("ó", "aron", "ieron", "aban", "arán", "erán", "irán")
"""Endings that only Spanish verbs have."""
_TIMES = frozenset(
    "semana mes año mañana tarde noche jueves semaine mois matin soir après-midi année woche jahr "
    "abend morgen nachmittag vormittag".split()
)
_GROUPS = frozenset(
    "fuentes vecinos testigos expertos sindicatos médicos analistas críticos ecologistas portavoces "
    "familiares residentes funcionarios científicos investigadores autoridades responsables "
    "plusieurs certains sources experts témoins riverains habitants".split()
)
_WHO = _GROUPS | frozenset("quien nadie alguien algunos muchos otros personne certains beaucoup".split())
