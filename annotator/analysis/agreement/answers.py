"""Answers to what is given (articles, or paired spans), and the sums that measures follow from."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotator.analysis.agreement import nominal
from annotator.analysis.agreement.arrays import Counts, Floats, Ints, Records, Which, tally
from annotator.analysis.agreement.nominal import Scale
from annotator.analysis.agreement.ratings import (
    Ratings,
    Weighting,
    agreement_weights,
    decisions,
    ratings,
)
from annotator.analysis.agreement.values import MISSING


class Answers:
    """Units (rows) with a number for each member's answer, or `MISSING`, in their articles.

    `within` are the articles that figures are of, among so many `articles`; numbers are below
    `size`, and `scale` says how far they are apart. `asked` says which units each member could
    answer: read the article, or marked the span.
    """

    def __init__(
        self,
        codes: Ints,
        asked: NDArray[np.bool_],
        article: Ints,
        within: Ints,
        articles: int,
        size: int,
        scale: Scale,
    ) -> None:
        pairable = (codes != MISSING).sum(axis=1) > 1
        self.codes, self.article = codes[pairable], article[pairable]
        self._every, self._asked, self._of_every = codes, asked, article
        self.within, self.articles = within, articles
        self.size, self.scale = size, scale

    @cached_property
    def whole(self) -> Which:
        """Which of the units all members answered."""
        return (self.codes != MISSING).all(axis=1)

    @property
    def is_of_one_value(self) -> bool:
        """Whether all answers are the same."""
        given = self._every[self._every != MISSING]
        return len(given) > 0 and bool((given == given[0]).all())

    @cached_property
    def coincidences(self) -> Counts:
        """Krippendorff's coincidences."""
        return self._counts(nominal.coincidences(self.codes, self.article))

    @cached_property
    def pairs(self) -> Counts:
        """All pairs of answers to the same unit, each with the same weight."""
        return self._counts(nominal.pairs_of_answers(self.codes, self.article))

    @cached_property
    def complete(self) -> Counts:
        """The coincidences on units that all members answered."""
        return self._counts(nominal.coincidences(self.codes[self.whole], self.article[self.whole]))

    @cached_property
    def crossed(self) -> Counts:
        """The pairs of two members' answers, the first one's first."""
        return self._counts(nominal.crossed(self.codes, self.article), both_ways=False)

    def ratings(self, weighting: Weighting | None = None) -> Ratings:
        """Return the sums for measures in Gwet's form, of equal or of near answers."""
        places, size = self.scale.places, self.scale.categories
        weights = np.eye(size)
        if weighting is not None and places is not None:
            weights = agreement_weights(places, weighting)
        found = ratings(self._every, self._of_every, self.articles, weights)
        return Ratings(found.table[self.within], weights)

    @cached_property
    def decisions(self) -> Floats:
        """Each two members' decisions, as Holsti counts them."""
        found = decisions(self._every, self._asked, self._of_every, self.articles)
        return found[self.within]

    @property
    def made(self) -> int:
        """How many decisions two members made, over all pairs of them."""
        return int(self.decisions[:, 1::3].sum() + self.decisions[:, 2::3].sum())

    def _counts(self, records: Records, *, both_ways: bool = True) -> Counts:
        counts = tally(records, self.articles, self.size, both_ways=both_ways)
        return counts.within(self.within)
