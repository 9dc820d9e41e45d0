"""An English reporting verb in its sentence, and who its subject is."""

from dataclasses import dataclass
from typing import NamedTuple

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import english_subject as subject
from annotator.analysis.suggest.english_inverted import inverted_subject
from annotator.analysis.suggest.english_words import AUXILIARY, VERBS, is_noun_form
from annotator.analysis.suggest.lexicon import Verb, small
from annotator.analysis.suggest.paragraph import Paragraph

SUBJECT, JOINS, PARTICIPLE = "subject", "joins", "participle"
_GERUND = small("en", "gerund")
_SAME_SUBJECT = frozenset((",", "and", "but", "by", "while", "before", "after"))


class SaidTokens(NamedTuple):
    """Tokens `[first, after)` that a report gives back, and the id of the rule that says so."""

    rule: str
    first: int
    after: int


@dataclass(slots=True)
class CueReport:
    """A cue in its sentence `[low, high)`, in tokens, with who is its subject.

    `previous` is the token after the last report of the sentence, or `low`. `manner` is SUBJECT
    where the cue has one of its own, JOINS for a second verb ("… and said"), PARTICIPLE for
    "…, saying". Subject and verb stand together from `first` to `after`; `inverted` says that the
    verb comes first.
    """

    p: Paragraph
    cue: int
    low: int
    high: int
    previous: int
    verb: Verb
    source: Range | None
    manner: str
    first: int
    after: int
    inverted: bool = False


def report_at(
    p: Paragraph, cue: int, low: int, high: int, previous: int, main: Range | None
) -> CueReport:
    """Return the report that a cue makes; `main` is who spoke last in the sentence."""
    verb = VERBS[p.lower[cue]]
    report = CueReport(p, cue, low, high, previous, verb, None, SUBJECT, cue, cue + 1)
    if p.lower[cue].endswith("ing") and not (cue and p.lower[cue - 1] in AUXILIARY):
        report.manner = PARTICIPLE
        report.source = _of_participle(report, main)
    else:
        _find_subject(report, main)
    return report


def _of_participle(report: CueReport, main: Range | None) -> Range | None:
    p, cue, low = report.p, report.cue, report.low
    before = p.lower[cue - 1] if cue > low else ""
    if before in _GERUND:
        plain = cue + 1 < report.high and (p.lower[cue + 1] == "that" or p.is_quoted(cue + 1))
        return (main or subject.of_sentence(p, low, cue)) if plain else None
    if main:
        return main
    if before in _SAME_SUBJECT:
        return subject.of_sentence(p, low, cue)
    return subject.beside(p, low, cue)


def _find_subject(report: CueReport, main: Range | None) -> None:
    p, cue, low = report.p, report.cue, report.low
    source = subject.before(p, low, cue)
    comma = cue > low and p.words[cue - 1] == ","
    quoted = cue > low and p.is_quoted(cue - 1)
    inverted = None
    if comma or (quoted and source is None):
        inverted = inverted_subject(p, cue + 1, report.high)
    if source is None and not (inverted and _is_last(p, inverted[1], report.high)):
        follows = main is not None and comma and report.previous > low
        if follows or subject.joins(p, low, cue):
            source, inverted = main or subject.of_sentence(p, low, cue), None
            report.manner = JOINS if source else SUBJECT
    if inverted and source and not quoted and _is_inserted(report, source, inverted):
        inverted = None
    if source and is_noun_form(p.lower[cue], report.verb) and subject.has_pronoun_ahead(p, source):
        source = None  # "they include promises"
    report.source = inverted or source
    if inverted:
        report.inverted, report.after = True, inverted[1]
    elif source and report.manner == SUBJECT:
        report.first = source[0]


def _is_last(p: Paragraph, at: int, high: int) -> bool:
    return at >= high or p.words[at] in ".,;" or p.lower[at] == "who"


def _is_inserted(report: CueReport, source: Range, inverted: Range) -> bool:
    """Tell whether the comma before the verb ends an apposition: "Lee, the mayor, said"."""
    p, after = report.p, inverted[1]
    if after < report.high and p.lower[after] == "who":
        return False
    return source[0] <= report.low + 1 or p.words[source[0] - 1] == ","
