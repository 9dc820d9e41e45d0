"""Writing rows of declared columns as Parquet, a group of rows after the other."""

import importlib
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from annotator.formats.format import Extra
from annotator.formats.outgoing.typed.shapes import ListOf, Nested, Plain, Shape

PARQUET = Extra("parquet", "pyarrow", "The extra “parquet” writes Parquet files.")
_MOST_ROWS = 2_000
_MOST_WEIGHT = 8 * 2**20
"""How many rows, or characters of them, are held as they came before they are packed."""
_TOLD = {"article_id", "code", "coder", "layer", "outlet", "published"}
"""The columns of which each group says from where to where they go, so that readers can skip it."""
_GROUP = 20_000
_GROUP_BYTES = 16 * 2**20
"""How many packed rows, or bytes of them, are in a group.

What is said of each group and column stays in memory until the file ends: of few large groups that
is little.
"""


class ParquetRows:
    """What rows are given to, which are written when there are enough for a group."""

    def __init__(self, file: BinaryIO, columns: Mapping[str, Shape]) -> None:
        # No types come with it, and it is an extra that loads slowly.
        self._arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
        fields = [(name, _arrow_type(self._arrow, shape)) for name, shape in columns.items()]
        self._schema = self._arrow.schema(fields)
        self._writer = parquet.ParquetWriter(
            file, self._schema, compression="zstd", write_statistics=list(_TOLD & columns.keys())
        )
        self._rows: list[Sequence[Any]] = []
        self._weight = 0
        self._packed: list[Any] = []

    def add(self, row: Sequence[Any], weight: int = 0) -> None:
        """Take a row, its values in the order of the columns; `weight` is about how long it is."""
        self._rows.append(row)
        self._weight += weight
        if len(self._rows) >= _MOST_ROWS or self._weight >= _MOST_WEIGHT:
            self._pack()

    def close(self) -> None:
        """Write what is left, and what stands at the end of the file."""
        self._pack()
        self._write()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of a file that will not be kept."""
        self._writer.close()

    def _pack(self) -> None:
        if not self._rows:
            return
        columns = zip(*self._rows, strict=True)
        types = self._schema.types
        arrays = [
            self._arrow.array(list(values), type=kind)
            for values, kind in zip(columns, types, strict=True)
        ]
        self._rows, self._weight = [], 0
        self._packed.append(self._arrow.RecordBatch.from_arrays(arrays, schema=self._schema))
        rows = sum(one.num_rows for one in self._packed)
        if rows >= _GROUP or sum(one.nbytes for one in self._packed) >= _GROUP_BYTES:
            self._write()

    def _write(self) -> None:
        if not self._packed:
            return
        group = self._arrow.Table.from_batches(self._packed, schema=self._schema)
        self._packed = []
        self._writer.write_table(group, row_group_size=_GROUP + _MOST_ROWS)
        self._arrow.default_memory_pool().release_unused()


@contextmanager
def parquet_rows(file: BinaryIO, columns: Mapping[str, Shape]) -> Generator[ParquetRows]:
    """Give what rows of such columns are written with; the file is whole when the block ends."""
    rows = ParquetRows(file, columns)
    try:
        yield rows
    except BaseException:
        with suppress(OSError):
            rows.abandon()
        raise
    rows.close()


def _arrow_type(arrow: Any, shape: Shape) -> Any:
    match shape:
        case ListOf(each):
            return arrow.list_(_arrow_type(arrow, each))
        case Nested(named):
            return arrow.struct([(name, _arrow_type(arrow, one)) for name, one in named.items()])
        case Plain.FLAG:
            return arrow.bool_()
        case Plain.TIME:
            return arrow.timestamp("us", tz="UTC")
        case Plain():
            return getattr(arrow, shape.value)()
