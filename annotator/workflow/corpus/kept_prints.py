"""The prints of an archive gathered in files: each by its number, and each band of all of them.

Workers read from them what they compare, and hold no more. Articles are numbered as they stand in
the archive; those without a word have no number.
"""

import importlib
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from annotator.analysis.near_copies import BANDS, HASHES, ROWS
from annotator.formats.files.atomic import written_beside

BANDS_FOLDER = "bands"
_GATHERED = "gathered.json"
_PRINTS = "prints.bin"
_IDS = "ids.bin"
_ENDS = "ids.ends"
_KEY = ROWS * 4
_PRINT = HASHES * 4
_AT_ONCE = 2_000
_KEYS_AT_ONCE = 1_000_000
_MIXED = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xBF58476D1CE4E5B9),
    np.uint64(0x94D049BB133111EB),
)


def rows_of(parts: Iterable[Path], *columns: str) -> Iterator[list[list[Any]]]:
    """Yield some rows after the other of files of results: the values of each column."""
    parquet: Any = importlib.import_module("pyarrow.parquet")
    for path in parts:
        for batch in parquet.ParquetFile(path).iter_batches(_AT_ONCE, columns=list(columns)):
            yield [batch.column(name).to_pylist() for name in columns]


def gather(parts: Iterable[Path], out: Path) -> int:
    """Gather the prints of files of results in a folder, if they aren't there; return how many."""
    done = out / _GATHERED
    if done.is_file():
        return msgspec.json.decode(done.read_bytes(), type=int)
    out.mkdir(exist_ok=True)
    targets = (out / _PRINTS, out / _IDS, out / _ENDS, *(_band(out, n) for n in range(BANDS)))
    count = end = 0
    with written_beside(*targets) as (prints, ids, ends, *bands):
        for idents, found in rows_of(parts, "id", "print"):
            held = [(one.encode(), own) for one, own in zip(idents, found, strict=True) if own]
            data = b"".join(own for _, own in held)
            prints.write(data)
            every = np.frombuffer(data, "<u4").reshape(-1, HASHES)
            for n, band in enumerate(bands):
                band.write(np.ascontiguousarray(every[:, n * ROWS : (n + 1) * ROWS]).tobytes())
            ids.write(b"".join(one for one, _ in held))
            lengths = np.cumsum([len(one) for one, _ in held], dtype=np.int64)
            ends.write((lengths + end).tobytes())
            end += int(lengths[-1]) if len(lengths) else 0
            count += len(held)
    with written_beside(done) as (file,):
        file.write(msgspec.json.encode(count))
    return count


class KeptPrints:
    """Gathered prints; nothing of them is held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prints = FileIO(folder / _PRINTS)
        self._ids = FileIO(folder / _IDS)
        self._ends = FileIO(folder / _ENDS)

    def close(self) -> None:
        """Let go of the files."""
        for one in (self._prints, self._ids, self._ends):
            one.close()

    def rows(self, numbers: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Return the prints of these numbers, a row each."""
        data = b"".join(_at(self._prints, n * _PRINT, _PRINT) for n in numbers.tolist())
        return np.frombuffer(data, "<u4").reshape(-1, HASHES)

    def ident(self, number: int) -> str:
        """Return the id of the article with a number."""
        before = 8 if number else 0
        ends = np.frombuffer(_at(self._ends, number * 8 - before, before + 8), np.int64).tolist()
        start = ends[0] if before else 0
        return _at(self._ids, start, ends[-1] - start).decode()

    def band(
        self, band: int, part: int, parts: int
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """Return one of so many parts of a band: the articles' numbers and their keys, a row each.

        What has the same key is in the same part.
        """
        numbers: list[NDArray[np.int64]] = []
        keys: list[NDArray[np.uint32]] = []
        first = 0
        with _band(self._folder, band).open("rb") as file:
            while data := file.read(_KEYS_AT_ONCE * _KEY):
                found = np.frombuffer(data, "<u4").reshape(-1, ROWS)
                own = np.flatnonzero(_part_of(found, parts) == part)
                numbers.append(own + first)
                keys.append(found[own])
                first += len(found)
        if not numbers:
            return np.empty(0, np.int64), np.empty((0, ROWS), np.uint32)
        return np.concatenate(numbers), np.concatenate(keys)


def _part_of(keys: NDArray[np.uint32], parts: int) -> NDArray[np.uint64]:
    mixed = np.zeros(len(keys), np.uint64)
    for n in range(ROWS):
        mixed = (mixed ^ keys[:, n]) * _MIXED[n % len(_MIXED)]
        mixed ^= mixed >> np.uint64(29)
    return mixed % np.uint64(parts)


def _at(file: FileIO, place: int, size: int) -> bytes:
    file.seek(place)
    return file.read(size)


def _band(folder: Path, band: int) -> Path:
    return folder / f"band-{band:02}.bin"
