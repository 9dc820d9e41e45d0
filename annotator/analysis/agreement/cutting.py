"""Cutting one coder's units of several codes where they overlap: sets of codes are the labels."""

from collections.abc import Iterator, Sequence

import numpy as np

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.continuum import Marked, Units, alone, rows_of_three

_Numbers = dict[tuple[int, ...], int]


def cut_up(units: Sequence[Units], numbers: _Numbers) -> Ints:
    """Return the stretches with the same set of codes (by number), as marks in order.

    `units` has those of each code. The label of a stretch is its set's number from 1 on; sets that
    have none in `numbers` get the next ones.
    """
    marks = np.concatenate(
        [
            np.zeros((0, 3), dtype=np.intp),
            *(
                np.column_stack([np.full(len(one.starts), code), one.starts, one.ends])
                for code, one in enumerate(units)
            ),
        ]
    )
    marks = marks[np.lexsort((marks[:, 2], marks[:, 1]))]
    free = alone(marks)
    sets: _Numbers = {(code,): code for code in range(len(units))}
    cut = rows_of_three(_stretches(marks[~free].tolist(), sets))
    stretches = np.concatenate([marks[free], cut])
    stretches = stretches[np.argsort(stretches[:, 1], kind="stable")]
    return _numbered(stretches, list(sets), numbers)


def _numbered(stretches: Ints, sets: Sequence[tuple[int, ...]], numbers: _Numbers) -> Ints:
    """Label stretches as `numbers` has it; new sets are numbered as they occur."""
    there, first = np.unique(stretches[:, 0], return_index=True)
    labels = np.zeros(len(sets), dtype=np.intp)
    occurring: list[int] = there[np.argsort(first)].tolist()
    for one in occurring:
        labels[one] = numbers.setdefault(sets[one], len(numbers) + 1)
    return np.column_stack([labels[stretches[:, 0]], stretches[:, 1:]])


def _stretches(marks: Sequence[Marked], sets: _Numbers) -> Iterator[Marked]:
    # Ends come before starts at the same place: a code's units may touch, but not overlap.
    edges = [(start, 1, code) for code, start, _ in marks]
    edges += [(end, 0, code) for code, _, end in marks]
    here: set[int] = set()
    before = 0
    for place, begins, code in sorted(edges):
        if here and before < place:
            yield sets.setdefault(tuple(sorted(here)), len(sets)), before, place
        before = place
        if begins:
            here.add(code)
        else:
            here.remove(code)
