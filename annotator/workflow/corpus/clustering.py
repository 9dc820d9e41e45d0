"""Clusters of near copies in an archive, with no pair compared that does not share a band.

What is in a cluster is what `analysis.near_copies` puts together, of all articles at once: each
band is a piece of work of its own, in parts where articles are very many, and what these find is
joined here (some 32 bytes for each article, and 400 for each cluster).
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotator.analysis.near_copies import ALIKE, BANDS, FEW, Joined, join_alike, sharing
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.formats.outgoing.typed.parquet_file import parquet_rows
from annotator.formats.outgoing.typed.shapes import Plain, Shape
from annotator.workflow.corpus.executor import Executor, Lost
from annotator.workflow.corpus.kept_prints import BANDS_FOLDER, KeptPrints, gather, rows_of
from annotator.workflow.corpus.results import Results

CLUSTERS = "clusters.parquet"
"""The file with the clusters of an archive."""
COLUMNS: Mapping[str, Shape] = {
    "cluster": Plain.TEXT,
    "article_id": Plain.TEXT,
    "file": Plain.TEXT,
    "row": Plain.WHOLE,
    **dict.fromkeys(("outlet", "published"), Plain.TEXT),
    "words": Plain.WHOLE,
    "copies": Plain.WHOLE,
    "first": Plain.FLAG,
}
"""The columns of that file.

A cluster is called by the least id in it. `copies` counts the articles in it, and `first` is the
one that was published first: of those on the same day, or without one, the one with the least id.
"""
_OF_A_PART = 1_000_000
"""How many articles of a band are compared in one piece of work."""
_HELD = 2_000
"""How many prints of one band's text are held; of more they are read anew for each that leads."""
_UNDATED = "~"  # sorts behind every date


class ArchiveCopies(msgspec.Struct, frozen=True, kw_only=True):
    """What there is of near copies: how many articles are in how many clusters.

    `largest` are clusters and how many articles they have; `outlets` says how many articles of an
    outlet are in clusters, and how many of them are the first.
    """

    clusters: int = 0
    articles: int = 0
    largest: tuple[tuple[str, int], ...] = ()
    outlets: tuple[tuple[str, int, int], ...] = ()


class _Shared:
    """The prints of a few texts that share a band, by their places."""

    def __init__(self, places: NDArray[np.intp], rows: NDArray[np.uint32]) -> None:
        self._places = places
        self._rows = rows

    def __getitem__(self, places: Any, /) -> NDArray[np.uint32]:
        return self._rows[np.searchsorted(self._places, places)]


class _Lying:
    """The prints of texts that are too many to be held, by their places."""

    def __init__(self, kept: KeptPrints, numbers: NDArray[np.int64]) -> None:
        self._kept = kept
        self._numbers = numbers

    def __getitem__(self, places: Any, /) -> NDArray[np.uint32]:
        rows = self._kept.rows(np.atleast_1d(self._numbers[places]))
        return rows if np.ndim(places) else rows[0]


def compare_band(folder: str, band: int, part: int, parts: int) -> int:
    """Write which articles of a part of a band belong together; runs in a worker."""
    kept = KeptPrints(Path(folder))
    try:
        pairs = _alike(kept, *kept.band(band, part, parts))
    finally:
        kept.close()
    with written_beside(_pairs(Path(folder), band, part)) as (file,):
        file.write(pairs.tobytes())
    return len(pairs)


def _alike(
    kept: KeptPrints, numbers: NDArray[np.int64], keys: NDArray[np.uint32]
) -> NDArray[np.int64]:
    """Return pairs of numbers, so that all that are alike hang together."""
    joined = Joined(len(numbers))
    for places in sharing(keys):
        own = places
        if len(places) > FEW:  # which of them lead follows from their ids
            own = np.array(sorted(places, key=lambda n: kept.ident(int(numbers[n]))), np.intp)
        few = len(places) <= _HELD
        prints = _Shared(places, kept.rows(numbers[places])) if few else _Lying(kept, numbers)
        join_alike(prints, own, ALIKE, joined)
    roots = joined.roots()
    others = np.flatnonzero(roots != np.arange(len(roots)))
    return np.stack((numbers[roots[others]], numbers[others]), axis=1)


def find_clusters(out: Path, executor: Executor, progress: Progress = no_progress) -> ArchiveCopies:
    """Put into clusters what was printed into a folder of results, and write them there.

    `progress` counts parts of bands. Raise a `UserError` where a part can't be done.
    """
    parts = Results(out).parts()
    folder = out / BANDS_FOLDER
    if not (out / CLUSTERS).is_file():
        count = gather(parts, folder)
        _compare(folder, count, executor, progress)
        _write(out, _Clusters(out, _joined(folder, count)))
    if folder.is_dir():
        shutil.rmtree(folder)
    return summed_up(out)


def _compare(folder: Path, count: int, executor: Executor, progress: Progress) -> None:
    of_band = max(1, -(-count // _OF_A_PART))
    every = [(band, part) for band in range(BANDS) for part in range(of_band)]
    left = [one for one in every if not _pairs(folder, *one).is_file()]
    place = str(folder.resolve())
    done = len(every) - len(left)
    progress(done, len(every))
    for _, said in executor.each(compare_band, ((place, *one, of_band) for one in left)):
        if isinstance(said, Lost):
            remedy = "Run the command again: it goes on where it stopped."
            raise UserError(f"Copies can't be compared. {said.why}", remedy=remedy)
        done += 1
        progress(done, len(every))


def _joined(folder: Path, count: int) -> NDArray[np.int64]:
    """Return for each article's number the first number of those that it belongs together with."""
    joined = Joined(count)
    for path in sorted(folder.glob("pairs-*.bin")):
        with path.open("rb") as file:
            while data := file.read(16 * 100_000):
                for one, other in np.frombuffer(data, np.int64).reshape(-1, 2).tolist():
                    joined.join(one, other)
    return joined.roots()


class _Clusters:
    """The clusters by the number of the first of each in the archive."""

    def __init__(self, out: Path, roots: NDArray[np.int64]) -> None:
        self._parts = Results(out).parts()
        self._roots = roots
        self.sizes = np.bincount(roots, minlength=len(roots))
        self._names: dict[int, str] = {}
        self._first: dict[int, tuple[str, str, int]] = {}
        for root, number, (ident, published) in self._members("id", "published"):
            name = self._names.get(root)
            if name is None or ident < name:
                self._names[root] = ident
            own = (published or _UNDATED, ident, number)
            if root not in self._first or own < self._first[root]:
                self._first[root] = own
        taken: Counter[str] = Counter()
        for root in sorted(self._names):  # ids that the archive gives twice name clusters once
            name = self._names[root]
            taken[name] += 1
            if taken[name] > 1:
                self._names[root] = f"{name} ({taken[name]})"

    def _members(self, *columns: str) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
        """Yield what is in a cluster: the cluster, the article's number, and what is said of it."""
        number = -1
        for found, *values in rows_of(self._parts, "print", *columns):
            for own, *said in zip(found, *values, strict=True):
                number += bool(own)
                if own and self.sizes[self._roots[number]] > 1:
                    yield int(self._roots[number]), number, tuple(said)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the file, as the articles stand in the archive."""
        said = ("id", "file", "row", "outlet", "published", "words")
        for root, number, values in self._members(*said):
            is_first = self._first[root][-1] == number
            yield self._names[root], *values, int(self.sizes[root]), is_first


def _write(out: Path, clusters: _Clusters) -> None:
    with written_beside(out / CLUSTERS) as (file,), parquet_rows(file, COLUMNS) as rows:
        for one in clusters.rows():
            rows.add(one)


def summed_up(out: Path, most: int = 5) -> ArchiveCopies:
    """Return what the file of clusters in a folder says, with so many of the largest."""
    sizes: dict[str, int] = {}
    outlets: Counter[str] = Counter()
    first: defaultdict[str, int] = defaultdict(int)
    for names, of, outlet, is_first in rows_of(
        [out / CLUSTERS], "cluster", "copies", "outlet", "first"
    ):
        sizes.update(zip(names, of, strict=True))
        outlets.update(outlet)
        for one, leads in zip(outlet, is_first, strict=True):
            first[one] += leads
    largest = sorted(sizes.items(), key=lambda one: (-one[1], one[0]))[:most]
    by_outlet = sorted(outlets.items(), key=lambda one: (-one[1], one[0]))
    return ArchiveCopies(
        clusters=len(sizes),
        articles=sum(outlets.values()),
        largest=tuple(largest),
        outlets=tuple((name, count, first[name]) for name, count in by_outlet),
    )


def _pairs(folder: Path, band: int, part: int) -> Path:
    return folder / f"pairs-{band:02}-{part:05}.bin"
