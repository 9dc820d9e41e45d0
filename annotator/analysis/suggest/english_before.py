"""What is said before its verb in English: “…,” said Lee; It rained, she said."""

from collections.abc import Iterator

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_after import is_adverbial_until, object_at
from annotator.analysis.suggest.english_clause import (
    begins_clause,
    clause_end,
    is_title,
    trimmed,
)
from annotator.analysis.suggest.english_report import SUBJECT, CueReport, SaidTokens
from annotator.analysis.suggest.english_words import ADVERB, STOP, has_verb, is_day
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

_UNFINISHED = small("en", "unfinished")
_REST = small("en", "rest")
_ADDED = small("en", "added")
_BETWEEN = 14  # tokens between "she said" and the words that go on
_ADDRESSEE = 6  # tokens
_END = ".!?,;:"


def before_verb(report: CueReport) -> list[SaidTokens]:
    """Return what stands before subject and verb, and what goes on after them."""
    p, low, first = report.p, report.low, report.first
    if report.source is None or report.manner != SUBJECT or first <= low + 1:
        return []
    quoted = p.is_quoted(first - 1)
    if not (quoted or p.words[first - 1] == ",") or not report.verb.clause:
        return []
    follows = _follows(report)
    if not (quoted or _closes(report, follows)) or follows == "that":
        return []
    begin = low if quoted or report.previous == low else report.previous
    begin, after = trimmed(p, begin, first)
    if after <= begin:
        return []
    if p.is_quoted(after - 1):
        begin, after = _quotation(report, begin, after)
        rule = "dq" if p.is_quoted(begin) else "mx"
    else:
        rule = _clause(report, begin, after, follows)
    if not rule:
        return []
    kept = rule != "sp" or p.lower[begin] not in _UNFINISHED or has_verb(p, begin, after)
    found = [SaidTokens(rule, begin, after)] if kept else []
    return [*found, *_going_on(report, follows, whole=rule != "sp")]


def _follows(report: CueReport) -> str:
    """Return what stands after subject and verb, past who is told."""
    p, at = report.p, report.after
    if report.verb.told and not report.inverted:
        limit = min(report.high, at + _ADDRESSEE)
        at = next((one for one in range(at, limit) if _ends_addressee(p.lower[one])), at)
    return p.lower[at] if at < report.high else "."


def _ends_addressee(word: str) -> bool:
    return word in _END or word in STOP or word in ADVERB or is_day(word)


def _closes(report: CueReport, follows: str) -> bool:
    """Tell whether nothing is said after the verb."""
    if not (follows in _END or follows in STOP or is_day(follows)):
        return False
    at = object_at(report.p, report.cue, report.high)
    that = at is not None and report.p.lower[at] == "that"
    return not (that and is_adverbial_until(report, at or 0))


def _quotation(report: CueReport, begin: int, after: int) -> Range:
    """Return what is said by words that end with a quotation."""
    p = report.p
    first, end = p.quotation_at(after - 1)
    ahead = p.count(begin, first) if first > begin else 0
    if not ahead:
        return first, end
    unfinished = ahead < 4 or p.lower[begin] in _UNFINISHED or p.words[first - 1] != ","
    if p.words[first - 1] in ",:." and unfinished:
        return first, end
    return (first, end) if p.has_cue(begin, first) else (begin, end)


def _clause(report: CueReport, begin: int, after: int, follows: str) -> str:
    """Return the rule by which a clause before the verb is reported, or nothing."""
    p = report.p
    if _is_whole(p, begin, after):
        return "po"
    if follows != "," or not _rest(report, whole=False):
        return ""
    unfinished = p.is_quoted(report.after + 1) and p.lower[begin] in _UNFINISHED
    return "" if unfinished else "sp"


def _is_whole(p: Paragraph, begin: int, after: int) -> bool:
    """Tell whether the tokens make a clause that may stand alone."""
    if p.lower[begin] in _UNFINISHED:
        begin = next((at for at in range(begin, after) if p.words[at] == ","), after)
    return p.count(begin, after) >= 3 and has_verb(p, begin, after)


def _rest(report: CueReport, *, whole: bool) -> int:
    """Return where words go on after `…, she said, …`, or 0; freely where none were `whole`."""
    p, high, first = report.p, report.high, report.after + 1
    if first >= high - 1 or first in p.is_cue or p.is_quoted(report.after):
        return 0
    if not whole:
        return first if p.lower[first] not in _ADDED else 0
    free = not report.inverted and p.lower[first] not in _REST
    return first if free and begins_clause(p, first, high) else 0


def _going_on(report: CueReport, follows: str, *, whole: bool) -> Iterator[SaidTokens]:
    """Find what goes on after `…, she said in May, …`."""
    p, high, at = report.p, report.high, report.after
    limit = min(high, at + _BETWEEN)
    stops = range(at, min(limit, next(iter(p.cues_in(at, limit)), limit)))
    quoted = next((one for one in stops if p.is_quoted(one)), None)
    if quoted is not None and p.words[quoted - 1] in ",:":
        at = quoted
    while at < limit and p.words[at] not in ",:" and not p.is_quoted(at):
        at += 1
    if at >= high - 1 or not (p.is_quoted(at) or p.words[at] in ",:"):
        return
    first = at if p.is_quoted(at) else at + 1
    if p.is_quoted(first):
        if not is_title(p, *p.quotation_at(first)):
            yield SaidTokens("dq", *p.quotation_at(first))
        return
    first = _rest(report, whole=whole) if follows == "," else 0
    if first:
        yield SaidTokens("sp", first, clause_end(p, first, high))
