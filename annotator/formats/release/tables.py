"""The CSV files of a release: its annotations, and its articles; columns with their types."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import BinaryIO

import msgspec

from annotator.domain.codebook import Codebook, Field
from annotator.domain.field_type_row import BETWEEN_CHOICES, plain_cell
from annotator.domain.project_info import ArticleVariable
from annotator.formats.csv.cells import csv_writer
from annotator.formats.csv.columns import (
    FRACTIONS,
    META_COLUMNS,
    WHOLE_NUMBERS,
    Cell,
    CsvColumns,
    CsvRow,
    OneArticle,
    column_names,
)
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.jsonl.lines import ArticleLine
from annotator.formats.metadata import metadata_column
from annotator.formats.release.disguise import Disguise
from annotator.formats.release.guard import free_columns


class ColumnType(StrEnum):
    """What a column's cells are; any may be empty."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"


class ReleaseColumn(msgspec.Struct, frozen=True):
    """A column of a table, its type and what it holds."""

    name: str
    type: ColumnType
    about: str


_WORDS = frozenset(("text", "said_by_text", "cue_text", "target_text"))
"""The columns that hold words of the texts."""
_NOTES = frozenset(("note", "reason", "score_reason"))
_OF_ANSWERS = {"boolean": ColumnType.FLAG, "integer": ColumnType.INTEGER}
"""By the JSON type of an answer."""
_ABOUT = {
    "article_id": "The article, as in articles.csv",
    "article_title": "The article’s title",
    "annotation_id": "The annotation",
    "code": "The code, as in the codebook",
    "layer": "Whose annotation it is: a coder, or gold, the settled ones",
    "coder": "Who made it",
    "start": "Where it starts, in code points of the text; empty for a whole article",
    "end": "Where it ends (exclusive), in code points",
    "start_utf16": "Where it starts, in UTF-16 units",
    "end_utf16": "Where it ends (exclusive), in UTF-16 units",
    "fragments": "All its pieces, START-END in code points",
    "text": "The words",
    "prominence": "Where in the article it stands: headline, lead, body, tail",
    "decision": "What a reviewer said of it",
    "settled_from": "Whose annotations gold came from",
    "origin": "How it came to be",
    "codebook_version": "The version of the codebook by which it was made",
}


class ReleasedAnnotations:
    """Writes annotations.csv, row by row."""

    def __init__(
        self,
        dataset: Dataset,
        disguise: Disguise,
        file: BinaryIO,
        *,
        texts: bool,
        titles: bool,
        notes: bool,
    ) -> None:
        out = set[str]() if texts else set(_WORDS)
        out |= set() if titles else {"article_title"}
        out |= set() if notes else {*_NOTES, *free_columns(dataset.codebook)}
        self._names = [one for one in column_names(dataset.codebook) if one not in out]
        self._columns = CsvColumns(dataset.codebook, self._names)
        self._places = {name: n for n, name in enumerate(self._names)}
        self._dataset = dataset
        self._disguise = disguise
        self._writer = csv_writer(file)
        self._writer.writerow(self._names)

    def columns(self) -> list[ReleaseColumn]:
        """Return the columns that are written, in their order."""
        types = _field_types(self._dataset.codebook)
        return [
            ReleaseColumn(name, types.get(name) or _type_of(name), _ABOUT.get(name, ""))
            for name in self._names
        ]

    def write(self, labelled: Labelled, line: ArticleLine) -> None:
        """Write the annotations of an article; `line` is what the release says of it."""
        article = OneArticle(self._dataset, labelled)
        shared = self._columns.shared(article)
        for name in META_COLUMNS:
            self._put(shared, name, line.meta.get(name))
        for annotation, part in zip(labelled.annotations, line.annotations, strict=True):
            row = CsvRow(article, annotation)
            cells = self._columns.row(shared, row)
            self._put(cells, "annotation_id", part.id)
            self._put(cells, "layer", part.layer)
            self._put(cells, "coder", part.coder)
            self._put(cells, "note", part.note)
            self._put(cells, "score_reason", part.score_reason)
            self._put(cells, "suggested_by", part.suggested_by)
            if row.decision is not None:
                reviewer = self._dataset.coders[row.decision.reviewer].handle
                self._put(cells, "reviewer", self._disguise.handle(reviewer))
                self._put(cells, "reason", self._disguise.words(row.decision.reason))
            settled = dict.fromkeys(self._disguise.handle(one.coder) for one in row.sources)
            self._put(cells, "settled_from", BETWEEN_CHOICES.join(settled))
            self._writer.writerow(cells)

    def _put(self, cells: list[Cell], name: str, value: object) -> None:
        place = self._places.get(name)
        if place is not None:
            cells[place] = plain_cell(value)


def _field_types(codebook: Codebook) -> dict[str, ColumnType]:
    return {
        f"{code.id}.{one.id}": _answers_in(one)
        for code in codebook.codes
        for one in code.every_field
    }


def _type_of(name: str) -> ColumnType:
    if name in WHOLE_NUMBERS:
        return ColumnType.INTEGER
    return ColumnType.NUMBER if name in FRACTIONS else ColumnType.TEXT


_BEFORE_META = (
    ReleaseColumn("article_id", ColumnType.TEXT, "The article"),
    ReleaseColumn("title", ColumnType.TEXT, "Its title"),
)
_AFTER_META = (
    ReleaseColumn("length", ColumnType.INTEGER, "How many code points its text has"),
    ReleaseColumn("text_sha256", ColumnType.TEXT, "The SHA-256 of its text in UTF-8"),
    ReleaseColumn("annotations", ColumnType.INTEGER, "How many annotations the release has on it"),
    ReleaseColumn("article_state", ColumnType.TEXT, "How far review has come"),
)
_TEXT = ReleaseColumn("text", ColumnType.TEXT, "Its text")


class ReleasedArticles:
    """Writes articles.csv, row by row."""

    def __init__(
        self,
        variables: Iterable[ArticleVariable],
        keys: Iterable[str],
        file: BinaryIO,
        *,
        texts: bool,
    ) -> None:
        own = {one.id: one.name for one in variables}
        taken = {one.name for one in (*_BEFORE_META, *_AFTER_META, _TEXT)}
        self._meta = {one: metadata_column(one, taken) for one in keys}
        self._texts = texts
        self.columns = [
            *_BEFORE_META,
            *(
                ReleaseColumn(name, ColumnType.TEXT, own.get(one, ""))
                for one, name in self._meta.items()
            ),
            *_AFTER_META,
            *([_TEXT] if texts else []),
        ]
        """The columns that are written, in their order."""
        self._writer = csv_writer(file)
        self._writer.writerow([one.name for one in self.columns])

    def write(self, line: ArticleLine, sha256: str) -> None:
        """Write what the release says of an article."""
        state = line.article_state
        cells: Sequence[Cell] = [
            line.id,
            line.title or "",
            *(plain_cell(line.meta.get(one)) for one in self._meta),
            len(line.text),
            sha256,
            len(line.annotations),
            state.state.value if state is not None else "",
        ]
        self._writer.writerow([*cells, line.text] if self._texts else cells)


def _answers_in(field: Field) -> ColumnType:
    row = field.type.row
    return ColumnType.DATE if row.is_day else _OF_ANSWERS.get(row.json_type, ColumnType.TEXT)
