"""The table of statements: one row for each, with who says it, of whom, and in which frames."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from annotator.analysis.prominence import Prominence
from annotator.domain.codebook import Field
from annotator.domain.draft import Progress, no_progress
from annotator.domain.field_type_row import BETWEEN_CHOICES
from annotator.formats.csv.columns import BETWEEN_ENDS, META_COLUMNS, Cell
from annotator.formats.csv.separators import CSV_OPTIONS
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.format import ExportCount
from annotator.formats.metadata import metadata_column, metadata_keys
from annotator.formats.outgoing.csv_or_sheet import (
    Row,
    csv_cell,
    write_csv_table,
    write_sheet_table,
)
from annotator.formats.outgoing.previews import Preview
from annotator.formats.outgoing.statements.roles import (
    READING_OPTIONS,
    StatementReading,
    statement_reading,
)
from annotator.formats.outgoing.statements.taking import Party, Stated, StatementTaking
from annotator.formats.selection import Selection
from annotator.formats.xlsx.sheets import CellKind, TypedColumn, text_columns
from annotator.store.project import Project

TABLE_OPTIONS = (*READING_OPTIONS, *CSV_OPTIONS)
SHEET_OPTIONS = READING_OPTIONS
_PARTIES = ("text", "actor", "kind", "role", "affiliation")
_PLAIN = (
    *("annotation_id", "code", "layer", "coder", "start", "end", "place", "text"),
    *(f"source_{one}" for one in _PARTIES),
    *("cue_text", "stance", "stance_name"),
    *(f"target_{one}" for one in _PARTIES),
    "frame_names",
)
_NUMBERS = {"start", "end", "stance"}


class StatementTable:
    """The columns of a table of statements, and its rows; it counts what it gives."""

    def __init__(self, project: Project, selection: Selection) -> None:
        self._dataset = Dataset(project, selection)
        self.reading = statement_reading(self._dataset.codebook, selection)
        self._taking = StatementTaking(self._dataset, self.reading)
        self._meta = list(dict.fromkeys((*META_COLUMNS, *metadata_keys(self._dataset.articles))))
        self._fields = _fields(self.reading)
        self._concepts = [one.name for one in self.reading.concepts if one.name not in self._fields]
        self.articles = self.statements = 0

    @property
    def columns(self) -> list[TypedColumn]:
        """The columns in their order; metadata that is called as another column is `meta.KEY`."""
        taken = {"article_id", "article_title", "note", *_PLAIN, *self._concepts, *self._fields}
        return [
            *text_columns(("article_id", "article_title")),
            *(TypedColumn(metadata_column(key, taken), CellKind.AS_IT_IS) for key in self._meta),
            *(
                TypedColumn(name, CellKind.NUMBER if name in _NUMBERS else CellKind.TEXT)
                for name in _PLAIN
            ),
            *text_columns(self._concepts),
            *(TypedColumn(name, kind) for name, kind in self._fields.items()),
            TypedColumn("note"),
        ]

    def rows(self, progress: Progress = no_progress) -> Iterator[Row]:
        """Yield a row for each statement, in the articles' order."""
        for labelled in self._dataset.labelled(progress):
            stated = list(self._taking.of(labelled))
            self.articles += bool(stated)
            self.statements += len(stated)
            if stated:
                article = self._article(labelled)
                place = _places(labelled)
                for one in stated:
                    yield [*article, *self._cells(one, labelled, place)]

    def _article(self, labelled: Labelled) -> Row:
        article = labelled.article
        values = (article.meta.get(key) for key in self._meta)
        plain = (v if isinstance(v, bool | int | float) else str(v or "") for v in values)
        return [article.id, article.title, *plain]

    def _cells(
        self, one: Stated, labelled: Labelled, place: Callable[[int | None], str]
    ) -> Iterator[Cell | float | None]:
        annotation, spoken = one.annotation, one.spoken
        yield from (annotation.id, annotation.code, self._dataset.layer(annotation))
        yield self._dataset.coders[annotation.coder].handle
        yield from (annotation.start, annotation.end, place(annotation.start), annotation.text)
        day = str(labelled.article.meta.get("published", ""))
        yield from _party_cells(one.speakers, day)
        yield _joined(one.cues)
        field = spoken.stance
        answer = annotation.values.get(field.id) if field is not None else None
        yield int(answer) if isinstance(answer, int) else None
        yield _named(field, answer) if field is not None else ""
        yield from _party_cells(one.targets, day)
        yield BETWEEN_CHOICES.join(concept.name for concept in one.concepts)
        for name in self._concepts:
            yield BETWEEN_CHOICES.join(c.answer for c in one.concepts if c.source == name)
        for name in self._fields:
            code, _, ident = name.partition(".")
            own = spoken.code.field(ident) if code == annotation.code else None
            given = annotation.values.get(ident) if own is not None else None
            yield "" if own is None or given is None else own.type.row.cell(given)
        yield annotation.note


def _named(field: Field, answer: object) -> str:
    """Return a step's label, or else the answer in words."""
    labels = {step.value: step.label for step in field.steps}
    label = labels.get(answer, "") if isinstance(answer, int) else ""
    return label or ("" if answer is None else field.type.row.words(field, answer))


def _fields(reading: StatementReading) -> dict[str, CellKind]:
    return {
        f"{one.code.id}.{field.id}": _kind(field.type.row.json_type)
        for one in reading.spoken
        for field in one.code.every_field
    }


def _kind(json_type: str) -> CellKind:
    kinds = {"boolean": CellKind.FLAG, "integer": CellKind.NUMBER}
    return kinds.get(json_type, CellKind.TEXT)


def _places(labelled: Labelled) -> Callable[[int | None], str]:
    article = labelled.article
    excluded = [(piece.start, piece.end) for piece in article.excluded]
    prominence = Prominence(labelled.text, article.title, excluded)
    return lambda start: "" if start is None else prominence.of(start)


def _party_cells(parties: Sequence[Party], day: str) -> Iterator[str]:
    yield _joined([one.text for one in parties])
    yield _joined([one.actor.name if one.actor is not None else "" for one in parties])
    yield _joined([one.kind for one in parties])
    yield _joined([one.role for one in parties])
    yield _joined([one.affiliation(day) for one in parties])


def _joined(cells: Sequence[str]) -> str:
    return BETWEEN_ENDS.join(cells) if any(cells) else ""


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the table as CSV."""
    table = StatementTable(project, selection)
    write_csv_table(path, selection, table.columns, table.rows(progress))
    return ExportCount(table.articles, table.statements)


def write_sheet(
    project: Project, selection: Selection, path: Path, progress: Progress
) -> ExportCount:
    """Write the table as the one sheet of a spreadsheet."""
    table = StatementTable(project, selection)
    codes = [one.code.id for one in table.reading.spoken]
    name = codes[0] if len(codes) == 1 else "said"
    write_sheet_table(path, name, table.columns, table.rows(progress))
    return ExportCount(table.articles, table.statements)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the heading and the first rows."""
    table = StatementTable(project, selection)
    first = islice(table.rows(), rows)
    shown = [[str(csv_cell(cell)) for cell in row] for row in first]
    return [one.name for one in table.columns], shown
