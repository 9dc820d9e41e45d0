"""Of which annotations answers were taken as a program suggested them."""

from collections.abc import Collection

from annotator.domain.edits.answers import TakeAnswers
from annotator.store.file.database import Database
from annotator.store.file.tables import among

_KIND = TakeAnswers.__name__


def took_answers(database: Database, annotations: Collection[str]) -> set[str]:
    """Return of these annotations (ids) those that ever got an answer that was suggested."""
    sql = (
        "SELECT DISTINCT c.record FROM json_each(?) w JOIN change c ON c.record = w.value "
        "JOIN edit e ON e.id = c.edit WHERE e.kind = ?"
    )
    return {one for (one,) in database.conn.execute(sql, [among(annotations), _KIND])}
