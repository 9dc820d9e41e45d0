"""Annotations of the same thing, as arrays: of a pair of coders, or of more."""

from typing import NamedTuple

import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.material import Group, Material, Members
from annotator.analysis.agreement.meeting import meeting
from annotator.analysis.agreement.values import MISSING
from annotator.analysis.agreement.variables import Variable
from annotator.analysis.comparing.pairing import pair_spans


class Grouped(NamedTuple):
    """The article of each group (row), and each member's annotation (column) by number, or −1."""

    article: Ints
    numbers: Ints

    def answers(self, given: Variable) -> Ints:
        """Return the members' answers by number, or `MISSING`."""
        return np.append(given.numbers, MISSING)[self.numbers]


def grouped(material: Material, code: str, coded: Coded, members: Members) -> Grouped:
    """Return the annotations of one code that members made of the same thing.

    Of a pair of coders they are those that `pair_spans` finds, of more what grows from such pairs.
    """
    if len(members) > 2:
        groups = material.groups(members, code)
        article = np.array([group.article for group in groups], dtype=np.intp)
        return Grouped(article, coded.grouped(groups, members))
    met = meeting(coded, members)
    paired = met.overlap >= material.threshold
    plain = np.column_stack([met.ours[paired], met.theirs[paired]])
    tangled = [
        group
        for article in met.tangled.tolist()
        for group in _looked_at(material, code, coded, article, members)
    ]
    numbers = np.concatenate([plain, coded.grouped(tangled, members)])
    article = coded.article[numbers[:, 0]]
    order = np.argsort(article, kind="stable")
    return Grouped(article[order], numbers[order])


def _looked_at(
    material: Material, code: str, coded: Coded, article: int, members: Members
) -> list[Group]:
    material.tick()
    one, other = members[0], members[1]
    pairs = pair_spans(coded.of(article, one), coded.of(article, other), material.threshold)
    return [Group(article, code, {one: pair.a.id, other: pair.b.id}) for pair in pairs]
