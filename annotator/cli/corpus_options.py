"""What the commands on archives have in common: whom they ask, what they say, and how they end."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from annotator.cli import options
from annotator.cli.output import Meter, plain, say
from annotator.domain.wording import counted
from annotator.formats.corpus.sources import corpus_files
from annotator.workflow.corpus.cluster import cluster, refuse_without_dask
from annotator.workflow.corpus.executor import Executor
from annotator.workflow.corpus.results import BAD_ROWS, ResultsFolder
from annotator.workflow.corpus.running import Prepared, run_corpus
from annotator.workflow.corpus.task import CorpusOutcome, CorpusTask

NOT_ALL = 1
"""The exit status where a partition could not be done."""
_MIB = 2**20
_NAMED = 3

_Decorated = Callable[[Callable[..., Any]], Callable[..., Any]]

sources = click.argument(
    "sources",
    nargs=-1,
    required=True,
    metavar="SOURCE...",
    type=click.Path(path_type=Path),
)
"""The files and folders of an archive."""
folder = click.argument("folder", metavar="OUT", type=options.FileToWrite(dir_okay=True))
"""The folder of results."""


class CorpusWorkers:
    """Who does the work, as the options say."""

    def __init__(self, scheduler: str, workers: int, partition_size: int) -> None:
        self._scheduler = scheduler
        self._workers = workers
        self.at_most = partition_size * _MIB

    @contextmanager
    def ready(self) -> Generator[Executor]:
        """Give workers, and say where one can look on."""
        with cluster(self._scheduler, self._workers) as found:
            if found.at:
                say(plain(f"Dashboard: {found.at}"), err=True)
            yield found


def workers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say who does the work; the command gets `CorpusWorkers` as `by`."""

    def called(scheduler: str, workers: int | None, partition_size: int, **rest: Any) -> Any:
        if scheduler and workers:
            raise click.UsageError("--workers are started here: a scheduler has its own.")
        refuse_without_dask()
        return command(by=CorpusWorkers(scheduler, workers or 0, partition_size), **rest)

    called.__doc__ = command.__doc__
    called.__name__ = command.__name__
    if hasattr(command, "__click_params__"):
        called.__click_params__ = command.__click_params__  # pyright: ignore[reportFunctionMemberAccess, reportAttributeAccessIssue]
    for option in reversed(_OPTIONS):
        called = option(called)
    return called


_OPTIONS: tuple[_Decorated, ...] = (
    click.option(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="Workers of the Dask scheduler at this address, as tcp://host:8786.",
    ),
    click.option(
        "--workers",
        type=click.IntRange(min=1, max=1024),
        metavar="N",
        help="So many processes on this computer; one for each core, if nobody says.",
    ),
    click.option(
        "--partition-size",
        type=click.IntRange(min=1, max=1024),
        default=16,
        metavar="MIB",
        help="How much of a file is read at once; 16.",
    ),
)


def run(
    task: CorpusTask,
    sources: tuple[Path, ...],
    out: Path,
    by: CorpusWorkers,
    prepare: Prepared | None = None,
) -> CorpusOutcome:
    """Run a task, and show how far it is."""
    corpus_files(sources)  # what can't be read is refused before anything is started
    with by.ready() as executor, Meter("Partitions done:") as meter:
        return run_corpus(
            task, sources, out, executor, at_most=by.at_most, progress=meter, prepare=prepare
        )


def say_bad(outcome: CorpusOutcome, out: Path) -> None:
    """Say on standard error what could not be read or done."""
    if outcome.before:
        told = counted(outcome.before, "partition")
        say(plain(f"{told} of {outcome.partitions:,} were there already."), err=True)
    if outcome.bad_rows:
        rows = counted(outcome.bad_rows, "row")
        say(plain(f"annotator: {rows} can't be read; {out / BAD_ROWS} says which:"), err=True)
        for n, one in enumerate(ResultsFolder(out).bad_rows()):
            if n == _NAMED:
                break
            place = f"{one.path}, row {one.row:,}" if one.row else one.path
            say(f"  {plain(f'{place}: {one.why}')}", err=True)
    for one in outcome.failed:
        where = f"{one.file}, from row {one.first_row:,}"
        say(f"annotator: {plain(f'{where}: partition {one.name} is missing. {one.why}')}", err=True)


def status(outcome: CorpusOutcome) -> int:
    """Return the exit status: whether all partitions were done."""
    return NOT_ALL if outcome.failed else 0


def told(outcome: CorpusOutcome) -> dict[str, Any]:
    """Return what a run came to, for programs."""
    return {
        "articles": outcome.articles,
        "bad_rows": outcome.bad_rows,
        "partitions": outcome.partitions,
        "there_before": outcome.before,
        "failed": [
            {"partition": one.name, "file": one.file, "row": one.first_row, "why": one.why}
            for one in outcome.failed
        ],
    }
