"""Learns from documents once, and proposes: adapted rules, and the sequence model over them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.adapted import Adapted, adapt
from annotator.analysis.suggest.attributing import attribute
from annotator.analysis.suggest.chances import Chances
from annotator.analysis.suggest.combined import PRIOR, Candidate, candidates, chosen
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.features import Features, end_features, features, reports
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import QuoteReading
from annotator.analysis.suggest.sequences import (
    CUE,
    QUOTE,
    SOURCE,
    Tagger,
    Trainer,
    labelled,
)
from annotator.analysis.suggest.tally import Excluded, WordPlaces

_FEWER = 0.6
"""Sources and cues are learned in so much of the rounds that quotes take, and"""
_MOST_FOR_ENDS = 60
"""from so many documents at most, the newest: more tell little."""
_HIDDEN = 0.05
"""If more of the quotes stand where nothing reports, such paragraphs are read, too."""


class Trained(msgspec.Struct, frozen=True):
    """What was learned: the adapted rules, the models of quotes and of their ends, the chances.

    `sequences` and `ends` are as the library writes them; empty where there was nothing to learn.
    Unless it is to be looked `everywhere`, there is nothing in paragraphs in which nothing reports.
    """

    adapted: Adapted = Adapted()
    sequences: bytes = b""
    ends: bytes = b""
    chances: Chances = Chances(dict(PRIOR))
    everywhere: bool = True


class PossibleQuotes(NamedTuple):
    """What might be a quote in a reading, and the features of its tokens."""

    rows: list[Features]
    candidates: list[Candidate]


class Learner:
    """Proposes quotes by what was learned; several threads may ask it at once."""

    def __init__(self, learnt: Trained) -> None:
        """Take what was learned, which has sequences."""
        self._learnt = learnt
        self._sequences = Tagger(learnt.sequences)
        self._ends = Tagger(learnt.ends) if learnt.ends else None

    def find(self, reading: QuoteReading) -> PossibleQuotes:
        """Return what might be a quote."""
        adapted = self._learnt.adapted
        ruled = adapted.all(reading)
        rows = features(reading, ruled, everywhere=self._learnt.everywhere)
        return PossibleQuotes(rows, candidates(reading, rows, ruled, adapted, self._sequences))

    def choose(self, reading: QuoteReading, found: PossibleQuotes, chances: Chances) -> list[Quote]:
        """Return which of it is worth showing, with cues and sources."""
        quotes = chosen(found.candidates, chances)
        return attribute(reading, found.rows, quotes, self._ends)

    def quotes(self, reading: QuoteReading) -> list[Quote]:
        """Return the quotes of a reading, sorted by start."""
        return self.choose(reading, self.find(reading), self._learnt.chances)


def learn(
    documents: Sequence[Document],
    readings: Sequence[QuoteReading],
    *,
    iterations: int,
    with_ends: bool = True,
) -> Trained:
    """Learn from documents, each with its reading, in so many rounds; 0 adapts the rules alone.

    Sources and cues are learned `with_ends` only: which quotes are found is the same without.
    """
    adapted = adapt(documents, readings)
    if not iterations or not any(document.quotes for document in documents):
        return Trained(adapted)
    everywhere = _everywhere(documents, readings)
    quotes, ends = Trainer(), Trainer()
    first = max(0, len(documents) - _MOST_FOR_ENDS) if with_ends else len(documents)
    for number, (document, reading) in enumerate(zip(documents, readings, strict=True)):
        rows = features(reading, adapted.all(reading), everywhere=everywhere)
        open_ = _open(document, reading)
        coded = [(QUOTE, one.place) for one in document.quotes]
        labels = _labels(reading, coded)
        quotes.add((rows[at], each) for at, each in labels if rows[at] and at in open_)
        if number >= first:
            _add_ends(ends, document, reading, rows)
    return Trained(
        adapted,
        quotes.train(iterations),
        ends.train(round(iterations * _FEWER)),
        everywhere=everywhere,
    )


def _add_ends(
    ends: Trainer, document: Document, reading: QuoteReading, rows: Sequence[Features]
) -> None:
    told = [(SOURCE, one.source) for one in document.quotes if one.source]
    told += [(CUE, one.cue) for one in document.quotes if one.cue]
    if told:
        closer = end_features(reading, rows, document.quotes)
        ends.add((closer[at], each) for at, each in _labels(reading, told) if closer[at])


def _everywhere(documents: Sequence[Document], readings: Sequence[QuoteReading]) -> bool:
    """Tell whether there are quotes to be learned where nothing reports, by the rules' words."""
    every = hidden = 0
    for document, reading in zip(documents, readings, strict=True):
        places = [one.place for one in document.quotes]
        for _, _, paragraph, _ in reading.tokens_of(places):
            every += 1
            hidden += not reports(paragraph)
    return hidden > _HIDDEN * every


def _labels(
    reading: QuoteReading, stretches: Sequence[tuple[str, Range]]
) -> Iterator[tuple[int, list[str]]]:
    there: dict[int, list[tuple[str, Range]]] = {}
    places = [place for _, place in stretches]
    for number, place, _, tokens in reading.tokens_of(places):
        there.setdefault(place, []).append((stretches[number][0], tokens))
    for at, paragraph in enumerate(reading.paragraphs):
        yield at, labelled(len(paragraph), there.get(at, ()))


def _open(document: Document, reading: QuoteReading) -> set[int]:
    """Return which paragraphs may teach: those that aren't excluded for the most part."""
    every = range(len(reading.paragraphs))
    if not document.excluded:
        return set(every)
    words = WordPlaces(document.text)
    wanted = [words.of(*one.place) for one in document.quotes]
    excluded = Excluded(words, document.excluded, wanted)
    spans = [paragraph.span(0, len(paragraph)) for paragraph in reading.paragraphs]
    return {at for at in every if not excluded.holds(words.of(*spans[at]))}
