"""The texts of drawn articles: each partition of the archive that has any is read once more."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusArticle, Partition
from annotator.formats.corpus.reading import read_partition
from annotator.formats.files.atomic import written_beside
from annotator.workflow.corpus.drawing import DrawnRow
from annotator.workflow.corpus.executor import Executor, Lost
from annotator.workflow.corpus.results import Results

TEXTS = "drawn"
"""The folder with the drawn articles of each partition, as JSONL."""


def fetch(partition: Partition, rows: tuple[int, ...], path: str) -> int:
    """Write the articles of some rows into a file; runs in a worker."""
    wanted, count = frozenset(rows), 0
    with written_beside(Path(path)) as (file,):
        for one in read_partition(partition):
            if isinstance(one, CorpusArticle) and one.row in wanted:
                file.write(msgspec.json.encode(one) + b"\n")
                count += 1
                if count == len(wanted):
                    break
    return count


def fetch_all(
    frame: Path,
    rows: Sequence[DrawnRow],
    out: Path,
    executor: Executor,
    progress: Progress = no_progress,
) -> None:
    """Write the drawn articles into a folder; raise a `UserError` where one is no longer there."""
    wanted: dict[str, list[int]] = {}
    for one in rows:
        wanted.setdefault(one.part, []).append(one.row)
    known = {one.name: one for one in Results(frame).kept_partitions() or ()}
    out.mkdir(exist_ok=True)
    names = list(wanted)
    work = ((known[name], tuple(wanted[name]), str(_path(out, name).resolve())) for name in names)
    progress(0, len(names))
    for done, (number, said) in enumerate(executor.each(fetch, work), 1):
        if isinstance(said, Lost):
            remedy = "Run the command again: it goes on where it stopped."
            raise UserError(f"Drawn articles can't be read. {said.why}", remedy=remedy)
        if said != len(wanted[names[number]]):
            file = known[names[number]].file
            raise UserError("Drawn articles are no longer there.", where=file)
        progress(done, len(names))


def fetched(rows: Sequence[DrawnRow], out: Path) -> Iterator[tuple[DrawnRow, CorpusArticle]]:
    """Yield the drawn articles with their texts, a partition's after the other."""
    parts: dict[str, dict[int, DrawnRow]] = {}
    for one in rows:
        parts.setdefault(one.part, {})[one.row] = one
    for name, own in parts.items():
        with _path(out, name).open("rb") as file:
            for line in file:
                article = msgspec.json.decode(line, type=CorpusArticle)
                yield own[article.row], article


def _path(out: Path, name: str) -> Path:
    return out / f"{name}.jsonl"
