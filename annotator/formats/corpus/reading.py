"""Partitions of an archive, and what is in each: one row here for each kind of file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.domain.errors import UserError
from annotator.formats.corpus.csv_rows import cut_csv, read_csv
from annotator.formats.corpus.jsonl_rows import cut_jsonl, read_jsonl
from annotator.formats.corpus.parquet_rows import cut_parquet, read_parquet
from annotator.formats.corpus.partition import CorpusFile, CorpusKind, CorpusRow, Partition
from annotator.formats.corpus.sources import corpus_files
from annotator.formats.corpus.taking import unreadable
from annotator.formats.corpus.warc_rows import cut_warc, read_warc

AT_MOST = 16 * 2**20
"""How many bytes a partition has, about, unless somebody says otherwise."""


class _Ways(NamedTuple):
    cut: Callable[[CorpusFile, int], Iterator[Partition]]
    read: Callable[[Partition], Iterator[CorpusRow]]


_KINDS: Mapping[CorpusKind, _Ways] = {
    CorpusKind.PARQUET: _Ways(cut_parquet, read_parquet),
    CorpusKind.JSONL: _Ways(cut_jsonl, read_jsonl),
    CorpusKind.CSV: _Ways(cut_csv, read_csv),
    CorpusKind.WARC: _Ways(cut_warc, read_warc),
}


def partitions_of(file: CorpusFile, at_most: int = AT_MOST) -> list[Partition]:
    """Return the partitions of a file; one that can't be read is one, and reading it says why."""
    try:
        return list(_KINDS[file.kind].cut(file, at_most))
    except (OSError, EOFError, UserError):
        return [Partition(of=file)]


def partitions(sources: Sequence[Path], at_most: int = AT_MOST) -> Iterator[Partition]:
    """Yield the partitions of files and folders, in their order; raise a `UserError`."""
    for file in corpus_files(sources):
        yield from partitions_of(file, at_most)


def read_partition(partition: Partition) -> Iterator[CorpusRow]:
    """Yield the articles of a partition, and what is none; what is damaged ends it, and is told."""
    last = partition.row - 1
    try:
        for one in _KINDS[partition.kind].read(partition):
            last = max(last, one.row)
            yield one
    except ModuleNotFoundError:
        raise
    except Exception as error:  # noqa: BLE001 - damage has many kinds, and costs nothing else
        yield unreadable(partition, last + 1, error)
