"""English reporting frames: subject, verb and clause in the orders in which news text has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import english_subject as subject
from annotator.analysis.suggest.english_clause import (
    after_dateline,
    begins_clause,
    begins_main_clause,
    clause_end,
    is_title,
    object_at,
    past_adverbials,
    trimmed,
)
from annotator.analysis.suggest.english_words import (
    ADVERB,
    AUXILIARY,
    BOUNDARY,
    PREPOSITION,
    STOP,
    SUBJECT,
    VERBS,
    is_adverbial,
    is_day,
    is_finite,
    is_noun_form,
)
from annotator.analysis.suggest.found import Found
from annotator.analysis.suggest.lexicon import Verb, small
from annotator.analysis.suggest.paragraph import Paragraph

_UNFINISHED = small("en", "unfinished")
_REST = small("en", "rest")
_ADDED = frozenset(["adding", "according", "referring", "speaking", "and", "but"])
_ADDRESSEE = small("en", "addressee")
_NO_SUBJECT = frozenset(["it", "that", "what", "who", "you"])
_AFTER_OBJECT = frozenset(["in", "on", "at", "during", "as", "to", "about", "of"])
_MONEY = frozenset("$£€")
_PARTICLE = frozenset(["out", "into", "up", "off", "back", "upon"])
_GERUND = frozenset(["for", "of", "from", "about", "on", "against", "with", "without", "to"])
_OF = frozenset(["for", "of", "against", "about", "on"])
_ASKED = frozenset(["whether", "how", "why", "what", "if"])
_NO_APPOSITION = frozenset(["which", "who", "a", "an", "the", "and", "but", "while"])
_BETWEEN = 14  # tokens between "she said" and the words that go on
_MANNER = {"joins": "cj", "participle": "pt"}


def found(paragraph: Paragraph, _language: str = "en") -> Sequence[Found]:
    """Return the reports of one paragraph; rivals overlap."""
    reader = _Reader(paragraph)
    for low, high in paragraph.sentences:
        reader.sentence(low, high)
    reader.across_sentences()
    return reader.found


@dataclass(slots=True)
class _Report:
    """A cue in its sentence `[low, high)`, with what was found out about it; in tokens."""

    cue: int
    low: int
    high: int
    previous: int  # the token after the cue before, or `low`
    verb: Verb
    source: Range | None
    manner: str  # "subject", "joins" ("and said") or "participle" (", saying")
    first: int  # where subject and verb begin together
    after: int  # and end
    inverted: Range | None = None


class _Reader:
    def __init__(self, paragraph: Paragraph) -> None:
        self.p = paragraph
        self.found: list[Found] = []
        self._main: Range | None = None  # who spoke last in the sentence

    def sentence(self, low: int, high: int) -> None:
        """Read one sentence, `[low, high)` in tokens."""
        p = self.p
        self._main = None
        low = after_dateline(p, low, high)
        self._according(low, high)
        previous = low
        done = len(self.found)
        for cue in self._cues(low, high):
            if len(self.found) > done:
                previous, done = self._last_cue, len(self.found)
            report = self._report(cue, low, high, previous)
            self._last_cue = cue + 1
            if self._postposed(report) or report.source is None:
                continue
            if report.manner == "subject":
                self._main = report.source
            if report.inverted and report.first == cue:
                continue
            if cue > low and p.lower[low] == "as" and self._as_said(report):
                continue
            self._object(report)

    def _as_said(self, report: _Report) -> bool:
        """Find `As Lee told the court, CLAUSE`."""
        p, high = self.p, report.high
        first = report.source[0] if report.source else report.cue
        if first > report.low + 3 or not report.verb.clause or report.manner != "subject":
            return False
        limit = min(high - 2, report.cue + 12)
        comma = next((at for at in range(report.cue + 1, limit) if p.words[at] == ","), 0)
        that = any(p.lower[at] == "that" for at in range(report.cue + 1, comma))
        if not comma or that or report.source is None:
            return False
        begin = comma + 1
        cue = report.cue, report.cue + 1
        if p.is_quoted(begin):
            self._emit("dq", *p.quotation_at(begin), cue, report.source)
        else:
            self._emit("as", begin, clause_end(p, begin, high), cue, report.source)
        return True

    def across_sentences(self) -> None:
        """Find `“Why?” Lee asked`, which is two sentences, for quotations that have nobody yet."""
        p = self.p
        taken = [(one.start, one.end) for one in self.found]
        cues = iter(p.cues)
        cue = next(cues, None)
        for first, after in p.quotations:
            while cue is not None and cue < after:
                cue = next(cues, None)
            if cue is None or after >= len(p) or cue >= after + 14:
                continue
            start, end = p.span(first, after)
            cried = p.words[after - 2] in "?!,…" or p.words[after - 1] in "?!"
            if not cried or any(low < end and start < high for low, high in taken):
                continue
            source = (
                subject.before(p, after, cue)
                if cue > after
                else subject.after(p, cue + 1, min(len(p), cue + 40))
            )
            if source and source[0] <= after + 1:
                self._emit("dq", first, after, (cue, cue + 1), source)

    def _cues(self, low: int, high: int) -> list[int]:
        cues = self.p.cues
        first = self._next_cue if low else 0
        self._first_cue = after = first
        while after < len(cues) and cues[after] < high:
            after += 1
        self._next_cue = after
        return [cue for cue in cues[first:after] if cue >= low]

    _next_cue = _first_cue = _last_cue = 0

    def _emit(self, rule: str, first: int, after: int, cue: Range, source: Range) -> None:
        p = self.p
        first, after = trimmed(p, first, after)
        if after <= first:
            return
        if p.is_quoted(first):
            first = min(first, p.quotation_at(first)[0])
        if p.is_quoted(after - 1):
            after = max(after, p.quotation_at(after - 1)[1])
        meets = source[0] < after and first < source[1]
        fewest = 1 if rule == "dq" else 2
        if meets or first <= cue[0] < after or p.count(first, after) < fewest:
            return
        start, end = p.span(first, after)
        self.found.append(Found(start, end, p.span(*cue), p.span(*source), rule))

    def _according(self, low: int, high: int) -> None:
        p = self.p
        for at in range(low, high - 2):
            if p.lower[at] != "according" or p.lower[at + 1] != "to" or p.is_quoted(at):
                continue
            end = at + 2
            while end < high and not p.is_quoted(end) and not self._closes(end, high):
                end += 1
            cue, source = (at, at + 2), (at + 2, end)
            if end == at + 2:
                continue
            self._main = source
            if at <= low + 1:
                if end < high:
                    self._emit("ac", end + 1, clause_end(p, end + 1, high), cue, source)
                return
            first = at
            while first > low and (p.words[first - 1] not in ";—" or p.is_quoted(first - 1)):
                first -= 1
            if p.lower[at - 1] == "that":
                if end < high:
                    self._emit("ac", end + 1, clause_end(p, end + 1, high), cue, source)
                return
            self._emit("ac", first, at, cue, source)
            more = end < high - 4 and p.words[end] == ","
            if more and p.lower[end + 1] not in _NO_APPOSITION and begins_clause(p, end + 1, high):
                self._emit("sp", end + 1, clause_end(p, end + 1, high), cue, source)
            return

    def _closes(self, at: int, high: int) -> bool:
        word = self.p.words[at]
        return word in ",;" or (word == "." and at + 1 >= high)

    def _report(self, cue: int, low: int, high: int, previous: int) -> _Report:
        p = self.p
        participle = p.lower[cue].endswith("ing") and not (cue and p.lower[cue - 1] in AUXILIARY)
        report = _Report(
            cue, low, high, previous, VERBS[p.lower[cue]], None, "subject", cue, cue + 1
        )
        if participle:
            self._participle(report)
        else:
            self._finite(report)
        return report

    def _participle(self, report: _Report) -> None:
        p, cue, low = self.p, report.cue, report.low
        report.manner = "participle"
        before = p.lower[cue - 1] if cue > low else ""
        if before in _GERUND:
            plain = cue + 1 < report.high and (p.lower[cue + 1] == "that" or p.is_quoted(cue + 1))
            if plain:
                report.source = self._main or subject.of_sentence(p, low, cue)
        elif self._main:
            report.source = self._main
        elif before in (",", "and", "but", "by", "while", "before", "after"):
            report.source = subject.of_sentence(p, low, cue)
        else:
            report.source = subject.beside(p, low, cue)

    def _finite(self, report: _Report) -> None:
        p, cue, low = self.p, report.cue, report.low
        source = subject.before(p, low, cue)
        comma = cue > low and p.words[cue - 1] == ","
        after_words = comma or (cue > low and p.is_quoted(cue - 1))
        inverted = None
        if after_words and (source is None or comma):
            inverted = subject.after(p, cue + 1, report.high)
        if source is None and not (inverted and self._is_last(inverted[1], report.high)):
            joined = subject.joins(p, low, cue)
            if joined or (self._main and comma and report.previous > low):
                source = self._main or subject.of_sentence(p, low, cue)
                report.manner = "joins" if source else "subject"
        if report.manner != "subject":
            inverted = None
        last = inverted is not None and p.lower[inverted[1] : inverted[1] + 1] == ["who"]
        if inverted and source and not p.is_quoted(cue - 1) and not last:
            inserted = source[0] <= low + 1 or p.words[source[0] - 1] == ","
            inverted = None if inserted else inverted
        report.source = source
        if inverted:
            report.source, report.inverted, report.after = inverted, inverted, inverted[1]
        elif source and report.manner == "subject":
            report.first = source[0]

    def _is_last(self, at: int, high: int) -> bool:
        return at >= high or self.p.words[at] in ".,;" or self.p.lower[at] == "who"

    def _postposed(self, report: _Report) -> bool:
        """Find `CLAUSE, she said` and `“…,” said Lee`; tell whether there was one."""
        p, low, first = self.p, report.low, report.first
        source = report.source
        if source is None or report.manner != "subject" or first <= low + 1:
            return False
        quoted = p.is_quoted(first - 1)
        if not (quoted or p.words[first - 1] == ",") or not report.verb.clause:
            return False
        follows = self._follows(report)
        closed = follows in ".!?,;:" or follows in STOP or is_day(follows) or quoted
        if not closed or follows == "that" or (not quoted and self._has_that(report)):
            return False
        begin = low if quoted or report.previous == low else report.previous
        begin, after = trimmed(p, begin, first)
        if after <= begin:
            return False
        cue = report.cue, report.cue + 1
        quoted = p.is_quoted(after - 1)
        if quoted:
            begin, after = self._quotation_before(begin, after, low)
            kind = "dq" if p.is_quoted(begin) else "mx"
        else:
            kind = self._clause_before(report, begin, after, follows)
        if not kind:
            return False
        if kind != "sp" or p.lower[begin] not in _UNFINISHED or self._has_verb(begin, after):
            self._emit(kind, begin, after, cue, source)
        self._main = source
        self._goes_on(report, follows, whole=kind != "sp")
        return True

    def _follows(self, report: _Report) -> str:
        """Return what stands after subject and verb, past who is told."""
        p, at = self.p, report.after
        if report.verb.told and not report.inverted:
            limit = min(report.high, at + 6)
            at = next((one for one in range(at, limit) if self._ends_addressee(one)), at)
        return p.lower[at] if at < report.high else "."

    def _ends_addressee(self, at: int) -> bool:
        word = self.p.lower[at]
        return word in ".!?,;:" or word in STOP or word in ADVERB or is_day(word)

    def _has_that(self, report: _Report) -> bool:
        at = object_at(self.p, report.cue, report.high)
        return at is not None and self.p.lower[at] == "that" and self._is_adverbial(report, at)

    def _quotation_before(self, begin: int, after: int, low: int) -> Range:
        """Return what is said by words that end with a quotation."""
        p = self.p
        first, end = p.quotation_at(after - 1)
        ahead = p.count(begin, first) if first > begin else 0
        if not ahead:
            return first, end
        apart = p.words[first - 1] in ",:." and (
            ahead < 4 or p.lower[begin] in _UNFINISHED or p.words[first - 1] != ","
        )
        reported = any(begin <= cue < first for cue in p.cues[self._first_cue : self._next_cue])
        return (first, end) if apart or reported else (begin, end)

    def _clause_before(self, report: _Report, begin: int, after: int, follows: str) -> str:
        """Return the rule by which a clause before the verb is reported, or nothing."""
        p = self.p
        if self._is_whole(begin, after):
            return "po"
        if follows != "," or not self._rest(report, whole=False):
            return ""
        if p.is_quoted(report.after + 1) and p.lower[begin] in _UNFINISHED:
            return ""
        return "sp"

    def _is_whole(self, begin: int, after: int) -> bool:
        """Tell whether the tokens make a clause that may stand alone."""
        p = self.p
        if p.lower[begin] in _UNFINISHED:
            begin = next((at for at in range(begin, after) if p.words[at] == ","), after)
        if p.count(begin, after) < 4:
            return False
        return self._has_verb(begin, after)

    def _has_verb(self, begin: int, after: int) -> bool:
        return any(is_finite(self.p, at) for at in range(begin, after))

    def _rest(self, report: _Report, *, whole: bool) -> int:
        """Return where words go on after `…, she said, …`, or 0; freely where none were `whole`."""
        p, high = self.p, report.high
        first = report.after + 1
        if first >= high - 1 or first in p.is_cue or p.is_quoted(report.after):
            return 0
        if not whole:
            return first if p.lower[first] not in _ADDED else 0
        free = not report.inverted and p.lower[first] not in _REST
        return first if free and begins_clause(p, first, high) else 0

    def _goes_on(self, report: _Report, follows: str, *, whole: bool) -> None:
        """Find what goes on after `…, she said in May, …`."""
        p, source, high = self.p, report.source, report.high
        at = report.after
        limit = min(high, at + _BETWEEN)
        while at < limit and p.words[at] not in ",:" and not p.is_quoted(at):
            at += 1
        if source is None or at >= high - 1:
            return
        cue = report.cue, report.cue + 1
        quoted = p.is_quoted(at)
        if not (quoted or p.words[at] in ",:"):
            return
        first = at if quoted else at + 1
        if p.is_quoted(first):
            if not is_title(p, *p.quotation_at(first)):
                self._emit("dq", *p.quotation_at(first), cue, source)
        elif follows == ",":
            first = self._rest(report, whole=whole)
            if first:
                self._emit("sp", first, clause_end(p, first, high), cue, source)

    def _object(self, report: _Report) -> None:
        """Find what is said after the verb."""
        report.high = self._main_clause(report, report.cue + 1)
        at = object_at(self.p, report.cue, report.high)
        if self._that(report, at) or self._bare(report, at) or self._told(report, at):
            return
        if at is not None and self.p.is_quoted(at):
            self._quoted(report, at)
            return
        if at is not None and (self._colon(report, at) or self._asked(report, at)):
            return
        if (at is None or not self._to(report, at)) and report.verb.object:
            self._judged(report)

    def _judged(self, report: _Report) -> None:
        """Find the object of a verb that judges or demands: "criticised the plan"."""
        p, first = self.p, report.cue + 1
        if first < report.high and p.lower[first] in _OF and report.verb.lemma == "call":
            first += 1
        if first >= report.high or report.source is None:
            return
        if not (p.words[first][0].isalnum() or p.words[first] in _MONEY):
            return
        word = p.lower[first]
        if word in PREPOSITION or word in BOUNDARY or is_adverbial(p, first) or word in _PARTICLE:
            return
        if report.manner == "participle" or subject.is_speaker(
            p, report.source, noun=is_noun_form(p.lower[report.cue], report.verb)
        ):
            self._clause(report, "ob", first, first)

    def _clause(self, report: _Report, rule: str, first: int, begin: int) -> bool:
        """Keep the clause `[first, …)` whose words begin at `begin`."""
        if report.source is None:
            return False
        end = clause_end(self.p, begin, report.high)
        rule = _MANNER.get(report.manner, "") + rule
        self._emit(rule, first, end, (report.cue, report.cue + 1), report.source)
        return True

    def _main_clause(self, report: _Report, begin: int) -> int:
        """Return where the main clause begins after one that reports: "While Lee says so, …"."""
        p, high = self.p, report.high
        first = report.source[0] if report.source else report.cue
        if report.manner != "subject" or not subject.is_subordinate(p, report.low, first):
            return high
        commas = (at for at in range(begin + 1, high - 2) if p.words[at] == ",")
        return next((at for at in commas if begins_main_clause(p, at + 1)), high)

    def _that(self, report: _Report, at: int | None) -> bool:
        p = self.p
        if at is None or p.lower[at] != "that" or p.is_quoted(at) or not report.verb.clause:
            return False
        if not self._is_adverbial(report, at):
            return False
        return self._clause(report, "th", at, at + 1)

    def _is_adverbial(self, report: _Report, at: int) -> bool:
        """Tell whether between the verb and `at` only says where, when, how, or to whom."""
        p, first = self.p, report.cue + 1
        if at == first:
            return True
        if p.words[at - 1] == ",":
            return p.words[first] == "," and at - first > 2
        if report.verb.clause and report.verb.told:
            return True
        word = p.lower[first]
        return is_adverbial(p, first) or word == ","

    def _bare(self, report: _Report, at: int | None) -> bool:
        p, first, verb = self.p, report.cue + 1, report.verb
        if verb.lemma == "tell" or self._is_marked(report, at):
            return False
        pronoun = (
            verb.clause
            and first < report.high
            and SUBJECT.fullmatch(p.lower[first]) is not None
            and p.lower[first] not in _NO_SUBJECT
        )
        if not pronoun and first < report.high and is_adverbial(p, first):
            first = past_adverbials(p, first, report.high)
            if at is not None and at < first:
                return False
        sure = verb.sure and report.manner != "participle"
        if not (verb.bare or pronoun) or not begins_clause(p, first, report.high, sure=sure):
            return False
        return self._clause(report, self._clause_rule(first, report.high), first, first)

    def _is_marked(self, report: _Report, at: int | None) -> bool:
        """Tell whether a quotation follows at once, or a colon soon."""
        if at is None:
            return False
        if self.p.is_quoted(at):
            return at == report.cue + 1
        return self.p.words[at] == ":" and at - report.cue < 9

    def _told(self, report: _Report, at: int | None) -> bool:
        p, first = self.p, report.cue + 2
        if report.verb.lemma != "tell" or first >= report.high:
            return False
        if p.lower[first - 1] not in _ADDRESSEE or not begins_clause(p, first, report.high):
            return False
        if at is not None and p.is_quoted(at) and at <= first:
            return False
        return self._clause(report, self._clause_rule(first, report.high), first, first)

    def _clause_rule(self, first: int, high: int) -> str:
        end = clause_end(self.p, first, high)
        return "mx" if any(self.p.is_quoted(token) for token in range(first, end)) else "ba"

    def _quoted(self, report: _Report, at: int) -> None:
        p, high, source = self.p, report.high, report.source
        if source is None:
            return
        cue = report.cue, report.cue + 1
        first, end = p.quotation_at(at)
        if at == report.cue + 1 and is_title(p, first, end) and not report.verb.clause:
            return
        alone = at == report.cue + 1 and p.count(first, end) > 4 and end >= high - 1
        if p.words[at - 1] in ",:" or alone:
            self._emit("dq", first, end, cue, source)
        elif report.verb.words or report.verb.clause:
            begin = report.cue + 1
            if p.lower[begin] in _OF and begin + 1 < first:
                begin += 1
            told = report.verb.lemma == "tell"
            if told or (p.lower[begin] in _AFTER_OBJECT and report.verb.lemma != "refer"):
                begin = first
            while begin < first and is_day(p.lower[begin]):
                begin += 1
            whole = end >= high - 3 or p.words[end] in ",.;" or p.words[end - 2] == ","
            after = end if whole else clause_end(p, end, high)
            self._emit(_MANNER.get(report.manner, "") + "mx", begin, after, cue, source)

    def _colon(self, report: _Report, at: int) -> bool:
        p = self.p
        far = at - report.cue >= 9 or (at - report.cue > 2 and not report.verb.clause)
        if p.words[at] != ":" or far or report.source is None:
            return False
        if at + 1 < report.high and p.is_quoted(at + 1):
            self._emit("dq", *p.quotation_at(at + 1), (report.cue, report.cue + 1), report.source)
            return True
        return self._clause(report, "ba", at + 1, at + 1)

    def _asked(self, report: _Report, at: int) -> bool:
        if self.p.lower[at] not in _ASKED or not report.verb.asked or at - report.cue >= 4:
            return False
        return self._clause(report, "wh", at, at + 1)

    def _to(self, report: _Report, at: int) -> bool:
        verb, distance = report.verb, at - report.cue
        if self.p.lower[at] != "to" or not verb.to or distance >= 6:
            return False
        if (verb.own and distance > 1) or report.manner == "participle":
            return False
        first = at if verb.lemma in ("tell", "call") else report.cue + 1
        return self._clause(report, "in", first, at + 1)
