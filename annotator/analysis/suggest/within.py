"""Whether a project's quotes hold the words that say whose they are: "It rained, she said."."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import QuoteReading, type_of
from annotator.analysis.suggest.tally import overlaps, shared

_FEWEST = 3
_DOUBT = 0.5, 2.5
"""What is added to the counts, so that few don't make a habit."""
_LIKE = 0.5
"""A coded stretch is that of a proposal where they share so much of their tokens (IoU)."""


class AttributionSide(StrEnum):
    """Where the words that say who speaks stand: before the quote, behind it, or amid it."""

    BEFORE = "before"
    BEHIND = "behind"
    AMID = "amid"


class _Reach(NamedTuple):
    """A quote with the words that say who speaks: the tokens of both, and which they are."""

    side: AttributionSide
    paragraph: Paragraph
    place: int
    alone: Range
    whole: Range
    quotes: tuple[int, ...]


def sides_within(
    documents: Sequence[Document], readings: Sequence[QuoteReading]
) -> tuple[AttributionSide, ...]:
    """Return on which sides coders take the words that say who speaks into a quote."""
    made, possible = Counter[AttributionSide](), Counter[AttributionSide]()
    for document, reading in zip(documents, readings, strict=True):
        coded: dict[int, list[Range]] = {}
        places = [one.place for one in document.quotes]
        for _, place, _, tokens in reading.tokens_of(places):
            coded.setdefault(place, []).append(tokens)
        for reach in _reaches(reading):
            pairs = overlaps([reach.alone, reach.whole], coded.get(reach.place, ()))
            if pairs and pairs[0].share >= _LIKE:
                possible[reach.side] += 1
                made[reach.side] += pairs[0].wanted == 1
    return tuple(
        side
        for side in AttributionSide
        if possible[side] >= _FEWEST
        and (made[side] + _DOUBT[0]) / (possible[side] + _DOUBT[1]) > 0.5
    )


def reaching(reading: QuoteReading, sides: tuple[AttributionSide, ...]) -> list[Quote]:
    """Return the rules' quotes, which reach over the words that say who speaks on these sides."""
    if not sides:
        return list(reading.quotes)
    quotes = list(reading.quotes)
    gone = set[int]()
    for reach in sorted(_reaches(reading), key=lambda one: one.side is not AttributionSide.AMID):
        first = reach.quotes[0]
        if reach.side not in sides or gone.intersection(reach.quotes):
            continue
        before = quotes[first]
        start, end = reach.paragraph.span(*reach.whole)
        start, end = min(start, before.start), max(end, before.end)
        kind = type_of(reach.paragraph, *reach.whole)
        quotes[first] = msgspec.structs.replace(
            before, start=start, end=end, type=kind, group=0, part=0
        )
        gone.update(reach.quotes[1:])
    kept: list[Quote] = []
    for number, quote in enumerate(quotes):
        if number not in gone and not (kept and quote.start < kept[-1].end):
            kept.append(quote)
    return kept


def _reaches(reading: QuoteReading) -> Iterator[_Reach]:
    quotes = reading.quotes
    tokens: dict[int, tuple[int, Paragraph, Range]] = {}
    places = [one.place for one in quotes]
    for number, place, paragraph, there in reading.tokens_of(places):
        tokens[number] = place, paragraph, there
    ends: dict[int, list[tuple[int, Range]]] = {}
    said = [
        (number, end) for number, one in enumerate(quotes) for end in (one.cue, one.source) if end
    ]
    for which, place, _, there in reading.tokens_of([end for _, end in said]):
        ends.setdefault(said[which][0], []).append((place, there))
    for number, quote in enumerate(quotes):
        if number not in tokens or quote.cue is None:
            continue
        place, paragraph, alone = tokens[number]
        near = [there for where, there in ends.get(number, ()) if where == place]
        if not near or any(shared(there, alone) for there in near):
            continue
        whole = min(alone[0], *(one[0] for one in near)), max(alone[1], *(one[1] for one in near))
        follows = number + 1 < len(quotes) and number + 1 in tokens
        if follows and quote.group and quotes[number + 1].group == quote.group:
            other, _, rest = tokens[number + 1]
            if other == place:
                both = min(whole[0], rest[0]), max(whole[1], rest[1])
                yield _Reach(
                    AttributionSide.AMID, paragraph, place, alone, both, (number, number + 1)
                )
        elif whole[0] < alone[0] and whole[1] == alone[1]:
            yield _Reach(AttributionSide.BEFORE, paragraph, place, alone, whole, (number,))
        elif whole[1] > alone[1] and whole[0] == alone[0]:
            yield _Reach(AttributionSide.BEHIND, paragraph, place, alone, whole, (number,))
