"""What is read of a project for tables: summaries of articles, and records as flat rows."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, WorkStatus
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, kind_name, map_attributes
from annotator.domain.record import Fragment, Values
from annotator.domain.study import ArticleState, RoundKind
from annotator.store.file import tables, texts, transactions
from annotator.store.file.database import Database


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article's summary: no text, but who has done what on it.

    `length` and `excluded` are in code points; `annotations` counts coders' own annotations by
    their handles, `codes` those of all layers by code id; `layers` has the counts by code of each
    layer (a handle, or gold). `statuses` are by handle, `assigned` are handles. `sent_back` says by
    the handle of whom the article went back to who sent it and why. `rounds` are those that it was
    put into: kinds by names; `roles`, what some stretches of the text are; `versions`, by which of
    the codebook the labels of each layer were coded. `units` says how far answers for units are,
    where a filter asks for that.
    """

    id: str
    title: str
    length: int
    text_sha256: str
    meta: Values
    excluded: tuple[Fragment, ...]
    annotations: Mapping[str, int]
    codes: Mapping[str, int]
    statuses: Mapping[str, WorkStatus]
    layers: Mapping[str, Mapping[str, int]] = msgspec.field(
        default_factory=dict[str, Mapping[str, int]]
    )
    assigned: frozenset[str] = frozenset()
    state: ArticleState = ArticleState.OPEN
    locked: bool = False
    sent_back: Mapping[str, tuple[str, str]] = msgspec.field(
        default_factory=dict[str, tuple[str, str]]
    )
    rounds: Mapping[str, RoundKind] = msgspec.field(default_factory=dict[str, RoundKind])
    roles: frozenset[str] = frozenset()
    versions: Mapping[str, frozenset[int]] = msgspec.field(
        default_factory=dict[str, frozenset[int]]
    )
    units: str = ""

    def status_of(self, coder: str) -> WorkStatus:
        """Return a coder's status on the article; new unless they said otherwise."""
        return self.statuses.get(coder, WorkStatus.NEW)

    @property
    def annotation_count(self) -> int:
        """How many annotations all coders have made on it."""
        return sum(self.annotations.values())

    @property
    def is_practice(self) -> bool:
        """Whether coders are trained on it."""
        return RoundKind.TRAINING in self.rounds.values()

    def of_layer(self, handle: str) -> "ArticleRow":
        """Return the row as somebody sees it who sees one coder's annotations only."""
        own = self.layers.get(handle, {})
        count = sum(own.values())
        annotations = {handle: count} if count else {}
        versions = {one: coded for one, coded in self.versions.items() if one == handle}
        return structs.replace(self, annotations=annotations, codes=own, versions=versions)


Row = dict[str, Any]


def flat_records(database: Database, kind: str) -> list[Row]:
    """Return all records of a kind as rows, oldest first; raise a `UserError` for other words."""
    if kind not in KINDS:
        remedy = f"There are {', '.join(KINDS)}."
        raise UserError(f"There is no kind of record {kind}.", remedy=remedy)
    with transactions.snapshot(database):
        found = list(tables.select(database, kind, {}))
        return [_flat(kind, values) | _beside(database, kind, values) for values in found]


def marks(database: Database, kind: str) -> dict[str, tuple[str, int]]:
    """Return by id what each record is on (nothing for what stands by itself), and a hash of it."""
    owner = KINDS[kind].owner
    places = [column.name for column in tables.columns(kind)]
    ident, on = places.index("id"), places.index(owner.attribute if owner else "id")
    found = tables.all_rows(database, kind)
    return {row[ident]: (row[on] if owner else "", hash(row)) for row in found}


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
        return {"text": texts.verified(database, values["text_sha256"], values["title"])}
    if kind == kind_name(Annotation):
        one = tables.to_record(Annotation, values)
        return {"start": one.start, "end": one.end, "text": one.text}
    return {}
