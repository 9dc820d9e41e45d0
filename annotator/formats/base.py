"""What every importer and exporter has in common."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.record import Record
from annotator.store.project import Project


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One article as read from a foreign file, before anything is written.

    `where` names its file and, where several articles share one, its line; `records` are what
    came with it (annotations, links, actors, coders, …); `encoding` is what its bytes were read as.
    `has_id` and `says_excluded` tell whether the file itself gave the article its id and said what
    is excluded, be it nothing. `source` is the file, once it is known from where it was read.
    """

    where: str
    article: NewArticle
    records: tuple[Record, ...] = ()
    encoding: str = ""
    has_id: bool = False
    says_excluded: bool = False
    source: Path | None = None


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read foreign files.

    `encoding` and `mapping` (column to "title", "text", a metadata key, or "" for none) override
    what is detected; `meta` is set on every article; `coder` is the handle that annotations
    without one get; codes and choices that `codebook` lacks are refused unless
    `extend_codebook`.
    """

    encoding: str | None = None
    mapping: Mapping[str, str] | None = None
    meta: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    coder: str = ""
    codebook: Codebook = Codebook()
    extend_codebook: bool = False


class ImportFormat(msgspec.Struct, frozen=True, kw_only=True):
    """One row in the table of importers.

    `read` yields articles and, for those that can't be read, the refusal; the rest still comes.
    """

    id: str
    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, ReadOptions], Iterator[Incoming | UserError]]


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to export: layers ("all", "gold" or coder handles), articles by id (None for all)."""

    layers: tuple[str, ...] = ("all",)
    articles: Sequence[str] | None = None
    columns: Sequence[str] | None = None
    for_spreadsheet: bool = False


class ExportFormat(msgspec.Struct, frozen=True, kw_only=True):
    """One row in the table of exporters.

    `losses` lists in sentences what the format can't hold of this selection; `preview` gives a
    heading and the first rows; `write` writes the files beside their target and renames them
    into place.
    """

    id: str
    name: str
    suffix: str
    losses: Callable[[Project, Selection], list[str]]
    preview: Callable[[Project, Selection, int], tuple[list[str], list[list[str]]]]
    write: Callable[[Project, Selection, Path, Progress], None]
