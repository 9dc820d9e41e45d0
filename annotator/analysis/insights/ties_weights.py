"""What ties weigh, from counted statements: the formulas of `annotator.analysis.networks`.

Only ties among the nodes that are kept are made; activity is that of all statements.
"""

from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotator.analysis.insights.counting import distinct
from annotator.analysis.insights.facts import Integers, Reals, Truths
from annotator.analysis.insights.ties_counted import Cells, Statements, heaviest, summed
from annotator.analysis.networks import (
    NOTHING,
    Normalisation,
    Polarity,
    Weighing,
    divisor,
    nearness,
    signed,
)

_AT_ONCE = 200_000  # multiplications


class WeighedTie(msgspec.Struct, frozen=True, gc=False):
    """Two nodes (places), the weight, how many of the counted statements make it, and labels."""

    source: int
    target: int
    weight: float
    count: int
    labels: tuple[int, ...]


class WeighedTies(msgspec.Struct, frozen=True, kw_only=True):
    """The ties among the heaviest nodes (places of sources and targets, the heaviest first).

    `more_sources` and `more_targets` count the nodes that are left out, `cancelled` the pairs that
    have something in common and whose weight is zero.
    """

    ties: tuple[WeighedTie, ...]
    sources: Integers
    targets: Integers
    more_sources: int
    more_targets: int
    cancelled: int


# Two modes


def two_mode_ties(found: Statements, how: Weighing, most: int) -> WeighedTies:
    """Return who is on what, for at most so many sources and targets."""
    cells = Cells(found)
    signs = np.array([signed(one, how.polarity) for one in found.levels])
    heights = len(found.source_nodes), len(found.target_nodes)
    says = summed(cells.i, cells.x, heights[0])
    said_of = summed(cells.j, cells.x, heights[1])
    size = cells.x * np.abs(signs[cells.k])
    sources = heaviest(summed(cells.i, size, heights[0]), says, most)
    targets = heaviest(summed(cells.j, size, heights[1]), said_of, most)
    kept = np.flatnonzero(np.isin(cells.i, sources) & np.isin(cells.j, targets))
    # Cells are in the order of their sources and targets: those of one pair follow one another.
    pair = cells.i[kept] * cells.width + cells.j[kept]
    bounds = np.flatnonzero(np.diff(pair, prepend=-1))
    ties: list[WeighedTie] = []
    cancelled = 0
    for of_pair in np.split(kept, bounds[1:]) if len(kept) else []:
        source, target = int(cells.i[of_pair[0]]), int(cells.j[of_pair[0]])
        parts = cells.x[of_pair] * signs[cells.k[of_pair]]
        used = of_pair if how.polarity is Polarity.SUBTRACT else of_pair[parts != 0]
        weight, both = float(parts.sum()), int(cells.x[of_pair].sum())
        if abs(weight) > NOTHING:
            by = divisor(int(says[source]), int(said_of[target]), both, how.normalisation)
            count = int(cells.x[used].sum())
            ties.append(WeighedTie(source, target, weight / by, count, cells.behind(used)))
        else:
            cancelled += bool(len(used))
    return WeighedTies(
        ties=tuple(ties),
        sources=sources,
        targets=targets,
        more_sources=int((says > 0).sum()) - len(sources),
        more_targets=int((said_of > 0).sum()) - len(targets),
        cancelled=cancelled,
    )


# One mode


def one_mode_ties(found: Statements, how: Weighing, most: int) -> WeighedTies:
    """Return who shares what with whom, for at most so many sources, the lower place first."""
    cells = Cells(found)
    near = np.array([[nearness(a, b, how) for b in found.levels] for a in found.levels])
    activity = summed(cells.i, cells.x, len(found.source_nodes))
    sources = heaviest(_strengths(cells, near, len(activity)), activity, most)
    shared = _Shared(cells, near, sources, how)
    ties: list[WeighedTie] = []
    cancelled = 0
    for a, b in zip(*np.nonzero(np.triu(shared.counts > 0, 1)), strict=True):
        weight = float(shared.weights[a, b])
        if abs(weight) > NOTHING * max(1.0, float(shared.meetings[a, b])):
            by = shared.divisor(int(a), int(b))
            ends = int(sources[a]), int(sources[b])
            count, labels = int(shared.counts[a, b]), shared.behind(int(a), int(b))
            ties.append(WeighedTie(min(ends), max(ends), weight / by, count, labels))
        else:
            cancelled += 1
    more = int((activity > 0).sum()) - len(sources)
    return WeighedTies(
        ties=tuple(ties),
        sources=sources,
        targets=sources,
        more_sources=more,
        more_targets=more,
        cancelled=cancelled,
    )


def _strengths(cells: Cells, near: Reals, count: int) -> Reals:
    """Return what all ties of each source weigh together, whatever their signs."""
    size = np.abs(near)
    shape = cells.width, len(size)
    of_target = summed(cells.j * shape[1] + cells.k, cells.x, shape[0] * shape[1])
    met = _through(of_target.reshape(shape), size)[cells.j, cells.k]
    _, at = np.unique(cells.i * cells.width + cells.j, return_inverse=True)
    own = summed(at * shape[1] + cells.k, cells.x, (int(at.max(initial=-1)) + 1) * shape[1])
    with_itself = _through(own.reshape(-1, shape[1]), size)[at, cells.k]
    return summed(cells.i, cells.x * (met - with_itself), count)


def _product(one: Reals, other: Reals) -> Reals:
    """Return the sums of what the rows of one and of the other have in common.

    In pieces that numpy takes in this thread: threads of its own wait for one another, for long
    where the machine has other things to do.
    """
    step = max(16, _AT_ONCE // max(1, len(one) * len(other)))
    found = np.zeros((len(one), len(other)))
    for first in range(0, one.shape[1], step):
        found += one[:, first : first + step] @ other[:, first : first + step].T
    return found


def _through(counts: Reals, kernel: Reals) -> Reals:
    """Return counts by value as what other values make of them."""
    return np.asarray(np.einsum("...k,kl->...l", counts, kernel), np.float64)


class _Shared:
    """What the kept sources share, as matrices from source to source.

    Only targets that more than one of them is on have columns; totals are those of all targets.
    """

    def __init__(self, cells: Cells, near: Reals, sources: Integers, how: Weighing) -> None:
        place = np.full(int(cells.i.max(initial=-1)) + 1, -1)
        place[sources] = np.arange(len(sources))
        kept = place[cells.i] >= 0
        self._totals = summed(cells.i, cells.x, len(place))[sources]
        self._squares = summed(cells.i, cells.x**2, len(place))[sources]
        kept &= _is_shared(cells, kept)
        targets, j = np.unique(cells.j[kept], return_inverse=True)
        shape = len(sources), len(targets), len(near)
        x = np.zeros(shape)
        x[place[cells.i[kept]], j, cells.k[kept]] = cells.x[kept]
        flat = x.reshape(len(sources), shape[1] * shape[2])
        self.weights = _product(_through(x, near).reshape(flat.shape), flat)
        self.meetings = _product(x.sum(axis=2), x.sum(axis=2))
        counts_for = (near != 0) | (how.polarity is Polarity.SUBTRACT)
        self._reached: Truths = (_through(x, counts_for.astype(np.float64)) > 0).reshape(flat.shape)
        half = _product(flat, self._reached.astype(np.float64))
        self.counts = half + half.T
        self._flat, self._normalisation = flat, how.normalisation
        self._take_labels(cells, kept, place, j * shape[2] + cells.k[kept])

    def _take_labels(
        self, cells: Cells, kept: Truths, place: NDArray[np.int64], columns: Integers
    ) -> None:
        labels, cell = cells.lines(kept)
        column_of = np.zeros(len(kept), np.int64)
        column_of[kept] = columns
        self._places, label = np.unique(labels, return_inverse=True)
        owner = place[cells.i[cell]]
        order = np.argsort(owner, kind="stable")
        first = np.searchsorted(owner[order], np.arange(len(self._flat) + 1))
        self._label, self._column = label[order], column_of[cell[order]]
        self._of = [slice(a, b) for a, b in pairwise(first.tolist())]

    def behind(self, one: int, other: int) -> tuple[int, ...]:
        """Return the places of the labels that make the weight of two."""
        found = np.zeros(len(self._places), np.bool_)
        for mine, theirs in ((one, other), (other, one)):
            of = self._of[mine]
            found[self._label[of][self._reached[theirs][self._column[of]]]] = True
        return tuple(self._places[found].tolist())

    def divisor(self, one: int, other: int) -> float:
        """Return by what the weight of two is divided."""
        a, b = self._flat[one], self._flat[other]
        match self._normalisation:
            case Normalisation.AVERAGE:
                return float(self._totals[[one, other]].sum()) / 2
            case Normalisation.COSINE:
                return float(np.sqrt(self._squares[one]) * np.sqrt(self._squares[other]))
            case Normalisation.JACCARD:
                alone = self._totals[one] - a[b > 0].sum() + self._totals[other] - b[a > 0].sum()
                return float(a @ b + alone)
            case _:
                return 1.0


def _is_shared(cells: Cells, kept: Truths) -> Truths:
    """Tell of each cell whether more than one of the kept sources is on its target."""
    pairs = distinct(cells.i[kept] * cells.width + cells.j[kept])
    return np.bincount(pairs % cells.width, minlength=cells.width)[cells.j] > 1
