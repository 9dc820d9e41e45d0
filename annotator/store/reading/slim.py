"""Annotations without the words in and around them: what comparing and agreement read."""

import msgspec

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.record import Fragment, Values
from annotator.store.file import damaged, sums, tables
from annotator.store.file.database import Database

_KIND = "annotation"
_fragments = msgspec.json.Decoder(tuple[Fragment, ...]).decode
_values = msgspec.json.Decoder(Values).decode
_MANY = 10_000
_ORIGINS = {one.value: one for one in Origin}


def _answers(cell: str, known: dict[str, Values]) -> Values:
    """Read answers; those that are given again and again are in memory once."""
    found = _values(cell)
    if len(known) < _MANY:
        known[cell] = found
    return found


def slim_annotations(database: Database, where: str, ids: str | None) -> list[Annotation]:
    """Return annotations with what agreement and comparing ask of them.

    Texts, contexts and notes are empty, and so is when they were modified. `where` is a condition
    of our own on the ids. Raise a `DamageError` for a row that is not what was written: all of it
    is looked at.
    """
    names = [column.name for column in tables.columns(_KIND)]
    at = {name: place for place, name in enumerate(names)}
    picked = ("id", "article", "code", "coder", "layer", "fragments", "values", "created")
    i, a, c, w, y, f, v, m = (at[name] for name in picked)
    o, b = at["origin"], at["codebook_version"]
    known: dict[str, str] = {}
    answers: dict[str, Values] = {}
    one_of = known.setdefault  # the same few words again and again, once in memory
    found: list[Annotation] = []
    for row, total in tables.summed_rows(database, _KIND, where, [] if ids is None else [ids]):
        if sums.row_sum(row) != total:
            raise tables.damage_in(database, _KIND, row)
        try:
            found.append(
                Annotation(
                    id=row[i],
                    article=one_of(row[a], row[a]),
                    code=one_of(row[c], row[c]),
                    coder=one_of(row[w], row[w]),
                    layer=one_of(row[y], row[y]),
                    fragments=_fragments(row[f]),
                    values=answers[row[v]] if row[v] in answers else _answers(row[v], answers),
                    origin=_ORIGINS[row[o]],
                    codebook_version=row[b],
                    created=one_of(row[m], row[m]),
                )
            )
        except (msgspec.MsgspecError, KeyError, ValueError, TypeError, RecursionError):
            raise tables.damage_in(database, _KIND, row, damaged.UNREADABLE) from None
    return found
