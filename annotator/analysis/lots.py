"""Drawing from millions by lots: each article has a number by chance, and the lowest are drawn.

A lot hangs on the article and the seed alone, so that the same are drawn in whatever order and on
however many machines they are met. All works on columns, a few bytes for each article.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]
_NEARLY = 1e-9
"""How far below 1 a chance may be that is 1 but for rounding."""


def met_before(lots: Numbers) -> Truths:
    """Tell of each lot whether an earlier one is the same: the same article is there again."""
    found = np.zeros(len(lots), np.bool_)
    order = np.argsort(lots, kind="stable")
    ordered = lots[order]
    found[order[1:][ordered[1:] == ordered[:-1]]] = True
    return found


def lowest(strata: Numbers, lots: Numbers, wanted: Mapping[int, int]) -> Numbers:
    """Return the places of those with the lowest lots of each stratum, as many as are wanted.

    All of a stratum have the same chance to be among them: wanted by how many there are (simple
    random sampling within strata). The places come ascending.
    """
    if not len(lots):
        return np.empty(0, np.int64)
    order = np.lexsort((lots, strata))
    ordered = strata[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    ends = [*starts[1:].tolist(), len(order)]
    taken: list[Numbers] = [
        order[start : min(end, start + wanted.get(int(ordered[start]), 0))]
        for start, end in zip(starts.tolist(), ends, strict=True)
    ]
    return np.sort(np.concatenate(taken))


def at_even_steps(chances: Sequence[float] | NDArray[np.float64], start: float) -> Numbers:
    """Return the places that are drawn of a row with these chances, from a start within [0, 1).

    The chances are laid end to end, and what lies at the start and at each whole step from it is
    drawn (Madow 1949): each with its chance, as many as these add up to.
    """
    row = np.asarray(chances, np.float64)
    sure = row >= 1 - _NEARLY
    open_ones = np.flatnonzero(~sure & (row > 0))
    ends = np.cumsum(row[open_ones])
    count = round(float(ends[-1])) if len(ends) else 0
    if not count:
        return np.flatnonzero(sure)
    ends *= count / ends[-1]  # what rounding has left
    steps = np.arange(count, dtype=np.float64) + start
    steps = np.minimum(steps, np.nextafter(float(count), 0))
    taken = open_ones[np.searchsorted(ends, steps, side="right")]
    return np.sort(np.concatenate((np.flatnonzero(sure), taken)))
