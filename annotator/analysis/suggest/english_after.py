"""What is said after its verb in English: said that it rained; called it “wet”; vowed to leave."""

from collections.abc import Iterator

from annotator.analysis.suggest import english_subject as subject
from annotator.analysis.suggest.english_clause import (
    FAR,
    begins_clause,
    begins_main_clause,
    clause_end,
    is_title,
    past_adverbials,
)
from annotator.analysis.suggest.english_report import PARTICIPLE, SUBJECT, CueReport, SaidTokens
from annotator.analysis.suggest.english_words import (
    BOUNDARY,
    DETERMINER,
    PREPOSITION,
    PRONOUN,
    is_adverbial,
    is_day,
    is_finite,
    is_noun_form,
    is_subject,
)
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

_ADDRESSEE = small("en", "addressee")
_OPENS = small("en", "opens")
_INDEFINITE = frozenset(["a", "an"])
_ASKED = _OPENS - {"that", "to"}
_ANONYMITY = small("en", "anonymity")
_NO_SUBJECT = frozenset(("it", "that", "what", "who", "you"))
_ABOUT = frozenset(("for", "of", "against", "about", "on"))
_AFTER_OBJECT = frozenset(("in", "on", "at", "during", "as", "to", "about", "of"))
_PARTICLE = frozenset(("out", "into", "up", "off", "back", "upon"))
_POSSIBLY = frozenset(("might", "could", "would", "may", "can", "should", "must"))
_MONEY = frozenset("$£€")
_COLON = 9  # tokens within which a colon belongs to the verb
_INFINITIVE = 9  # and "to"


def after_verb(report: CueReport) -> list[SaidTokens]:
    """Return what stands after the verb, at most one stretch."""
    report.high = _main_clause(report)
    at = object_at(report.p, report.cue, report.high)
    found = next(_readings(report, at), None)
    return [found] if found else []


def object_at(p: Paragraph, cue: int, high: int) -> int | None:
    """Return where what is said begins after the verb, past an addressee, a day, an adverb.

    That is the token of "that", "to", "whether" …, of a colon or of a quotation.
    """
    skipped = 0
    for at in range(cue + 1, min(high, cue + FAR)):
        if at < skipped:
            continue
        if p.is_quoted(at) and at > cue + 1 and _names_work(p, *p.quotation_at(at)):
            skipped = p.quotation_at(at)[1]
            continue
        if p.is_quoted(at) or p.words[at] == ":":
            return at
        if p.lower[at] in _OPENS and (p.lower[at] != "to" or _is_infinitive(p, at, high)):
            return at
        if p.words[at] in ";!?" or (at in p.is_cue and at > cue + 1):
            return None
    return None


def is_adverbial_until(report: CueReport, at: int) -> bool:
    """Tell whether between the verb and `at` only says where, when, how, or to whom."""
    p, first = report.p, report.cue + 1
    if at == first:
        return True
    if p.words[at - 1] == ",":
        return p.words[first] == "," and at - first > 2
    told = report.verb.clause and report.verb.told and not _is_relative(report, at)
    return told or is_adverbial(p, first) or p.words[first] == ","


def _is_relative(report: CueReport, at: int) -> bool:
    """Tell whether the "that" after an object is its own: "told a crowd that had waited to go"."""
    p = report.p
    if at + 1 < report.high and is_finite(p, at + 1):
        return True
    return report.verb.lemma == "write" and p.lower[report.cue + 1] in _INDEFINITE


def _readings(report: CueReport, at: int | None) -> Iterator[SaidTokens]:
    """Yield what the words after the verb may be, the likeliest first."""
    p = report.p
    quoted = at is not None and p.is_quoted(at)
    if at is not None and p.lower[at] == "that" and not quoted:
        yield from _that(report, at)
    yield from _told(report, at)
    yield from _bare(report, at)
    if at is not None and quoted:
        yield from _quoted(report, at)
        return
    if at is not None:
        yield from _marked(report, at)
    yield from _judged(report)


def _main_clause(report: CueReport) -> int:
    """Return where the main clause begins after one that reports: "While Lee says so, …"."""
    p, high = report.p, report.high
    first = report.source[0] if report.source else report.cue
    if report.manner != SUBJECT:
        return high
    commas = (at for at in range(report.cue + 2, high - 2) if p.words[at] == ",")
    if p.lower[first] == "who" and first > 0 and p.words[first - 1] == ",":
        return next((at for at in commas if is_finite(p, at + 1)), high)
    if not subject.is_subordinate(p, report.low, first):
        return high
    return next((at for at in commas if begins_main_clause(p, at + 1)), high)


def _clause(report: CueReport, rule: str, first: int, begin: int) -> SaidTokens:
    return SaidTokens(rule, first, clause_end(report.p, begin, report.high))


def _plain(report: CueReport, first: int) -> SaidTokens:
    """Return a clause without "that", which may hold words in quotation marks."""
    end = clause_end(report.p, first, report.high)
    quoted = any(report.p.is_quoted(at) for at in range(first, end))
    return SaidTokens("mx" if quoted else "ba", first, end)


def _that(report: CueReport, at: int) -> Iterator[SaidTokens]:
    joined = report.p.lower[at - 1] in ("and", "but")
    if report.verb.clause and not joined and is_adverbial_until(report, at):
        yield _clause(report, "th", at, at + 1)


def _bare(report: CueReport, at: int | None) -> Iterator[SaidTokens]:
    p, first, verb, high = report.p, report.cue + 1, report.verb, report.high
    if verb.lemma == "tell" or first >= high or _is_marked(report, at):
        return
    if p.lower[first] in _ASKED and not verb.asked:
        return
    pronoun = verb.clause and is_subject(p.lower[first]) and p.lower[first] not in _NO_SUBJECT
    if not pronoun and is_adverbial(p, first):
        first = past_adverbials(p, first, high)
        if at is not None and at < first:
            return
    sure = verb.sure and report.manner != PARTICIPLE
    if (verb.bare or pronoun) and begins_clause(p, first, high, sure=sure):
        yield _plain(report, first)


def _is_marked(report: CueReport, at: int | None) -> bool:
    """Tell whether a quotation follows at once, or a colon soon."""
    if at is None:
        return False
    if report.p.is_quoted(at):
        return at == report.cue + 1
    return report.p.words[at] == ":" and at - report.cue < _COLON


def _told(report: CueReport, at: int | None) -> Iterator[SaidTokens]:
    p, first = report.p, report.cue + 2
    if not report.verb.told or first >= report.high:
        return
    if p.lower[first - 1] not in _ADDRESSEE:
        first = past_adverbials(p, report.cue + 1, report.high)
        if first < report.cue + 2 or first >= report.high or not is_subject(p.lower[first]):
            return
    quoted = at is not None and p.is_quoted(at) and at <= first
    if not quoted and begins_clause(p, first, report.high):
        yield _plain(report, first)


def _quoted(report: CueReport, at: int) -> Iterator[SaidTokens]:
    """Find a quotation after the verb, with what belongs to it."""
    p, high, begin = report.p, report.high, report.cue + 1
    first, end = p.quotation_at(at)
    if at == begin and is_title(p, first, end) and not report.verb.clause:
        return
    alone = at == begin and p.count(first, end) > 4 and end >= high - 1
    if at == begin and report.verb.clause and end < high - 1 and p.lower[end] in PREPOSITION:
        alone = p.count(first, end) >= 3  # chanted “Books, not cuts” throughout the debate
    last = _last_of_row(p, end, high)
    if p.words[at - 1] in ",:" or alone:
        yield SaidTokens("dq" if last == end else "mx", first, last)
    elif report.verb.words or report.verb.clause:
        whole = end >= high - 3 or p.words[end] in ",.;" or p.words[end - 2] == ","
        after = end if whole else clause_end(p, end, high)
        yield SaidTokens("mx", _object_begins(report, first), after)


def _names_work(p: Paragraph, first: int, after: int) -> bool:
    """Tell whether a quotation is a show, a book, a paper: said on NBC's “Meet the Press” that."""
    before = p.words[first - 1]
    return (before[0].islower() or before.endswith(("’s", "'s"))) and is_title(p, first, after)


def _last_of_row(p: Paragraph, end: int, high: int) -> int:
    """Return where several quotations end that belong together: “Go,” and “Build it”."""
    while end + 1 < high and p.lower[end] in ("and", "or") and p.is_quoted(end + 1):
        end = p.quotation_at(end + 1)[1]
    return end


def _object_begins(report: CueReport, first: int) -> int:
    """Return where an object begins that a quotation at `first` is part of."""
    p, begin = report.p, report.cue + 1
    if p.lower[begin] in _ABOUT:
        begin += 1
    where = p.lower[begin] in _AFTER_OBJECT and report.verb.lemma != "refer"
    if report.verb.lemma == "tell" or where:
        return first
    while begin < first and is_day(p.lower[begin]):
        begin += 1
    return begin


def _marked(report: CueReport, at: int) -> Iterator[SaidTokens]:
    """Find what a colon, "whether" or "to" begins."""
    p, verb, distance = report.p, report.verb, at - report.cue
    word = p.lower[at]
    if word == ":" and distance < _COLON and (distance < 3 or verb.clause):
        if at + 1 < report.high and p.is_quoted(at + 1):
            yield SaidTokens("dq", *p.quotation_at(at + 1))
        else:
            yield _clause(report, "ba", at + 1, at + 1)
    elif word in _ASKED and verb.asked and distance < 4:
        yield _clause(report, "wh", at, at + 1)
    elif word == "to" and distance < _INFINITIVE and _takes_infinitive(report, distance):
        begin = report.cue + 1
        begin += p.lower[begin] in _ABOUT and begin + 1 < at
        yield _clause(report, "in", at if verb.own or verb.lemma == "tell" else begin, at + 1)


def _takes_infinitive(report: CueReport, distance: int) -> bool:
    verb = report.verb
    if not verb.to or report.manner == PARTICIPLE:
        return False
    p, at = report.p, report.cue + distance
    if "not" in p.lower[at - 1 : at + 2] and not _ANONYMITY.isdisjoint(p.lower[at : at + 4]):
        return False  # "asked not to be named"
    return distance == 1 or not verb.own or is_adverbial(report.p, report.cue + 1)


def _judged(report: CueReport) -> Iterator[SaidTokens]:
    """Find the object of a verb that judges or demands: "criticised the plan"."""
    p, first, verb = report.p, report.cue + 1, report.verb
    if not verb.object or report.source is None:
        return
    if not _POSSIBLY.isdisjoint(p.lower[max(report.low, report.cue - 2) : report.cue]):
        return  # "one might call it a day"
    if verb.lemma == "call" and first < report.high and p.lower[first] in _ABOUT:
        first += 1
    if first >= report.high or not _begins_object(p, first):
        return
    noun = is_noun_form(p.lower[report.cue], verb)
    if report.manner == PARTICIPLE or subject.is_speaker(p, report.source, noun=noun):
        end = clause_end(p, first, report.high)
        yield SaidTokens("ob", first, _before_verb(p, first, end))


def _before_verb(p: Paragraph, first: int, end: int) -> int:
    """Return where an object ends that another verb of the same subject follows: "… and left"."""
    joints = (at for at in range(first + 1, end - 1) if p.lower[at] in ("and", "but"))
    return next((at for at in joints if is_finite(p, at + 1)), end)


def _begins_object(p: Paragraph, first: int) -> bool:
    word = p.lower[first]
    if not (word[0].isalnum() or word in _MONEY):
        return False
    small_word = word in PREPOSITION or word in BOUNDARY or word in _PARTICLE
    return word in PRONOUN or word in DETERMINER or not (small_word or is_adverbial(p, first))


def _is_infinitive(p: Paragraph, at: int, high: int) -> bool:
    """Tell whether a verb may follow the "to" at the token."""
    if at + 1 >= high or p.is_quoted(at + 1):
        return at + 1 < high
    word = p.words[at + 1]
    return word[0].islower() and p.lower[at + 1] not in DETERMINER and not word.endswith("s")
