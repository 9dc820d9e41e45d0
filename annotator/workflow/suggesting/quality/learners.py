"""What is measured: the rules, and models that learn from documents."""

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import structs

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.held_out import held_out
from annotator.analysis.suggest.learner import Learner, Learnt, learn
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import Reading
from annotator.workflow.suggesting.proposer import QuoteFinder, Rules

ITERATIONS = 60
"""As many as a model that is in use is learned in."""
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
    """The program's own. Both ways are learned whichever would win: one wants to see by how far."""

    def __init__(self, seed: int = 0) -> None:
        self.rules: QuoteFinder = Rules()
        self._seed = seed

    def learn(self, documents: Sequence[Document], cancelled: Cancelled) -> Model:
        """Learn from documents, as a project does."""
        _ = cancelled
        readings = [Reading(one.text, one.language) for one in documents]
        outcome = held_out(documents, readings, iterations=ITERATIONS, seed=self._seed)
        learnt = learn(documents, readings, iterations=ITERATIONS)
        return _BothWays(structs.replace(learnt, chances=outcome.chances))


class _BothWays:
    """Proposes by adapted rules and by what was learned, and reads a text once for both."""

    def __init__(self, learnt: Learnt) -> None:
        self._adapted = learnt.adapted
        self._learner = Learner(learnt) if learnt.sequences else None
        self._reading: tuple[str, str, Reading] | None = None

    def quotes(self, text: str, language: str = "", *, way: Way | None = None) -> Sequence[Quote]:
        reading = self._read(text, language)
        if way is not Way.LEARNED or self._learner is None:
            return self._adapted.quotes(reading)
        return self._learner.quotes(reading)

    def _read(self, text: str, language: str) -> Reading:
        known = self._reading
        if known is None or known[:2] != (text, language):
            known = self._reading = (text, language, Reading(text, language))
        return known[2]
