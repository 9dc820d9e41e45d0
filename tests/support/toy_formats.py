"""Formats that are no more than a row: what a further format has to say of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.draft import Progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.formats import table
from annotator.formats.dataset import Dataset
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.folder import written_folder
from annotator.formats.format import ExportCount, Exporter, Extra, Format, Importer, Purpose
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.outgoing.previews import PreviewedFile
from annotator.formats.selection import Selection
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


OPTIONS = (
    ExportOption(
        id="heads", title="Headlines", help="Say the titles.", kind=OptionKind.FLAG, default=True
    ),
    ExportOption(
        id="order",
        title="Order",
        help="What comes first.",
        kind=OptionKind.CHOICE,
        default="as_is",
        choices=(OptionChoice("as_is", "As it is"), OptionChoice("turned", "Turned round")),
    ),
    ExportOption(
        id="seed",
        title="Seed",
        help="Begins the random numbers.",
        kind=OptionKind.NUMBER,
        default=1,
        lowest=1,
        highest=99,
    ),
    ExportOption(
        id="licence", title="Licence", help="Of the labels.", kind=OptionKind.TEXT, default=""
    ),
)
"""An option of each kind."""


def _write_folder(
    project: Project, selection: Selection, path: Path, _progress: Progress
) -> ExportCount:
    heads, order, seed, terms = OPTIONS
    licence = selection.words(terms)
    if licence == "none":
        raise UserError("“none” is no licence.", where="licence", remedy="Leave it empty.")
    rows = [row[0] for row in _cells(project, selection)] if selection.flag(heads) else []
    rows = rows[::-1] if selection.words(order) == "turned" else rows
    with written_folder(path) as folder:
        said = [str(selection.number(seed)), licence, *rows]
        (folder / "said.txt").write_text("\n".join(said), encoding="utf-8")
    return ExportCount(len(rows), 0)


def _files(project: Project, selection: Selection, rows: int) -> list[PreviewedFile]:
    said = PreviewedFile("said.txt", *_preview(project, selection, rows))
    return [said, PreviewedFile("read-me.txt", ["line"], [["Unpack it."]])]


PARCEL = Format(
    id="parcel",
    name="Parcel",
    suffixes=(),
    exports=Exporter(
        title="Parcel: a folder with all that is said",
        about="For those who like to unpack.",
        suffix="",
        purpose=Purpose.RELEASE,
        write=_write_folder,
        preview=_preview,
        holds=frozenset(),
        files=_files,
        folder=True,
        options=OPTIONS,
    ),
)
"""Goes out as a folder, with an option of each kind."""

UNREADY = Format(
    id="unready",
    name="Unready",
    suffixes=(".unready",),
    exports=Exporter(
        title="Unready: for which something has to be installed",
        suffix=".unready",
        purpose=Purpose.MACHINE_LEARNING,
        write=_write,
        preview=_preview,
        extra=Extra("unready", "no_such_module_of_ours", "It would write this."),
    ),
)
"""Can't go out before something is installed."""


def register(monkeypatch: pytest.MonkeyPatch, *rows: Format) -> None:
    """Put rows into the table of formats."""
    monkeypatch.setattr(table, "FORMATS", (*table.FORMATS, *rows))
