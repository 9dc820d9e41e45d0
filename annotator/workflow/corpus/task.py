"""What is done with each partition of an archive: a small value that travels to the workers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from annotator.formats.corpus.partition import CorpusArticle, Partition
from annotator.formats.outgoing.typed.shapes import Shape


class CorpusTask(Protocol):
    """Work on a partition, of which nothing but the partition's file of results remains.

    It is pickled, so it is small: what is large lies in the folder of results.
    """

    @property
    def name(self) -> str:
        """What it is called, as its command is."""
        ...

    @property
    def settings(self) -> Mapping[str, Any]:
        """What its results depend on, as JSON can hold it."""
        ...

    @property
    def columns(self) -> Mapping[str, Shape]:
        """What a row of its results holds."""
        ...

    def work(
        self, partition: Partition, articles: Iterable[CorpusArticle]
    ) -> Iterator[Sequence[Any]]:
        """Yield the rows of results, in the order of the columns; a pure function."""
        ...


class PartitionDone(msgspec.Struct, frozen=True, kw_only=True):
    """What was done with a partition: how many articles, bad rows and rows of results."""

    name: str
    articles: int = 0
    bad_rows: int = 0
    results: int = 0


class FailedPartition(msgspec.Struct, frozen=True, kw_only=True):
    """A partition that could not be done, after it was tried again and again: and why."""

    name: str
    file: str
    first_row: int
    why: str


class CorpusOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a run came to: sums over all partitions, and how many were done `before` it."""

    partitions: int = 0
    before: int = 0
    articles: int = 0
    bad_rows: int = 0
    results: int = 0
    failed: tuple[FailedPartition, ...] = ()
