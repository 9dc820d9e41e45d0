"""Reads foreign files for a project: what would come in, what is known already, what fails."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import structs

from annotator.analysis.furniture import furniture
from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, fingerprint, merged_ranges
from annotator.domain.bounds import check_bounds, check_text
from annotator.domain.codebook import Code, Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.state import State, codebook_of
from annotator.formats.archives.sources import SUFFIXES as TEACHABLE_SUFFIXES
from annotator.formats.companion import Companion
from annotator.formats.files.pulse import telling
from annotator.formats.folders import SourceFile, files_of
from annotator.formats.format import Format
from annotator.formats.incoming import Found, Incoming, ReadOptions, Shell, Told
from annotator.formats.rows_archives import TAUGHT
from annotator.formats.table import import_format
from annotator.formats.text import pasted
from annotator.store.project import Project
from annotator.workflow.importing.articles_here import ArticlesOf
from annotator.workflow.importing.as_run import AsRun
from annotator.workflow.importing.batch import (
    Again,
    Batch,
    ImportFailure,
    ImportItem,
    joined,
    marked,
)
from annotator.workflow.importing.carried_codes import codes_in
from annotator.workflow.importing.corrections import Correctable
from annotator.workflow.importing.identity import Clashes, TextEnds
from annotator.workflow.importing.listed import ListedItem, listed_item
from annotator.workflow.importing.reserved import OnlyTheirs


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
    again: bool = False,
) -> Batch:
    """Read files and return what would come in, as `collect` does for sources.

    The codebook of the `options` has codes that come in besides, with other files. With `again`,
    what is here with another text can be corrected: it says so.
    """
    beside = companions_of(files)
    own = taken_over(beside, project)
    besides = {one.id: one for one in options.codebook.codes}
    codebook = _extended(own or codebook_of(project), besides)
    reading = structs.replace(options, codebook=codebook, articles=ArticlesOf(project))
    found = read_all(files, reading, progress)
    only = OnlyTheirs(project, project.coder)
    clashes, ends = Clashes(project), TextEnds(project)
    known = Correctable(project, only) if again else None
    every = list(incoming_items(found, options, clashes, only, ends, known, propose=propose))
    items = [one for one in every if isinstance(one, ImportItem)]
    return Batch(
        files=tuple(files),
        items=tuple(marked(items, project)),
        failures=tuple(one for one in every if isinstance(one, ImportFailure)),
        told=tuple(one for one in every if isinstance(one, Told)),
        listed=tuple(one for one in every if isinstance(one, ListedItem)),
        companions=tuple(beside),
        takes_over=own,
    )


def read_each(
    files: Sequence[tuple[SourceFile, ReadOptions]],
    known: Sequence[ImportItem],
    project: Project,
    progress: Progress = no_progress,
) -> list[Batch]:
    """Read files one by one, each with its options, where those that are `known` come in, too.

    What they have of these files themselves is read anew.
    """
    anew = [file for file, _ in files]
    codes = codes_in(one.incoming for one in known if one.file not in anew)
    found: list[Batch] = []
    for file, options in files:
        reading = structs.replace(options, codebook=codes)
        batch = read_files([file], reading, project, progress, again=True)
        codes = _extended(
            codes, {one.id: one for one in codes_in(one.incoming for one in batch.items).codes}
        )
        found.append(batch)
    return found


def taken_over(beside: Sequence[Companion], state: State) -> Codebook | None:
    """Return the codebook that a new project takes over with what lies beside the files."""
    return beside[0].codebook if beside and is_new(state) else None


def incoming_items(
    found: Iterable[tuple[SourceFile, Found]],
    options: ReadOptions,
    clashes: Clashes,
    only: OnlyTheirs,
    ends: TextEnds,
    again: Correctable | None = None,
    *,
    propose: bool,
) -> Iterator[ImportItem | ImportFailure | Told | ListedItem]:
    """Yield what was read as items, without what only others may write, or why it can't come in.

    And what is to be said of files. What is here `again`, with another text, says so; where that
    is not asked, it comes in as an article of its own.
    """
    as_run = AsRun(options.run) if options.run is not None else None
    for file, one in found:
        if as_run is not None and isinstance(one, Incoming):
            one = as_run.taken(one)  # noqa: PLW2901
        if isinstance(one, Incoming):
            one = ends.as_known(one)  # noqa: PLW2901
        if isinstance(one, Told):
            yield one
        elif isinstance(one, Shell):
            listed = listed_item(one, file, options)
            yield ImportFailure(listed, file) if isinstance(listed, UserError) else listed
        elif isinstance(one, UserError):
            yield ImportFailure(one, file)
        elif (error := _excess(one)) is not None:
            yield ImportFailure(error, file)
        else:
            here = again.of(one) if again is not None else None
            yield _coming_in(one, here, file, options, clashes, only, propose=propose)
    if as_run is not None:
        yield from as_run.remarks()


def _coming_in(
    incoming: Incoming,
    here: Again | UserError | None,
    file: SourceFile,
    options: ReadOptions,
    clashes: Clashes,
    only: OnlyTheirs,
    *,
    propose: bool,
) -> ImportItem | ImportFailure:
    """Return an article as an item, or why it can't come in; it may be `here` with another text."""
    if isinstance(here, UserError):
        return ImportFailure(here, file)
    known = here is not None and here.by_id
    error = None if known else clashes.refusal(incoming)
    if error is not None:
        return ImportFailure(error, file)
    kept, left_out = only.parted(incoming)
    item = _item(kept, file, options, propose=propose and not known)
    return structs.replace(item, left_out=left_out, again=here, take=not known)


def read_sources(
    sources: Iterable[Path],
    options: ReadOptions,
    project: Project,
    progress: Progress = no_progress,
) -> Batch:
    """Read files and folders; whatever can't be is among the failures."""
    failures: list[ImportFailure] = []
    refused: list[SourceFile] = []
    listed: list[tuple[Path, Sequence[SourceFile], Sequence[str]]] = []
    for source in sources:
        try:
            listed.append((source, *files_of([source])))
        except UserError as error:
            file = _to_be_taught(source) if source.is_file() else None
            refused += [file] if file is not None else []
            failures.append(ImportFailure(error, file))
    total = sum(len(files) for _, files, _ in listed)
    parts = [Batch(failures=tuple(failures), unknown=tuple(refused))]
    done = 0
    for source, files, skipped in listed:
        part = _part(progress, done, total)
        batch = read_files(files, options, project, part, again=True)
        codes = {one.id: one for one in codes_in(one.incoming for one in batch.items).codes}
        options = structs.replace(options, codebook=_extended(options.codebook, codes))
        aside = [file for name in skipped if (file := _to_be_taught(source / name, name))]
        parts.append(structs.replace(batch, skipped=tuple(skipped), unknown=tuple(aside)))
        done += len(files)
    return joined(*parts)


def _to_be_taught(path: Path, name: str = "") -> SourceFile | None:
    """Return a file that no format knows as one of an archive, if it could be one's download."""
    hidden = any(part.startswith(".") for part in Path(name).parts)
    if hidden or path.suffix.lower() not in TEACHABLE_SUFFIXES:
        return None
    place = name[: len(name) - len(path.name)]
    return SourceFile(path, import_format(TAUGHT), place)


def pasted_item(text: str, project: Project) -> ImportItem:
    """Return a text from the clipboard as an item; raise a `UserError` when it is blank."""
    check_text(text, "The clipboard")
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


def _excess(incoming: Incoming) -> UserError | None:
    """Return why an article is too large to be kept; what comes with it was checked already."""
    article = incoming.article
    given = {"title": article.title, "meta": article.meta, "note": article.note}
    try:
        check_text(article.text, incoming.where)
        check_bounds(given, incoming.where)
    except UserError as error:
        return error
    return None


def _part(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _part: progress(before + done, total)


def companions_of(files: Sequence[SourceFile]) -> list[Companion]:
    """Return what lies beside files, of those that have something there."""
    found: list[Companion] = []
    for file in files:
        if file.format.beside is not None:
            with suppress(UserError):  # reading the file itself reports it
                beside = file.format.beside.read(file.path)
                found.extend([beside] if beside else [])
    return found


def read_all(
    files: Sequence[SourceFile], options: ReadOptions, progress: Progress
) -> Iterator[tuple[SourceFile, Found]]:
    """Yield the articles of files, or why one can't be read."""
    for done, file in enumerate(files):
        progress(done, len(files))
        added: dict[str, Code] = {}
        for found in _found_in(file, options, partial(progress, done, len(files))):
            where = file.place + found.where
            if isinstance(found, UserError):
                yield file, UserError(found.message, where=where, remedy=found.remedy)
                continue
            if isinstance(found, Told | Shell):
                yield file, structs.replace(found, where=where)
                continue
            added |= {one.id: one for one in found.records if isinstance(one, Code)}
            yield file, structs.replace(found, where=where, source=file.path)
        if added:
            # What one file adds to the codebook, the next one may use and add to.
            options = structs.replace(options, codebook=_extended(options.codebook, added))
    yield from _read_better(files)
    progress(len(files), len(files))


def _read_better(files: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, Told]]:
    """Say once of each extra that isn't there what it would add."""
    first: dict[str, SourceFile] = {}
    for file in files:
        extra = file.format.importer.extra
        if extra is not None and extra.name not in first:
            first[extra.name] = file
            if not extra.is_here:
                yield file, Told(file.format.name, extra.advice)


def _found_in(
    file: SourceFile, options: ReadOptions, pulse: Callable[[], object]
) -> Iterator[Found]:
    """Yield what a file holds; `pulse` is called for each, and while the next one takes long."""
    every = iter(file.format.importer.read(file.path, options))
    while True:
        with telling(pulse):
            found = next(every, None)
        if found is None:
            return
        pulse()
        yield found


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
        both = [*article.excluded, *_proposed(incoming)]
        excluded = tuple((one.start, one.end) for one in merged_ranges(both))
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
