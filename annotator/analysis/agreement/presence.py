"""Codes on whole articles: who gave which, and their answers."""

from collections.abc import Mapping

import numpy as np

from annotator.analysis.agreement.arrays import Ints, distinct
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.material import Material
from annotator.analysis.agreement.nominal import Scale
from annotator.analysis.agreement.values import MISSING, distances
from annotator.analysis.agreement.variables import Variable


class Presence:
    """Which of some codes each coder (column) gave each article (row)."""

    def __init__(self, material: Material, codes: Mapping[str, Coded]) -> None:
        self._read = material.read
        self._places = {code: place for place, code in enumerate(codes)}
        self._given = np.zeros((*material.read.shape, len(codes)), dtype=np.intp)
        for place, coded in enumerate(codes.values()):
            self._given[coded.article, coded.coder, place] = 1

    def of_code(self, code: str) -> Ints:
        """Return 1 where a coder gave the code, 0 where not, `MISSING` where nobody read."""
        return np.where(self._read, self._given[:, :, self._places[code]], MISSING)

    def of_all(self) -> tuple[Ints, Scale]:
        """Return the set of codes that each coder gave, by number, and how far sets differ."""
        return numbered_sets(self._given, self._read)


def numbered_sets(
    given: Ints, read: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> tuple[Ints, Scale]:
    """Give numbers to the sets in `given` (units × coders × members, 0 or 1), and compare them."""
    flat = given.reshape(-1, given.shape[2])
    numbers, size = np.zeros(len(flat), dtype=np.intp), 1
    for column in flat.T:
        found, numbers = distinct(numbers * 2 + column, 2 * size)
        size = len(found)
    kinds = np.zeros((size, flat.shape[1]), dtype=np.intp)
    kinds[numbers] = flat
    sets = [frozenset(np.flatnonzero(kind).tolist()) for kind in kinds]
    table = distances(sets, "set")
    codes = numbers.reshape(given.shape[:2]).astype(np.intp)
    return np.where(read, codes, MISSING), Scale("set", table=table)


def article_answers(material: Material, coded: Coded, answers: Variable) -> Ints:
    """Return each coder's answer for each article, by number.

    Of a coder's several annotations with the code, the first one made that has an answer counts.
    """
    codes = np.full(material.read.shape, MISSING, dtype=np.intp)
    newest_first = coded.by_age[::-1]
    given = newest_first[answers.numbers[newest_first] != MISSING]
    codes[coded.article[given], coded.coder[given]] = answers.numbers[given]
    return codes
