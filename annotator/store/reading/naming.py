"""Where an actor was last named: by which annotations, the newest first."""

import msgspec

from annotator.domain.annotation import Placed
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
