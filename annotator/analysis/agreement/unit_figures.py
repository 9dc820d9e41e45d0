"""Figures on units that are given: percentage, kappas and alpha."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from annotator.analysis.agreement.answers import Answers
from annotator.analysis.agreement.arrays import Floats, Ints, Which
from annotator.analysis.agreement.counting import PAIRS_OF_ANSWERS, by_coders, of_coders
from annotator.analysis.agreement.figure_maker import FigureMaker, Topic
from annotator.analysis.agreement.figures import Figure
from annotator.analysis.agreement.measured import Measured, Sample
from annotator.analysis.agreement.nominal import Scale
from annotator.analysis.agreement.unit_measures import ALPHA, PERCENT, UNIT_ROWS, UnitMeasure
from annotator.domain.wording import counted


class UnitFigures:
    """Makes a topic's figures from its units (rows), each with a number per member or `MISSING`.

    `things` say what a unit is and what members did with it, as "articles read".
    """

    def __init__(
        self,
        maker: FigureMaker,
        topic: Topic,
        codes: Ints,
        asked: NDArray[np.bool_],
        article: Ints,
        values: int,
        scale: Scale,
        things: str,
    ) -> None:
        self._things = things
        self._maker = maker
        self._topic = topic
        articles = len(maker.material.articles)
        self._answers = Answers(codes, asked, article, topic.articles, articles, values, scale)

    def percentage(self) -> Iterator[Figure]:
        """Make the percentage alone, if it is wanted."""
        yield from self._made(PERCENT)

    def __iter__(self) -> Iterator[Figure]:
        """Make the figures that are wanted."""
        for row in UNIT_ROWS:
            if self._is_of(row):
                yield from self._made(row)

    def alpha_only(self, measure: str, telling: Which) -> Iterator[Figure]:
        """Make the alpha alone, under another name; `telling` articles tell draws apart."""
        yield from self._made(ALPHA, measure, telling)

    def _is_of(self, row: UnitMeasure) -> bool:
        members = len(self._topic.members)
        if not row.fits(self._answers.scale):
            return False
        if row.coders == "two":
            return members == 2
        return row.coders == "any" or members == len(self._maker.material.ids)

    def _made(
        self, row: UnitMeasure, name: str = "", telling: Which | None = None
    ) -> Iterator[Figure]:
        if not self._maker.wants(name or row.id):
            return
        measured = row.make(self._answers)
        units, counts = self._counted(row)
        yield self._maker.figure(
            self._topic,
            name or row.id,
            measured.value(),
            self._sample(measured),
            units=units,
            counts=counts,
            notes=(self._note(row) if not name else "",),
            bearing=measured.bearing,
            telling=telling,
            undefined=measured.why_undefined(),
        )

    def _counted(self, row: UnitMeasure) -> tuple[int, str]:
        """Return how many units there are for a measure, and what they are."""
        answers, members = self._answers, len(self._topic.members)
        if row.counts == "pairs":
            return len(answers.pairs.weights), PAIRS_OF_ANSWERS
        if row.counts == "decisions":
            return answers.made, of_coders("answers", members)
        if row.counts == "whole units":
            return int(answers.whole.sum()), by_coders(self._things, members, whole=True)
        return len(answers.codes), by_coders(self._things, members)

    def _note(self, row: UnitMeasure) -> str:
        if row is ALPHA:
            level = self._answers.scale.level
            return f"{level} level" if level != "set" else "sets, MASI distance"
        if row.by_categories and self._answers.is_of_one_value:
            return "only one value occurs"
        lost = int((~self._answers.whole).sum()) if row.coders == "all" else 0
        return f"{counted(lost, 'unit')} with a missing value left out" if lost else ""

    def _sample(self, measured: Measured) -> Sample | Floats | None:
        if self._maker.resampler.of_pairs:
            return measured.of_drawn_pairs(self._maker.resampler.pair_draws)
        draws = self._maker.draws(self._topic)
        return None if draws is None else measured.sample(draws)
