"""German, French and Spanish reporting frames: who reports what in which order of words."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.found import Found
from annotator.analysis.suggest.frame_accord import Accord
from annotator.analysis.suggest.frame_cues import Verb, Verbs
from annotator.analysis.suggest.frame_sources import Sources
from annotator.analysis.suggest.frame_words import FrameWords, Use, frame_words
from annotator.analysis.suggest.paragraph import Paragraph

_OBJECT = 30  # tokens between a verb and what it reports
_LONGEST = 300  # tokens of a reported clause, but for quotations
_LEAD = 3  # words before a quotation that don't belong to what is reported
_FEWEST = 3  # words of a clause
_WHOLE = 5  # words of a quotation that is more than an expression
_ADJUNCT = 14  # tokens between "she said" and the words that go on
_COLON = 0.84  # how often a quotation after "X is calmer:" is X's
_ENDS = frozenset(".!?,;:…»”“\"–—)")


def found(paragraph: Paragraph, language: str) -> Sequence[Found]:
    """Return the reports of one paragraph; rivals overlap."""
    base = language.casefold().replace("_", "-").partition("-")[0]
    reader = Reader(paragraph, frame_words(base))
    for low, high in paragraph.sentences:
        reader.sentence(low, high)
    return reader.found


class Reader:
    """Reads the sentences of one paragraph; all places are tokens but those of what is found."""

    def __init__(self, paragraph: Paragraph, words: FrameWords) -> None:
        self.p = paragraph
        self.lex = words
        self.german = words.language == "de"
        self.sources = Sources(paragraph, words)
        self.verbs = Verbs(paragraph, words)
        self.found: list[Found] = []
        self.low = self.high = self.floor = 0
        self.main: Range | None = None  # who spoke last in the sentence
        self.last: Range | None = None  # and in the paragraph
        self._split = 0
        self._breaks: list[int] | None = None
        self._used: set[int] = set()
        self._next_cue = self._next_quotation = 0

    def sentence(self, low: int, high: int) -> None:
        """Read one sentence, `[low, high)` in tokens."""
        self.low, self.high, self.floor = low, high, low
        self.main, self._breaks = None, None
        Accord(self).read()
        for head in self._cues():
            if head in self._used:
                continue
            verb = self.verbs.at(head, low, high)
            if verb is not None:
                self._report(verb)
        self._colons()
        self.last = self.main or self.last

    def _colons(self) -> None:
        """Take `X is calmer: "…"`, where no verb reports."""
        p = self.p
        while self._next_quotation < len(p.quotations):
            opening, closing = p.quotations[self._next_quotation]
            if opening >= self.high:
                return
            self._next_quotation += 1
            if opening > self.low + 1 and p.words[opening - 1] == ":" and self.floor < opening:
                source = self._sentence_subject(opening - 1)
                if source is not None and p.count(opening, closing) >= _WHOLE - 1:
                    self.emit("dq", opening, closing, None, source, score=_COLON)
                    self.main = source

    def use(self, cue: int) -> None:
        """Leave a cue out that another frame has read."""
        self._used.add(cue)

    def _cues(self) -> Iterator[int]:
        cues = self.p.cues
        while self._next_cue < len(cues) and cues[self._next_cue] < self.high:
            self._next_cue += 1
            yield cues[self._next_cue - 1]

    # What is said before its verb

    def _report(self, verb: Verb) -> None:
        p = self.p
        before = self._past_adverbs_back(verb.first)
        if verb.use & Use.GERUND:
            self._participle(verb)
            return
        if before > self.low and (p.words[before - 1] in ",–—-" or p.is_quoted(before - 1)):
            if self._postposed(verb, before):
                return
            if verb.use & Use.CLOSING:
                return
        if not verb.use & Use.CLOSING:
            self._preposed(verb, before)

    def _past_adverbs_back(self, first: int) -> int:
        p, lex = self.p, self.lex
        at = first
        while at > self.low and first - at < 4 and not p.is_quoted(at - 1):  # noqa: PLR2004
            if p.lower[at - 1] not in lex.clitic and p.lower[at - 1] not in lex.adverb:
                break
            if self.german and p.lower[at - 1] in lex.pronoun:
                break
            at -= 1
        return at

    def _postposed(self, verb: Verb, before: int) -> bool:
        """Take `"…", said X` and `It rained, said X`, and what goes on after it."""
        p = self.p
        source = verb.subject or self.sources.after(verb.after, self.high)
        if source is None and not self._lacks_subject(verb):
            return False
        end = max(verb.after, source[1] if source else 0, (verb.part or 0) + 1)
        first, last = self.trim(self.floor, before)
        if first >= last or (p.words[before - 1] in "–—-" and not p.is_quoted(before - 1) and self.german):
            return False
        speaker = source or self.main or self.last
        if verb.subject is None and not p.is_quoted(before - 1) and self._has_subject(verb, end):
            return False
        if p.is_quoted(last - 1):
            return self._quotation_before(verb, speaker, first, last, end)
        if verb.use & Use.CLAUSE == 0 and not verb.use & Use.CLOSING:
            return False
        rest = self._rest(end)
        whole = self.is_clause(first, last)
        if rest is not None and not p.is_quoted(rest) and not self._may_go_on(rest, whole=whole):
            rest = None
        begins_part = p.words[end : end + 1] == [","] and rest is not None
        if not (whole or begins_part) or self._is_no_report(first, last, end):
            return False
        if p.lower[end : end + 1] and p.lower[end] in self.lex.that:
            return False
        self._take_split("po", first, last, verb, speaker, rest if begins_part else None)
        if not begins_part:
            self._after_report(verb, speaker, end)
        return True

    def _has_subject(self, verb: Verb, end: int) -> bool:
        """Tell whether `X, the minister, said` stands there, not `X, said the minister,`."""
        p = self.p
        subject = self.sources.before(self.floor, verb.first)
        if subject is None or (end < self.high and p.words[end] in ",.;:!?"):
            return False
        return not any(p.words[at] in "–—" for at in range(subject[1], verb.first))

    def _lacks_subject(self, verb: Verb) -> bool:
        """Tell whether a Spanish verb stands alone: `«…», añadió.`"""
        p, after = self.p, verb.after
        ends = after >= self.high or p.words[after] in _ENDS
        quoted = p.is_quoted(verb.first - 1) or p.is_quoted(verb.first - 2)
        return self.lex.language == "es" and (ends or quoted)

    def _quotation_before(
        self, verb: Verb, speaker: Range | None, first: int, last: int, end: int
    ) -> bool:
        p = self.p
        opening, closing = p.quotation_at(last - 1)
        lead = p.count(first, opening)
        colon = opening > first and p.words[opening - 1] == ":"
        beside = opening > first and p.words[opening - 1][0].isalnum()
        if beside and p.count(opening, closing) < _WHOLE and not self._has_verb(first, opening):
            return False  # "Den Film „Das Boot“ zeigt das Kino"
        rule = "dq" if lead < _LEAD or colon else "mx"
        first = opening if rule == "dq" else first
        split = self._take(rule, first, closing, verb, speaker)
        self._after_report(verb, speaker, end, split)
        return True

    def _after_report(self, verb: Verb, speaker: Range | None, end: int, split: int = 0) -> None:
        """Take what goes on after `"…", she said on Monday`: a quotation, or words after a colon."""
        p = self.p
        self.floor = end
        for at in range(end, min(self.high, end + _ADJUNCT)):
            if p.is_quoted(at):
                opening, closing = p.quotation_at(at)
                goes_on = p.words[at - 1] in ",–—" and split
                if p.words[at - 1] == ":" or goes_on:
                    self._emit("dq", opening, closing, verb, speaker, split if goes_on else 0)
                    self.floor = closing
                return
            if p.words[at] == ":":
                if at + 1 < self.high and not p.is_quoted(at + 1):
                    self._take("ba", at + 1, self.high, verb, speaker)
                    return
            elif p.words[at] in ";.!?" or at in p.is_cue:
                return

    def _rest(self, end: int) -> int | None:
        """Return where the words go on after `, she said,`, if they do at once."""
        p = self.p
        if end + 2 >= self.high or p.words[end] not in ",–—":
            return None
        at = end + 1
        if p.is_quoted(at):
            return at
        lower = p.lower[at]
        lex = self.lex
        if lower in lex.relative and not (self.german and self._subjunctive(at, self.high)):
            return None
        if lower in lex.joins | lex.boundary | lex.cut | lex.subordinate or at in p.is_cue:
            return None
        return at

    def _may_go_on(self, rest: int, *, whole: bool) -> bool:
        """Tell whether the words after `, she said,` go on with hers."""
        if self.is_clause(rest, self.high):
            return True
        p, lex = self.p, self.lex
        if self.german:
            return p.words[rest][0].islower() and p.lower[rest] not in lex.unit
        plain = p.lower[rest] not in lex.preposition | lex.determiner | lex.unit
        return not whole and plain and p.count(rest, self.high) > 1

    def _take_split(
        self, rule: str, first: int, last: int, verb: Verb, speaker: Range | None, rest: int | None
    ) -> None:
        split = self._take(rule, first, last, verb, speaker)
        if rest is not None:
            end = self.clause_end(rest)
            self._emit("sp", rest, end, verb, speaker, split)
            self.floor = end
        self.main = speaker or self.main

    def _is_no_report(self, first: int, last: int, end: int) -> bool:
        """Tell whether words before a verb are a clause of time or reason: "After he won, said X"."""
        p, lex = self.p, self.lex
        if p.is_quoted(first):
            return False
        lower = p.lower[first]
        if self.german:
            if any(word in lex.subjunctive for word in p.lower[first:last]):
                return False
            if p.words[end : end + 1] == [","] and self._subjunctive(end + 1, self.high):
                return not self._finite_outside(first, last)
        return lower in lex.subordinate or lower in lex.joins

    def _finite_outside(self, first: int, last: int) -> bool:
        return any(word in self.lex.finite for word in self.p.lower[first:last]) and (
            self.p.lower[first] not in self.lex.subordinate
        )

    def _subjunctive(self, first: int, last: int) -> bool:
        return any(word in self.lex.subjunctive for word in self.p.lower[first : min(last, first + 25)])

    # What is said after its verb

    def _preposed(self, verb: Verb, before: int) -> None:
        p = self.p
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

    def _subject(self, verb: Verb, before: int) -> tuple[Range | None, str]:
        """Return who speaks, and "cj" where that is the speaker before."""
        p, lex = self.p, self.lex
        if verb.subject is not None:
            return verb.subject, ""
        if before > self.low and p.lower[before - 1] in lex.joins:
            own = self.sources.after(verb.after, self.high) if not self.german else None
            if own is not None:
                return own, ""
            return self.main or self._sentence_subject(before - 1), "cj"
        low = max(self.low, self.floor)
        if before - 1 > self.low and p.words[before - 2] == "," and p.lower[before - 1] in lex.relative:
            named = self.sources.before(self.low, before - 2)
            if named is not None and not self.german:
                return named, ""
        source = None
        if verb.auxiliary is not None:
            source = self.sources.before(low, verb.auxiliary) or self.sources.after(
                verb.auxiliary + 1, verb.head
            )
        else:
            source = self.sources.before(low, verb.first)
        source = source or self.sources.after(verb.after, self.high)
        if source is not None:
            return source, ""
        opens = before == self.low or p.words[before - 1] == ","
        if opens and (self.main or self.lex.language == "es"):
            return self.main or self.last, "cj"
        return None, ""

    def _sentence_subject(self, before: int) -> Range | None:
        """Return the phrase that a sentence begins with: "X came and said …"."""
        source = self.sources.after(self.low, before)
        is_first = source is not None and source[0] == self.low
        plain = is_first and self.p.lower[self.low] not in self.lex.unit
        return source if plain else None

    def _object(self, verb: Verb, start: int) -> int | None:
        """Return where what is reported begins: "that", a question word, a colon, a quotation."""
        p, lex = self.p, self.lex
        commas = 0
        for at in range(start, min(self.high, start + _OBJECT)):
            word, lower = p.words[at], p.lower[at]
            if p.is_quoted(at) or word == ":":
                return at
            if at in p.is_cue and at != verb.head and not self._is_same(verb, at):
                return None
            if lower in lex.that or (lower in lex.wh and verb.use & Use.ASKING):
                if not self._is_relative(at, start, verb):
                    return at
            elif word == ",":
                commas += 1
                if self.german and (begin := self._german_clause(verb, at, start)) is not None:
                    return begin
                if commas > 3:  # noqa: PLR2004
                    return None
            elif word in ";.!?":
                return None
            elif not self.german and lower in lex.finite and commas == 0:
                return None
        return None

    def _is_same(self, verb: Verb, at: int) -> bool:
        return at == verb.part or verb.first <= at < verb.after

    def _is_relative(self, at: int, start: int, verb: Verb) -> bool:
        """Tell "que" after a noun, which begins a relative clause, from "que" after a verb."""
        if self.german or at == start or self.lex.language == "ar":
            return False
        before = self.p.words[at - 1]
        if before == "," and at - start > 2:  # noqa: PLR2004
            return self._last_comma_opens(start, at)
        return False

    def _last_comma_opens(self, start: int, at: int) -> bool:
        return self.p.words[start:at].count(",") % 2 == 1

    def _german_clause(self, verb: Verb, comma: int, start: int) -> int | None:
        """Return where a German clause begins after a comma, unless an insertion does."""
        p, lex = self.p, self.lex
        first = comma + 1
        if first >= self.high or p.is_quoted(first):
            return None
        lower = p.lower[first]
        if lower in lex.that or lower in lex.wh:
            return first
        if lower in lex.subordinate | lex.joins and lower not in ("um", "wenn"):
            return None
        if lower in lex.relative and comma > start - 1 and p.words[comma - 1][0].isupper():
            verb_first = comma - 1 == verb.head or comma == verb.after
            closing = self._next_comma(first)
            if not verb_first and closing is not None and not self._subjunctive(first, closing):
                return None
        closing = self._next_comma(first)
        if closing is not None and not self._has_verb(first, closing):
            follows = p.lower[closing + 1 : closing + 2]
            if follows and (follows[0] in lex.that or closing - first <= 8):  # noqa: PLR2004
                return None if self._has_verb(closing + 1, self.high) else first
        if "zu" in p.lower[first : self.clause_end(first)] and not self._has_verb(first, self.high):
            return first
        return first if self._has_verb(first, self.high) else None

    def _next_comma(self, first: int) -> int | None:
        p = self.p
        for at in range(first, min(self.high, first + _OBJECT)):
            if p.words[at] == "," and not p.is_quoted(at):
                return at
        return None

    def _has_verb(self, first: int, last: int) -> bool:
        p, lex = self.p, self.lex
        for at in range(first, min(last, first + 40)):
            lower = p.lower[at]
            if lower in lex.finite or lower in lex.subjunctive or p.is_quoted(at):
                return True
            if self.german and p.words[at][0].islower() and at > first and _is_german_verb(lower):
                return True
        return False

    def _content(self, verb: Verb, speaker: Range | None, rule: str, start: int, at: int) -> None:
        p, lex = self.p, self.lex
        lower = p.lower[at]
        self.main = speaker or self.main
        if p.words[at] == ":" and not p.is_quoted(at):
            self._after_colon(verb, speaker, at)
        elif p.is_quoted(at):
            self._quotation_after(verb, speaker, rule, start, at)
        elif lower in lex.that and verb.use & Use.CLAUSE:
            self._take(rule or "th", at, self.clause_end(at + 1), verb, speaker)
        elif lower in lex.wh and lower not in lex.that:
            first = at - (p.lower[at - 1] == "por")
            self._take(rule or "wh", first, self.clause_end(at + 1), verb, speaker)
        elif self.german and verb.use & Use.CLAUSE:
            end = self.clause_end(at)
            bare = self._has_verb(at, end) and not self._is_infinitive(at, end)
            self._take(rule or ("ba" if bare else "in"), at, end, verb, speaker)

    def _is_infinitive(self, at: int, end: int) -> bool:
        lower = self.p.lower[at:end]
        return "zu" in lower and not any(word in self.lex.finite for word in lower)

    def _after_colon(self, verb: Verb, speaker: Range | None, at: int) -> None:
        p = self.p
        if at + 1 >= self.high:
            return
        if p.is_quoted(at + 1):
            self._take("dq", *p.quotation_at(at + 1), verb, speaker)
        elif p.count(at + 1, self.high) >= _FEWEST:
            self._take("ba", at + 1, self.high, verb, speaker)

    def _quotation_after(
        self, verb: Verb, speaker: Range | None, rule: str, start: int, at: int
    ) -> None:
        p, lex = self.p, self.lex
        opening, closing = p.quotation_at(at)
        beside = p.words[at - 1] in ",:" or at == start
        if beside and p.count(opening, closing) >= _WHOLE and closing >= self.high - 1:
            self._take("dq", opening, closing, verb, speaker)
            return
        first = start
        while first < opening and (p.lower[first] in lex.day | lex.adverb or p.words[first] == ","):
            first += 1
        if p.lower[first] in lex.preposition | lex.unit | lex.going_on and p.lower[first] not in lex.determiner:
            first = opening
        if opening - first > 12:  # noqa: PLR2004
            first = opening
        end = self.clause_end(closing)
        if closing >= self.high - _LEAD or p.words[closing] in ",.;" or verb.use & Use.OBJECT:
            end = closing
        self._take(rule or "mx", first, end, verb, speaker)

    def _infinitive(self, verb: Verb, speaker: Range | None, rule: str) -> None:
        """Take "affirme avoir tout fait" and "prometió construir un puente"."""
        p = self.p
        if self.german or speaker is None or not verb.use & Use.CLAUSE or verb.after >= self.high:
            return
        at = verb.after
        if p.lower[at] in ("de", "d'", "d’") and self.lex.language == "fr":
            at += 1
        if at < self.high and _is_infinitive(p.lower[at], self.lex.language):
            self.main = speaker
            self._take(rule or "in", verb.after, self.clause_end(at), verb, speaker)

    def _participle(self, verb: Verb) -> None:
        """Take ", añadiendo que …": the speaker is the sentence's."""
        speaker = self.main or self._sentence_subject(verb.first)
        at = self._object(verb, verb.after)
        if speaker is not None and at is not None:
            self._content(verb, speaker, "pt", verb.after, at)

    def _as_said(self, verb: Verb) -> bool:
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
        comma = self._next_comma(end)
        if comma is not None:
            self._take("ac", comma + 1, self.clause_end(comma + 1), verb, source)
        return True

    def _as_said_within(self, verb: Verb, source: Range, at: int, end: int) -> None:
        """Take "Das Land werde, wie er sagte, zahlen" and "Das Land zahlt, wie er sagte"."""
        first, last = self.trim(self.floor, at)
        rest = self._rest(end)
        if self.p.count(first, last) >= _FEWEST:
            whole = self.is_clause(first, last)
            goes_on = rest is not None and self._may_go_on(rest, whole=whole)
            self._take_split("ac", first, last, verb, source, rest if goes_on else None)
        self.floor = max(end, self.floor)

    # Where clauses end

    def clause_end(self, first: int) -> int:
        """Return where a reported clause ends: the sentence's end, or a break before."""
        breaks = self.breaks
        at = bisect_right(breaks, first)
        end = min(breaks[at] if at < len(breaks) else self.high, max(first + _LONGEST, first))
        if end < self.high and self.p.is_quoted(end) and self.p.is_quoted(end - 1):
            end = self.p.quotation_at(end)[1]
        return self.trim(first, end)[1]

    @property
    def breaks(self) -> list[int]:
        """The tokens of the sentence before which a reported clause ends."""
        if self._breaks is None:
            self._breaks = [at for at in range(self.low + 1, self.high) if self._is_break(at)]
        return self._breaks

    def _is_break(self, at: int) -> bool:
        p, lex = self.p, self.lex
        if p.is_quoted(at):
            return False
        word, lower = p.words[at], p.lower[at]
        if word == ";":
            return True
        if word not in (",", "–", "—") and lower not in lex.joins:
            return False
        following = at + 1
        if word == "," and following < self.high:
            if p.lower[following] in lex.cut or Accord.begins(self, following):
                return True
            if p.lower[following] in lex.comparing and self._says_soon(following):
                return True
        if following < self.high and p.lower[following] in lex.joins | lex.but:
            if word == "," and p.lower[following] in lex.but and not self.german:
                after = p.lower[following + 1 : following + 2]
                return not after or after[0] not in lex.that
            following += 1
        if word == "," and following < self.high and p.lower[following] in lex.pronoun:
            following += 1
        while following < self.high and p.lower[following] in lex.clitic | lex.adverb:
            if following in p.is_cue:
                break
            following += 1
        return following in p.is_cue and not p.is_quoted(following) and self._reports_on(following)

    def _says_soon(self, at: int) -> bool:
        last = min(self.high, at + 10)
        return any(one in self.p.is_cue for one in range(at, last))

    def _reports_on(self, head: int) -> bool:
        """Tell whether a verb after "and" or a comma begins another report."""
        use = self.lex.verbs[self.p.lower[head]]
        return use != 0 and self.verbs.at(head, self.low, self.high) is not None

    def trim(self, first: int, last: int) -> Range:
        """Leave out signs at both ends, but for whole quotations."""
        p = self.p
        while first < last and not p.is_quoted(first) and not _says(p.words[first]):
            first += 1
        while last > first and not p.is_quoted(last - 1) and not _says(p.words[last - 1]):
            last -= 1
        if first < last and p.lower[first] in self.lex.joins and self.floor == first and first > self.low:
            first += 1
        return first, last

    def is_clause(self, first: int, last: int) -> bool:
        """Tell whether words are a clause: enough of them, and a verb."""
        return self.p.count(first, min(last, first + 40)) >= _FEWEST and self._has_verb(first, last)

    # What is kept

    def _take(
        self, rule: str, first: int, last: int, verb: Verb, speaker: Range | None
    ) -> int:
        split = self.next_split()
        self._emit(rule, first, last, verb, speaker, split)
        self.main = speaker or self.main
        self.floor = max(self.floor, last, verb.after)
        return split

    def next_split(self) -> int:
        """Return a new number for stretches that are one quote."""
        self._split += 1
        return self._split

    def _emit(
        self, rule: str, first: int, last: int, verb: Verb, speaker: Range | None, split: int
    ) -> None:
        cue = self.p.span(verb.first, verb.after)
        self.emit(rule, first, last, cue, speaker, split)

    def emit(
        self,
        rule: str,
        first: int,
        last: int,
        cue: Range | None,
        source: Range | None,
        split: int = 0,
        score: float = 0.0,
    ) -> None:
        """Keep the tokens `[first, last)` as reported; what begins or ends in a quotation takes it in."""
        p = self.p
        first, last = self.trim(first, last)
        if first >= last:
            return
        if p.is_quoted(first):
            first = min(first, p.quotation_at(first)[0])
        if p.is_quoted(last - 1):
            last = max(last, p.quotation_at(last - 1)[1])
        marks = p.is_quoted(first) and p.quotation_at(first) == (first, last)
        if not marks and p.count(first, min(last, first + 4)) < 2:  # noqa: PLR2004
            return
        if source is not None and source[0] < last and first < source[1]:
            return
        start, end = p.span(first, last)
        if cue is not None and start <= cue[0] < end:
            return
        self.found.append(
            Found(start, end, cue, p.span(*source) if source else None, rule, score, split=split)
        )


def _says(word: str) -> bool:
    return word[0].isalnum() or word in "$€£%¿¡([)]"


def _is_german_verb(lower: str) -> bool:
    return lower.endswith(("t", "te", "ten", "est", "et", "en")) and len(lower) > 3 and not lower.endswith(("keit", "heit", "nicht", "jetzt", "seit", "mit", "dort"))  # noqa: PLR2004


def _is_infinitive(lower: str, language: str) -> bool:
    if language == "fr":
        return lower.endswith(("er", "ir", "re", "oir")) and len(lower) > 3 and lower not in ("hier", "notre", "votre", "autre", "contre", "premier", "dernier", "entre")  # noqa: PLR2004
    stem = lower.removesuffix("se")
    return stem.endswith(("ar", "er", "ir")) and len(stem) > 2 and stem not in ("por", "mar", "ayer", "mujer")  # noqa: PLR2004
