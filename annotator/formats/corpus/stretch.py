"""A stretch of a file's bytes, read as if it were a file of its own."""

import gzip
import io
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Protocol, cast

from annotator.formats.corpus.partition import CorpusFile, Partition

_BUFFER = 256 * 1024
BROKEN_OFF = (OSError, EOFError, zlib.error)
"""What reading a damaged file raises."""


class _Readable(Protocol):
    """What gives as much as it has at once."""

    def read1(self, size: int, /) -> bytes:
        """Return some bytes, at most so many; none at the end."""
        ...


class _Stretch(io.RawIOBase):
    """The bytes from where a file stands, at most so many."""

    def __init__(self, file: _Readable, size: int) -> None:
        self._file = file
        self._left = size

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride] - its type has no public name
        """Fill a buffer as far as the stretch goes."""
        # What can be unpacked of a file that breaks off is given before it is said to.
        data = self._file.read1(min(len(buffer), self._left))
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
        yield cast("BinaryIO", packed)


@contextmanager
def opened_stretch(partition: Partition) -> Generator[io.BufferedReader]:
    """Open the bytes of a partition."""
    with opened_file(partition.of) as file:
        if partition.first:
            file.seek(partition.first)
        size = partition.last - partition.first if partition.last >= 0 else 2**62
        yield io.BufferedReader(_Stretch(cast("_Readable", file), size), _BUFFER)


def head_of(of: CorpusFile, size: int) -> bytes:
    """Return the first bytes of a file, as far as it is sound; raise an `OSError`."""
    return b"".join(chunks_of(of, size))


def chunks_of(of: CorpusFile, size: int = 2**62) -> Iterator[bytes]:
    """Yield the bytes of a file, at most so many, as far as it is sound; raise an `OSError`."""
    with opened_file(of) as file:
        readable = cast("_Readable", file)
        with suppress(*BROKEN_OFF):
            while size and (data := readable.read1(min(size, _BUFFER))):
                size -= len(data)
                yield data
