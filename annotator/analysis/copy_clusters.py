"""Which articles print the same text: clusters of near copies, kept in step text by text.

Each cluster has a leader, and every member is a near copy of the leader itself: a chain of texts
of which each is like the next joins nothing that is unlike. Leaders are the first by their ids of
what no earlier one leads, so that clusters depend on the texts alone: not on their order, nor on
what came or went before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from annotator.analysis.near_copies import Print, sharing_a_band

COPIES = 0.7
"""The share of word sequences in common from which two articles print the same text."""
_FEW = 32
"""Up to how many texts are looked at one by one; for more, all are put into clusters anew."""
_Prints = NDArray[np.uint32]
_Places = NDArray[np.intp]


class CopyClusters:
    """The clusters of texts whose prints are known, by ids; what is like no other is in none."""

    def __init__(self) -> None:
        self._known: dict[str, Print] = {}
        self._ids: list[str] = []
        self._prints: _Prints = np.empty((0, 0), np.uint32)
        self.members: dict[str, tuple[str, ...]] = {}
        """The ids in each cluster by its leader's, which is the first of them: two or more."""
        self.leaders: dict[str, str] = {}
        """The leader of each text that is in a cluster."""

    def __len__(self) -> int:
        return len(self._known)

    def update(self, put: Mapping[str, Print], gone: Iterable[str] = ()) -> None:
        """Take texts, some perhaps instead of those with their ids before, and let others go."""
        gone = [one for one in gone if one in self._known and one not in put]
        left = [one for one in put if one in self._known]
        if len(put) + len(gone) > _FEW:
            self._put(put, gone)
            self._lead_all()
            return
        concerned = self._alike_with([*gone, *left])
        self._put(put, gone)
        concerned = (concerned | self._alike_with(put)).difference(gone)
        self._lead(sorted(concerned))
        for one in gone:
            self.leaders.pop(one, None)
            self.members.pop(one, None)

    def _put(self, put: Mapping[str, Print], gone: Iterable[str]) -> None:
        for one in gone:
            del self._known[one]
        self._known |= put
        self._ids = sorted(self._known)
        if self._ids:
            self._prints = np.stack([self._known[one] for one in self._ids])

    def _alike_with(self, ids: Collection[str]) -> set[str]:
        """Return these texts, and what is like them, be it by way of others between."""
        found, waiting = set(ids), list(ids)
        while waiting:
            close = _close(self._prints, self._known[waiting.pop()])
            more = {self._ids[n] for n in np.flatnonzero(close).tolist()} - found
            found |= more
            waiting += more
        return found

    def _lead(self, ids: Sequence[str]) -> None:
        """Find the clusters of some texts, in the order of their ids, that are like no others."""
        for one in ids:
            self.leaders.pop(one, None)
            self.members.pop(one, None)
        left: list[str] = list(ids)
        while len(left) > 1:
            leader, others = left[0], left[1:]
            prints = np.stack([self._known[one] for one in others])
            close = _close(prints, self._known[leader])
            taken = [one for one, is_close in zip(others, close.tolist(), strict=True) if is_close]
            left = [
                one for one, is_close in zip(others, close.tolist(), strict=True) if not is_close
            ]
            self._keep(leader, taken)

    def _keep(self, leader: str, others: Sequence[str]) -> None:
        if others:
            self.members[leader] = (leader, *others)
            self.leaders.update(dict.fromkeys(self.members[leader], leader))

    def _lead_all(self) -> None:
        """Find all clusters anew."""
        self.members, self.leaders = {}, {}
        if len(self._ids) < 2:
            return
        taken = np.zeros(len(self._ids), np.bool_)
        for place, mates in _mates(self._prints, taken):
            close: list[int] = mates[_close(self._prints[mates], self._prints[place])].tolist()
            taken[close] = True
            self._keep(self._ids[place], [self._ids[n] for n in close])


def _close(prints: _Prints, one: Print) -> NDArray[np.bool_]:
    """Tell which of some texts are near copies of one."""
    least = ceil(COPIES * len(one))
    return (prints == one).sum(axis=1) >= least


def _mates(prints: _Prints, taken: NDArray[np.bool_]) -> Iterator[tuple[int, _Places]]:
    """Yield each text (place) that is not taken, with later ones that may be copies of it."""
    groups: list[_Places] = list(sharing_a_band(prints))
    if not groups:
        return
    rows = np.concatenate(groups)
    numbers = np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    order = np.argsort(rows, kind="stable")
    rows, numbers = rows[order], numbers[order]
    ends = np.append(np.flatnonzero(np.diff(rows)) + 1, len(rows))
    start = 0
    for end in ends.tolist():
        place = int(rows[start])
        if not taken[place]:
            sharing = np.zeros(len(taken), np.bool_)
            for n in numbers[start:end].tolist():
                sharing[groups[n]] = True
            sharing[: place + 1] = False
            later: _Places = np.flatnonzero(sharing & ~taken)
            if len(later):
                yield place, later
        start = end
