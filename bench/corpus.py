"""Archives: how much faster two workers are than the plain function, and what memory each needs.

The archive is made from seeds: JSONL in files of 5,000 articles, each with some reported speech.
Wall-clock time is measured here, as the work is done by other processes, and beside it the CPU time
of all of them, which says what the clock would on cores that nobody else uses. The plain function
is the very same, called for one partition after the other in a process of its own.
"""

import shutil
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotator.workflow.corpus.cluster import Cluster, cluster
from annotator.workflow.corpus.counting import CorpusCounting, merged_counts, write_counts
from annotator.workflow.corpus.executor import Executor, InProcess
from annotator.workflow.corpus.results import ResultsFolder
from annotator.workflow.corpus.running import run_corpus
from bench.children import Told, ask
from bench.material import Material
from bench.measuring import peak
from bench.reported_speech import articles
from bench.rows import Row

_WORKERS = 2
_TIME_TARGET, _MEMORY_TARGET = 0.625, 300.0
_IN_A_FILE = 5_000
_DIFFERENT = 500  # articles that are made; the others are the same with another beginning
_STATEMENTS = 3
_EMPTY = 200  # tasks that do nothing
_PARTITION = 4 * 2**20  # bytes


class _Shared(NamedTuple):
    seconds: float
    workers: float
    """CPU seconds of all workers."""
    sharing: float
    """CPU seconds of the process that shares out, which merges, too."""
    memory: float


def rows(material: Material) -> Iterator[Row]:
    """Yield the speed of two workers, their memory, and what each task and each merge costs."""
    folder = material.folder()
    small, large = (made_archive(folder / f"{n}", n) for n in material.sizes.archive)
    many = material.sizes.archive[-1]
    with cluster(workers=_WORKERS) as found:
        few = _shared(found, small, folder / "few")
        shared = _shared(found, large, folder / "shared")
        overhead = _overhead(found)
    alone = ask(counted_alone, str(large), str(folder / "alone"))
    clock = shared.seconds / alone["seconds"]
    told = f"{shared.seconds:.1f} s, {alone['seconds']:.1f} s by itself"
    label = f"count {many:,} articles"
    yield Row(f"{label}: {_WORKERS} workers, by the clock", clock, "×", _TIME_TARGET, told)
    by_cpu = (shared.workers + shared.sharing) / _WORKERS / alone["cpu"]
    told = f"{shared.workers:.1f} s + {shared.sharing:.1f} s, {alone['cpu']:.1f} s by itself"
    yield Row(f"{label}: {_WORKERS} workers, by CPU time", by_cpu, "×", _TIME_TARGET, told)
    size = f"{few.memory:.0f} MB for {material.sizes.archive[0]:,} articles"
    yield Row(f"{label}: memory of a worker", shared.memory, "MB", _MEMORY_TARGET, size)
    yield Row("hand a task to a worker that does nothing", 1000 * overhead, "ms")
    parts = ResultsFolder(folder / "shared").parts()
    begun = time.perf_counter()
    merged_counts(CorpusCounting(), parts)
    merging = (time.perf_counter() - begun) / len(parts)
    yield Row("merge the counts of a partition", 1000 * merging, "ms", None, f"{len(parts)} parts")


def made_archive(folder: Path, size: int) -> Path:
    """Make an archive of so many articles."""
    folder.mkdir()
    texts = [one.text for one, _ in articles(_DIFFERENT, _STATEMENTS)]
    numbered = enumerate(islice(cycle(texts), size))
    for number in range(-(-size // _IN_A_FILE)):
        with (folder / f"{number:05}.jsonl").open("wb") as file:
            for n, text in islice(numbered, _IN_A_FILE):
                day = f"20{n % 20:02}-{n % 12 + 1:02}-01"
                line = {"headline": f"{n}", "body": text, "date": day, "outlet": f"Paper {n % 30}"}
                file.write(msgspec.json.encode(line) + b"\n")
    return folder


def counted_alone(archive: str, out: str) -> Told:
    """Count by the plain function, in this process."""
    begun, spent = time.perf_counter(), time.process_time()
    _count(InProcess(), Path(archive), Path(out))
    return {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - spent}


def _shared(found: Cluster, archive: Path, out: Path) -> _Shared:
    shutil.rmtree(out, ignore_errors=True)
    before = sum(found.client.run(time.process_time).values())
    begun, spent = time.perf_counter(), time.process_time()
    _count(found, archive, out)
    seconds, sharing = time.perf_counter() - begun, time.process_time() - spent
    workers = sum(found.client.run(time.process_time).values()) - before
    return _Shared(seconds, workers, sharing, max(found.client.run(peak).values()))


def _count(executor: Executor, archive: Path, out: Path) -> None:
    task = CorpusCounting()
    run_corpus(task, [archive], out, executor, at_most=_PARTITION)
    write_counts(task, merged_counts(task, ResultsFolder(out).parts()), out)


def _overhead(found: Cluster) -> float:
    """Return how many seconds a task takes that does nothing."""
    begun = time.perf_counter()
    for _ in found.each(abs, ((n,) for n in range(_EMPTY))):
        pass
    return (time.perf_counter() - begun) / _EMPTY
