"""Who says the quotes that were learned, and with which word: where no rule says it."""

from collections.abc import Iterable, Sequence

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.features import Features, end_features
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.analysis.suggest.reading import Reading
from annotator.analysis.suggest.sequences import CUE, SOURCE, Span, Tagger

_OTHER_SENTENCE = 12
"""What stands in another sentence counts as so many tokens farther away."""


def attribute(
    reading: Reading, rows: Sequence[Features], quotes: Sequence[Quote], tagger: Tagger
) -> list[Quote]:
    """Return the quotes; those without a source get the one that the model finds nearest.

    Words in quotation marks with none in their paragraph are the last speaker's.
    """
    if all(quote.source for quote in quotes):
        return list(quotes)
    result = list(quotes)
    given = end_features(reading, rows, quotes)
    tagged: dict[int, list[Span]] = {}
    last: Range | None = None
    for number, place, p, tokens in reading.tokens_of([(one.start, one.end) for one in quotes]):
        quote = result[number]
        if quote.source is None:
            if place not in tagged:
                tagged[place] = tagger.spans(given[place], ()).spans
            cue = _nearest([one for one in tagged[place] if one.kind == CUE], [tokens], p.sentences)
            beside = [(cue.first, cue.after)] if cue and not quote.cue else []
            sources = [one for one in tagged[place] if one.kind == SOURCE]
            source = _nearest(sources, [*beside, tokens][:1], p.sentences)
            said = p.span(source.first, source.after) if source else None
            if said is None and quote.type is not QuoteType.INDIRECT:
                said = last
            word = quote.cue or (p.span(cue.first, cue.after) if cue and source else None)
            result[number] = msgspec.structs.replace(quote, source=said, cue=word)
        last = result[number].source or last
    return result


def _nearest(
    spans: Iterable[Span], places: Sequence[Range], sentences: Sequence[Range]
) -> Span | None:
    def distance(span: Span) -> int:
        first, after = places[0]
        gap = max(span.first - after, first - span.after, 0)
        low, high = min(span.first, first), max(span.first, first)
        together = any(begin <= low and high < end for begin, end in sentences)
        return gap + (0 if together else _OTHER_SENTENCE)

    return min(spans, key=distance, default=None)
