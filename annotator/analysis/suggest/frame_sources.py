"""Finds who reports, before or after a verb, in German, French and Spanish."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.frame_phrases import BRACKET, LONGEST, Phrases

_INSERTION = 26  # tokens between the two commas around what is said of a source
_PLAIN = 3  # tokens of a source that neither a capital nor an article begins
_ARTICLE = 3  # letters; a lone determiner as short as this names nobody
_OPENING = {")": "(", "]": "[", ",": ",", "–": "–", "—": "—"}
_ADVERB_ENDS = ("mente", "amment", "emment")


class Sources(Phrases):
    """The phrases of one paragraph that may name who speaks; all places are tokens."""

    def before(self, low: int, cue: int) -> Range | None:
        """Return the phrase that ends just before the token `cue`, not before `low`."""
        p, lex = self.p, self.lex
        end = cue
        while end > low and cue - end < LONGEST and self._beside_verb(end - 1):
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
            if last == "," and (
                aside in lex.relative or aside in lex.pronoun or aside in lex.aside
            ):
                end = head
        first = self._reach_back(low, head)
        relative = self._relative_before(low, first) if head == end else None
        if relative is not None:
            head = end = relative
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
        """Return where the phrase begins that ends before a token."""
        p = self.p
        first = head
        while first > low and head - first < LONGEST:
            at = first - 1
            if p.is_quoted(at) or at in p.is_cue:
                break
            if p.words[at] == ")":
                opened = self._opening(low, first, "(")
                if opened is None or first - opened > BRACKET:
                    break
                first = opened
                continue
            if self._stops_before(at, head):
                break
            first = at
        return first

    def _stops_before(self, at: int, head: int) -> bool:
        """Tell whether a phrase that ends before `head` does not reach back over a token."""
        p, lex = self.p, self.lex
        lower = p.lower[at]
        if not p.words[at][0].isalnum():
            return not self.is_within(at)
        if lower in lex.joins:
            return not (at + 1 < head and self.joins(at))
        if lower in lex.boundary or lower in lex.finite or lower in lex.that:
            return True
        return lower in lex.relative and lower not in lex.determiner

    def _relative_before(self, low: int, first: int) -> int | None:
        """Return where "who asked for help" begins, if a verb of such a clause ends at a token."""
        p, lex = self.p, self.lex
        if self.german or first <= low:
            return None
        stop = first - 1
        if stop not in p.is_cue and p.lower[stop] not in lex.finite:
            return None
        for at in range(stop, max(low, stop - 5), -1):
            if p.is_quoted(at) or p.words[at] in ",;:.":
                return None
            if (
                p.lower[at] in lex.relative
                and p.words[at - 1][0].isalnum()
                and at - 1 not in p.is_cue
            ):
                return at
        return None

    def _without_leading(self, first: int, head: int) -> int:
        """Leave out what stands before a subject: "este lunes el alcalde"."""
        while first < head:
            if self._is_leading(first, head):
                first += 1
            elif self._is_adjunct(first):
                if self.german:
                    return head  # the subject stands after the verb
                first = self._next_phrase(first + 2, head)
            else:
                break
        return first

    def _is_leading(self, first: int, head: int) -> bool:
        p, lex = self.p, self.lex
        lower, word = p.lower[first], p.words[first]
        if not word[0].isalnum() or lower in lex.day:
            return True
        small = word[0].islower() or first == 0 or p.words[first - 1] in ".:!?"
        if small and (lower in lex.joins or lower in lex.adverb):
            return True
        if lower in lex.unit and not self.german and self.is_time(first):
            return True
        return word[0].islower() and lower.endswith(_ADVERB_ENDS) and head - first > 1

    def _is_adjunct(self, first: int) -> bool:
        lower, lex = self.p.lower[first], self.lex
        small = lower in lex.preposition and lower not in lex.determiner
        return small and not self._is_name(first)

    def _is_name(self, at: int) -> bool:
        """Tell whether a small word begins a name: "von der Leyen"."""
        return (
            self.german and self.p.lower[at] == "von" and self.p.words[at + 1 : at + 2] != ["dem"]
        )

    def _next_phrase(self, at: int, head: int) -> int:
        """Return where the next phrase with an article or a capital begins, or `head`."""
        p, lex = self.p, self.lex
        while at < head:
            new = self.begins(at) and p.lower[at] not in lex.day
            held = p.lower[at - 1] in lex.going_on or p.lower[at - 1] in lex.preposition
            named = p.words[at][0].isupper() and p.words[at - 1][0].isupper()
            if new and not held and not named and not self.is_time(at):
                return at
            at += 1
        return head

    def _names(self, first: int, head: int) -> bool:
        """Tell whether a phrase may name somebody."""
        p, lex = self.p, self.lex
        lower = p.lower[first:head]
        if any(one in lex.passive for one in lower) or lower[-1] in lex.joins:
            return False
        begins = self.begins(first) or p.words[first][0].isdigit()
        if head - first > 1:
            return begins or head - first <= _PLAIN
        if lower[0] in lex.determiner:
            return lower[0] in lex.pronoun or len(lower[0]) > _ARTICLE
        return p.words[first][0].isupper() or lower[0] in lex.pronoun or lower[0] in lex.group
