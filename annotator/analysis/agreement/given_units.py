"""Answers of a code to units that are given: who answered what of each, without pairing."""

import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.material import Material
from annotator.analysis.agreement.values import MISSING
from annotator.analysis.agreement.variables import Variable
from annotator.analysis.units import same_units
from annotator.domain.codebook import is_none

NO_ANSWER = -1
"""Stands where a coder has not answered for a unit."""


class GivenUnits:
    """The units (rows) that anybody answered, with each coder's answer (column) by its number.

    `article` says in which article (by place) a unit stands. A unit that one has not answered is
    missing there, also in an article that was read to its end.
    """

    def __init__(self, material: Material, coded: Coded) -> None:
        self._coded = coded
        self._size = len(material.ids)
        of_article: dict[int, dict[int, int]] = {}
        rows: list[list[int]] = []
        articles: list[int] = []
        for number, at in enumerate(coded.article.tolist()):
            of_article.setdefault(at, {})[number] = int(coded.coder[number])
        for at, owners in of_article.items():
            material.tick()
            for row in self._rows(owners):
                rows.append(row)
                articles.append(at)
        self.numbers: Ints = np.array(rows, dtype=np.intp).reshape(-1, self._size)
        self.article: Ints = np.array(articles, dtype=np.intp)

    def _rows(self, owners: dict[int, int]) -> list[list[int]]:
        numbers: dict[tuple[tuple[int, int], int], int] = {}
        for number in sorted(owners, key=self._coded.age.__getitem__, reverse=True):
            numbers[self._coded.place(number), owners[number]] = number  # the first made counts
        found: list[list[int]] = []
        for unit in same_units(numbers):
            row = [NO_ANSWER] * self._size
            for place, owner in unit:
                row[owner] = numbers[place, owner]
            found.append(row)
        return found

    def answers(self, given: Variable) -> Ints:
        """Return each coder's answer to a field for each unit, by its number among the values."""
        there = self.numbers != NO_ANSWER
        taken = given.numbers[self.numbers] if len(given.numbers) else self.numbers
        return np.where(there, taken, MISSING)

    def applies(self) -> Ints:
        """Return 1 where a coder says that the code applies, 0 where "none", or `MISSING`."""
        nones = np.array([is_none(one) for one in self._coded.answers], dtype=np.intp)
        if not len(nones):
            return self.numbers
        each = self._coded.each(1 - nones)
        return np.where(self.numbers != NO_ANSWER, each[self.numbers], MISSING)
