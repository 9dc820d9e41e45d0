"""A stretch of a file's bytes, read as if it were a file of its own."""

import gzip
import io
from collections.abc import Generator
from contextlib import contextmanager
from typing import BinaryIO

from annotator.formats.corpus.partition import CorpusFile, Partition

_BUFFER = 256 * 1024


class _Stretch(io.RawIOBase):
    """The bytes from where a file stands, at most so many."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride] - its type has no public name
        """Fill a buffer as far as the stretch goes."""
        data = self._file.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)


@contextmanager
def opened_file(of: CorpusFile) -> Generator[BinaryIO]:
    """Open a file of an archive, unpacked; raises an `OSError`, or an `EOFError` when reading."""
    if not of.packed:
        with open(of.path, "rb", buffering=_BUFFER) as file:  # noqa: PTH123 - a path as it travels
            yield file
        return
    with gzip.open(of.path, "rb") as packed:
        yield io.BufferedReader(packed, _BUFFER)  # pyright: ignore[reportArgumentType] - raw enough


@contextmanager
def opened_stretch(partition: Partition) -> Generator[io.BufferedReader]:
    """Open the bytes of a partition."""
    with opened_file(partition.of) as file:
        if partition.first:
            file.seek(partition.first)
        size = partition.last - partition.first if partition.last >= 0 else 2**62
        yield io.BufferedReader(_Stretch(file, size), _BUFFER)
