"""What is learned from a project's finished articles: a model that proposes quotes."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Self

import msgspec

from annotator.analysis.suggest.contest import Standing, Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.quote import Quote
from annotator.domain.draft import Progress, no_progress

__all__ = ["Document", "Facts", "Part", "QuoteModel", "train"]


class Part(StrEnum):
    """What of a quote is learned, each only where it is labelled."""

    QUOTE = "quote"
    SOURCE = "source"
    CUE = "cue"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Where a model comes from: the same facts mean the same model.

    `labels` counts what was labelled, by part, and `digest` is the sha256 of texts and labels.
    """

    documents: int = 0
    labels: dict[Part, int] = {}
    seed: int = 0
    iterations: int = 0
    program: str = ""
    library: str = ""
    digest: str = ""


class QuoteModel:
    """Proposes quotes as it learned to. It never changes: several threads may use it at once."""

    def __init__(self, facts: Facts, standing: Standing) -> None:
        self.facts = facts
        self.standing = standing

    def quotes(self, text: str, language: str = "", *, way: Way | None = None) -> list[Quote]:
        """Return the quotes of a text, sorted by start, in code points of the text.

        They are found in the way that won the contest, unless another is asked for.
        """
        return []

    def to_bytes(self) -> bytes:
        """Return the model as bytes that `from_bytes` reads."""
        return msgspec.msgpack.encode((self.facts, self.standing))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a model; a `ValueError` says why it can't be used."""
        return cls(*msgspec.msgpack.decode(data, type=tuple[Facts, Standing]))


def train(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    parts: Collection[Part] | None = None,
    iterations: int = 60,
    reporter: Progress = no_progress,
) -> QuoteModel:
    """Learn from finished articles, the newest last; the contest is held, too.

    Parts are those that are labelled, unless some are named. The same documents, seed and versions
    give the same bytes. `reporter` is called with what is done and the whole, and may raise a
    `CancelledError`.
    """
    reporter(0, 1)
    return QuoteModel(Facts(documents=len(documents), seed=seed, iterations=iterations), Standing())
