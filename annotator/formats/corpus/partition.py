"""What an archive consists of: files, the partitions that they are read in, and their articles."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec


class CorpusKind(StrEnum):
    """How the files of an archive are written."""

    PARQUET = "parquet"
    JSONL = "jsonl"
    CSV = "csv"
    WARC = "warc"


class CorpusFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of an archive.

    `file` is what it is called wherever it is told of, the same on each machine; `number` counts
    the files from 0. `size` is in bytes and `changed` in nanoseconds since 1970.
    """

    path: str
    file: str
    kind: CorpusKind
    number: int = 0
    size: int = 0
    changed: int = 0
    packed: bool = False

    @property
    def suffix(self) -> str:
        """How its name ends, without what says that it is packed."""
        name = self.file.lower()
        return Path(name.removesuffix(".gz") if self.packed else name).suffix


class Partition(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a file that is read by itself.

    `[first, last)` are row groups of Parquet and bytes of others; the `last` of -1 is the file's
    end. `row` is the number, from 1, of its first row: of a row of Parquet, a line of JSONL or CSV,
    a record of WARC. `encoding` is that of a table of text, and `errors` what is done with bytes
    that are none of it. `name` is unique among all partitions, the same whenever they are found.
    """

    of: CorpusFile
    first: int = 0
    last: int = -1
    row: int = 1
    encoding: str = ""
    errors: str = "strict"
    part: int = 0

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(self.of.path)

    @property
    def file(self) -> str:
        """What the file is called."""
        return self.of.file

    @property
    def kind(self) -> CorpusKind:
        """How the file is written."""
        return self.of.kind

    @property
    def name(self) -> str:
        """What its results are called."""
        return f"{self.of.number:06}-{self.part:06}"

    @property
    def begins(self) -> bool:
        """Whether it is the first of its file."""
        return self.part == 0


class CorpusArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article of an archive, with the metadata that importers find under the same keys.

    `path` is what its file is called, and `row` its number there. `id` is what the file says, or
    follows from file and row; files may give two articles the same.
    """

    id: str
    text: str
    meta: Mapping[str, str]
    path: str
    row: int


class BadRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is no article, and why; row 0 is a file as a whole."""

    path: str
    row: int
    why: str


CorpusRow = CorpusArticle | BadRow
