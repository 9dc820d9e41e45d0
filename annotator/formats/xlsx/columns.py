"""The columns of the sheets that a dataset goes out as, and the rows that are no annotations."""

import re
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.actor_variables import (
    ActorVariable,
    known_value,
    written_affiliation,
    written_value,
)
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Codebook, Field
from annotator.domain.field_type_row import plain_cell
from annotator.domain.people import Actor
from annotator.domain.record import Values
from annotator.domain.runs import Run
from annotator.formats.csv.columns import column_names, numeric_columns
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.metadata import metadata_column, metadata_keys
from annotator.formats.xlsx.sheets import CellKind, TypedColumn, text_columns

PIECE = 16_000
"""How many characters of a text go into one cell, so that none is longer than a cell can be."""
_A_DAY = "2025-05-19"
"""What only a type of dates takes for its own."""
_FIRST = ("article_id", "title", "published_day")
_LAST = ("note", "article_state", "statuses", "assigned", "excluded", "created")
_LENGTH = "length"
NO_METADATA = frozenset((*_FIRST, *_LAST, _LENGTH))
"""The columns of the sheet of articles, without those of texts, that are no metadata."""
TEXT_COLUMN = re.compile(r"text(_[1-9]\d{0,5})?")
"""What the columns of a text's pieces are called, in their order."""
_LINES = "\n"
LINK_COLUMNS = text_columns(
    ("annotation_id", "type", "target_annotation", "target_actor", "article_id", "link_id")
)
DECISION_COLUMNS = text_columns(
    ("annotation_id", "reviewer", "verdict", "reason", "at", "gold", "article_id", "decision_id")
)
COMMENT_COLUMNS = [
    *text_columns(("annotation_id", "coder", "text", "at")),
    TypedColumn("closes", CellKind.FLAG),
    *text_columns(("article_id", "comment_id")),
]
CODER_COLUMNS = [
    *text_columns(("coder_id", "handle", "name")),
    TypedColumn("archived", CellKind.FLAG),
    *text_columns(("program", "model", "version", "run_at", "prompt_sha256")),
    TypedColumn("cost", CellKind.NUMBER),
    *text_columns(("currency", "run_note")),
]


def code_columns(codebook: Codebook, code: Code) -> list[TypedColumn]:
    """Return the columns of a code's sheet: those of CSV without other codes' fields."""
    fields = {f"{code.id}.{field.id}": field for field in code.every_field}
    others = {f"{c.id}.{field.id}" for c in codebook.codes for field in c.every_field}
    numeric = numeric_columns(codebook)
    return [
        TypedColumn(name, _kind(name, fields.get(name), numeric))
        for name in column_names(codebook)
        if name in fields or name not in others
    ]


def _kind(name: str, field: Field | None, numeric: set[str]) -> CellKind:
    if field is not None and field.type.row.json_type == "boolean":
        return CellKind.FLAG
    if name in numeric:
        return CellKind.NUMBER
    is_day = field is not None and field.type.row.suggested_by(_A_DAY)
    return CellKind.DAY if is_day else CellKind.TEXT


class ArticleColumns:
    """The columns of the sheet of articles; of texts as many as the longest takes."""

    def __init__(self, dataset: Dataset, *, texts: bool) -> None:
        self._dataset = dataset
        self._meta = metadata_keys(dataset.articles)
        longest = max((one.length for one in dataset.articles), default=0)
        pieces = max(1, -(-longest // PIECE)) if texts else 0
        self._texts = [f"text_{n}" if n > 1 else "text" for n in range(1, pieces + 1)]
        first = [TypedColumn(_FIRST[0]), TypedColumn(_FIRST[1])]
        taken = {*NO_METADATA, *filter(TEXT_COLUMN.fullmatch, self._meta)}
        self.columns = [
            *first,
            TypedColumn(_FIRST[2], CellKind.DAY),
            *(TypedColumn(metadata_column(key, taken), CellKind.AS_IT_IS) for key in self._meta),
            *text_columns(_LAST),
            TypedColumn(_LENGTH, CellKind.NUMBER),
            *text_columns(self._texts),
        ]

    def row(self, labelled: Labelled) -> list[object]:
        """Return the cells of an article."""
        article, dataset = labelled.article, self._dataset
        statuses = dataset.statuses(article.id).items()
        assigned = [dataset.coders[one.coder].handle for one in dataset.assignments(article.id)]
        text = labelled.text
        return [
            article.id,
            article.title,
            str(article.meta.get("published", ""))[: len(_A_DAY)],
            *(_meta_cell(article, key) for key in self._meta),
            article.note,
            dataset.state(article.id),
            _LINES.join(f"{handle}: {status.value}" for handle, status in statuses),
            _LINES.join(assigned),
            " ".join(f"{piece.start}-{piece.end}" for piece in article.excluded),
            article.created,
            article.length,
            *(text[n * PIECE : (n + 1) * PIECE] for n in range(len(self._texts))),
        ]


def _meta_cell(article: Article, key: str) -> object:
    value = article.meta.get(key)
    return value if isinstance(value, bool | int | float) else plain_cell(value)


def link_rows(labelled: Labelled) -> Iterator[Sequence[object]]:
    """Yield the rows of an article's links."""
    for one in labelled.annotations:
        for link in labelled.links[one.id]:
            ends = link.target_annotation, link.target_actor
            yield one.id, link.type, *ends, one.article, link.id


def decision_rows(dataset: Dataset, labelled: Labelled) -> Iterator[Sequence[object]]:
    """Yield the rows of the decisions on an article's annotations."""
    for one in labelled.annotations:
        for word in labelled.decisions[one.id]:
            who = dataset.coders[word.reviewer].handle
            said = word.verdict.value, word.reason, word.at, word.gold
            yield one.id, who, *said, one.article, word.id


def comment_rows(dataset: Dataset, labelled: Labelled) -> Iterator[Sequence[object]]:
    """Yield the rows of the threads on an article's annotations."""
    for one in labelled.annotations:
        for word in labelled.comments[one.id]:
            who = dataset.coders[word.coder].handle
            yield one.id, who, word.text, word.at, word.closes, one.article, word.id


def coder_rows(dataset: Dataset) -> Iterator[Sequence[object]]:
    """Yield the rows of the coders whose layers are exported, by handle."""
    runs = {one.coder: one for one in dataset.came.runs}
    for coder in sorted(dataset.coders.values(), key=lambda one: one.handle):
        if dataset.exports(coder.id):
            row = [coder.id, coder.handle, coder.name, coder.archived]
            yield [*row, *(_run_cells(runs[coder.id]) if coder.id in runs else [""] * 8)]


def _run_cells(run: Run) -> list[object]:
    told = [run.name, run.model, run.version, run.at, run.prompt_sha256]
    return [*told, run.cost, run.currency, run.note]


def actor_columns(variables: Iterable[ActorVariable]) -> list[TypedColumn]:
    """Return the columns of the sheet of actors: two for each variable, as in the actors' table."""
    fixed = ("actor_id", "name", "kind", "role", "affiliation", "affiliations", "aliases")
    of_variables = [f"var.{one.id}{end}" for one in variables for end in ("", ".how")]
    return [
        *text_columns(fixed),
        TypedColumn("archived", CellKind.FLAG),
        TypedColumn("note"),
        *(TypedColumn(name, CellKind.AS_IT_IS) for name in of_variables),
    ]


def actor_row(actor: Actor, variables: Iterable[ActorVariable]) -> list[object]:
    """Return the cells of an actor."""
    known = [known_value(actor, one.id) for one in variables]
    return [
        *(actor.id, actor.name, actor.kind, actor.role, actor.affiliation),
        _LINES.join(written_affiliation(one) for one in actor.affiliations),
        _LINES.join(actor.aliases),
        actor.archived,
        actor.note,
        *(
            cell
            for one in known
            for cell in (_value_cell(one.value), one.how.value if one.how is not None else "")
        ),
    ]


def _value_cell(value: object) -> object:
    return value if isinstance(value, int | float) else written_value(value)


def codebook_cell(value: object) -> object:
    """Return a cell of the codebook's sheet."""
    return value if isinstance(value, bool) else str(value)


def codebook_row(cells: Values, names: Sequence[str]) -> list[object]:
    """Return the row of a codebook's table that has these cells."""
    return [codebook_cell(cells[name]) if name in cells else "" for name in names]
