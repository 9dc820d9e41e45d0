"""What was decided on suggestions: accepted, mended and refused, counted."""

import msgspec

from annotator.domain.annotation import GOLD_LAYER, PROPOSED
from annotator.store.file.database import Database
from annotator.store.file.tables import among

REFUSED = "refused"


class Decided(msgspec.Struct, frozen=True):
    """How many suggestions `by` rules or a model a coder decided on in an article, and how.

    `how` is an origin of an accepted label, or `REFUSED`; coder, article and code are ids.
    """

    article: str
    coder: str
    code: str
    by: str
    how: str
    count: int


def decided_suggestions(database: Database) -> list[Decided]:
    """Return what is decided on suggestions, counted by article, coder, code, by whom and how."""
    sql = (
        "SELECT a.article, a.coder, a.code, s.by, a.origin, count(*) FROM score s "
        "JOIN annotation a ON a.id = s.annotation WHERE s.by <> '' AND a.layer <> ?1 "
        "AND a.origin IN (SELECT value FROM json_each(?2)) GROUP BY 1, 2, 3, 4, 5 "
        "UNION ALL SELECT article, coder, code, by, ?3, count(*) FROM refusal "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4, 5"
    )
    parameters = [GOLD_LAYER, among(sorted(PROPOSED)), REFUSED]
    return [Decided(*row) for row in database.conn.execute(sql, parameters).fetchall()]
