"""What is learned from a project's finished articles: a model that proposes quotes."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Self

import msgspec

from annotator.analysis.suggest.contest import Standing, Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.held_out import held_out
from annotator.analysis.suggest.learner import Learner, Trained, learn
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import QuoteReading
from annotator.analysis.suggest.rules import quotes as plain_quotes
from annotator.domain.draft import Progress, no_progress

__all__ = ["Document", "ModelFacts", "QuoteModel", "QuotePart", "train"]


class QuotePart(StrEnum):
    """What of a quote is learned, each only where it is labelled."""

    QUOTE = "quote"
    SOURCE = "source"
    CUE = "cue"


MOST = 300
"""So many articles at most are learned from, the newest: time and memory grow with them."""
FORMAT = 1
"""Which reading of a model's bytes this program has."""


class ModelFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Where a model comes from: the same facts mean the same model.

    `labels` counts what was labelled, by part, and `digest` is the sha256 of texts and labels.
    """

    documents: int = 0
    labels: dict[QuotePart, int] = {}
    parts: tuple[QuotePart, ...] = ()
    seed: int = 0
    iterations: int = 0
    program: str = ""
    library: str = ""
    digest: str = ""


class _Kept(msgspec.Struct, frozen=True):
    format: int
    facts: ModelFacts
    standing: Standing
    learnt: Trained


class QuoteModel:
    """Proposes quotes as it learned to. It never changes: several threads may use it at once."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        self._learner = Learner(kept.learnt) if kept.learnt.sequences else None

    @property
    def facts(self) -> ModelFacts:
        """Where the model comes from."""
        return self._kept.facts

    @property
    def standing(self) -> Standing:
        """Which way of proposing is in use, and why."""
        return self._kept.standing

    def quotes(self, text: str, language: str = "", *, way: Way | None = None) -> list[Quote]:
        """Return the quotes of a text, sorted by start, in code points of the text.

        They are found in the way that won the contest, unless another is asked for; the adapted
        rules stand in for a learned model that lost and was not kept.
        """
        way = way or self.standing.way
        if way is Way.RULES:
            return plain_quotes(text, language)
        reading = QuoteReading(text, language)
        kept = self._kept
        if way is Way.LEARNED and self._learner is not None:
            found = self._learner.quotes(reading)
        else:
            found = kept.learnt.adapted.quotes(reading)
        return [_with_parts(quote, kept.facts.parts) for quote in found]

    def to_bytes(self) -> bytes:
        """Return the model as bytes that `from_bytes` reads."""
        return msgspec.msgpack.encode(self._kept)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a model; a `ValueError` says why it can't be used."""
        message = "these bytes are no model that this program reads"
        try:
            kept = msgspec.msgpack.decode(data, type=_Kept)
        except msgspec.MsgspecError as error:
            raise ValueError(message) from error
        if kept.format != FORMAT:
            raise ValueError(message)
        return cls(kept)


def _with_parts(quote: Quote, parts: Collection[QuotePart]) -> Quote:
    return msgspec.structs.replace(
        quote,
        cue=quote.cue if QuotePart.CUE in parts else None,
        source=quote.source if QuotePart.SOURCE in parts else None,
        name=quote.name if QuotePart.SOURCE in parts else "",
    )


def train(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    parts: Collection[QuotePart] | None = None,
    iterations: int = 60,
    every_way: bool = False,
    reporter: Progress = no_progress,
) -> QuoteModel:
    """Learn from finished articles, the newest last, and hold the contest of the ways.

    Of more than `MOST` the newest are learned from; `ModelFacts.documents` says how many.
    Parts are those that are labelled, unless some of them are named. The same documents, seed and
    versions give the same bytes. With `every_way` the learned model is kept although it lost.
    `reporter` is called with what is done and the whole, and may raise a `CancelledError`.
    """
    reporter(0, 3)
    documents = documents[-MOST:]
    readings = [QuoteReading(document.text, document.language) for document in documents]
    labels = _labels(documents)
    proposed = tuple(
        part for part in QuotePart if labels[part] and (parts is None or part in parts)
    )
    outcome = held_out(documents, readings, iterations=iterations, seed=seed)
    reporter(2, 3)
    wins = every_way or outcome.standing.way is Way.LEARNED
    learnt = learn(documents, readings, iterations=iterations if wins else 0)
    learnt = msgspec.structs.replace(learnt, chances=outcome.chances)
    facts = ModelFacts(
        documents=len(documents),
        labels=labels,
        parts=proposed,
        seed=seed,
        iterations=iterations,
        program=_version("media-annotator"),
        library=f"python-crfsuite {_version('python-crfsuite')}".strip(),
        digest=digest(documents),
    )
    reporter(3, 3)
    return QuoteModel(_Kept(FORMAT, facts, outcome.standing, learnt))


def _version(distribution: str) -> str:
    """Return the version of what is installed; "" where a program is told nothing of it."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def digest(documents: Sequence[Document]) -> str:
    """Return the sha256 of all that is learned from."""
    return sha256(msgspec.msgpack.encode(list(documents))).hexdigest()


def _labels(documents: Sequence[Document]) -> dict[QuotePart, int]:
    every = [quote for document in documents for quote in document.quotes]
    return {
        QuotePart.QUOTE: len(every),
        QuotePart.SOURCE: sum(quote.source is not None for quote in every),
        QuotePart.CUE: sum(quote.cue is not None for quote in every),
    }
