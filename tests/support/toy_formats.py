"""Formats that are no more than a row: what a further format has to say of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.draft import Progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.formats import table
from annotator.formats.dataset import Dataset, Selection
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount, Exporter, Format, Importer
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.store.project import Project

_COLUMNS = ("title", "annotations")


def _cells(project: Project, selection: Selection) -> list[list[str]]:
    every = (
        {"title": one.article.title, "annotations": str(len(one.annotations))}
        for one in Dataset(project, selection).labelled()
    )
    return [[cells[name] for name in selection.columns or _COLUMNS] for cells in every]


def _write(project: Project, selection: Selection, path: Path, _progress: Progress) -> ExportCount:
    rows = _cells(project, selection)
    with written_beside(path) as (file,):
        file.writelines(("\t".join(row) + "\n").encode() for row in rows)
    return ExportCount(len(rows), 0)


def _preview(
    project: Project, selection: Selection, rows: int
) -> tuple[list[str], list[list[str]]]:
    return list(selection.columns or _COLUMNS), _cells(project, selection)[:rows]


def _read(path: Path, _options: ReadOptions) -> Iterator[Incoming | UserError]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}, line {number}"
        title, bar, text = line.partition("|")
        if not bar:
            yield UserError("It has no bar.", where=where)
            continue
        yield Incoming(where=where, article=NewArticle(id=new_id(), title=title, text=text))


DIGEST = Format(
    id="digest",
    name="Digest",
    suffixes=(".digest",),
    exports=Exporter(
        title="Digest: one line per article",
        suffix=".digest",
        write=_write,
        preview=_preview,
        holds=frozenset(),
        columns=lambda _codebook: _COLUMNS,
    ),
)
"""Goes out as one line per article, with columns to choose from."""

BARS = Format(
    id="bars",
    name="Barred lines",
    suffixes=(".bars", ".jsonl"),
    imports=Importer(
        read=_read,
        kinds=("barred lines",),
        annotated=True,
        recognises=lambda seen: seen.suffix == ".jsonl" and "|" in seen.text[:99],
    ),
)
"""Comes in as lines of a title and a text; some of its files have the ending of another format."""


def register(monkeypatch: pytest.MonkeyPatch, *rows: Format) -> None:
    """Put rows into the table of formats."""
    monkeypatch.setattr(table, "FORMATS", (*table.FORMATS, *rows))
