"""Which articles a coder has finished lately: told from the newest edits, not from all."""

from annotator.domain.article import FINISHED
from annotator.domain.edits.articles import SetStatus
from annotator.store.file.database import Database
from annotator.store.file.tables import among

_KIND = SetStatus.__name__


def finished_since(database: Database, coder: str, millis: int) -> set[str]:
    """Return the articles to which a coder (handle) gave a status since, and that are finished.

    Articles whose status an import or a merge brought are not among them.
    """
    sql = (
        "SELECT DISTINCT s.article FROM edit e JOIN change c ON c.edit = e.id "
        "JOIN status s ON s.id = c.record WHERE e.coder = ? AND e.clock >= ? AND e.kind = ? "
        "AND c.kind = 'status' AND s.status IN (SELECT value FROM json_each(?))"
    )
    found = database.conn.execute(sql, [coder, f"{millis:015d}", _KIND, among(FINISHED)])
    return {article for (article,) in found.fetchall()}
