"""English reporting frames: subject, verb and clause in the orders in which news text has them."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import english_subject as subject
from annotator.analysis.suggest.english_after import after_verb
from annotator.analysis.suggest.english_before import before_verb
from annotator.analysis.suggest.english_clause import (
    after_dateline,
    begins_clause,
    clause_end,
    trimmed,
)
from annotator.analysis.suggest.english_inverted import inverted_subject
from annotator.analysis.suggest.english_nouns import noun_reports
from annotator.analysis.suggest.english_report import SUBJECT, CueReport, SaidTokens, report_at
from annotator.analysis.suggest.english_surety import surety
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

_NO_APPOSITION = small("en", "apposition")
_NEAR = 14  # tokens between a cry and who utters it
_INVERTED = 40  # tokens of who utters it, after the verb
_AS = 12  # tokens from the verb to the comma in "As Lee told the court, …"


def found(paragraph: Paragraph, _language: str) -> Sequence[FoundStretch]:
    """Return the reports of one paragraph; rivals overlap."""
    reader = _Reader(paragraph)
    if reader.accords or paragraph.cues:
        for low, high in paragraph.sentences:
            reader.sentence(low, high)
        reader.across_sentences()
    reader.nouns()
    return reader.found


class _Reader:
    def __init__(self, paragraph: Paragraph) -> None:
        self.p = paragraph
        self.found: list[FoundStretch] = []
        self._splits = 0
        self.accords = "according" in paragraph.lower

    def sentence(self, low: int, high: int) -> None:
        """Read one sentence, `[low, high)` in tokens."""
        p = self.p
        cues = p.cues_in(low, high)
        if not cues and not self.accords:
            return
        low = after_dateline(p, low, high)
        main = self._according(low, high) if self.accords else None
        previous = last = low
        done = len(self.found)
        for cue in cues:
            if cue < low:
                continue
            if len(self.found) > done:
                previous, done = last, len(self.found)
            report = report_at(p, cue, low, high, previous, main)
            last = cue + 1
            if report.source is None:
                continue
            before = before_verb(report)
            said = before
            if not (before or report.inverted):
                said = _as_said(report) or after_verb(report)
            if before or (report.manner == SUBJECT and (said or main is None)):
                main = report.source
            self._keep(report, said)

    def nouns(self) -> None:
        """Find "Lee's claim that …"."""
        if "that" not in self.p.lower:
            return
        for low, high in self.p.sentences:
            for words, noun, source in noun_reports(self.p, low, high):
                self._emit(SaidTokens("no", *words), noun, source)

    def across_sentences(self) -> None:
        """Find `“Why?” Lee asked`, which is two sentences, for quotations that have nobody yet."""
        p = self.p
        taken = sorted((one.start, one.end) for one in self.found)
        at = 0
        for first, after in p.quotations:
            start, end = p.span(first, after)
            while at < len(taken) and taken[at][1] <= start:
                at += 1
            met = at < len(taken) and taken[at][0] < end
            if met or after >= len(p) or not _is_cry(p, after):
                continue
            cue = next(iter(p.cues_in(after, min(len(p), after + _NEAR))), None)
            source = None if cue is None else _who_cries(p, after, cue)
            if cue is not None and source and source[0] <= after + 1:
                self._emit(SaidTokens("dq", first, after), (cue, cue + 1), source)

    def _keep(self, report: CueReport, stretches: Sequence[SaidTokens]) -> None:
        """Keep what one verb reports: what stands on both of its sides is one quote."""
        if report.source is None or not stretches:
            return
        split = 0
        if len(stretches) > 1:
            self._splits += 1
            split = self._splits
        cue = report.cue, report.cue + 1
        for one in stretches:
            self._emit(one, cue, report.source, report.manner, split)

    def _emit(
        self,
        stretch: SaidTokens,
        cue: Range,
        source: Range,
        manner: str = SUBJECT,
        split: int = 0,
    ) -> None:
        p, rule = self.p, stretch.rule
        first, after = trimmed(p, stretch.first, stretch.after)
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
        score = surety(p, rule, manner, source)
        name = subject.antecedent(p, source)
        self.found.append(
            FoundStretch(start, end, p.span(*cue), p.span(*source), rule, score, (), split, name)
        )

    def _according(self, low: int, high: int) -> Range | None:
        """Find "according to" in a sentence; return who is named after it."""
        p = self.p
        at = next(_according_to(p, low, high), None)
        if at is None:
            return None
        end = at + 2
        while end < high and not p.is_quoted(end) and not _closes(p, end, high):
            end += 1
        if end == at + 2:
            return None
        for one in _accorded(p, low, high, at, end):
            self._emit(one, (at, at + 2), (at + 2, end))
        return at + 2, end


def _according_to(p: Paragraph, low: int, high: int) -> Iterator[int]:
    """Yield where "according to" stands outside quotations."""
    at = low
    while at < high - 2:
        try:
            at = p.lower.index("according", at, high - 2)
        except ValueError:
            return
        if p.lower[at + 1] == "to" and not p.is_quoted(at):
            yield at
        at += 1


def _accorded(p: Paragraph, low: int, high: int, at: int, end: int) -> Iterable[SaidTokens]:
    """Yield what stands before "according to" at `at`, or after who is named, until `end`."""
    follows = end + 1
    if at <= low + 1 or p.lower[at - 1] == "that":
        if end < high:
            yield SaidTokens("ac", follows, clause_end(p, follows, high))
        return
    first = at
    while first > low and (p.words[first - 1] not in ";—" or p.is_quoted(first - 1)):
        first -= 1
    yield SaidTokens("ac", first, at)
    more = end < high - 4 and p.words[end] == "," and p.lower[follows] not in _NO_APPOSITION
    if more and begins_clause(p, follows, high):
        yield SaidTokens("sp", follows, clause_end(p, follows, high))


def _closes(p: Paragraph, at: int, high: int) -> bool:
    return p.words[at] in ",;" or (p.words[at] == "." and at + 1 >= high)


def _as_said(report: CueReport) -> list[SaidTokens]:
    """Find `As Lee told the court, CLAUSE`."""
    p, high, cue = report.p, report.high, report.cue
    if p.lower[report.low] != "as" or report.first > report.low + 3 or report.manner != SUBJECT:
        return []
    limit = min(high - 2, cue + _AS)
    comma = next((at for at in range(cue + 1, limit) if p.words[at] == ","), 0)
    if not comma or not report.verb.clause or "that" in p.lower[cue + 1 : comma]:
        return []
    begin = comma + 1
    if p.is_quoted(begin):
        return [SaidTokens("dq", *p.quotation_at(begin))]
    return [SaidTokens("as", begin, clause_end(p, begin, high))]


def _is_cry(p: Paragraph, after: int) -> bool:
    """Tell whether a quotation ends so that its sentence may go on: “Why?” Lee asked."""
    return p.words[after - 2] in "?!,…" or p.words[after - 1] in "?!"


def _who_cries(p: Paragraph, after: int, cue: int) -> Range | None:
    if cue > after:
        return subject.before(p, after, cue)
    return inverted_subject(p, cue + 1, min(len(p), cue + _INVERTED))
