"""What every importer gives and is told: incoming articles, and how to read them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.domain.record import Record, Values
from annotator.domain.runs import Run
from annotator.formats.tables.kept import KeptColumns


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


class Shell(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of an article whose text it lacks: title and metadata, without more.

    It goes to the article with the same address, or the same title and day.
    """

    where: str
    title: str
    meta: Values


Found = Incoming | UserError | Told | Shell
"""What reading a file yields: an article, why one can't come in, what is to be said, or a shell."""


class ArticleHere(msgspec.Struct, frozen=True):
    """An article that the project has, with its text."""

    id: str
    title: str
    text: str


class ArticlesHere(Protocol):
    """Where files of labels without texts find the articles that they are on."""

    def by_id(self, article: str) -> ArticleHere | None:
        """Return the article with this id, if there is one."""
        ...

    def by_title(self, title: str) -> list[ArticleHere]:
        """Return the articles with this title, whatever its case and blanks."""
        ...

    def by_url(self, url: str) -> list[ArticleHere]:
        """Return the articles that are said to come from an address."""
        ...

    def has_annotation(self, annotation: str) -> bool:
        """Tell whether there is an annotation with this id."""
        ...

    def actor(self, name: str) -> Actor | None:
        """Return the actor of this name, the first of several."""
        ...


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read foreign files.

    `encoding` and `mapping` (column to "title", "text", a metadata key, or "" for none) override
    what is detected, and so does what is `kept` for tables with the same columns; `meta` is set on
    every article; `coder` is the handle that annotations without one get; codes and choices that
    `codebook` lacks are refused unless `extend_codebook`. `profile` is the file or the name of a
    profile that says how an archive's files are made. `names` says what the names in files of
    labels are taken for, as `formats/label_map.py` tells, and `articles` are those that the project
    has, where there is one. All labels are those of a `run`, where one is given (its id and coder
    follow from its name).
    """

    encoding: str | None = None
    mapping: Mapping[str, str] | None = None
    kept: KeptColumns = KeptColumns()
    meta: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    coder: str = ""
    codebook: Codebook = Codebook()
    extend_codebook: bool = False
    profile: str = ""
    names: Mapping[str, str] | None = None
    articles: ArticlesHere | None = None
    run: Run | None = None
