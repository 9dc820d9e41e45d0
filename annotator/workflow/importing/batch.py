"""Reads foreign files for a project: what would come in, what is known already, what fails."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from annotator.analysis.furniture import furniture
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, fingerprint
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.state import State
from annotator.formats.companion import Companion
from annotator.formats.folders import SourceFile, files_of
from annotator.formats.format import Format
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.text import pasted
from annotator.store.project import Project
from annotator.workflow.importing.clashes import Clashes
from annotator.workflow.importing.twins import Twin, Twins

Ranges = tuple[tuple[int, int], ...]


class ImportItem(msgspec.Struct, frozen=True, kw_only=True):
    """One article that can come in, as a preview shows it; change it with `structs.replace`.

    `excluded` (code points) is what its file said or else what is proposed; `duplicate_of` is the
    title of an article with the same text; `take` says whether it comes in. What came with a
    duplicate (annotations, statuses) goes to the article that is there. `file` is what it is from.
    """

    incoming: Incoming
    sha256: str
    excluded: Ranges = ()
    duplicate_of: str | None = None
    take: bool = True
    file: SourceFile | None = None

    @property
    def article(self) -> NewArticle:
        """The article as it would come in."""
        return structs.replace(self.incoming.article, excluded=self.excluded)

    def with_article(self, **changed: Any) -> "ImportItem":
        """Return the item with other attributes of its article: its title, its metadata, …."""
        article = structs.replace(self.incoming.article, **changed)
        return structs.replace(self, incoming=structs.replace(self.incoming, article=article))

    def with_meta(self, key: str, value: str) -> "ImportItem":
        """Return the item with one metadata value of its article set."""
        return self.with_article(meta={**self.incoming.article.meta, key: value})


class ImportFailure(msgspec.Struct, frozen=True):
    """Why an article, a file or a source can't come in; `file` is None when there is none."""

    error: UserError
    file: SourceFile | None = None


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: articles, failures, names of files left aside, and what lay beside them.

    `takes_over` is the codebook that comes along, as the project is new.
    """

    files: tuple[SourceFile, ...] = ()
    items: tuple[ImportItem, ...] = ()
    failures: tuple[ImportFailure, ...] = ()
    skipped: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    takes_over: Codebook | None = None

    @property
    def errors(self) -> list[UserError]:
        """Why what fails can't come in."""
        return [one.error for one in self.failures]


def collect(
    sources: Sequence[Path],
    options: ReadOptions,
    project: Project,
    progress: Progress = no_progress,
    *,
    chosen: Format | None = None,
    propose: bool = True,
) -> Batch:
    """Read files and folders and return what would come in; nothing is written.

    `progress` counts files and is called for every article; `propose` looks for furniture.
    Raise a `UserError` only when a source that was named isn't there or has no importer.
    """
    files, skipped = files_of(sources, chosen)
    batch = read_files(files, options, project, progress, propose=propose)
    return structs.replace(batch, skipped=tuple(skipped))


def read_files(
    files: Sequence[SourceFile],
    options: ReadOptions,
    project: Project,
    progress: Progress = no_progress,
    *,
    propose: bool = True,
) -> Batch:
    """Read files and return what would come in, as `collect` does for sources."""
    beside = _companions(files)
    own = beside[0].codebook if beside and is_new(project) else None
    items: list[ImportItem] = []
    failures: list[ImportFailure] = []
    clashes = Clashes(project)
    reading = structs.replace(options, codebook=own or project.codebook())
    for file, found in _read_all(files, reading, progress):
        if isinstance(found, UserError):
            failures.append(ImportFailure(found, file))
        elif (error := clashes.refusal(found)) is not None:
            failures.append(ImportFailure(error, file))
        else:
            items.append(_item(found, file, options, propose=propose))
    return Batch(
        files=tuple(files),
        items=tuple(marked(items, project)),
        failures=tuple(failures),
        companions=tuple(beside),
        takes_over=own,
    )


def pasted_item(text: str, project: Project) -> ImportItem:
    """Return a text from the clipboard as an item; raise a `UserError` when it is blank."""
    incoming = pasted(text)
    sha256 = fingerprint(incoming.article.text)
    return ImportItem(
        incoming=incoming,
        sha256=sha256,
        excluded=tuple(furniture(incoming.article.text)),
        duplicate_of=project.known_texts([sha256]).get(sha256),
    )


def is_new(state: State) -> bool:
    """Tell whether nothing has been worked on yet, so that another project can be taken over."""
    return not state.find(Article) and not state.find(Annotation)


def marked(items: Iterable[ImportItem], state: State) -> Iterator[ImportItem]:
    """Yield the items, those marked that have the same text as an article known before them.

    They stay out unless something came with them, which then goes to the article that is there.
    What is marked already stays as it is.
    """
    items = list(items)
    twins = Twins(state, [item.incoming for item in items])
    for item in items:
        twin = twins.of(item.incoming, item.sha256)
        if item.duplicate_of is not None:
            yield item
        elif twin is None:
            article = item.incoming.article
            twins.add(item.sha256, Twin(article.id, article.title))
            yield item
        else:
            take = bool(item.incoming.records)
            yield structs.replace(item, duplicate_of=twin.title, take=take)


def _companions(files: Sequence[SourceFile]) -> list[Companion]:
    found: list[Companion] = []
    for file in files:
        if file.format.beside is not None:
            with suppress(UserError):  # reading the file itself reports it
                beside = file.format.beside.read(file.path)
                found.extend([beside] if beside else [])
    return found


def _read_all(
    files: Sequence[SourceFile], options: ReadOptions, progress: Progress
) -> Iterator[tuple[SourceFile, Incoming | UserError]]:
    for done, file in enumerate(files):
        progress(done, len(files))
        added: dict[str, Code] = {}
        for found in file.format.importer.read(file.path, options):
            progress(done, len(files))
            where = file.place + found.where
            if isinstance(found, UserError):
                yield file, UserError(found.message, where=where, remedy=found.remedy)
                continue
            added |= {one.id: one for one in found.records if isinstance(one, Code)}
            yield file, structs.replace(found, where=where, source=file.path)
        if added:
            # What one file adds to the codebook, the next one may use and add to.
            options = structs.replace(options, codebook=_extended(options.codebook, added))
    progress(len(files), len(files))


def _extended(codebook: Codebook, added: dict[str, Code]) -> Codebook:
    kept = tuple(code for code in codebook.codes if code.id not in added)
    return structs.replace(codebook, codes=(*kept, *added.values()))


def _item(
    incoming: Incoming, file: SourceFile, options: ReadOptions, *, propose: bool
) -> ImportItem:
    article = incoming.article
    if options.meta:
        article = structs.replace(article, meta=article.meta | dict(options.meta))
        incoming = structs.replace(incoming, article=article)
    excluded = article.excluded
    if propose and not incoming.says_excluded:
        excluded = tuple(_proposed(incoming))
    sha256 = fingerprint(article.text)
    return ImportItem(incoming=incoming, sha256=sha256, excluded=excluded, file=file)


def _proposed(incoming: Incoming) -> Iterator[tuple[int, int]]:
    """Yield the stretches that look like furniture; what somebody has annotated is none."""
    pieces = [
        piece
        for record in incoming.records
        if isinstance(record, Annotation)
        for piece in record.fragments
    ]
    for start, end in furniture(incoming.article.text):
        if not any(piece.start < end and start < piece.end for piece in pieces):
            yield start, end
