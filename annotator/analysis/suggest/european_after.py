"""What is said after its verb: X said that it rained; X said: "…"; As X said, it rained."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.european_before import SaidBefore
from annotator.analysis.suggest.european_sentence import FEWEST, LEAD, OBJECT, WHOLE
from annotator.analysis.suggest.frame_cues import ReportingVerb
from annotator.analysis.suggest.frame_words import Use

_COMMAS = 3  # between a verb and what it reports
_FARTHEST = 12  # tokens of an object before the words in quotation marks
_APPOSITION = 8  # tokens of what a name is called besides


class SaidAfter(SaidBefore):
    """Reads what a subject and its verb report after them."""

    def preposed(self, verb: ReportingVerb, before: int) -> None:
        """Keep what follows a verb and its subject; `before` is where verb and adverbs begin."""
        if self._as_said(verb):
            return
        source, rule = self._subject(verb, before)
        start = max(verb.after, source[1] if source else 0)
        if verb.part is not None and verb.part >= start:
            start = verb.part + 1
        at = self._object(verb, start)
        speaker = source or (self.main or self.last if rule else None)
        if at is None or (speaker is None and rule != "cj"):
            self.main = source or self.main
            self._infinitive(verb, speaker, rule)
            return
        self._content(verb, speaker, rule, start, at)

    def _subject(self, verb: ReportingVerb, before: int) -> tuple[Range | None, str]:
        """Return who speaks, and "cj" where that is the speaker before."""
        p, lex = self.p, self.lex
        if verb.subject is not None:
            return verb.subject, ""
        joins = before > self.low and p.lower[before - 1]
        if joins and (joins in lex.joins or joins in lex.but):
            own = self.sources.after(verb.after, self.high) if not self.german else None
            return (own, "") if own else (self.main or self.sentence_subject(before - 1), "cj")
        source = self._before_relative(before) or self._beside(verb)
        if source is not None:
            return source, ""
        opens = before == self.low or p.words[before - 1] == ","
        if opens and (self.main or lex.language == "es"):
            return self.main or self.last, "cj"
        return None, ""

    def _before_relative(self, before: int) -> Range | None:
        """Return who is meant by ", qui" before a verb."""
        p = self.p
        comma = before - 2
        if self.german or comma <= self.low or p.words[comma] != ",":
            return None
        known = p.lower[comma + 1] in self.lex.relative
        return self.sources.before(self.low, comma) if known else None

    def _beside(self, verb: ReportingVerb) -> Range | None:
        """Return the phrase before a verb or its auxiliary, or else after."""
        low = max(self.low, self.floor)
        sources = self.sources
        if verb.auxiliary is None:
            source = sources.before(low, verb.first)
        else:
            source = sources.before(low, verb.auxiliary)
            source = source or sources.after(verb.auxiliary + 1, verb.head)
        return source or sources.after(verb.after, self.high)

    def _object(self, verb: ReportingVerb, start: int) -> int | None:
        """Return where what is reported begins: "that", a question word, a colon, a quotation."""
        p = self.p
        commas = 0
        for at in range(start, min(self.high, start + OBJECT)):
            word = p.words[at]
            if p.is_quoted(at) or word == ":" or self._opens_clause(verb, at, start):
                return at
            if self._ends_search(verb, at, commas):
                return None
            if word == ",":
                commas += 1
                if self.german and (begin := self._german_clause(verb, at, start)) is not None:
                    return begin
        return None

    def _opens_clause(self, verb: ReportingVerb, at: int, start: int) -> bool:
        lower, lex = self.p.lower[at], self.lex
        if at in self.p.is_cue and not self._is_same(verb, at):
            return False
        asking = lower in lex.wh and verb.use & Use.ASKING
        return bool(lower in lex.that or asking) and not self._is_relative(at, start)

    def _ends_search(self, verb: ReportingVerb, at: int, commas: int) -> bool:
        p = self.p
        if at in p.is_cue and at != verb.head and not self._is_same(verb, at):
            return True
        if commas > _COMMAS or p.words[at] in ";.!?":
            return True
        return not self.german and commas == 0 and p.lower[at] in self.lex.finite

    def _is_same(self, verb: ReportingVerb, at: int) -> bool:
        return at == verb.part or verb.first <= at < verb.after

    def _is_relative(self, at: int, start: int) -> bool:
        """Tell "que" after a noun, which begins a relative clause, from "que" after a verb."""
        before = self.p.lower[at - 1] if at > start else ""
        if not self.german and before in self.lex.determiner:
            return True  # "en la que"
        if self.german or at - start <= 2 or before != ",":
            return False
        return self.p.words[start:at].count(",") % 2 == 1

    def _german_clause(self, verb: ReportingVerb, comma: int, start: int) -> int | None:
        """Return where a German clause begins after a comma, unless an insertion does."""
        p, lex = self.p, self.lex
        first = comma + 1
        if first >= self.high or p.is_quoted(first):
            return None
        lower = p.lower[first]
        if lower in lex.that or lower in lex.wh:
            return first
        begins_other = lower in lex.subordinate or lower in lex.joins
        if begins_other and lower not in ("um", "wenn"):
            return None
        closing = self.next_comma(first)
        if closing is not None and self._is_insertion(verb, comma, closing, start):
            return None
        has_verb = self.has_verb(first, self.high)
        infinitive = "zu" in p.lower[first : self.clause_end(first)]
        return first if has_verb or infinitive else None

    def _is_insertion(self, verb: ReportingVerb, comma: int, closing: int, start: int) -> bool:
        """Tell whether ", der seit Mai regiert," or ", Chefin der Partei," follows a name."""
        p, lex = self.p, self.lex
        first = comma + 1
        named = comma >= start and p.words[comma - 1][0].isupper()
        if p.lower[first] in lex.relative and named:
            beside = comma == verb.after or comma - 1 == verb.head
            if not beside and not self.subjunctive_in(first, closing):
                return True
        if self.has_verb(first, closing) or closing + 1 >= self.high:
            return False
        short = p.lower[closing + 1] in lex.that or closing - first <= _APPOSITION
        return short and self.has_verb(closing + 1, self.high)

    def _content(
        self, verb: ReportingVerb, speaker: Range | None, rule: str, start: int, at: int
    ) -> None:
        p, lex = self.p, self.lex
        lower = p.lower[at]
        self.main = speaker or self.main
        if p.words[at] == ":" and not p.is_quoted(at):
            self._after_colon(verb, speaker, at)
        elif p.is_quoted(at):
            self._quotation_after(verb, speaker, rule, start, at)
        elif lower in lex.that and verb.use & Use.CLAUSE:
            self.take(rule or "th", at, self.clause_end(at + 1), verb, speaker)
        elif lower in lex.wh and lower not in lex.that:
            first = at - (p.lower[at - 1] == "por")
            self.take(rule or "wh", first, self.clause_end(at + 1), verb, speaker)
        elif self.german and verb.use & Use.CLAUSE:
            end = self.clause_end(at)
            bare = self.has_verb(at, end) and not self._is_infinitive(at, end)
            self.take(rule or ("ba" if bare else "in"), at, end, verb, speaker)

    def _is_infinitive(self, at: int, end: int) -> bool:
        lower = self.p.lower[at:end]
        return "zu" in lower and not any(word in self.lex.finite for word in lower)

    def _after_colon(self, verb: ReportingVerb, speaker: Range | None, at: int) -> None:
        p = self.p
        if at + 1 >= self.high:
            return
        if p.is_quoted(at + 1):
            self.take("dq", *p.quotation_at(at + 1), verb, speaker)
        elif p.count(at + 1, self.high) >= FEWEST:
            self.take("ba", at + 1, self.high, verb, speaker)

    def _quotation_after(
        self, verb: ReportingVerb, speaker: Range | None, rule: str, start: int, at: int
    ) -> None:
        p, lex = self.p, self.lex
        opening, closing = p.quotation_at(at)
        beside = p.words[at - 1] in ",:" or at == start
        if beside and p.count(opening, closing) >= WHOLE and closing >= self.high - 1:
            self.take("dq", opening, closing, verb, speaker)
            return
        first = start
        while first < opening and (
            p.lower[first] in lex.day or p.lower[first] in lex.adverb or p.words[first] == ","
        ):
            first += 1
        place = p.lower[first] in (lex.preposition | lex.unit | lex.going_on) - lex.determiner
        if place or opening - first > _FARTHEST:
            first = opening
        end = self.clause_end(closing)
        if closing >= self.high - LEAD or p.words[closing] in ",.;" or verb.use & Use.OBJECT:
            end = closing
        self.take(rule or "mx", first, end, verb, speaker)

    def _infinitive(self, verb: ReportingVerb, speaker: Range | None, rule: str) -> None:
        """Take "affirme avoir tout fait" and "prometió construir un puente"."""
        p = self.p
        if self.german or speaker is None or not verb.use & Use.CLAUSE or verb.after >= self.high:
            return
        at = verb.after
        if p.lower[at] in ("de", "d'", "d’") and self.lex.language == "fr":
            at += 1
        if at < self.high and _is_infinitive(p.lower[at], self.lex.language):
            self.main = speaker
            self.take(rule or "in", verb.after, self.clause_end(at), verb, speaker)

    def participle(self, verb: ReportingVerb) -> None:
        """Take ", añadiendo que …": the speaker is the sentence's."""
        speaker = self.main or self.sentence_subject(verb.first)
        at = self._object(verb, verb.after)
        if speaker is not None and at is not None:
            self._content(verb, speaker, "pt", verb.after, at)

    def _as_said(self, verb: ReportingVerb) -> bool:
        """Take "Wie die Polizei mitteilte, …" and "…, como explicó la alcaldesa"."""
        p, lex = self.p, self.lex
        for at in range(verb.first - 1, max(self.low - 1, verb.first - 14), -1):
            if p.is_quoted(at) or p.words[at] in ";:":
                return False
            if p.lower[at] in lex.comparing and (at == self.low or p.words[at - 1] == ","):
                break
            if p.words[at] == "," and self.german:
                return False
        else:
            return False
        if self.german:
            source = self.sources.after(at + 1, verb.first) if verb.first > at + 1 else None
        else:
            source = verb.subject or self.sources.after(verb.after, self.high)
            source = source or self.sources.before(at + 1, verb.first)
        if source is None:
            return False
        end = max(verb.after, source[1])
        if at > self.low:
            self._as_said_within(verb, source, at, end)
            return True
        comma = self.next_comma(end)
        if comma is not None:
            self.take("as", comma + 1, self.clause_end(comma + 1), verb, source)
        return True

    def _as_said_within(self, verb: ReportingVerb, source: Range, at: int, end: int) -> None:
        """Take "Das Land werde, wie er sagte, zahlen" and "Das Land zahlt, wie er sagte"."""
        first, last = self.trim(self.floor, at)
        rest = self.rest(end)
        if self.p.count(first, last) >= FEWEST:
            whole = self.is_clause(first, last)
            goes_on = rest is not None and self.may_go_on(rest, whole=whole)
            self.take_split("as", first, last, verb, source, rest if goes_on else None)
        self.floor = max(end, self.floor)


def _is_infinitive(lower: str, language: str) -> bool:
    if language == "fr":
        return (
            lower.endswith(("er", "ir", "re", "oir"))
            and len(lower) > 3
            and lower
            not in ("hier", "notre", "votre", "autre", "contre", "premier", "dernier", "entre")
        )
    stem = lower.removesuffix("se")
    return (
        stem.endswith(("ar", "er", "ir"))
        and len(stem) > 2
        and stem not in ("por", "mar", "ayer", "mujer")
    )
