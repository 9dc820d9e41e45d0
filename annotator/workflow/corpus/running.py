"""Running a task over an archive: what is done stays done, and what can't be done costs nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusFile, Partition
from annotator.formats.corpus.reading import AT_MOST, partitions_of
from annotator.formats.corpus.sources import corpus_files
from annotator.workflow.corpus.executor import Executor, Lost
from annotator.workflow.corpus.results import CorpusPlan, ResultsFolder, do_partition
from annotator.workflow.corpus.task import (
    CorpusOutcome,
    CorpusTask,
    FailedPartition,
    PartitionDone,
)

Prepared = Callable[[Path], None]
"""Puts into the folder of results what workers need besides the task."""


def run_corpus(
    task: CorpusTask,
    sources: Sequence[Path],
    out: Path,
    executor: Executor,
    *,
    at_most: int = AT_MOST,
    progress: Progress = no_progress,
    prepare: Prepared | None = None,
) -> CorpusOutcome:
    """Do a task on all partitions of an archive that aren't done yet; `out` gets the results.

    A partition has about `at_most` bytes. `progress` is told how many are done. Raise a `UserError`
    where sources can't be read, or `out` can't be written or is of something else.
    """
    files = corpus_files(sources)
    _refuse_inside(sources, out)
    results = ResultsFolder(out)
    results.begin(
        CorpusPlan(
            task=task.name, settings=dict(task.settings), at_most=at_most, sources=tuple(files)
        )
    )
    if prepare is not None:
        prepare(out)
    every = results.kept_partitions()
    if every is None:
        every = _found(files, at_most, executor)
        results.keep_partitions(every)
    return _done(task, every, results, executor, progress)


def _done(
    task: CorpusTask,
    every: Sequence[Partition],
    results: ResultsFolder,
    executor: Executor,
    progress: Progress,
) -> CorpusOutcome:
    known = [(one, results.done(one)) for one in every]
    ended = [done for _, done in known if done is not None]
    before = len(ended)
    left = [one for one, done in known if done is None]
    failed: list[FailedPartition] = []
    place = str(results.out.resolve())
    progress(before, len(every))
    for number, said in executor.each(do_partition, ((task, one, place) for one in left)):
        if isinstance(said, PartitionDone):
            ended.append(said)
        elif isinstance(said, Lost):
            failed.append(_failed(left[number], said))
        progress(len(ended) + len(failed), len(every))
    return CorpusOutcome(
        partitions=len(every),
        before=before,
        articles=sum(one.articles for one in ended),
        bad_rows=sum(one.bad_rows for one in ended),
        results=sum(one.results for one in ended),
        failed=tuple(sorted(failed, key=lambda one: one.name)),
    )


def _failed(partition: Partition, lost: Lost) -> FailedPartition:
    return FailedPartition(
        name=partition.name, file=partition.file, first_row=partition.row, why=lost.why
    )


def _found(files: Sequence[CorpusFile], at_most: int, executor: Executor) -> list[Partition]:
    """Return all partitions: large files are looked through by the workers."""
    found: dict[int, list[Partition]] = {}
    for number, said in executor.each(partitions_of, ((one, at_most) for one in files)):
        found[number] = [Partition(of=files[number])] if isinstance(said, Lost) else said
    return [one for number in sorted(found) for one in found[number]]


def _refuse_inside(sources: Sequence[Path], out: Path) -> None:
    own = out.resolve()
    for source in sources:
        if source.is_dir() and own.is_relative_to(source.resolve()):
            message = f"{out} lies in {source}, which is read."
            raise UserError(message, remedy="Name a folder elsewhere for the results.")
