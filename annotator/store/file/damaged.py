"""What a damaged file is refused with: a sentence that names the record and its article."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from annotator.domain.errors import DamageError
from annotator.domain.wording import cut
from annotator.store.file.database import Database

_LONGEST = 80
_TITLE = "SELECT title FROM article WHERE id = ?"
_ON = """
SELECT a.title FROM article a JOIN annotation b ON b.article = a.id WHERE b.id = ?
"""


def file(name: str, detail: str) -> DamageError:
    """Return the refusal of a file as a whole."""
    return DamageError(f"{name} is damaged: {detail}.")


def record(kind: str, ident: object, detail: str, title: str = "") -> DamageError:
    """Return the refusal of a record; `title` is its article's, if that is known."""
    on = f" on “{cut(title, _LONGEST)}”" if title and kind != "article" else ""
    called = f" “{cut(title, _LONGEST)}”" if title and kind == "article" else ""
    told = cut(str(ident), _LONGEST)
    return DamageError(f"The {kind}{called} {told}{on} is damaged: {cut(detail, 200)}.")


def title_of(database: Database, kind: str, cells: Mapping[str, Any]) -> str:
    """Return the title of the article that a damaged row is on, as far as that can be read."""
    if kind == "article":
        return str(cells.get("title", ""))
    with suppress(sqlite3.Error, DamageError):
        if "article" in cells:
            found = database.conn.execute(_TITLE, [cells["article"]]).fetchone()
        else:
            found = database.conn.execute(_ON, [cells.get("annotation")]).fetchone()
        return str(found[0]) if found else ""
    return ""
