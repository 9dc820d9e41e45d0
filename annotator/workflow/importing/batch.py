"""Reads foreign files for a project: what would come in, what is known already, what fails."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

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
from annotator.formats.base import ImportFormat, Incoming, ReadOptions
from annotator.formats.importers import Source, files_of
from annotator.formats.jsonl.companion import Companion, companion
from annotator.formats.jsonl.reading import JSONL
from annotator.store.project import Project
from annotator.workflow.importing.clashes import Clashes
from annotator.workflow.importing.twins import Twin, Twins

Ranges = tuple[tuple[int, int], ...]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One article that can come in, as a preview shows it; change it with `structs.replace`.

    `excluded` (code points) is what its file said or else what is proposed; `duplicate_of` is the
    title of an article with the same text; `take` says whether it comes in. What came with a
    duplicate (annotations, statuses) goes to the article that is there.
    """

    incoming: Incoming
    sha256: str
    excluded: Ranges = ()
    duplicate_of: str | None = None
    take: bool = True

    @property
    def article(self) -> NewArticle:
        """The article as it would come in."""
        return structs.replace(self.incoming.article, excluded=self.excluded)

    @property
    def source(self) -> Path | None:
        """The file that the article is from, if it is from one."""
        return self.incoming.source


class Refusal(msgspec.Struct, frozen=True):
    """Why an article or a whole file can't come in."""

    error: UserError
    source: Path | None = None


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: articles, refusals, names of files left aside, and what lay beside them.

    `takes_over` is the codebook that comes along, as the project is new.
    """

    items: list[Item]
    refusals: list[Refusal]
    skipped: list[str]
    companions: list[Companion]
    takes_over: Codebook | None = None

    @property
    def failures(self) -> list[UserError]:
        """What can't come in, and why."""
        return [one.error for one in self.refusals]


def collect(
    sources: Sequence[Path],
    options: ReadOptions,
    project: Project,
    progress: Progress = no_progress,
    *,
    importer: ImportFormat | None = None,
    propose: bool = True,
) -> Batch:
    """Read files and folders and return what would come in; nothing is written.

    `progress` counts files and is called for every article; `propose` looks for furniture.
    Raise a `UserError` only when a source that was named isn't there or has no importer.
    """
    files, skipped = files_of(sources, importer)
    beside = _companions(files)
    own = beside[0].codebook if beside and is_new(project) else None
    items: list[Item] = []
    refusals: list[Refusal] = []
    clashes = Clashes(project)
    reading = structs.replace(options, codebook=own or project.codebook())
    for found in _read_all(files, reading, progress):
        item = found if isinstance(found, Refusal) else _item(found, options, propose=propose)
        if isinstance(item, Item):
            error = clashes.refusal(item.incoming)
            item = item if error is None else Refusal(error, item.source)
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            items.append(item)
    items = list(marked(items, project))
    return Batch(items=items, refusals=refusals, skipped=skipped, companions=beside, takes_over=own)


def is_new(state: State) -> bool:
    """Tell whether nothing has been worked on yet, so that another project can be taken over."""
    return not state.find(Article) and not state.find(Annotation)


def marked(items: Iterable[Item], state: State) -> Iterator[Item]:
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


def _companions(files: Sequence[Source]) -> list[Companion]:
    found: list[Companion] = []
    for file in files:
        if file.importer is JSONL:
            with suppress(UserError):  # reading the file itself reports it
                beside = companion(file.path)
                found.extend([beside] if beside else [])
    return found


def _read_all(
    files: Sequence[Source], options: ReadOptions, progress: Progress
) -> Iterator[Incoming | Refusal]:
    for done, file in enumerate(files):
        progress(done, len(files))
        added: dict[str, Code] = {}
        for found in file.importer.read(file.path, options):
            progress(done, len(files))
            if isinstance(found, UserError):
                where = file.place + found.where
                error = UserError(found.message, where=where, remedy=found.remedy)
                yield Refusal(error, file.path)
                continue
            added |= {one.id: one for one in found.records if isinstance(one, Code)}
            yield structs.replace(found, where=file.place + found.where, source=file.path)
        if added:
            # What one file adds to the codebook, the next one may use and add to.
            options = structs.replace(options, codebook=_extended(options.codebook, added))
    progress(len(files), len(files))


def _extended(codebook: Codebook, added: dict[str, Code]) -> Codebook:
    kept = tuple(code for code in codebook.codes if code.id not in added)
    return structs.replace(codebook, codes=(*kept, *added.values()))


def _item(incoming: Incoming, options: ReadOptions, *, propose: bool) -> Item:
    article = incoming.article
    if options.meta:
        article = structs.replace(article, meta=article.meta | dict(options.meta))
        incoming = structs.replace(incoming, article=article)
    excluded = article.excluded
    if propose and not incoming.says_excluded:
        excluded = tuple(_proposed(incoming))
    return Item(incoming=incoming, sha256=fingerprint(article.text), excluded=excluded)


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
