"""Who says the quotes that were learned, and with which word: where no rule says it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.features import Features, end_features
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.analysis.suggest.reading import QuoteReading
from annotator.analysis.suggest.sequences import CUE, SOURCE, TaggedSpan, Tagger

_OTHER_SENTENCE = 12
"""What stands in another sentence counts as so many tokens farther away."""

_SURE = 0.9
"""The model goes before the nearest verb where it is so sure."""


class _Ends(NamedTuple):
    source: Range | None
    cue: Range | None


def attribute(
    reading: QuoteReading, rows: Sequence[Features], quotes: Sequence[Quote], tagger: Tagger | None
) -> list[Quote]:
    """Return the quotes; those without a source get one, and a cue.

    It is what the model is sure of in the same sentence, or the subject of the nearest verb that
    reports, or else what the model finds nearest. Words in quotation marks with none of these are
    the last speaker's, others those of whom the sentence names first.
    """
    if all(quote.source for quote in quotes):
        return list(quotes)
    result = list(quotes)
    given = end_features(reading, rows, quotes) if tagger else []
    tagged: dict[int, list[TaggedSpan]] = {}
    last: Range | None = None
    for number, place, p, tokens in reading.tokens_of([one.place for one in quotes]):
        quote = result[number]
        if quote.source is None:
            if tagger and place not in tagged and given[place]:
                tagged[place] = tagger.spans(given[place], ()).spans
            spans = tagged.get(place, ())
            likely = [one for one in spans if one.chance >= _SURE and _beside(p, tokens, one)]
            ends = _by_model(p, tokens, likely)
            if ends.source is None:
                ends = _by_verb(reading, p, tokens) or _by_model(p, tokens, spans)
            source = ends.source
            if source is None:
                inherits = quote.type is not QuoteType.INDIRECT and last is not None
                source = last if inherits else _named_first(p, tokens)
            result[number] = msgspec.structs.replace(
                quote, source=source, cue=quote.cue or ends.cue
            )
        last = result[number].source or last
    return result


def _by_verb(reading: QuoteReading, p: Paragraph, tokens: Range) -> _Ends | None:
    """Return the nearest verb that reports, in the quote's sentence, and its subject."""
    first, after = tokens
    begin, end = _sentence(p, first)
    low, high = bisect_left(p.cues, begin), bisect_left(p.cues, end)
    beside = [
        p.cues[at]
        for at in (bisect_left(p.cues, first) - 1, bisect_left(p.cues, after))
        if low <= at < high
    ]
    if reading.subject is None or not beside:
        return None
    cue = min(beside, key=lambda at: max(first - at, at - after))
    subject = reading.subject(p, begin, cue)
    if subject is None or (subject[0] < after and first < subject[1]):
        return None
    return _Ends(p.span(*subject), p.span(cue, cue + 1))


def _by_model(p: Paragraph, tokens: Range, spans: Sequence[TaggedSpan]) -> _Ends:
    cue = _nearest(p, tokens, (one for one in spans if one.kind == CUE))
    beside = (cue.first, cue.after) if cue else tokens
    source = _nearest(p, beside, (one for one in spans if one.kind == SOURCE))
    return _Ends(
        p.span(source.first, source.after) if source else None,
        p.span(cue.first, cue.after) if cue and source else None,
    )


def _named_first(p: Paragraph, tokens: Range) -> Range | None:
    """Return the name that comes first in the sentence before the quote."""
    first, _ = tokens
    begin, _ = _sentence(p, first)
    named = [at for at in range(begin, first) if p.words[at][0].isupper() and p.quotation[at] < 0]
    if not named:
        return None
    after = named[0] + 1
    while after < first and p.words[after][0].isupper():
        after += 1
    return p.span(named[0], after)


def _sentence(p: Paragraph, token: int) -> Range:
    at = bisect_right(p.sentences, token, key=lambda one: one[0]) - 1
    return p.sentences[at] if at >= 0 else (0, len(p))


def _beside(p: Paragraph, tokens: Range, span: TaggedSpan) -> bool:
    begin, end = _sentence(p, tokens[0])
    return begin <= span.first < end


def _nearest(p: Paragraph, beside: Range, spans: Iterable[TaggedSpan]) -> TaggedSpan | None:
    first, after = beside
    begin, end = _sentence(p, first)

    def distance(span: TaggedSpan) -> int:
        gap = max(span.first - after, first - span.after, 0)
        return gap + (0 if begin <= span.first < end else _OTHER_SENTENCE)

    return min(spans, key=distance, default=None)
