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
from annotator.analysis.suggest.features import Features, end_features, features
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import Reading
from annotator.analysis.suggest.sequences import (
    CUE,
    QUOTE,
    SOURCE,
    Tagger,
    Trainer,
    labelled,
)
from annotator.analysis.suggest.tally import Excluded, Words


class Learnt(msgspec.Struct, frozen=True):
    """What was learned: the adapted rules, the models of quotes and of their ends, the chances.

    `sequences` and `ends` are as the library writes them; empty where there was nothing to learn.
    """

    adapted: Adapted = Adapted()
    sequences: bytes = b""
    ends: bytes = b""
    chances: Chances = Chances(dict(PRIOR))


class Found(NamedTuple):
    """What might be a quote in a reading, and the features of its tokens."""

    rows: list[Features]
    candidates: list[Candidate]


class Learner:
    """Proposes quotes by what was learned; several threads may ask it at once."""

    def __init__(self, learnt: Learnt) -> None:
        """Take what was learned, which has sequences."""
        self._learnt = learnt
        self._sequences = Tagger(learnt.sequences)
        self._ends = Tagger(learnt.ends) if learnt.ends else None

    def find(self, reading: Reading) -> Found:
        """Return what might be a quote."""
        adapted = self._learnt.adapted
        ruled = adapted.all(reading)
        rows = features(reading, ruled)
        return Found(rows, candidates(reading, rows, ruled, adapted, self._sequences))

    def choose(self, reading: Reading, found: Found, chances: Chances) -> list[Quote]:
        """Return which of it is worth showing, with cues and sources."""
        quotes = chosen(found.candidates, chances)
        return attribute(reading, found.rows, quotes, self._ends)

    def quotes(self, reading: Reading) -> list[Quote]:
        """Return the quotes of a reading, sorted by start."""
        return self.choose(reading, self.find(reading), self._learnt.chances)


def learn(documents: Sequence[Document], readings: Sequence[Reading], *, iterations: int) -> Learnt:
    """Learn from documents, each with its reading, in so many rounds; 0 adapts the rules alone."""
    adapted = adapt(documents, readings)
    if not iterations or not any(document.quotes for document in documents):
        return Learnt(adapted)
    quotes, ends = Trainer(), Trainer()
    for document, reading in zip(documents, readings, strict=True):
        rows = features(reading, adapted.all(reading))
        coded = [(QUOTE, (one.start, one.end)) for one in document.quotes]
        open_ = _open(document, reading)
        quotes.add((rows[at], labels) for at, labels in _labels(reading, coded) if at in open_)
        told = [(SOURCE, one.source) for one in document.quotes if one.source]
        told += [(CUE, one.cue) for one in document.quotes if one.cue]
        if told:
            closer = end_features(reading, rows, document.quotes)
            ends.add((closer[at], labels) for at, labels in _labels(reading, told) if closer[at])
    return Learnt(adapted, quotes.train(iterations), ends.train(iterations))


def _labels(
    reading: Reading, stretches: Sequence[tuple[str, Range]]
) -> Iterator[tuple[int, list[str]]]:
    there: dict[int, list[tuple[str, Range]]] = {}
    places = [place for _, place in stretches]
    for number, place, _, tokens in reading.tokens_of(places):
        there.setdefault(place, []).append((stretches[number][0], tokens))
    for at, paragraph in enumerate(reading.paragraphs):
        yield at, labelled(len(paragraph), there.get(at, ()))


def _open(document: Document, reading: Reading) -> set[int]:
    """Return which paragraphs may teach: those that aren't excluded for the most part."""
    every = range(len(reading.paragraphs))
    if not document.excluded:
        return set(every)
    words = Words(document.text)
    wanted = [words.of(one.start, one.end) for one in document.quotes]
    excluded = Excluded(words, document.excluded, wanted)
    spans = [paragraph.span(0, len(paragraph)) for paragraph in reading.paragraphs]
    return {at for at in every if not excluded.holds(words.of(*spans[at]))}
