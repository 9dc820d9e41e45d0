"""What a coder was shown first on a practice article, also where they took finishing back since."""

from annotator.domain.kinds import from_values
from annotator.domain.study import PracticeResult
from annotator.store.file.database import Database
from annotator.store.history.counted_edits import counted_among
from annotator.store.history.log import verified_change


def first_result(database: Database, ident: str) -> PracticeResult | None:
    """Return how somebody did on a practice article the first time, by the result's id."""
    sql = (
        'SELECT c.edit, c.kind, c.record, c.before, c.after, c."sum" FROM change c '
        "JOIN edit e ON e.id = c.edit WHERE c.record = ? AND c.kind = 'result' "
        "AND c.before IS NULL ORDER BY e.clock, e.id"
    )
    rows = database.conn.execute(sql, [ident]).fetchall()
    visible = counted_among(database, [row[0] for row in rows]).visible if rows else ()
    for edit, *row in rows:
        values = verified_change(edit, row).after
        if edit in visible and values is not None:
            return from_values(PracticeResult, values)
    return None
