"""Which spans of two coders meet where nothing competes, found for all articles at once."""

from typing import NamedTuple

import numpy as np

from annotator.analysis.agreement.arrays import Floats, Ints
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.material import Members


class Meeting(NamedTuple):
    """Spans with one code (by number) of two coders that overlap each other, and no other ones.

    `shared` and `either` are the code points that both cover, and that one at least does. The
    articles (by place) that are `tangled` are left out: there, spans are split, overlap several of
    the other coder's, or are none at all.
    """

    ours: Ints
    theirs: Ints
    shared: Ints
    either: Ints
    tangled: Ints

    @property
    def overlap(self) -> Floats:
        """The share that both cover of what either covers."""
        return self.shared / self.either


class _Side(NamedTuple):
    """One coder's spans: their numbers, and where they are, article after article."""

    numbers: Ints
    starts: Ints
    ends: Ints

    def met_by(self, other: "_Side") -> Ints:
        """Return how many of these spans each one of another side overlaps."""
        begun = np.searchsorted(np.sort(self.starts), other.ends, side="left")
        return begun - np.searchsorted(np.sort(self.ends), other.starts, side="right")


def meeting(coded: Coded, pair: Members) -> Meeting:
    """Return where two coders' spans with a code meet one to one."""
    of_pair = np.isin(coded.coder, pair)
    pieces = np.bincount(coded.fragments[:, 0], minlength=len(coded.coder))
    one, other = (_side(coded, pieces, coder) for coder in pair)
    met, met_by = other.met_by(one), one.met_by(other)
    ours, starts, ends = (column[met == 1] for column in one)
    order = np.argsort(other.starts, kind="stable")
    # The last one that starts before the end: nearly always the one that is met.
    last = order[np.searchsorted(other.starts[order], ends, side="left") - 1]
    shared = np.minimum(ends, other.ends[last]) - np.maximum(starts, other.starts[last])
    either = ends - starts + other.ends[last] - other.starts[last] - shared
    several = [ours[shared <= 0], one.numbers[met > 1], other.numbers[met_by > 1]]
    several.append(np.flatnonzero(of_pair & (pieces != 1)))
    tangled = np.unique(coded.article[np.concatenate(several)])
    free = ~np.isin(coded.article[ours], tangled)
    theirs = other.numbers[last]
    return Meeting(ours[free], theirs[free], shared[free], either[free], tangled)


def _side(coded: Coded, pieces: Ints, coder: int) -> _Side:
    number, start, end = coded.fragments.T
    chosen = (pieces[number] == 1) & (coded.coder[number] == coder)
    number = number[chosen]
    before = coded.article[number] * (coded.fragments[:, 2].max(initial=0) + 1)
    return _Side(number, before + start[chosen], before + end[chosen])


def alike(coded: Coded, pair: Members, articles: int) -> Ints:
    """Return how many spans of two coders are the same in each article, split ones left out."""
    pieces = np.bincount(coded.fragments[:, 0], minlength=len(coded.coder))
    one, other = (_side(coded, pieces, coder) for coder in pair)
    spans = np.concatenate([np.column_stack(side[1:]) for side in (one, other)])
    _, first, kinds = np.unique(spans, axis=0, return_index=True, return_inverse=True)
    kinds = kinds.reshape(-1)
    ours = np.bincount(kinds[: len(one.numbers)], minlength=len(first))
    theirs = np.bincount(kinds[len(one.numbers) :], minlength=len(first))
    article = coded.article[np.concatenate([one.numbers, other.numbers])[first]]
    found = np.zeros(articles, dtype=np.intp)
    np.add.at(found, article, np.minimum(ours, theirs))
    return found
