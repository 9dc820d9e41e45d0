"""The annotations of one code, by number, with what all of them say and where they stand."""

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.material import Group, Material, Members
from annotator.domain.annotation import Annotation
from annotator.domain.record import Values


class Coded:
    """Annotations of one code in order: of which article and coder (by place) each one is.

    Answers that many annotations have in common are looked at once.
    """

    def __init__(
        self,
        annotations: Sequence[Annotation],
        article: Ints | Sequence[int],
        coder: Ints | Sequence[int],
    ) -> None:
        self._annotations = annotations
        self.article = np.array(article, dtype=np.intp)
        self.coder = np.array(coder, dtype=np.intp)
        # The annotations are kept, so that an address stays that of one object.
        given: list[Values] = [one.values for one in annotations]
        same = np.array(list(map(id, given)), dtype=np.uint64)
        _, first, kinds = np.unique(same, return_index=True, return_inverse=True)
        order = np.argsort(first)
        rank = np.empty(len(order), dtype=np.intp)
        rank[order] = np.arange(len(order))
        self.answers: list[Values] = [given[at] for at in first[order].tolist()]
        """The answers that there are, in the order in which they first occur."""
        self._kinds = rank[kinds]

    def each(self, of_answers: Ints) -> Ints:
        """Return for each annotation what is given for each of the `answers`."""
        return of_answers[self._kinds]

    @cached_property
    def by_age(self) -> Ints:
        """The annotations by number, oldest first."""
        keys = self.age
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)

    @cached_property
    def age(self) -> list[tuple[str, str]]:
        """What orders the annotations by when they were made."""
        return [(one.created, one.id) for one in self._annotations]

    def place(self, number: int) -> tuple[int, int]:
        """Return from where to where an annotation reaches (code points); (0, 0) for no place."""
        one = self._annotations[number]
        return one.start or 0, one.end or 0

    @cached_property
    def fragments(self) -> Ints:
        """The number of its annotation, start and end of each fragment, in order."""
        return np.array(
            [
                (number, fragment.start, fragment.end)
                for number, one in enumerate(self._annotations)
                for fragment in one.fragments
            ],
            dtype=np.intp,
        ).reshape(-1, 3)

    def of(self, article: int, coder: int) -> list[Annotation]:
        """Return what a coder has in an article, oldest first."""
        start, end = np.searchsorted(self.article, [article, article + 1]).tolist()
        return [self._annotations[at] for at in range(start, end) if self.coder[at] == coder]

    def grouped(self, groups: Sequence[Group], members: Members) -> Ints:
        """Return each member's annotation (column) in each group (row) by number, or −1."""
        if not groups:
            return np.zeros((0, len(members)), dtype=np.intp)
        of = {one.id: number for number, one in enumerate(self._annotations)}
        rows = [[of.get(group.ids.get(m, ""), -1) for m in members] for group in groups]
        return np.array(rows, dtype=np.intp).reshape(len(groups), len(members))


NOBODYS = Coded((), (), ())


def by_code(material: Material) -> dict[str, Coded]:
    """Return the annotations of each code that occurs."""
    layers = [layer for own in material.own for layer in own]
    every = list(chain.from_iterable(layers))
    of_layer = np.repeat(np.arange(len(layers)), [len(layer) for layer in layers])
    article, coder = np.divmod(of_layer, len(material.ids))
    codes = [one.code for one in every]
    number = {code: place for place, code in enumerate(dict.fromkeys(codes))}
    numbers = np.array([number[code] for code in codes], dtype=np.intp)
    found: dict[str, Coded] = {}
    for code, place in number.items():
        own = np.flatnonzero(numbers == place)
        annotations = [every[at] for at in own.tolist()]
        found[code] = Coded(annotations, article[own], coder[own])
    return found
