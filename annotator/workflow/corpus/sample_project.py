"""A sample of an archive as a project: its articles, each with its probability, and the frame."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.analysis.furniture import furniture
from annotator.domain.article import PROBABILITY, fingerprint, normalised
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Edit
from annotator.domain.edits.sampling import KeepSample
from annotator.domain.state import State
from annotator.formats.corpus.partition import CorpusArticle
from annotator.formats.files.headings import TITLE
from annotator.formats.incoming import Incoming
from annotator.store.project import Project
from annotator.workflow.corpus.drawing import ArchiveDraw, DrawnRow
from annotator.workflow.corpus.sample_wish import SampleWish
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.edit import Arrival

STRATUM = "stratum"
"""The metadata key that has the stratum from which an article was drawn."""
COPIES = "copies"
"""The metadata key that has how many articles of the archive print its text, itself included."""
_RECORDS = 2_000
_CHARACTERS = 4_000_000
_REPORT_EVERY = 100  # articles

Drawn = Iterable[tuple[DrawnRow, CorpusArticle]]


class ImportSample:
    """Import drawn articles a few at a time, and keep how they were drawn: one step to undo."""

    def __init__(self, drawn: Drawn, count: int, kept: KeepSample) -> None:
        self._drawn = drawn
        self._count = count
        self._kept = kept
        self._label = ""

    def pieces(self, state: State, progress: Progress) -> Iterator[Edit]:
        """Yield what comes in; then the frame."""
        arrival = Arrival(state)
        for done, (row, article) in enumerate(self._drawn):
            if done % _REPORT_EVERY == 0:
                progress(done, self._count)
            arrival.add(item_of(row, article))
            if arrival.holds(_RECORDS, _CHARACTERS):
                yield arrival.piece()
        arrival.end()
        yield arrival.piece()
        self._label = arrival.label()
        yield self._kept

    def label(self) -> str:
        """Say what came in."""
        return self._label


def item_of(row: DrawnRow, article: CorpusArticle) -> ImportItem:
    """Return a drawn article as what comes in."""
    text = normalised(article.text)
    meta: dict[str, Any] = {key: value for key, value in article.meta.items() if key != TITLE}
    meta[PROBABILITY] = row.probability
    if row.stratum:
        meta[STRATUM] = row.stratum
    if row.copies > 1:
        meta[COPIES] = row.copies
    new = NewArticle(
        id=article.id,
        title=article.meta.get(TITLE, ""),
        text=text,
        meta=meta,
        excluded=tuple(furniture(text)),
    )
    where = f"{article.path}, row {article.row}"
    return ImportItem(
        incoming=Incoming(where=where, article=new, has_id=True),
        sha256=fingerprint(text),
        excluded=new.excluded,
    )


def kept_sample(
    wish: SampleWish, draw: ArchiveDraw, sources: Iterable[str], bad_rows: int
) -> KeepSample:
    """Return what a project keeps of how it was drawn."""
    counts = draw.counts
    frame: dict[str, Any] = {
        "sources": list(sources),
        "articles": counts.articles,
        "bad_rows": bad_rows,
        "copies": counts.copies,
        "again": counts.again,
        "outside": counts.outside,
        "in_frame": counts.frame,
        "copies_once": wish.once,
        "spread": wish.spread,
    }
    chances = {one.id: one.probability for one in draw.rows}
    return KeepSample(chances, wish.seed, wish.told, draw.strata, frame)


def make_project(
    path: Path,
    drawn: Drawn,
    kept: KeepSample,
    *,
    codebook: Codebook,
    coder: str = "",
    title: str = "",
    progress: Progress = no_progress,
) -> None:
    """Make the project file with drawn articles; raise a `UserError` where one is there already."""
    edit = ImportSample(drawn, len(kept.chances), kept)
    Project.create(
        path,
        title=title,
        codebook=codebook,
        coder=coder,
        fill=lambda made: _filled(made, edit, progress),
    ).close()


def _filled(project: Project, edit: ImportSample, progress: Progress) -> None:
    project.apply(edit, progress)
