"""What every importer gives and is told: incoming articles, and how to read them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.record import Record
from annotator.domain.runs import Run


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


class Told(msgspec.Struct, frozen=True):
    """What is to be said of a file that can come in: that it counts otherwise than what was found.

    `where` is its name or a place in it, `message` a sentence.
    """

    where: str
    message: str


Found = Incoming | UserError | Told
"""What reading a file yields: an article, why one can't come in, or what is to be said."""


class KnownArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article that the project has, for labels that come without its text."""

    id: str
    title: str
    text: str


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read foreign files.

    `encoding` and `mapping` (column to "title", "text", a metadata key, or "" for none) override
    what is detected; `meta` is set on every article; `coder` is the handle that annotations
    without one get; codes and choices that `codebook` lacks are refused unless
    `extend_codebook`. `articles` tells which article of the project has an id, a URL, a title or a
    file ("id", "url", "title" or "file", and which). All labels are those of a `run`, where one is
    given (its id and coder follow from its name).
    """

    encoding: str | None = None
    mapping: Mapping[str, str] | None = None
    meta: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    coder: str = ""
    codebook: Codebook = Codebook()
    extend_codebook: bool = False
    articles: Callable[[str, str], KnownArticle | None] | None = None
    run: Run | None = None
