"""What records are called where something is wrong with them, as far as that can be read."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec

from annotator.domain.errors import DamageError
from annotator.domain.kinds import KINDS
from annotator.store.file import damaged
from annotator.store.file.database import Database

_NAMES = {"article": "title", "actor": "name", "coder": "handle", "code": "name", "project": ""}
_ON_TEXT = "SELECT title FROM article WHERE text_sha256 = ? ORDER BY n LIMIT 1"
_WITH_TEXT = (
    "SELECT after FROM change WHERE kind = 'article' AND before IS NULL "
    "AND instr(after, ?) ORDER BY n LIMIT 1"
)
_MADE = (
    "SELECT after FROM change WHERE record = ? AND kind = ? AND before IS NULL ORDER BY n LIMIT 1"
)
_TOUCHED = "SELECT kind, record FROM change WHERE edit = ? ORDER BY n LIMIT 20"
_DEEPEST = 4
_UNREAD = (sqlite3.Error, DamageError, msgspec.MsgspecError, TypeError, ValueError, LookupError)


class Named(msgspec.Struct, frozen=True):
    """What a record is called, and the title of the article that it is on; empty where unknown."""

    name: str = ""
    article: str = ""


def named(
    database: Database, kind: str, ident: str, cells: Mapping[str, Any] | None = None
) -> Named:
    """Name a record, a text or an edit; `cells` are its row's, where they are known."""
    with suppress(*_UNREAD):
        if kind == "text":
            return Named(article=_title_of_text(database, ident))
        if kind == "edit":
            return _edit(database, ident)
        if kind in KINDS:
            return _record(database, kind, ident, cells or {}, 0)
    return Named()


def refusal(
    database: Database,
    kind: str,
    ident: str,
    detail: str = damaged.ALTERED,
    cells: Mapping[str, Any] | None = None,
) -> DamageError:
    """Return the refusal of a damaged record by what people know it by."""
    found = named(database, kind, ident, cells)
    return damaged.record(kind, ident, detail, name=found.name, article=found.article)


def _record(
    database: Database, kind: str, ident: str, cells: Mapping[str, Any], depth: int
) -> Named:
    wanted = _NAMES.get(kind)
    if wanted is not None:
        return Named(_attribute(database, kind, ident, cells, wanted) if wanted else "")
    owner = KINDS[kind].owner
    if owner is None or depth > _DEEPEST:
        return Named()
    on = _attribute(database, kind, ident, cells, owner.attribute)
    if not on:
        return Named()
    found = _record(database, owner.kind, on, {}, depth + 1)
    return Named(article=found.name if owner.kind == "article" else found.article)


def _attribute(
    database: Database, kind: str, ident: str, cells: Mapping[str, Any], attribute: str
) -> str:
    """Return a text of a record: of its row, or else as it was when the record was made."""
    if isinstance(cells.get(attribute), str):
        return str(cells[attribute])
    with suppress(*_UNREAD):
        sql = f'SELECT "{attribute}" FROM "{kind}" WHERE id = ?'  # noqa: S608 - names of our own
        row = database.conn.execute(sql, [ident]).fetchone()
        if row and isinstance(row[0], str):
            return row[0]
    row = database.conn.execute(_MADE, [ident, kind]).fetchone()
    made = msgspec.json.decode(row[0]).get(attribute) if row else ""
    return made if isinstance(made, str) else ""


def _title_of_text(database: Database, sha256: str) -> str:
    with suppress(*_UNREAD):
        row = database.conn.execute(_ON_TEXT, [sha256]).fetchone()
        if row and isinstance(row[0], str):
            return row[0]
    row = database.conn.execute(_WITH_TEXT, [sha256]).fetchone()
    return str(msgspec.json.decode(row[0]).get("title") or "") if row else ""


def _edit(database: Database, ident: str) -> Named:
    """Name an edit by what was done, and by the first article that it touched."""
    name = ""
    with suppress(*_UNREAD):
        row = database.conn.execute("SELECT label FROM edit WHERE id = ?", [ident]).fetchone()
        name = str(row[0]) if row else ""
    for kind, record in database.conn.execute(_TOUCHED, [ident]).fetchall():
        found = named(database, damaged.cell(kind), damaged.cell(record))
        title = found.name if kind == "article" else found.article
        if title:
            return Named(name, title)
    return Named(name)
