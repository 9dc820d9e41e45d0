"""A row for each article with everything on it, in columns that are declared beforehand."""

from collections.abc import Mapping
from typing import Any, cast

import msgspec

from annotator.domain.codebook import Codebook
from annotator.domain.record import Values
from annotator.formats.csv.columns import META_COLUMNS
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.jsonl.writing import line_of
from annotator.formats.outgoing.typed.shapes import (
    STRETCHES,
    TEXTS,
    ListOf,
    Nested,
    Plain,
    Shape,
    fitted,
    shape_of,
    shape_of_values,
)
from annotator.formats.outgoing.typed.table import OTHER_ANSWERS, unfitted

_STRETCH = ("start", "end")


def _named(*texts: str, **others: Shape) -> Nested:
    """Return the shape of a record: its texts come first."""
    return Nested({**dict.fromkeys(texts, Plain.TEXT), **others})


_LINK = _named("type", "annotation", "actor")
_DECISION = _named("id", "reviewer", "verdict", "reason", "gold", at=Plain.TIME)
_COMMENT = _named("id", "coder", "text", at=Plain.TIME, closes=Plain.FLAG)
_SOURCE = _named("annotation", "coder", "verdict", "reviewer", "reason", at=Plain.TIME)
_ACTOR = _named("id", "name", "kind", "role", "affiliation", "note", aliases=TEXTS)
_ROLES = ListOf(_named("role", start=Plain.WHOLE, end=Plain.WHOLE, repeats=Plain.FLAG))
_STATE = _named("state", "reviewer", locked=Plain.FLAG, at=Plain.TIME)
_SENT_BACK = ListOf(_named("coder", "reviewer", "reason", at=Plain.TIME))


class ArticleTable:
    """The columns of an export, and the row of each article."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._fields = _fields(dataset.codebook)
        self.columns: Mapping[str, Shape] = _columns(dataset, self._fields)
        """The shape of each column; offsets are in code points, or as their names say."""

    def row(self, labelled: Labelled) -> Values:
        """Return what each column has of an article."""
        line = cast("Values", msgspec.to_builtins(line_of(self._dataset, labelled)))
        line["excluded"] = _stretches(line["excluded"] or ())
        line["roles"] = [
            dict(zip((*_STRETCH, "role", "repeats"), one, strict=True)) for one in line["roles"]
        ]
        line["statuses"] = [
            {"coder": coder, "status": status} for coder, status in line["statuses"].items()
        ]
        for annotation, one in zip(labelled.annotations, line["annotations"], strict=True):
            one[OTHER_ANSWERS] = unfitted(self._dataset.codebook, annotation)
            one["fragments"] = _stretches(one["fragments"])
            one["settled_from"] = one.get("settled_from") or []
            one["fields"] = {one["code"]: one["fields"]}
        return {name: fitted(line.get(name), shape) for name, shape in self.columns.items()}


def _stretches(pairs: Any) -> list[dict[str, int]]:
    return [dict(zip(_STRETCH, pair, strict=True)) for pair in pairs]


def _columns(dataset: Dataset, fields: Mapping[str, Shape]) -> dict[str, Shape]:
    texts: dict[str, Shape] = dict.fromkeys(("id", "title", "text"), Plain.TEXT)
    return texts | {
        "meta": _metadata(dataset),
        "excluded": STRETCHES,
        "roles": _ROLES,
        "annotations": ListOf(Nested(_annotation(fields))),
        "actors": ListOf(_ACTOR),
        "statuses": ListOf(_named("coder", "status")),
        "assigned": ListOf(_named("coder", at=Plain.TIME)),
        "article_state": _STATE,
        "sent_back": _SENT_BACK,
        "note": Plain.TEXT,
        "created": Plain.TIME,
    }


def _annotation(fields: Mapping[str, Shape]) -> dict[str, Shape]:
    places: dict[str, Shape] = dict.fromkeys(
        ("start", "end", "start_utf16", "end_utf16"), Plain.WHOLE
    )
    return {
        **dict.fromkeys(("id", "code", "layer", "coder"), Plain.TEXT),
        "fragments": STRETCHES,
        **places,
        "text": Plain.TEXT,
        **({"fields": Nested(fields)} if fields else {}),
        OTHER_ANSWERS: Plain.TEXT,
        "links": ListOf(_LINK),
        "note": Plain.TEXT,
        "origin": Plain.TEXT,
        "codebook_version": Plain.WHOLE,
        "created": Plain.TIME,
        "modified": Plain.TIME,
        "decisions": ListOf(_DECISION),
        "comments": ListOf(_COMMENT),
        "score": Plain.REAL,
        **dict.fromkeys(("score_reason", "suggested_by", "suggested_rule"), Plain.TEXT),
        "settled_from": ListOf(_SOURCE),
    }


def _fields(codebook: Codebook) -> dict[str, Shape]:
    """Return the fields of each code that has any: the same field id may be of several types."""
    return {
        code.id: Nested({field.id: shape_of(field) for field in code.every_field})
        for code in codebook.codes
        if code.every_field
    }


def _metadata(dataset: Dataset) -> Shape:
    """Return the shape of the metadata, for which that of all articles is looked at."""
    values: dict[str, list[Any]] = {key: [] for key in META_COLUMNS}
    for article in dataset.articles:
        for key, value in article.meta.items():
            values.setdefault(key, []).append(value)
    further = sorted(values.keys() - set(META_COLUMNS))
    shapes: dict[str, Shape] = dict.fromkeys(META_COLUMNS, Plain.TEXT)
    return Nested(shapes | {key: shape_of_values(values[key]) for key in further})
