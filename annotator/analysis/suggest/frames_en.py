"""English reporting frames: subject, verb and clause in the orders in which news text has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import english_subject as subject
from annotator.analysis.suggest.english_clause import (
    begins_clause,
    clause_end,
    object_at,
    trimmed,
)
from annotator.analysis.suggest.english_words import (
    AUXILIARY,
    PREPOSITION,
    STOP,
    SUBJECT,
    VERBS,
    is_day,
    is_finite,
)
from annotator.analysis.suggest.found import Found
from annotator.analysis.suggest.lexicon import Verb, small
from annotator.analysis.suggest.paragraph import Paragraph

_UNFINISHED = small("en", "unfinished")
_REST = small("en", "rest")
_ADDRESSEE = small("en", "addressee")
_NO_SUBJECT = frozenset(["it", "that", "what", "who", "you"])
_AFTER_OBJECT = frozenset(["in", "on", "at", "during", "as", "to", "about", "of"])
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
        self._main = None
        self._according(low, high)
        previous = low
        for cue in self._cues(low, high):
            report = self._report(cue, low, high, previous)
            previous = cue + 1
            if self._postposed(report) or report.source is None:
                continue
            if report.manner == "subject":
                self._main = report.source
            if report.inverted and report.first == cue:
                continue
            self._object(report)

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
        after = first
        while after < len(cues) and cues[after] < high:
            after += 1
        self._next_cue = after
        return [cue for cue in cues[first:after] if cue >= low]

    _next_cue = 0

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
        if meets or first <= cue[0] < after or p.count(first, after) < 2:
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
        if self._main:
            report.source = self._main
        elif cue > low and p.words[cue - 1] == ",":
            at = low  # "The mayor left early, saying …": the sentence's first phrase
            while at < cue and at - low < 14 and p.words[at] != "," and not is_finite(p, at):
                at += 1
            if at > low and p.lower[low] not in PREPOSITION:
                report.source = low, at
        else:
            report.source = subject.before(p, low, cue)

    def _finite(self, report: _Report) -> None:
        p, cue, low = self.p, report.cue, report.low
        source = subject.before(p, low, cue)
        comma = cue > low and p.words[cue - 1] == ","
        if source is None and self._main:
            joined = cue > 0 and p.lower[cue - 1] in ("and", "but")
            if joined or (comma and report.previous > low):
                source, report.manner = self._main, "joins"
        after_words = comma or (cue > low and p.is_quoted(cue - 1))
        inverted = None
        if report.manner == "subject" and (source is None or comma) and after_words:
            inverted = subject.after(p, cue + 1, report.high)
        if inverted and source and not p.is_quoted(cue - 1):
            inserted = source[0] <= low + 1 or p.words[source[0] - 1] == ","
            inverted = None if inserted else inverted
        report.source = source
        if inverted:
            report.source, report.inverted, report.after = inverted, inverted, inverted[1]
        elif source and report.manner == "subject":
            report.first = source[0]

    def _postposed(self, report: _Report) -> bool:
        """Find `CLAUSE, she said` and `“…,” said Lee`; tell whether there was one."""
        p, low, first = self.p, report.low, report.first
        source = report.source
        if source is None or report.manner != "subject" or first <= low + 2:
            return False
        quoted = p.is_quoted(first - 1)
        if not (quoted or p.words[first - 1] == ",") or not report.verb.clause:
            return False
        follows = p.lower[report.after] if report.after < report.high else "."
        closed = follows in ".!?,;:" or follows in STOP or is_day(follows) or quoted
        if not closed or follows == "that":
            return False
        begin = low if quoted or report.previous == low else report.previous
        begin, after = trimmed(p, begin, first)
        if after <= begin:
            return False
        cue = report.cue, report.cue + 1
        if p.is_quoted(after - 1):
            begin, after = self._quotation_before(begin, after, low)
            kind = "dq" if p.is_quoted(begin) else "mx"
        else:
            kind = self._clause_before(report, begin, after, follows)
        if not kind:
            return False
        self._emit(kind, begin, after, cue, source)
        self._main = source
        self._goes_on(report, follows)
        return True

    def _quotation_before(self, begin: int, after: int, low: int) -> Range:
        """Return what is said by words that end with a quotation."""
        p = self.p
        first, end = p.quotation_at(after - 1)
        alone = first <= begin or p.count(begin, first) == 0 or p.count(first, end) > 8
        if alone and (p.count(low, first) < 3 or p.words[first - 1] in ",:."):
            return first, end
        return begin, end

    def _clause_before(self, report: _Report, begin: int, after: int, follows: str) -> str:
        """Return the rule by which a clause before the verb is reported, or nothing."""
        p = self.p
        count = p.count(begin, after)
        finished = count >= 4 and p.lower[begin] not in _UNFINISHED
        if finished and any(is_finite(p, at) for at in range(begin, after)):
            return "po"
        split = follows == "," and not report.inverted and count < 9
        if split and begins_clause(p, report.after + 1, report.high):
            return "sp"
        if count >= 9 and any(p.lower[at] in AUXILIARY for at in range(begin, after)):
            return "po"
        return ""

    def _goes_on(self, report: _Report, follows: str) -> None:
        """Find what goes on after `…, she said in May, …`."""
        p, source, high = self.p, report.source, report.high
        at = report.after
        limit = min(high, at + _BETWEEN)
        while at < limit and p.words[at] not in ",:" and not p.is_quoted(at):
            at += 1
        if source is None or at >= high - 3:
            return
        cue = report.cue, report.cue + 1
        quoted = p.is_quoted(at)
        if not (quoted or p.words[at] in ",:"):
            return
        first = at if quoted else at + 1
        if p.is_quoted(first):
            self._emit("dq", *p.quotation_at(first), cue, source)
            return
        split = follows == "," and not report.inverted and first not in p.is_cue
        if split and p.lower[first] not in _REST and begins_clause(p, first, high):
            self._emit("sp", first, clause_end(p, first, high), cue, source)

    def _object(self, report: _Report) -> None:
        """Find what is said after the verb."""
        at = object_at(self.p, report.cue, report.high)
        if self._that(report, at) or self._bare(report, at) or self._told(report, at):
            return
        if at is None:
            return
        if self.p.is_quoted(at):
            self._quoted(report, at)
        elif not self._colon(report, at) and not self._asked(report, at):
            self._to(report, at)

    def _clause(self, report: _Report, rule: str, first: int, begin: int) -> bool:
        """Keep the clause `[first, …)` whose words begin at `begin`."""
        if report.source is None:
            return False
        end = clause_end(self.p, begin, report.high)
        rule = _MANNER.get(report.manner, rule)
        self._emit(rule, first, end, (report.cue, report.cue + 1), report.source)
        return True

    def _that(self, report: _Report, at: int | None) -> bool:
        p = self.p
        if at is None or p.lower[at] != "that" or p.is_quoted(at) or not report.verb.clause:
            return False
        near = at - report.cue < 3 or p.words[at - 1] != ","
        if not near and p.words[report.cue : at].count(",") < 2:
            return False
        return self._clause(report, "th", at, at + 1)

    def _bare(self, report: _Report, at: int | None) -> bool:
        p, first, verb = self.p, report.cue + 1, report.verb
        if verb.lemma == "tell" or (at is not None and p.is_quoted(at) and at == first):
            return False
        if at is not None and p.is_quoted(at) and at <= first:
            return False
        pronoun = (
            verb.clause
            and first < report.high
            and SUBJECT.fullmatch(p.lower[first]) is not None
            and p.lower[first] not in _NO_SUBJECT
        )
        if not (verb.bare or pronoun) or not begins_clause(p, first, report.high):
            return False
        end = clause_end(p, first, report.high)
        quoted = any(p.is_quoted(token) for token in range(first, end))
        return self._clause(report, "mx" if quoted else "ba", first, first)

    def _told(self, report: _Report, at: int | None) -> bool:
        p, first = self.p, report.cue + 2
        if report.verb.lemma != "tell" or first >= report.high:
            return False
        if p.lower[first - 1] not in _ADDRESSEE or not begins_clause(p, first, report.high):
            return False
        if at is not None and p.is_quoted(at):
            return False
        return self._clause(report, "ba", first, first)

    def _quoted(self, report: _Report, at: int) -> None:
        p, high, source = self.p, report.high, report.source
        if source is None:
            return
        cue = report.cue, report.cue + 1
        first, end = p.quotation_at(at)
        alone = at == report.cue + 1 and p.count(first, end) > 4 and end >= high - 1
        if p.words[at - 1] in ",:" or alone:
            self._emit("dq", first, end, cue, source)
        elif report.verb.words or report.verb.clause:
            begin = report.cue + 1
            told = report.verb.lemma == "tell"
            if told or (p.lower[begin] in _AFTER_OBJECT and report.verb.lemma != "refer"):
                begin = first
            while begin < first and is_day(p.lower[begin]):
                begin += 1
            whole = end >= high - 3 or p.words[end] in ",.;"
            after = end if whole else clause_end(p, end, high)
            self._emit(_MANNER.get(report.manner, "mx"), begin, after, cue, source)

    def _colon(self, report: _Report, at: int) -> bool:
        if self.p.words[at] != ":" or at - report.cue >= 8:
            return False
        return self._clause(report, "ba", at + 1, at + 1)

    def _asked(self, report: _Report, at: int) -> bool:
        if self.p.lower[at] not in _ASKED or not report.verb.asked or at - report.cue >= 4:
            return False
        return self._clause(report, "wh", at, at + 1)

    def _to(self, report: _Report, at: int) -> None:
        verb, distance = report.verb, at - report.cue
        if self.p.lower[at] != "to" or not verb.to or distance >= 6:
            return
        if verb.own and distance > 1:
            return
        first = at if verb.lemma in ("tell", "call") else report.cue + 1
        self._clause(report, "in", first, at + 1)
