r"""How good proposed quotes are, measured on what a coder marked.

Stretches are compared as the words in them (`\w+`): marks, stops and blanks never matter. *Exact*
is the same words; *overlap* is a match of one to one that shares half of the words that either
has (IoU ≥ .5). The speaker is right where the two sources share a word. A proposal that lies in
excluded text is neither right nor wrong. These are the measures of Newell, Margolin and Ruths'
PolNeAR (LREC 2018) for the content of attributions, but for the matching, which is one to one.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from annotator.analysis.suggest.chances import Floats
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.analysis.suggest.tally import QuoteCounts, Tally, tally


class Shares(NamedTuple):
    """Which share of the proposals is right, and of the coder's quotes found, from 0 to 1.

    None where there is nothing to divide by.
    """

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class OfType(NamedTuple):
    """The figures of one type of quote, or of all together."""

    counts: QuoteCounts
    exact: Shares
    overlap: Shares
    speaker: float | None
    cue: float | None


class Evaluation(NamedTuple):
    """How good proposals are on some articles: `tallies` has the counts of each, in order."""

    tallies: tuple[Tally, ...]
    all: OfType
    by_type: dict[QuoteType, OfType]
    neither: int

    @property
    def exact(self) -> Shares:
        """Word for word the coder's."""
        return self.all.exact

    @property
    def overlap(self) -> Shares:
        """Sharing half of the words."""
        return self.all.overlap

    @property
    def speaker(self) -> float | None:
        """Of the quotes found that have a source, the share whose speaker is right."""
        return self.all.speaker


def shares(*, right: int, found: int, met: int, wanted: int) -> Shares:
    """Return the shares of so many right ones of those found, and met ones of those wanted."""
    return Shares(_share(right, found), _share(met, wanted))


def evaluate(pairs: Iterable[tuple[Document, Sequence[Quote]]]) -> Evaluation:
    """Measure proposals on documents, each with what is proposed for it."""
    return evaluation(tally(document, quotes) for document, quotes in pairs)


def evaluation(tallies: Iterable[Tally]) -> Evaluation:
    """Return the figures of articles that are counted already."""
    each = tuple(tallies)
    whole = Tally.total(each)
    by_type = {kind: _figures(whole.of(kind)) for kind in QuoteType}
    return Evaluation(each, _figures(whole.all), by_type, whole.neither)


def _figures(counts: QuoteCounts) -> OfType:
    return OfType(
        counts,
        shares(
            right=counts.right_exactly,
            found=counts.found,
            met=counts.met_exactly,
            wanted=counts.wanted,
        ),
        shares(right=counts.right, found=counts.found, met=counts.met, wanted=counts.wanted),
        _share(counts.speakers_right, counts.speakers),
        _share(counts.cues_right, counts.cues),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


class Difference(NamedTuple):
    """By how much the first is better than the second, and how sure that is.

    `gain` is the difference of usefulness (see `usefulness`); `surely` the share of draws in which
    the first is better, counting half of those in which both are equal.
    """

    gain: float
    surely: float


def usefulness(counts: QuoteCounts) -> float:
    """Return one figure by which proposals are compared: the mean of exact and overlap F1."""
    both = counts.found + counts.wanted
    if not both:
        return 1.0
    exact = counts.right_exactly + counts.met_exactly
    return (exact + counts.right + counts.met) / (2 * both)


def difference(
    first: Sequence[Tally], second: Sequence[Tally], *, draws: int = 2000, seed: int = 0
) -> Difference:
    """Compare two proposers on the same articles, by drawing articles anew (paired bootstrap).

    Both sequences have the tallies of the same articles in the same order.
    """
    ours, theirs = _sums(first), _sums(second)
    if not len(ours):
        return Difference(0.0, 0.5)
    chance = np.random.default_rng([seed, len(ours)])
    drawn = chance.multinomial(len(ours), np.full(len(ours), 1 / len(ours)), draws)
    gains = _useful(drawn @ ours) - _useful(drawn @ theirs)
    better = float(((gains > 0) + (gains == 0) / 2).mean())
    whole = usefulness(Tally.total(first).all) - usefulness(Tally.total(second).all)
    return Difference(whole, better)


def _sums(tallies: Sequence[Tally]) -> Floats:
    rows = [
        (one.right_exactly + one.met_exactly + one.right + one.met, one.found + one.wanted)
        for one in (each.all for each in tallies)
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _useful(sums: Floats) -> Floats:
    return sums[:, 0] / np.maximum(2 * sums[:, 1], 1)
