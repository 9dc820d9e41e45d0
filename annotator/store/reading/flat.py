"""Records as flat rows, for tables of other programs."""

from typing import Any

from sqlite_utils import Database

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, from_values, kind_name, map_attributes
from annotator.domain.record import Values
from annotator.store.file import tables, texts, transactions

Row = dict[str, Any]


def records(database: Database, kind: str) -> list[Row]:
    """Return all records of a kind as rows, oldest first; raise a `UserError` for other words."""
    if kind not in KINDS:
        remedy = f"There are {', '.join(KINDS)}."
        raise UserError(f"There is no kind of record {kind}.", remedy=remedy)
    with transactions.snapshot(database):
        found = list(tables.select(database, kind, {}))
        return [_flat(kind, values) | _beside(database, kind, values) for values in found]


def _flat(kind: str, values: Values) -> Row:
    """Return the attributes, with a key of its own for each entry of those that are maps."""
    maps = map_attributes(kind)
    row = {name: value for name, value in values.items() if name not in maps}
    for name in sorted(maps):
        row |= {f"{name}.{key}": entry for key, entry in values[name].items()}
    return row


def _beside(database: Database, kind: str, values: Values) -> Row:
    """Return what follows from the attributes and is often asked for."""
    if kind == kind_name(Article):
        return {"text": texts.text(database, values["text_sha256"])}
    if kind == kind_name(Annotation):
        one = from_values(Annotation, values)
        return {"start": one.start, "end": one.end, "text": one.text}
    return {}
