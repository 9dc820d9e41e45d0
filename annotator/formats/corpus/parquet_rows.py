"""Parquet of an archive: whole groups of rows, read a few rows at a time."""

import datetime as dt
import importlib
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusFile, CorpusRow, Partition
from annotator.formats.corpus.taking import bad_row, taken_row
from annotator.formats.incoming import ReadOptions
from annotator.formats.jsonlist.objects import UnreadLabels, flat
from annotator.formats.tables.plan import SAMPLE, planned
from annotator.formats.tables.rows import Table

_BATCH = 64  # rows that are held at once
_BUFFER = 2**20


def cut_parquet(of: CorpusFile, at_most: int) -> Iterator[Partition]:
    """Yield partitions of whole groups of rows, each of about so many bytes unpacked."""
    try:
        held: Any = _opened(of).metadata
    except Exception:  # noqa: BLE001 - pyarrow's errors have no common type; reading it says which
        yield Partition(of=of)
        return
    first = part = size = 0
    row = next_row = 1
    for n in range(held.num_row_groups):
        group = held.row_group(n)
        if n > first and size + group.total_byte_size > at_most:
            yield Partition(of=of, first=first, last=n, row=row, part=part)
            first, row, part, size = n, next_row, part + 1, 0
        size += group.total_byte_size
        next_row += group.num_rows
    yield Partition(of=of, first=first, last=held.num_row_groups, row=row, part=part)


def read_parquet(partition: Partition) -> Iterator[CorpusRow]:
    """Yield the rows of a partition; raises what pyarrow does of a damaged file."""
    file = _opened(partition.of)
    try:
        table = _table(partition, file)
    except UserError as error:
        if partition.begins:
            yield bad_row(partition, 0, error)
        return
    groups = range(partition.first, partition.last if partition.last >= 0 else file.num_row_groups)
    number = partition.row - 1
    for batch in file.iter_batches(_BATCH, row_groups=list(groups), use_threads=False):
        for values in batch.to_pylist():
            number += 1
            found = table.taken("", _row(values))
            taken = taken_row(partition, number, found)
            if taken is not None:
                yield taken


def _opened(of: CorpusFile) -> Any:
    # It is an extra that loads slowly, and has no types.
    parquet: Any = importlib.import_module("pyarrow.parquet")
    return parquet.ParquetFile(of.path, buffer_size=_BUFFER, pre_buffer=False)


def _table(partition: Partition, file: Any) -> Table:
    header: dict[str, None] = dict.fromkeys(file.schema_arrow.names)
    sample: list[Mapping[str, Any]] = []
    if file.num_row_groups:
        for batch in file.iter_batches(SAMPLE, row_groups=[0], use_threads=False):
            sample = [_row(one) for one in batch.to_pylist()]
            break
    header = dict.fromkeys(key for row in sample for key in row) | header
    plan = planned(tuple(header), ReadOptions(), sample)
    if plan.listed:
        raise UserError("It holds no texts, only what is known of articles.")
    table = Table(path=partition.path, plan=plan, encoding="utf-8")
    table.check()
    return table


def _row(values: Mapping[str, Any]) -> Mapping[str, Any]:
    plain = {key: _plain(value) for key, value in values.items()}
    return flat(plain, UnreadLabels())


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
