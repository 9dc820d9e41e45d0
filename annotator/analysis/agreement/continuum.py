"""What coders marked, laid on a line: the articles' continua end to end.

Places on the line are in code points. Labels are numbers from 1; `GAP` is where a coder marked
nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import (
    Counts,
    Draws,
    Floats,
    Ints,
    Records,
    binned,
    joined,
    summed,
    tally,
)

GAP = 0
Marked = tuple[int, int, int]
"""A label's number, and from where to where on the line (half open)."""


class Units(msgspec.Struct, frozen=True):
    """One coder's units on the line: parallel arrays, in order and disjoint."""

    labels: Ints
    starts: Ints
    ends: Ints

    @property
    def lengths(self) -> Floats:
        """How long each unit is."""
        return (self.ends - self.starts).astype(np.float64)

    def at(self, places: Ints) -> Ints:
        """Return which unit holds each place, −1 for gaps."""
        if not len(self.starts):
            return np.full(len(places), -1, dtype=np.intp)
        found = np.searchsorted(self.starts, places, side="right") - 1
        return np.where((found >= 0) & (places < self.ends[found]), found, -1)

    def label(self, units: Ints) -> Ints:
        """Return the labels of units by their place, `GAP` for −1."""
        return np.append(self.labels, GAP)[units]


class Line(msgspec.Struct, frozen=True):
    """The continua of articles, end to end: article i reaches from `bounds[i]` to `bounds[i + 1]`.

    `read` (articles × coders) says who has read what.
    """

    bounds: Ints
    read: np.ndarray[tuple[int, int], np.dtype[np.bool_]]

    @property
    def articles(self) -> int:
        """How many articles are on the line."""
        return len(self.bounds) - 1

    def article_at(self, places: Ints) -> Ints:
        """Return which article each place is in."""
        return np.searchsorted(self.bounds, places, side="right") - 1


class Shared(msgspec.Struct, frozen=True):
    """What two coders (by number) marked where both have read.

    `pieces` are the stretches between any two boundaries, with the labels of both and the length
    as weight; `mutual` are the units of either, with label, label, and the squared length of what
    the other one marked in them.
    """

    coders: tuple[int, int]
    pieces: Records
    mutual: Records


class UnitSums(msgspec.Struct, frozen=True):
    """The sums from which the unitized alphas follow, article by article.

    `counts` has the coincident lengths; `squares` and `mutual` (articles × labels) the squared
    lengths of units, and of what others marked in them.
    """

    counts: Counts
    squares: Floats
    mutual: Floats

    def totals(self, draws: Draws | None = None) -> tuple[Floats, Floats, Floats]:
        """Return the three sums over articles, with one row per resample."""
        squares = self.squares.shape[1]
        if draws is None or self.counts.table is None:
            both = summed(np.hstack([self.squares, self.mutual]), draws)
            return self.counts.totals(draws), both[:, :squares], both[:, squares:]
        pairs = self.counts.table.shape[1]
        found = summed(np.hstack([self.counts.table, self.squares, self.mutual]), draws)
        counts, squared, mutual = np.split(found, [pairs, pairs + squares], axis=1)
        return self.counts.completed(counts), squared, mutual

    def drawn(self, draws: Draws) -> Iterator[tuple[Floats, Floats, Floats]]:
        """Yield the totals of the resamples, part by part; the counts keep theirs."""
        kept: list[Floats] = []
        for some in self.counts.parts(draws):
            totals = self.totals(some)
            if self.counts.are_kept(draws):
                kept.append(totals[0])
            yield totals
        if kept:
            self.counts.keep(draws, kept)


def marks_table(marks: Iterable[Marked]) -> Ints:
    """Return marks as rows of an array."""
    return rows_of_three(marks)


def rows_of_three(rows: Iterable[tuple[int, int, int]]) -> Ints:
    """Return rows of numbers as an array; other threads get their turn while it is filled."""
    return np.fromiter((number for row in rows for number in row), dtype=np.intp).reshape(-1, 3)


def laid(marks: Ints) -> Units:
    """Return one coder's marks (label, start, end) as units that do not overlap; empty ones go.

    Overlapping ones with the same label become one; of overlapping ones with different labels the
    one that starts first keeps what both have (the longer one if they start together). Touching
    ones stay apart.
    """
    marks = marks[marks[:, 1] < marks[:, 2]]
    given = marks[np.lexsort((marks[:, 0], -marks[:, 2], marks[:, 1]))]
    free = alone(given)
    if not free.all():
        given = np.concatenate([given[free], _apart(given[~free])])
        given = given[np.argsort(given[:, 1], kind="stable")]
    return Units(given[:, 0], given[:, 1], given[:, 2])


def alone(marks: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell of each mark (in order of their starts) whether it overlaps no other one."""
    reach = np.maximum.accumulate(marks[:, 2])
    apart = np.ones(len(marks) + 1, dtype=np.bool_)
    apart[1:-1] = marks[1:, 1] >= reach[:-1]
    return apart[:-1] & apart[1:]


def _apart(given: Ints) -> Ints:
    found: list[list[int]] = []
    for label, start, end in given.tolist():
        begin = start
        if found and start < found[-1][2]:
            if label == found[-1][0]:
                found[-1][2] = max(found[-1][2], end)
                continue
            begin = found[-1][2]
        if begin < end:
            found.append([label, begin, end])
    return np.array(found, dtype=np.intp)


def share(line: Line, tracks: Sequence[Units], one: int, other: int) -> Shared:
    """Return what two coders marked where both have read."""
    first, second = tracks[one], tracks[other]
    edges = (line.bounds, first.starts, first.ends, second.starts, second.ends)
    # Each of the arrays is sorted, which a stable sort makes use of.
    places = np.sort(np.concatenate(edges), kind="stable")
    kept = np.diff(places) > 0
    starts, lengths = places[:-1][kept], np.diff(places)[kept].astype(np.float64)
    article = line.article_at(starts)
    kept = line.read[article, one] & line.read[article, other]
    starts, lengths, article = starts[kept], lengths[kept], article[kept]
    at_first, at_second = first.at(starts), second.at(starts)
    pieces = Records(article, first.label(at_first), second.label(at_second), lengths)
    both = (at_first >= 0) & (at_second >= 0)
    mutual = joined(
        [
            _squares(line, units, binned(at[both], lengths[both], len(units.labels)))
            for units, at in ((first, at_first), (second, at_second))
        ]
    )
    return Shared((one, other), pieces, mutual)


def unit_sums(
    line: Line, tracks: Sequence[Units], shared: Sequence[Shared], labels: int
) -> UnitSums:
    """Return the sums for the coders who are in the pairs; `labels` counts the gap, too."""
    coders = sorted({coder for pair in shared for coder in pair.coders})
    readers = line.read[:, coders].sum(axis=1)
    weight = np.where(readers > 1, 1 / np.maximum(1, readers - 1), 0.0)
    pieces = joined([weighted(pair.pieces, weight) for pair in shared])
    counts = tally(pieces, line.articles, labels, both_ways=True)
    mutual = joined([weighted(pair.mutual, weight) for pair in shared])
    squares = joined(
        [
            _where(
                _squares(line, tracks[one], tracks[one].lengths),
                line.read[:, one] & (readers > 1),
            )
            for one in coders
        ]
    )
    return UnitSums(
        counts, _by_label(squares, line.articles, labels), _by_label(mutual, line.articles, labels)
    )


def weighted(records: Records, weight: Floats) -> Records:
    """Return records with their weights multiplied by their articles' ones."""
    return Records(
        records.article, records.rows, records.cols, records.weights * weight[records.article]
    )


def _where(records: Records, articles: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Records:
    return weighted(records, articles.astype(np.float64))


def _squares(line: Line, units: Units, lengths: Floats) -> Records:
    return Records(line.article_at(units.starts), units.labels, units.labels, lengths**2)


def _by_label(records: Records, articles: int, labels: int) -> Floats:
    cells = records.article * labels + records.rows
    return binned(cells, records.weights, articles * labels).reshape(articles, labels)
