"""Drawing a sample from the frame of an archive, with the probability of each drawn article.

Within a stratum h each of its N_h articles has the same probability, n_h / N_h: those with the
lowest lots are drawn. Of constructed weeks (Riffe, Aust & Lacy 1993) days are drawn instead, with
all their articles; by doubt articles are drawn with a probability in proportion to their weight.
So totals are estimated without bias by Σ y / π (Horvitz & Thompson 1952).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotator.analysis.lots import at_even_steps, lowest, met_before
from annotator.analysis.preferring import chances_of, lot_number, weights_of
from annotator.analysis.sampling import allotted, days_of_weeks, levelled
from annotator.domain.bounds import MOST_ENTRIES
from annotator.domain.errors import UserError
from annotator.workflow.corpus.clustering import CLUSTERS
from annotator.workflow.corpus.kept_prints import rows_of
from annotator.workflow.corpus.results import Results
from annotator.workflow.corpus.sample_wish import SampleWish

_OUTSIDE = -1
_START = "start"
_WHOLE_LOT = 2**63


class FrameCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles an archive has, and how many of them were not drawn from, and why.

    `copies` print the text of another one, `again` have the id of an earlier one, and `outside` are
    in no stratum. The rest is the sampling frame.
    """

    articles: int = 0
    copies: int = 0
    again: int = 0
    outside: int = 0

    @property
    def frame(self) -> int:
        """How many articles were drawn from."""
        return self.articles - self.copies - self.again - self.outside


class DrawnRow(msgspec.Struct, frozen=True, kw_only=True):
    """A drawn article: where it stands, its probability, and how many print its text.

    `part` is the name of its partition.
    """

    id: str
    part: str
    row: int
    probability: float
    stratum: str
    copies: int = 1


class ArchiveDraw(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn, in the archive's order; `strata` say how many of how many."""

    rows: tuple[DrawnRow, ...]
    strata: dict[str, tuple[int, int]]
    counts: FrameCounts


class _Frame:
    """The frame's columns: some 30 bytes for each article, and as much again to draw."""

    def __init__(self, folder: Path, copies: Path | None) -> None:
        self._parts = Results(folder).parts()
        self._copies = copies
        self.names: list[str] = []
        """The strata by their numbers."""
        numbers: dict[str | None, int] = {None: _OUTSIDE}
        lots: list[NDArray[np.int64]] = []
        strata: list[NDArray[np.int64]] = []
        doubts: list[NDArray[np.float64]] = []
        for own, named, unsure in rows_of(self._parts, "lot", "stratum", "doubt"):
            for name in named:
                if name not in numbers:
                    numbers[name] = len(self.names)
                    self.names.append(name)
            lots.append(np.array(own, np.int64))
            strata.append(np.array([numbers[name] for name in named], np.int64))
            doubts.append(np.array(unsure, np.float64))
        self.lots = np.concatenate([np.empty(0, np.int64), *lots])
        self.strata = np.concatenate([np.empty(0, np.int64), *strata])
        self.doubts = np.concatenate([np.empty(0), *doubts])
        self.counts, self.places = self._counted()

    def _counted(self) -> tuple[FrameCounts, NDArray[np.int64]]:
        """Return what counts, and the places of what is drawn from."""
        open_ones = np.ones(len(self.lots), np.bool_)
        for place, leads, _ in self._in_clusters():
            open_ones[place] = leads
        copies = len(open_ones) - int(open_ones.sum())
        left = np.flatnonzero(open_ones)
        again = met_before(self.lots[left])
        left = left[~again]
        inside = left[self.strata[left] != _OUTSIDE]
        counts = FrameCounts(
            articles=len(self.lots),
            copies=copies,
            again=int(again.sum()),
            outside=len(left) - len(inside),
        )
        return counts, inside

    def _in_clusters(self) -> Iterator[tuple[int, bool, int]]:
        """Yield the places of articles in clusters, whether each leads, and how many are there.

        Both files stand in the archive's order.
        """
        if self._copies is None:
            return
        found = rows_of([self._copies / CLUSTERS], "file", "row", "first", "copies")
        waiting = (row for rows in found for row in zip(*rows, strict=True))
        one = next(waiting, None)
        place = 0
        for files, rows in rows_of(self._parts, "file", "row"):
            for at in zip(files, rows, strict=True):
                if one is not None and one[:2] == at:
                    yield place, one[2], one[3]
                    one = next(waiting, None)
                place += 1

    def sizes(self) -> dict[str, int]:
        """Return how many articles each stratum has."""
        found = np.bincount(self.strata[self.places], minlength=len(self.names)).tolist()
        return {name: count for name, count in zip(self.names, found, strict=True) if count}

    def rows(self, chances: Mapping[int, float]) -> Iterator[DrawnRow]:
        """Yield the rows of drawn places."""
        copies = {place: count for place, _, count in self._in_clusters() if place in chances}
        place = 0
        for path in self._parts:
            for ids, rows in rows_of([path], "article_id", "row"):
                for ident, row in zip(ids, rows, strict=True):
                    if place in chances:
                        yield DrawnRow(
                            id=ident,
                            part=path.stem,
                            row=row,
                            probability=chances[place],
                            stratum=self.names[int(self.strata[place])],
                            copies=copies.get(place, 1),
                        )
                    place += 1


def draw(wish: SampleWish, folder: Path, copies: Path | None = None) -> ArchiveDraw:
    """Draw from the frame that lies in a folder; `copies` is the folder with the clusters.

    Raise a `UserError` where there is nothing to draw from, or strata are too many to be kept.
    """
    frame = _Frame(folder, copies)
    if not len(frame.places):
        remedy = "Look at what the articles’ metadata says."
        raise UserError("No article of the archive is in a stratum.", remedy=remedy)
    if len(frame.names) > MOST_ENTRIES and not wish.weeks:
        remedy = f"Choose one with at most {MOST_ENTRIES:,} values."
        raise UserError(f"{len(frame.names):,} strata are too many to be kept.", remedy=remedy)
    if wish.weeks:
        chances, strata = _by_weeks(wish, frame)
    elif wish.unsure:
        chances, strata = _by_doubt(wish, frame)
    else:
        chances, strata = _by_strata(wish, frame)
    rows = tuple(frame.rows(chances))
    return ArchiveDraw(rows=rows, strata=strata, counts=frame.counts)


_Chances = tuple[dict[int, float], dict[str, tuple[int, int]]]


def _by_strata(wish: SampleWish, frame: _Frame) -> _Chances:
    sizes = frame.sizes()
    shares = _shares(wish, sizes)
    numbers = {name: n for n, name in enumerate(frame.names)}
    own, lots = frame.strata[frame.places], frame.lots[frame.places]
    drawn = frame.places[lowest(own, lots, {numbers[name]: n for name, n in shares.items()})]
    by_number = {numbers[name]: shares[name] / of for name, of in sizes.items()}
    chances = {place: by_number[int(frame.strata[place])] for place in drawn.tolist()}
    strata = {name: (shares[name], sizes[name]) for name in sorted(sizes)}
    return chances, strata | {one.name: (0, 0) for one in wish.quotas if one.name not in sizes}


def _shares(wish: SampleWish, sizes: Mapping[str, int]) -> Mapping[str, int]:
    if wish.quotas:
        wanted = {one.name: one.articles for one in wish.quotas}
        return {name: min(wanted[name], of) for name, of in sizes.items()}
    count = min(wish.size, sum(sizes.values()))
    return levelled(sizes, count) if wish.spread else allotted(sizes, count)


def _by_weeks(wish: SampleWish, frame: _Frame) -> _Chances:
    """Draw all articles of the days that are drawn."""
    own: list[int] = np.unique(frame.strata[frame.places]).tolist()
    days = {n: dt.date.fromisoformat(frame.names[n]) for n in own}
    by_day, strata = days_of_weeks(min(days.values()), max(days.values()), wish.weeks, wish.seed)
    by_number = {n: by_day[day] for n, day in days.items() if day in by_day}
    drawn = frame.places[np.isin(frame.strata[frame.places], list(by_number))]
    return {place: by_number[int(frame.strata[place])] for place in drawn.tolist()}, strata


def _by_doubt(wish: SampleWish, frame: _Frame) -> _Chances:
    doubts, lots = frame.doubts[frame.places], frame.lots[frame.places]
    scores, places, found = np.unique(doubts, return_inverse=True, return_counts=True)
    counts = dict(zip(scores.tolist(), found.tolist(), strict=True))
    known = chances_of(weights_of(counts), counts, wish.size)
    each = np.array([known[score] for score in scores.tolist()])[places]
    order = np.argsort(lots, kind="stable")
    start = lot_number(_START, wish.seed) / _WHOLE_LOT
    drawn = order[at_even_steps(each[order], start)]
    chances = {int(frame.places[n]): float(each[n]) for n in drawn.tolist()}
    return chances, {"": (len(chances), len(frame.places))}
