"""Where an actor was last named, and a code last answered: the newest annotations first."""

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Placed
from annotator.store.file.database import Database


class Naming(msgspec.Struct, frozen=True):
    """An annotation with a link to an actor; `annotation` says whose it is, and not where."""

    annotation: Placed
    article: str


def namings(database: Database, actor: str, most: int) -> list[Naming]:
    """Return the annotations that name an actor, at most so many, the newest link first."""
    sql = (
        "SELECT a.article, a.id, a.code, a.coder, a.layer "
        "FROM link l JOIN annotation a ON a.id = l.annotation "
        "WHERE l.target_actor = ? ORDER BY l.n DESC LIMIT ?"
    )
    rows = database.conn.execute(sql, [actor, most]).fetchall()
    return [Naming(Placed(*placed, fragments=()), article) for article, *placed in rows]


_NEWEST = 500
"""Among so many of a code's newest annotations a coder's own are looked for."""


def answered_last(database: Database, code: str, coder: str, most: int) -> list[str]:
    """Return a coder's annotations of a code with answers, at most so many, the latest first."""
    sql = (
        'SELECT id FROM (SELECT n, id, coder, layer, modified, "values" AS answers '
        "FROM annotation WHERE code = ? ORDER BY n DESC LIMIT ?) "
        "WHERE coder = ? AND layer <> ? AND answers <> '{}' ORDER BY modified DESC, n DESC LIMIT ?"
    )
    rows = database.conn.execute(sql, [code, _NEWEST, coder, GOLD_LAYER, most])
    return [ident for (ident,) in rows.fetchall()]


_LOOKED_AT = 50


def has_answers(database: Database, code: str, besides: str) -> bool:
    """Tell whether one of a code's newest annotations has answers, `besides` one with this id."""
    sql = (
        'SELECT 1 FROM (SELECT id, "values" AS answers FROM annotation WHERE code = ? '
        "ORDER BY n DESC LIMIT ?) WHERE id <> ? AND answers <> '{}' LIMIT 1"
    )
    return database.conn.execute(sql, [code, _LOOKED_AT, besides]).fetchone() is not None
