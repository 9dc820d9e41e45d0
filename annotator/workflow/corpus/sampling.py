"""Sampling an archive: its frame, its copies, the draw, and the drawn articles, step by step.

Each step lies in a folder of its own, so that a run that broke goes on where it stopped.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.workflow.corpus.clustering import find_clusters
from annotator.workflow.corpus.drawing import ArchiveDraw, draw
from annotator.workflow.corpus.executor import Executor
from annotator.workflow.corpus.fetching import TEXTS, fetch_all
from annotator.workflow.corpus.framing import CorpusFraming
from annotator.workflow.corpus.printing import CorpusPrinting
from annotator.workflow.corpus.running import Prepared, run_corpus
from annotator.workflow.corpus.sample_wish import SampleWish
from annotator.workflow.corpus.suggesting import CorpusSuggesting
from annotator.workflow.corpus.task import CorpusOutcome
from annotator.workflow.csv_tables import write_table

FRAME = "frame"
"""The folder with the sampling frame: a Parquet file for each partition."""
FRAME_COUNTS = "frame.csv"
"""The table of strata, with how many of how many articles were drawn."""
COPIES_FOLDER = "copies"
HEADING = ("stratum", "in_frame", "drawn", "probability")
"""The columns of that table."""

Shown = Callable[[str], Progress]
"""Returns what a step, which is named, shows its progress with."""


class ArchiveSample(msgspec.Struct, frozen=True, kw_only=True):
    """What was drawn, and what reading the archive came to."""

    draw: ArchiveDraw
    outcome: CorpusOutcome


def draw_sample(
    wish: SampleWish,
    sources: Sequence[Path],
    out: Path,
    executor: Executor,
    shown: Shown,
    *,
    at_most: int,
    suggesting: CorpusSuggesting | None = None,
    prepare: Prepared | None = None,
) -> ArchiveSample:
    """Draw a sample, and put the drawn articles and the frame into a folder.

    Raise a `UserError` where a partition is missing: then no probability would be known.
    """
    out.mkdir(parents=True, exist_ok=True)
    framing = CorpusFraming(
        seed=wish.seed, by=wish.strata, quotas=wish.quotas, suggesting=suggesting
    )
    outcome = run_corpus(
        framing,
        sources,
        out / FRAME,
        executor,
        at_most=at_most,
        progress=shown("Partitions read:"),
        prepare=prepare,
    )
    refuse_incomplete(outcome)
    copies = _copies(sources, out, executor, shown, at_most) if wish.once else None
    drawn = draw(wish, out / FRAME, copies)
    fetch_all(out / FRAME, drawn.rows, out / TEXTS, executor, shown("Partitions drawn from:"))
    _write_counts(out / FRAME_COUNTS, drawn)
    return ArchiveSample(draw=drawn, outcome=outcome)


def _copies(
    sources: Sequence[Path], out: Path, executor: Executor, shown: Shown, at_most: int
) -> Path:
    folder = out / COPIES_FOLDER
    progress = shown("Partitions looked through for copies:")
    printing = CorpusPrinting()
    refuse_incomplete(
        run_corpus(printing, sources, folder, executor, at_most=at_most, progress=progress)
    )
    find_clusters(folder, executor, shown("Parts compared:"))
    return folder


def refuse_incomplete(outcome: CorpusOutcome) -> None:
    """Raise a `UserError` where a partition could not be done."""
    if outcome.failed:
        one = outcome.failed[0]
        message = f"A partition is missing, so that no probability would be known: {one.why}"
        remedy = "Run the command again, or leave that file out."
        raise UserError(message, where=f"{one.file}, from row {one.first_row}", remedy=remedy)


def _write_counts(path: Path, drawn: ArchiveDraw) -> None:
    rows = [(name, of, n, n / of if of else "") for name, (n, of) in drawn.strata.items()]
    write_table(path, [HEADING, *rows])
