"""Writing what is being typed, and finding it again."""

from collections.abc import Mapping

from annotator.domain.typed_words import TypedPlace, TypedWords
from annotator.store.file.database import Database

_MOST, _LONGEST = 1000, 1_000_000
"""So many places of one coder are read again, and so many characters of each."""


def keep(database: Database, coder: str, at: str, words: Mapping[TypedPlace, str | None]) -> None:
    """Write what is typed at some places, and take away what is None."""
    for place, text in words.items():
        key = (coder, place.kind, place.annotation, place.field)
        if text is None:
            database.conn.execute(
                "DELETE FROM typed WHERE coder = ? AND kind = ? AND annotation = ? AND field = ?",
                key,
            )
        else:
            database.conn.execute(
                "INSERT INTO typed (coder, kind, annotation, field, text, at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text, "
                "at = excluded.at",
                (*key, text, at),
            )


def found(database: Database, coder: str) -> list[TypedWords]:
    """Return what a coder was typing, oldest first; too much to be typed is left out."""
    sql = (
        "SELECT kind, annotation, field, text, coder, at FROM typed "
        "WHERE coder = ? AND length(text) <= ? ORDER BY at, annotation, field LIMIT ?"
    )
    rows = database.conn.execute(sql, [coder, _LONGEST, _MOST]).fetchall()
    return [
        TypedWords(TypedPlace(kind, annotation, field), text, coder, at)
        for kind, annotation, field, text, coder, at in rows
    ]
