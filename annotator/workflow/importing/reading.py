"""Reading several files and folders for a preview, and each file again when asked to."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import structs

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.formats.folders import SourceFile, files_of
from annotator.formats.incoming import ReadOptions
from annotator.formats.scratch import Scratch
from annotator.store.project import Project
from annotator.workflow.importing.batch import Batch, ImportFailure, ImportItem, marked, read_files


def read_sources(
    sources: Iterable[Path],
    options: ReadOptions,
    project: Project,
    progress: Progress = no_progress,
) -> Batch:
    """Read files and folders; whatever can't be is among the failures."""
    failures: list[ImportFailure] = []
    listed: list[tuple[Sequence[SourceFile], Sequence[str]]] = []
    for source in sources:
        try:
            listed.append(files_of([source]))
        except UserError as error:
            failures.append(ImportFailure(error))
    total = sum(len(files) for files, _ in listed)
    parts: list[Batch] = []
    done = 0
    for files, skipped in listed:
        batch = read_files(files, options, project, _part(progress, done, total))
        parts.append(structs.replace(batch, skipped=tuple(skipped)))
        done += len(files)
    return joined(Batch(failures=tuple(failures)), *parts)


def read_again(
    file: SourceFile, options: ReadOptions, project: Project, progress: Progress = no_progress
) -> Batch:
    """Read one file anew, with other options."""
    return read_files([file], options, project, progress)


def joined(*parts: Batch) -> Batch:
    """Return several batches as one, with the same text marked wherever it comes again."""
    return Batch(
        files=tuple(one for part in parts for one in part.files),
        items=_marked(one for part in parts for one in part.items),
        failures=tuple(one for part in parts for one in part.failures),
        skipped=tuple(one for part in parts for one in part.skipped),
        companions=tuple(one for part in parts for one in part.companions),
        takes_over=next((one.takes_over for one in parts if one.takes_over), None),
    )


def replaced(whole: Batch, file: SourceFile, anew: Batch) -> Batch:
    """Return a batch in which one file was read again; its articles stay where they were."""
    before = [one.file == file for one in whole.items]
    at = before.index(True) if any(before) else len(before)
    kept = [one for one in whole.items if one.file != file]
    failures = [one for one in whole.failures if one.file != file]
    return structs.replace(
        whole,
        items=_marked([*kept[:at], *anew.items, *kept[at:]]),
        failures=(*failures, *anew.failures),
    )


def _part(progress: Progress, before: int, total: int) -> Progress:
    return lambda done, _part: progress(before + done, total)


def _marked(items: Iterable[ImportItem]) -> tuple[ImportItem, ...]:
    """Mark what has the same text as something before it, unless the project has it already."""
    return tuple(marked(items, Scratch()))
