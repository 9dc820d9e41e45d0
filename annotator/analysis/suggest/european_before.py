"""What is said before its verb: "…", said X; It rained, said X; It rained, said X, all day."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.european_sentence import (
    ADJUNCT,
    FEWEST,
    LEAD,
    LONGEST,
    WHOLE,
    ReportingSentence,
)
from annotator.analysis.suggest.frame_cues import ReportingVerb
from annotator.analysis.suggest.frame_words import Use

_ENDS = frozenset('.!?,;:…»”“"–—)')


class SaidBefore(ReportingSentence):
    """Reads what stands before a verb and its subject, and what goes on after them."""

    def postposed(self, verb: ReportingVerb, before: int) -> bool:
        """Take `"…", said X` and `It rained, said X`, and what goes on after it.

        `before` is where the verb and its adverbs begin.
        """
        p = self.p
        source = verb.subject or self.sources.after(verb.after, self.high)
        if source is None and not self._lacks_subject(verb):
            return False
        end = max(verb.after, source[1] if source else 0, (verb.part or 0) + 1)
        first, last = self.trim(self.floor, before)
        if first >= last or self._is_aside(verb, before, end):
            return False
        speaker = source or self.main or self.last
        if p.is_quoted(last - 1):
            return self._quotation_before(verb, speaker, first, last, end)
        return self._clause_before(verb, speaker, first, last, end)

    def _is_aside(self, verb: ReportingVerb, before: int, end: int) -> bool:
        """Tell whether what precedes is no report: a German dash, or the verb's own subject."""
        p = self.p
        if p.is_quoted(before - 1):
            return False
        if self.german and p.words[before - 1] in "–—-":
            return True
        return verb.subject is None and self._has_subject(verb, end)

    def _clause_before(
        self, verb: ReportingVerb, speaker: Range | None, first: int, last: int, end: int
    ) -> bool:
        """Take `It rained, said X`."""
        p = self.p
        if verb.use & (Use.CLAUSE | Use.CLOSING) == 0:
            return False
        whole = self.is_clause(first, last)
        if not whole and speaker is not None and speaker[1] == end:
            speaker, end = self._without_apposition(speaker)
        rest = self.rest(end)
        if rest is not None and not p.is_quoted(rest) and not self.may_go_on(rest, whole=whole):
            rest = None
        if p.words[end : end + 1] != [","]:
            rest = None
        if (not whole and rest is None) or self._is_no_report(first, last, end):
            return False
        if end < len(p) and p.lower[end] in self.lex.that:
            return False
        if rest is not None and self._is_adverbial(first, last):
            first = last
        split = self.take_split("po", first, last, verb, speaker, rest)
        if rest is None:
            self.after_report(verb, speaker, end, split)
        return True

    def _without_apposition(self, source: Range) -> tuple[Range, int]:
        """Return a source up to its comma, and that comma, if a clause may follow there."""
        first, end = source
        comma = next((at for at in range(first, end) if self.p.words[at] == ","), None)
        if comma is None or end - comma < FEWEST + 2 or end < self.high - 1:
            return source, end
        return (first, comma), comma

    def _is_adverbial(self, first: int, last: int) -> bool:
        """Tell whether words before a verb lead over to the report: "De hecho, señala X"."""
        lower, lex = self.p.lower[first], self.lex
        small = lower in lex.preposition or lower in lex.adverb or lower in lex.going_on
        return small and lower not in lex.determiner and last - first < FEWEST

    def _has_subject(self, verb: ReportingVerb, end: int) -> bool:
        """Tell whether `X, the minister, said` stands there, not `X, said the minister,`."""
        p = self.p
        subject = self.sources.before(self.floor, verb.first)
        if subject is None or (end < self.high and p.words[end] in ",.;:!?"):
            return False
        return not any(p.words[at] in "–—" for at in range(subject[1], verb.first))

    def _lacks_subject(self, verb: ReportingVerb) -> bool:
        """Tell whether a Spanish verb stands alone, as in `«…», añadió`."""
        p, after = self.p, verb.after
        ends = after >= self.high or p.words[after] in _ENDS
        quoted = p.is_quoted(verb.first - 1) or p.is_quoted(verb.first - 2)
        return self.lex.language == "es" and (ends or quoted)

    def _quotation_before(
        self, verb: ReportingVerb, speaker: Range | None, first: int, last: int, end: int
    ) -> bool:
        p = self.p
        opening, closing = p.quotation_at(last - 1)
        lead = p.count(max(first, opening - LONGEST), opening)
        colon = opening > first and p.words[opening - 1] == ":"
        beside = opening > first and p.words[opening - 1][0].isalnum()
        if beside and p.count(opening, closing) < WHOLE and not self.has_verb(first, opening):
            return False  # "Den Film „Das Boot“ zeigt das Kino"
        rule = "dq" if lead < LEAD or colon else "mx"
        first = opening if rule == "dq" else first
        split = self.take(rule, first, closing, verb, speaker)
        self.after_report(verb, speaker, end, split)
        return True

    def _still_reports(self, first: int) -> bool:
        """Tell whether a German subjunctive follows: "…, sagte er am Rande, und er sei froh"."""
        p, lex = self.p, self.lex
        if not self.german or first >= self.high or p.is_quoted(first):
            return False
        joined = p.lower[first] in lex.joins
        return joined and self.subjunctive_in(first, self.high) and not p.has_cue(first, self.high)

    def after_report(
        self, verb: ReportingVerb, speaker: Range | None, end: int, split: int = 0
    ) -> None:
        """Take what goes on after `"…", she said`: a quotation, or words after a colon."""
        p = self.p
        self.floor = end
        for at in range(end, min(self.high, end + ADJUNCT)):
            if p.is_quoted(at):
                opening, closing = p.quotation_at(at)
                goes_on = p.words[at - 1] in ",–—" and split
                if p.words[at - 1] == ":" or goes_on:
                    self.emit_verb("dq", opening, closing, verb, speaker, split if goes_on else 0)
                    self.floor = closing
                return
            if p.words[at] == ":":
                if at + 1 < self.high and not p.is_quoted(at + 1):
                    self.take("ba", at + 1, self.high, verb, speaker)
                    return
            elif p.words[at] in ";.!?" or at in p.is_cue:
                return
            elif p.words[at] == "," and self._still_reports(at + 1):
                self.emit_verb("sp", at + 2, self.clause_end(at + 2), verb, speaker, split)
                return

    def _is_no_report(self, first: int, last: int, end: int) -> bool:
        """Tell whether words before a verb are a clause of time or reason: "After he won"."""
        p, lex = self.p, self.lex
        if p.is_quoted(first):
            return False
        lower = p.lower[first]
        if p.words[end : end + 1] == [":"] and (lower in lex.unit or lower in lex.subordinate):
            return True  # "Asked about it, she said: …"
        if self.german:
            if self.subjunctive_in(first, last):
                return False
            if p.words[end : end + 1] == [","] and self.subjunctive_in(end + 1, self.high):
                return not self._finite_outside(first, last)
        return lower in lex.subordinate or lower in lex.joins

    def _finite_outside(self, first: int, last: int) -> bool:
        return any(
            word in self.lex.finite for word in self.p.lower[first : min(last, first + 40)]
        ) and (self.p.lower[first] not in self.lex.subordinate)
