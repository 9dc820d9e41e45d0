"""A row for each annotation with the columns of CSV, typed, and what only typed columns hold."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.annotation import Annotation
from annotator.domain.article import PROBABILITY
from annotator.domain.codebook import Codebook
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
from annotator.formats.outgoing.typed.shapes import (
    STRETCHES,
    ListOf,
    Nested,
    Plain,
    Shape,
    fitted,
    shape_of,
)

FRAGMENTS, LINKS, METADATA, OTHER_ANSWERS = "fragments", "links", "metadata", "other_answers"
LINK_ENDS = ListOf(
    Nested(
        {
            "type": Plain.TEXT,
            "annotation": Plain.TEXT,
            "actor": Plain.TEXT,
            "actor_name": Plain.TEXT,
        }
    )
)
"""The links of an annotation, each to another one or to an actor, by id."""
_TIMES = {"created", "modified"}
_IN_COLUMNS = frozenset((*META_COLUMNS, PROBABILITY))


def table_columns(codebook: Codebook) -> list[str]:
    """Return the names of the columns: those of CSV in their order, and three more."""
    return [*column_names(codebook), LINKS, METADATA, OTHER_ANSWERS]


class AnnotationTable:
    """The columns of an export, and its rows as they are asked for."""

    def __init__(self, dataset: Dataset, names: Sequence[str]) -> None:
        self._dataset = dataset
        every = _shapes(dataset.codebook)
        self.columns: Mapping[str, Shape] = {name: every[name] for name in names}
        """The shape of each column."""
        places = {name: n for n, name in enumerate(names)}
        self._of_fields = {
            code.id: {
                field.id: (place, shape_of(field))
                for field in code.every_field
                if (place := places.get(f"{code.id}.{field.id}")) is not None
            }
            for code in dataset.codebook.codes
        }
        self._own = [(n, _OWN[name]) for name, n in places.items() if name in _OWN]
        answers = {place for fields in self._of_fields.values() for place, _ in fields.values()}
        from_csv = {n for n in places.values() if n not in answers and names[n] not in _OWN}
        shapes = list(self.columns.values())
        self._texts = [n for n in from_csv if shapes[n] is Plain.TEXT]
        self._typed = [(n, shapes[n]) for n in from_csv if shapes[n] is not Plain.TEXT]
        # Every column keeps its place: those that CSV is not asked for stay empty.
        asked = [name if n in from_csv else "" for n, name in enumerate(names)]
        self._csv = CsvColumns(dataset.codebook, asked)

    def rows(self, labelled: Labelled) -> Iterator[list[Any]]:
        """Yield the row of each annotation of an article; None where nothing is to be said."""
        article = OneArticle(self._dataset, labelled)
        shared = self._csv.shared(article)
        for n in self._texts:  # numbers among the metadata
            shared[n] = str(shared[n])
        for annotation in labelled.annotations:
            cells = self._csv.row(shared, CsvRow(article, annotation))
            row: list[Any] = [None if cell == "" else cell for cell in cells]
            for n, shape in self._typed:
                if row[n] is not None:
                    row[n] = _typed(row[n], shape)
            for n, tell in self._own:
                row[n] = tell(self._dataset, labelled, annotation)
            fields = self._of_fields.get(annotation.code, {})
            for field, answer in annotation.values.items():
                if field in fields:
                    n, shape = fields[field]
                    row[n] = fitted(answer, shape)
            yield row


def unfitted(codebook: Codebook, annotation: Annotation) -> str | None:
    """Return the answers that their fields' columns can't hold, as a JSON object; None for none.

    They were given when the field was of another type, or are numbers too large for a column.
    """
    if not annotation.values:
        return None
    code = codebook.code(annotation.code)
    fields = {field.id: field for field in code.every_field} if code is not None else {}
    found = {
        name: value
        for name, value in annotation.values.items()
        if value is not None
        and (name not in fields or fitted(value, shape_of(fields[name])) is None)
    }
    return _json(found)


def _shapes(codebook: Codebook) -> dict[str, Shape]:
    found: dict[str, Shape] = dict.fromkeys(table_columns(codebook), Plain.TEXT)
    found |= dict.fromkeys(_TIMES, Plain.TIME)
    found |= dict.fromkeys(WHOLE_NUMBERS, Plain.WHOLE)
    found |= dict.fromkeys(FRACTIONS, Plain.REAL)
    found |= {
        f"{code.id}.{field.id}": shape_of(field)
        for code in codebook.codes
        for field in code.every_field
    }
    return found | {FRAGMENTS: STRETCHES, LINKS: LINK_ENDS}


def _typed(cell: Cell, shape: Shape) -> Any:
    """Return a cell of CSV as its column has it, which is no text."""
    if shape is Plain.WHOLE and isinstance(cell, int):
        return cell
    if shape is Plain.REAL:
        try:
            return float(cell)
        except ValueError:
            return None
    return fitted(cell, shape)


def _fragments(_dataset: Dataset, _labelled: Labelled, one: Annotation) -> Any:
    return [{"start": piece.start, "end": piece.end} for piece in one.fragments]


def _links(dataset: Dataset, labelled: Labelled, one: Annotation) -> Any:
    return [
        {
            "type": link.type,
            "annotation": link.target_annotation,
            "actor": link.target_actor,
            "actor_name": dataset.actors[link.target_actor].name if link.target_actor else None,
        }
        for link in labelled.links[one.id]
    ]


def _metadata(_dataset: Dataset, labelled: Labelled, _one: Annotation) -> str | None:
    """Return the article's metadata that has no column, as a JSON object."""
    meta = labelled.article.meta
    return _json({key: value for key, value in meta.items() if key not in _IN_COLUMNS})


def _other_answers(dataset: Dataset, _labelled: Labelled, one: Annotation) -> str | None:
    return unfitted(dataset.codebook, one)


def _json(values: Mapping[str, Any]) -> str | None:
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else None


_OWN = {FRAGMENTS: _fragments, LINKS: _links, METADATA: _metadata, OTHER_ANSWERS: _other_answers}
"""What is not told as CSV tells it."""
