"""Writing CSV: one row per annotation, RFC 4180, UTF-8."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress, no_progress
from annotator.formats.csv.cells import neutralised
from annotator.formats.csv.columns import (
    Cell,
    CsvColumns,
    CsvRow,
    OneArticle,
    chosen_columns,
    column_names,
    numeric_columns,
)
from annotator.formats.csv.separators import layout_writer
from annotator.formats.dataset import Dataset
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.outgoing.previews import Preview
from annotator.formats.selection import Selection
from annotator.store.project import Project

_READ_AS_DATES = {"fragments"}  # 3-12 becomes the third of December


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write a heading and one row per annotation."""
    dataset = Dataset(project, selection)
    names = chosen_columns(column_names(dataset.codebook), selection)
    articles = annotations = 0
    last = ""
    with written_beside(path) as (file,):
        writer = layout_writer(file, selection, names)
        writer.writerow(names)
        for annotation, cells in _rows(dataset, selection, names, progress):
            writer.writerow(cells)
            articles += annotation.article != last
            annotations += 1
            last = annotation.article
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the heading and the first rows."""
    dataset = Dataset(project, selection)
    names = chosen_columns(column_names(dataset.codebook), selection)
    first = islice(_rows(dataset, selection, names), rows)
    return list(names), [[str(cell) for cell in cells] for _, cells in first]


def _rows(
    dataset: Dataset, selection: Selection, names: Sequence[str], progress: Progress = no_progress
) -> Iterator[tuple[Annotation, list[Cell]]]:
    columns = CsvColumns(dataset.codebook, names)
    numeric = numeric_columns(dataset.codebook) if selection.for_spreadsheet else set(names)
    texts = [n for n, name in enumerate(names) if name not in numeric]
    for labelled in dataset.labelled(progress):
        article = OneArticle(dataset, labelled)
        shared = columns.shared(article)
        for annotation in labelled.annotations:
            cells = columns.row(shared, CsvRow(article, annotation))
            for n in texts:
                cells[n] = neutralised(cells[n], always=names[n] in _READ_AS_DATES)
            yield annotation, cells
