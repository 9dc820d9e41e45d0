"""Writing Parquet: one row per annotation, in columns that say what they hold."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress
from annotator.formats.csv.columns import chosen_columns
from annotator.formats.csv.losses import losses_of_decisions
from annotator.formats.dataset import Dataset
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.outgoing.previews import Preview
from annotator.formats.outgoing.typed.parquet_file import parquet_rows
from annotator.formats.outgoing.typed.table import AnnotationTable, table_columns
from annotator.formats.selection import Selection
from annotator.store.project import Project


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write one row per annotation, some thousands at a time."""
    dataset = Dataset(project, selection)
    table = AnnotationTable(dataset, _chosen(dataset.codebook, selection))
    articles = annotations = 0
    with written_beside(path) as (file,), parquet_rows(file, table.columns) as rows:
        for labelled in dataset.labelled(progress):
            for row in table.rows(labelled):
                rows.add(row)
            articles += bool(labelled.annotations)
            annotations += len(labelled.annotations)
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the heading and the first rows."""
    dataset = Dataset(project, selection)
    table = AnnotationTable(dataset, _chosen(dataset.codebook, selection))
    every = (row for labelled in dataset.labelled() for row in table.rows(labelled))
    return list(table.columns), [list(map(_shown, row)) for row in islice(every, rows)]


def columns(codebook: Codebook) -> Sequence[str]:
    """Return the names of the columns to choose from, in their order."""
    return table_columns(codebook)


def losses(dataset: Dataset, selection: Selection) -> Iterable[str]:
    """Return what the columns hold only in part; raise a `UserError` for unknown ones."""
    _chosen(dataset.codebook, selection)
    return losses_of_decisions(dataset)


def _chosen(codebook: Codebook, selection: Selection) -> list[str]:
    return list(dict.fromkeys(chosen_columns(table_columns(codebook), selection)))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
