"""Whose package a file is: told from what it holds, so that bringing it in brings nothing of it.

A package's edits came with its founding, and its assignments are one coder's alone.
"""

from annotator.domain.undo import FOUNDATION
from annotator.store.file.database import Database

_FIRST = 8
"""So many edits are looked at: those of a package came with the first of them."""


def package_for(database: Database) -> str:
    """Return the coder (id) whom a package is for; empty for a file that is none."""
    sql = "SELECT id, kind, via FROM edit ORDER BY n LIMIT ?"
    rows = database.conn.execute(sql, [_FIRST]).fetchall()
    founding = {edit for edit, kind, via in rows if kind == FOUNDATION and via is None}
    if not any(via in founding for _, _, via in rows):
        return ""
    sql = "SELECT DISTINCT coder FROM assignment LIMIT 2"
    coders = [coder for (coder,) in database.conn.execute(sql).fetchall()]
    return coders[0] if len(coders) == 1 else ""
