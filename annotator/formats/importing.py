"""Reads foreign files for a project: what would come in, what is known already, what fails."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.analysis.furniture import furniture
from annotator.domain.article import fingerprint
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.formats.base import ImportFormat, Incoming, ReadOptions
from annotator.formats.clashes import Clashes
from annotator.formats.companion import Companion, companion
from annotator.formats.importers import Source, files_of
from annotator.formats.jsonl_import import JSONL
from annotator.store.project import Project

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


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: articles, refusals, names of files left aside, and what lay beside them."""

    items: list[Item]
    failures: list[UserError]
    skipped: list[str]
    companions: list[Companion]


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
    batch = Batch(items=[], failures=[], skipped=skipped, companions=_companions(files))
    known = project.codebook()
    if not known.codes and batch.companions:
        known = batch.companions[0].codebook
    clashes = Clashes(project)
    for found in _read_all(files, structs.replace(options, codebook=known), progress):
        item = found if isinstance(found, UserError) else _item(*found, options, propose=propose)
        refused = clashes.refusal(item.incoming) if isinstance(item, Item) else item
        if refused is not None:
            batch.failures.append(refused)
        elif isinstance(item, Item):
            batch.items.append(item)
    _mark_duplicates(batch.items, project)
    return batch


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
) -> Iterator[tuple[Source, Incoming] | UserError]:
    for done, file in enumerate(files):
        progress(done, len(files))
        added: dict[str, Code] = {}
        for found in file.importer.read(file.path, options):
            progress(done, len(files))
            if isinstance(found, UserError):
                yield UserError(found.message, where=file.place + found.where, remedy=found.remedy)
                continue
            added |= {one.id: one for one in found.records if isinstance(one, Code)}
            yield file, structs.replace(found, where=file.place + found.where)
        if added:
            # What one file adds to the codebook, the next one may use and add to.
            options = structs.replace(options, codebook=_extended(options.codebook, added))
    progress(len(files), len(files))


def _extended(codebook: Codebook, added: dict[str, Code]) -> Codebook:
    kept = tuple(code for code in codebook.codes if code.id not in added)
    return structs.replace(codebook, codes=(*kept, *added.values()))


def _item(source: Source, incoming: Incoming, options: ReadOptions, *, propose: bool) -> Item:
    article = incoming.article
    if options.meta:
        article = structs.replace(article, meta=article.meta | dict(options.meta))
        incoming = structs.replace(incoming, article=article)
    excluded = article.excluded
    # What this program wrote says itself what is excluded, even if that is nothing.
    if propose and not excluded and source.importer is not JSONL:
        excluded = tuple(furniture(article.text))
    return Item(incoming=incoming, sha256=fingerprint(article.text), excluded=excluded)


def _mark_duplicates(items: list[Item], project: Project) -> None:
    titles = project.known_texts([item.sha256 for item in items])
    for n, item in enumerate(items):
        if item.sha256 in titles:
            title, came_with = titles[item.sha256], bool(item.incoming.records)
            items[n] = structs.replace(item, duplicate_of=title, take=came_with)
        else:
            titles[item.sha256] = item.article.title
