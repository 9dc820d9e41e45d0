"""The rules, adapted to a project: what its coders take for a quote, and where it ends."""

from collections.abc import Sequence

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.chances import (
    Chances,
    KnownOutcome,
    chance_of,
    learn_chances,
    logit,
)
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.edges import Habits, Seen, changed
from annotator.analysis.suggest.outcomes import outcomes
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import QuoteReading
from annotator.analysis.suggest.tally import matched, overlaps
from annotator.analysis.suggest.within import AttributionSide, reaching, sides_within
from annotator.domain.wording import counted

FEWEST = 3
"""From so many articles on the rules are adapted."""
WORTH_SHOWING = 0.42
"""What the learned model finds is left out where it is less likely right: half of the F1, about."""
_WORTH_KEEPING = 0.3
"""What a rule finds is left out only where it is less likely right: few articles tell little."""
_CAUTION = 0.3
"""So much lower are the log odds that are shown: the next articles may be different."""
_PRIOR = {"before": 1.0}
_RIDGE = 16.0
_RIDGES = {"before": 80.0, "all": 80.0, "cue": 12.0, "rule cue": 12.0}


class Adapted(msgspec.Struct, frozen=True):
    """What was learned about a project's use of quotes, by which the rules are adapted to it."""

    habits: Habits = {}
    sides: tuple[AttributionSide, ...] = ()
    chances: Chances = Chances(dict(_PRIOR))
    counts: dict[str, tuple[int, int]] = {}

    def all(self, reading: QuoteReading) -> list[Quote]:
        """Return what the rules find, each with the chance that it is right in this project."""
        found = _placed(reading, self.sides, self.habits)
        return [self._weighed(reading.text, quote) for quote in found]

    def quotes(self, reading: QuoteReading) -> list[Quote]:
        """Return those of them that are worth showing."""
        return [shown(quote) for quote in self.all(reading) if quote.score >= _WORTH_KEEPING]

    def _weighed(self, text: str, quote: Quote) -> Quote:
        score = self.chances.of(signs(text, quote))
        right, found = self.counts.get(quote.rule, (0, 0))
        record = f"right in {right:,} of {counted(found, 'such proposal')} in finished articles"
        why = (*quote.why, record) if found else quote.why
        return msgspec.structs.replace(quote, score=score, why=why)


def shown(quote: Quote) -> Quote:
    """Return a quote with the score that is shown: its chance, with some caution."""
    return msgspec.structs.replace(quote, score=round(chance_of(logit(quote.score) - _CAUTION), 4))


def _placed(
    reading: QuoteReading, sides: tuple[AttributionSide, ...], habits: Habits
) -> list[Quote]:
    """Return the rules' quotes where this project would have them begin and end."""
    found = reaching(reading, sides)
    for number, _, paragraph, tokens in reading.tokens_of([quote.place for quote in found]):
        quote = found[number]
        if paragraph.span(*tokens) == quote.place:
            start, end = paragraph.span(*changed(paragraph, tokens, habits))
            found[number] = msgspec.structs.replace(quote, start=start, end=end)
    return found


def signs(text: str, quote: Quote) -> dict[str, float]:
    """Return what speaks for or against a proposal of the rules."""
    cue = text[slice(*quote.cue)].casefold() if quote.cue else ""
    words = text.count(" ", quote.start, quote.end) + 1
    length = "few" if words < 5 else "some" if words < 12 else "many" if words < 30 else "most"
    return {
        "before": logit(quote.score),
        "all": 1.0,
        f"rule {quote.rule}": 1.0,
        f"type {quote.type}": 1.0,
        f"length {length}": 1.0,
        f"rule length {quote.rule} {length}": 1.0,
        f"cue {cue}": 1.0,
        f"rule cue {quote.rule} {cue}": 1.0,
        "source" if quote.source else "no source": 1.0,
    }


def adapt(documents: Sequence[Document], readings: Sequence[QuoteReading]) -> Adapted:
    """Learn from documents, each with its reading, how the rules are to be adapted."""
    if len(documents) < FEWEST:
        return Adapted()
    seen = Seen()
    examples: list[KnownOutcome] = []
    counts: dict[str, tuple[int, int]] = {}
    sides = sides_within(documents, readings)
    for document, reading in zip(documents, readings, strict=True):
        _watch_edges(document, reading, sides, seen)
    habits = seen.habits()
    for document, reading in zip(documents, readings, strict=True):
        for quote, right, weight in outcomes(document, _placed(reading, sides, habits)):
            examples.append(KnownOutcome(signs(document.text, quote), right, weight))
            before = counts.get(quote.rule, (0, 0))
            counts[quote.rule] = before[0] + right, before[1] + 1
    chances = learn_chances(examples, prior=_PRIOR, ridge=_RIDGE, ridges=_RIDGES)
    return Adapted(habits, sides, chances, dict(sorted(counts.items())))


def _watch_edges(
    document: Document, reading: QuoteReading, sides: tuple[AttributionSide, ...], seen: Seen
) -> None:
    proposed = _by_paragraph(reading, reaching(reading, sides))
    coded = _by_paragraph(reading, document.quotes)
    for place, (paragraph, stretches) in proposed.items():
        there = coded[place][1] if place in coded else []
        for pair in matched(overlaps(there, stretches)):
            seen.add(paragraph, stretches[pair.found], there[pair.wanted])


def _by_paragraph(
    reading: QuoteReading, quotes: Sequence[Quote]
) -> dict[int, tuple[Paragraph, list[Range]]]:
    result: dict[int, tuple[Paragraph, list[Range]]] = {}
    for _, place, paragraph, tokens in reading.tokens_of([quote.place for quote in quotes]):
        result.setdefault(place, (paragraph, []))[1].append(tokens)
    return result
