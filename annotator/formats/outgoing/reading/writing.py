"""Writing articles with their labels as HTML or PDF, one article at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from annotator.domain.draft import Progress
from annotator.domain.wording import cut
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionKind
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.metadata import metadata_left_out
from annotator.formats.outgoing.previews import Preview
from annotator.formats.outgoing.reading.drawing import drawn
from annotator.formats.outgoing.reading.page import PAGE_META, LabelledPages, joined
from annotator.formats.selection import Selection
from annotator.store.project import Project

NOTES = ExportOption(
    id="notes",
    title="Notes and decisions",
    help="Show notes on articles and labels, and what reviewers decided.",
    kind=OptionKind.FLAG,
    default=True,
)
OPTIONS = (NOTES,)
_SHOWN = 200  # characters


class _Counted:
    """Counts the articles and annotations that go by."""

    def __init__(self) -> None:
        self.articles = 0
        self.annotations = 0

    def each(self, articles: Iterable[Labelled]) -> Iterator[Labelled]:
        """Yield the articles."""
        for labelled in articles:
            self.articles += 1
            self.annotations += len(labelled.annotations)
            yield labelled

    def count(self) -> ExportCount:
        """Return how many went by."""
        return ExportCount(self.articles, self.annotations)


def losses(dataset: Dataset, _selection: Selection) -> Iterator[str]:
    """Yield what pages leave out of metadata."""
    return metadata_left_out(dataset.articles, PAGE_META)


def write_html(
    project: Project, selection: Selection, path: Path, progress: Progress
) -> ExportCount:
    """Write one page with all articles."""
    dataset = Dataset(project, selection)
    page = _page(project, dataset, selection)
    counted = _Counted()
    with written_beside(path) as (file,):
        for part in joined(page, counted.each(dataset.labelled(progress))):
            file.write(part.encode())
    return counted.count()


def write_pdf(
    project: Project, selection: Selection, path: Path, progress: Progress
) -> ExportCount:
    """Write a PDF in which each article begins a page."""
    dataset = Dataset(project, selection)
    page = _page(project, dataset, selection)
    counted = _Counted()

    def sheets() -> Iterator[tuple[str, str]]:
        for n, labelled in enumerate(counted.each(dataset.labelled(progress))):
            opening = page.opening() if n == 0 else ""
            yield labelled.article.title, f"{opening}{page.article(labelled)}"
        if not counted.articles:
            yield "", page.opening()

    title = project.info().title or project.path.stem
    with written_beside(path) as (file,):
        drawn(title, page.style(), sheets(), file)
    return counted.count()


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the first articles: title, labels, and how the text begins."""
    dataset = Dataset(project, selection)
    found = [
        [one.article.title, f"{len(one.annotations):,}", cut(" ".join(one.text.split()), _SHOWN)]
        for one in islice(dataset.labelled(), rows)
    ]
    return ["article", "labels", "text"], found


def _page(project: Project, dataset: Dataset, selection: Selection) -> LabelledPages:
    title = project.info().title or project.path.stem
    return LabelledPages(dataset, title, notes=selection.flag(NOTES))
