"""The folder of a run's results: its plan, a file for each partition, and what was no article."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import (
    BadRow,
    CorpusArticle,
    CorpusFile,
    CorpusRow,
    Partition,
)
from annotator.formats.corpus.reading import read_partition
from annotator.formats.files.atomic import written_beside
from annotator.formats.outgoing.typed.parquet_file import parquet_rows
from annotator.workflow.corpus.task import CorpusTask, PartitionDone

PARTS = "parts"
"""The folder with a Parquet file of results for each partition."""
BAD_ROWS = "bad-rows"
"""The folder with a JSONL file for each partition that has bad rows."""
DONE = "done"
"""The folder that says how each partition ended."""
_PLAN = "plan.json"
_PARTITIONS = "partitions.json"
_VERSION = 1


class CorpusPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder's results are of: a run goes on only with the same."""

    version: int = _VERSION
    task: str
    settings: dict[str, Any]
    at_most: int
    sources: tuple[CorpusFile, ...]


class ResultsFolder:
    """A folder of results."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def begin(self, plan: CorpusPlan) -> None:
        """Make the folder, or go on in it; raise a `UserError` where it is of something else."""
        path = self.out / _PLAN
        try:
            if path.is_file():
                self._compare(plan, path.read_bytes())
            elif self.out.exists() and any(self.out.iterdir()):
                message = f"{self.out} is there already, and holds no results of this command."
                raise UserError(message, remedy="Name a folder that is new or empty.")
            for name in (PARTS, BAD_ROWS, DONE):
                (self.out / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{self.out} can't be written: {error.strerror}."
            raise UserError(message) from None
        if not path.is_file():
            _write(path, plan)

    def _compare(self, plan: CorpusPlan, data: bytes) -> None:
        try:
            known = msgspec.json.decode(data, type=CorpusPlan)
        except msgspec.MsgspecError:
            known = None
        same = known is not None and msgspec.json.encode(known) == msgspec.json.encode(plan)
        if known is not None and same:
            return
        differs = "something else" if known is None else _difference(known, plan)
        message = f"{self.out} holds results of {differs}."
        raise UserError(message, remedy="Name another folder, or the same command and sources.")

    def kept_partitions(self) -> list[Partition] | None:
        """Return the partitions that were found when the run began; None if there are none yet."""
        try:
            return msgspec.json.decode((self.out / _PARTITIONS).read_bytes(), type=list[Partition])
        except (OSError, msgspec.MsgspecError):
            return None

    def keep_partitions(self, found: Sequence[Partition]) -> None:
        """Keep the partitions for when the run breaks."""
        _write(self.out / _PARTITIONS, list(found))

    def done(self, partition: Partition) -> PartitionDone | None:
        """Return what was done with a partition; None if its results aren't there."""
        try:
            data = (self.out / DONE / f"{partition.name}.json").read_bytes()
            done = msgspec.json.decode(data, type=PartitionDone)
        except (OSError, msgspec.MsgspecError):
            return None
        return done if self.part(partition).is_file() else None

    def part(self, partition: Partition) -> Path:
        """Return where the results of a partition are."""
        return self.out / PARTS / f"{partition.name}.parquet"

    def parts(self) -> list[Path]:
        """Return the files of results that are there, in the partitions' order."""
        return sorted((self.out / PARTS).glob("*.parquet"))

    def bad_rows(self) -> Iterator[BadRow]:
        """Yield the bad rows of all partitions that are done."""
        for path in sorted((self.out / BAD_ROWS).glob("*.jsonl")):
            with path.open("rb") as file:
                yield from (msgspec.json.decode(line, type=BadRow) for line in file)


def do_partition(task: CorpusTask, partition: Partition, out: str) -> PartitionDone:
    """Do a partition and write its results, whole or not at all; runs in a worker."""
    results = ResultsFolder(Path(out))
    with ExitStack() as stack:
        (file,) = stack.enter_context(written_beside(results.part(partition)))
        sorted_out = _SortedOut(stack, results.out / BAD_ROWS / f"{partition.name}.jsonl")
        rows = stack.enter_context(parquet_rows(file, task.columns))
        count = 0
        for row in task.work(partition, sorted_out.articles(read_partition(partition))):
            count += 1
            rows.add(row, _weight(row))
    done = PartitionDone(
        name=partition.name,
        articles=sorted_out.good,
        bad_rows=sorted_out.bad,
        results=count,
    )
    _write(results.out / DONE / f"{partition.name}.json", done)
    return done


class _SortedOut:
    """Takes bad rows out of a partition's, and writes them into a file if there are any."""

    def __init__(self, stack: ExitStack, path: Path) -> None:
        self._stack = stack
        self._path = path
        self._file: BinaryIO | None = None
        self.good = self.bad = 0

    def articles(self, rows: Iterator[CorpusRow]) -> Iterator[CorpusArticle]:
        for one in rows:
            if isinstance(one, CorpusArticle):
                self.good += 1
                yield one
                continue
            if self._file is None:
                (self._file,) = self._stack.enter_context(written_beside(self._path))
            self.bad += 1
            self._file.write(msgspec.json.encode(one) + b"\n")


def _weight(row: Sequence[Any]) -> int:
    return sum(len(one) for one in row if isinstance(one, str))


def _write(path: Path, value: object) -> None:
    data = msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
    with written_beside(path) as (file,):
        file.write(data)


def _difference(known: CorpusPlan, plan: CorpusPlan) -> str:
    if known.task != plan.task:
        return f"“{known.task}”, not of “{plan.task}”"
    if known.sources != plan.sources:
        return "other sources, or of these before they changed"
    return "other settings"
