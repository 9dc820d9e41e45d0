"""What is measured: the rules, and models that learn from documents."""

from collections.abc import Callable, Sequence
from typing import Protocol

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import QuoteModel
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.worker import train_elsewhere
from annotator.workflow.suggesting.proposer import QuoteFinder, Rules

Cancelled = Callable[[], bool]


class Model(Protocol):
    """What was learned, as it is measured."""

    def quotes(self, text: str, language: str = "", *, way: Way | None = None) -> Sequence[Quote]:
        """Return the quotes of a text, found in one way."""
        ...


class Learners(Protocol):
    """The rules, and what learns."""

    rules: QuoteFinder

    def learn(self, documents: Sequence[Document], cancelled: Cancelled) -> Model:
        """Learn from documents; raise a `CancelledError` once it is `cancelled`."""
        ...


class LearnersHere:
    """The program's own, which learn in a process of their own.

    Both ways are learned whichever would win: one wants to see by how far.
    """

    def __init__(self, seed: int = 0) -> None:
        self.rules: QuoteFinder = Rules()
        self._seed = seed

    def learn(self, documents: Sequence[Document], cancelled: Cancelled) -> Model:
        """Learn from documents, as a project does."""
        return QuoteModel.from_bytes(
            train_elsewhere(documents, seed=self._seed, every_way=True, cancelled=cancelled)
        )
