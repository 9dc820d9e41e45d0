"""What the import dialog reads: several files and folders, and each file again when asked to."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.formats.base import ReadOptions
from annotator.formats.importers import Source, files_of
from annotator.formats.jsonl.companion import Companion
from annotator.formats.scratch import Scratch
from annotator.store.project import Project
from annotator.workflow.importing.batch import Batch, Item, collect, marked
from annotator.workflow.importing.clashes import Clashes
from annotator.workflow.importing.edit import edit_for


class Arrived(msgspec.Struct, frozen=True):
    """An article that can come in, and the file it is from."""

    item: Item
    file: Source


class Failure(msgspec.Struct, frozen=True):
    """What can't be read; the file is None when there is none."""

    error: UserError
    file: Source | None = None


class Harvest(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of files and folders; a new project takes over a codebook."""

    files: tuple[Source, ...] = ()
    arrived: tuple[Arrived, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    takes_over: Codebook | None = None


def harvest(
    sources: Iterable[Path], options: ReadOptions, project: Project, progress: Progress
) -> Harvest:
    """Read files and folders; whatever can't be is among the failures."""
    failures: list[Failure] = []
    listed: list[tuple[Path, Sequence[Source], Sequence[str]]] = []
    for source in sources:
        try:
            listed.append((source, *files_of([source])))
        except UserError as error:
            failures.append(Failure(error))
    total = sum(len(files) for _, files, _ in listed)
    parts: list[Harvest] = []
    done = 0
    for source, files, skipped in listed:
        batch = collect([source], options, project, _part(progress, done, total))
        parts.append(_sorted_out(batch, files, skipped))
        done += len(files)
    return joined(Harvest(failures=tuple(failures)), *parts)


def harvest_again(
    file: Source, options: ReadOptions, project: Project, progress: Progress
) -> Harvest:
    """Read one file anew, with other options."""
    batch = collect([file.path], options, project, progress, importer=file.importer)
    return _sorted_out(batch, [file], [], file)


def joined(*parts: Harvest) -> Harvest:
    """Return several harvests as one, with the same text marked wherever it comes again."""
    return Harvest(
        files=tuple(one for part in parts for one in part.files),
        arrived=tuple(_marked(one for part in parts for one in part.arrived)),
        failures=tuple(one for part in parts for one in part.failures),
        skipped=tuple(one for part in parts for one in part.skipped),
        companions=tuple(one for part in parts for one in part.companions),
        takes_over=next((one.takes_over for one in parts if one.takes_over), None),
    )


def replaced(whole: Harvest, file: Source, anew: Harvest) -> Harvest:
    """Return a harvest in which one file was read again; its articles stay where they were."""
    before = [one.file == file for one in whole.arrived]
    at = before.index(True) if any(before) else len(before)
    kept = [one for one in whole.arrived if one.file != file]
    return structs.replace(
        whole,
        arrived=tuple(_marked([*kept[:at], *anew.arrived, *kept[at:]])),
        failures=(*(one for one in whole.failures if one.file != file), *anew.failures),
    )


def bring_in(
    items: Sequence[Item], companions: Sequence[Companion], project: Project, progress: Progress
) -> ImportRecords:
    """Return the edit that brings in the items to take; raise a `UserError` when two clash."""
    clashes = Clashes(project)
    chosen = [item for item in items if item.take]
    for done, item in enumerate(chosen):
        if done % 100 == 0:
            progress(done, len(chosen))
        refused = clashes.refusal(item.incoming)
        if refused is not None:
            raise refused
    return edit_for(chosen, project, companions)


def _part(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _part: progress(before + done, total)


def _sorted_out(
    batch: Batch, files: Sequence[Source], skipped: Sequence[str], shown: Source | None = None
) -> Harvest:
    by_path = {file.path: shown or file for file in files}
    return Harvest(
        files=tuple([shown] if shown else files),
        arrived=tuple(Arrived(one, by_path[one.source]) for one in batch.items if one.source),
        failures=tuple(
            Failure(one.error, by_path[one.source] if one.source else None)
            for one in batch.refusals
        ),
        skipped=tuple(skipped),
        companions=tuple(batch.companions),
        takes_over=batch.takes_over,
    )


def _marked(arrived: Iterable[Arrived]) -> Iterable[Arrived]:
    """Mark what has the same text as something before it, unless the project has it already."""
    arrived = list(arrived)
    items = marked([one.item for one in arrived], Scratch())
    return [Arrived(item, one.file) for item, one in zip(items, arrived, strict=True)]
