"""Attributions within quotation marks: « Personne, a-t-il insisté, ne sera oublié »."""

import re
from collections.abc import Iterator

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_cues import PATTERN, ReportingVerb, Verbs, reports
from annotator.analysis.suggest.frame_sources import Sources
from annotator.analysis.suggest.frame_words import FrameWords, Use
from annotator.analysis.suggest.paragraph import Paragraph

_ADJUNCT = 14  # tokens between the subject and the end of the insertion
_FEWEST = 12  # code points of a quotation that an attribution may split
_LIKELY = {
    "fr": re.compile(
        r"-(?:t-)?(?:ils?|elles?|on)\b|, (?:a|ont|avait|avaient|s['’]est) \w|, \w+e(?:nt)? \w"
    ),
    "es": re.compile(r"[—–]\s?\w+(?: \w+){0,3}"),
}
_OPENS = {"fr": ",—–", "es": "—–"}


def split_quotation(
    p: Paragraph, first: int, after: int, words: FrameWords, split: int
) -> list[FoundStretch]:
    """Return the two stretches of a quotation, given in tokens, that an attribution parts."""
    language = words.language
    start, end = p.span(first, after)
    likely = _LIKELY.get(language)
    if likely is None or end - start < _FEWEST or not likely.search(p.text, start, end):
        return []
    marked = p.words[after - 1][0].isalnum()
    inner = Paragraph(
        p.text,
        p.ends[first],
        p.ends[after - 1] if marked else p.starts[after - 1],
        reports(language),
        frozenset(words.verbs),
        PATTERN,
    )
    sources = Sources(inner, words)
    for verb in _verbs(inner, words):
        opening = _opening(inner, verb, words)
        if opening is None or inner.words[opening] not in _OPENS[language]:
            continue
        source = verb.subject or sources.after(verb.after, len(inner))
        closing = _closing(inner, max(verb.after, source[1] if source else 0), opening)
        if source is not None and closing is not None:
            return _parts(inner, (start, end), verb, source, (opening, closing), split)
    return []


def _verbs(p: Paragraph, words: FrameWords) -> Iterator[ReportingVerb]:
    """Yield the verbs that may be an attribution: known ones, and others as in "sourit-elle"."""
    verbs = Verbs(p, words)
    for at in range(2, len(p)):
        verb = verbs.at(at, 0, len(p)) if at in p.is_cue else _inverted(p, at, words)
        if verb is not None and verb.first > 1 and (verb.subject or verb.use & Use.CLAUSE):
            yield verb


def _inverted(p: Paragraph, at: int, words: FrameWords) -> ReportingVerb | None:
    """Return the verb before a hyphen and a pronoun, right after a comma."""
    if p.words[at - 1] != "," or at + 2 >= len(p) or p.words[at + 1] not in ("-", "-t-"):
        return None
    lower = p.lower[at]
    common = lower in words.finite or lower in words.have or lower in words.passive
    if common or p.lower[at + 2] not in words.pronoun:
        return None
    return ReportingVerb(at, at, at + 3, Use.CLAUSE, subject=(at + 2, at + 3))


def _opening(p: Paragraph, verb: ReportingVerb, words: FrameWords) -> int | None:
    """Return the sign right before a verb and its small words."""
    at = verb.first - 1
    while at > 0 and p.lower[at] in words.clitic and verb.first - at < 4:
        at -= 1
    return at if at > 0 and not p.words[at][0].isalnum() else None


def _closing(p: Paragraph, end: int, opening: int) -> int | None:
    """Return the sign that ends an insertion: the same dash, a comma, or the sentence's end."""
    dash = p.words[opening] in "—–"
    for at in range(end, min(len(p), end + _ADJUNCT)):
        if p.words[at] in ("—–" if dash else ",."):
            return at
    return None


def _parts(
    p: Paragraph, whole: Range, verb: ReportingVerb, source: Range, insertion: Range, split: int
) -> list[FoundStretch]:
    opening, closing = insertion
    cue, said = p.span(verb.first, verb.after), p.span(*source)
    last = p.ends[opening - 1]
    result = [FoundStretch(whole[0], last, cue, said, "dq", split=split)]
    rest = closing + 1
    while rest < len(p) and p.words[rest] in ",.":
        rest += 1
    if rest < len(p):
        result.append(FoundStretch(p.starts[rest], whole[1], cue, said, "dq", split=split))
    return result
