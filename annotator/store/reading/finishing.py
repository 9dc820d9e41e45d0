"""Which articles coders have finished, and when: told from the edits that gave the statuses."""

from annotator.domain.annotation import GOLD_LAYER
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


def finished_moments(database: Database) -> dict[str, dict[str, str]]:
    """Return when coders (ids) finished articles that are finished still: by article, by coder.

    Statuses that an import brought have no moment: it says nothing of when somebody coded.
    """
    sql = (
        "SELECT s.article, s.coder, max(e.at) FROM status s "
        "JOIN change c ON c.record = s.id JOIN edit e ON e.id = c.edit "
        "WHERE c.kind = 'status' AND e.kind = ? "
        "AND s.status IN (SELECT value FROM json_each(?)) GROUP BY s.article, s.coder"
    )
    found: dict[str, dict[str, str]] = {}
    for article, coder, at in database.conn.execute(sql, [_KIND, among(FINISHED)]):
        found.setdefault(article, {})[coder] = at
    return found


def finished_lately(database: Database, coder: str, most: int) -> list[tuple[str, str]]:
    """Return the articles that a coder (id) has finished, at most so many, the newest first.

    Each comes with who finished it: without a coder whoever did so last, runs excepted, and nobody
    where there is gold alone. Labels without a status (imported ones) are of who has finished.
    """
    whose = "{0}.coder = ?1" if coder else "{0}.coder NOT IN (SELECT coder FROM run)"
    gold = "UNION ALL SELECT article, '', -1 FROM annotation_count WHERE layer = ?4 AND ?1 = ''"
    sql = (
        "SELECT article, coder FROM (SELECT article, coder, max(last) AS last FROM ("  # noqa: S608 - words of our own
        "SELECT s.article, s.coder, (SELECT max(c.n) FROM change c WHERE c.record = s.id) AS last "
        f"FROM status s WHERE {whose.format('s')} "
        "AND s.status IN (SELECT value FROM json_each(?2)) "
        "UNION ALL SELECT l.article, l.coder, 0 FROM annotation_count l "
        f"WHERE {whose.format('l')} AND l.layer <> ?4 AND NOT EXISTS "
        "(SELECT 1 FROM status s WHERE s.article = l.article AND s.coder = l.coder) "
        f"{gold}) GROUP BY article) "
        "ORDER BY last DESC, (SELECT n FROM article WHERE id = article) DESC LIMIT ?3"
    )
    asked = [coder, among(FINISHED), most, GOLD_LAYER]
    return database.conn.execute(sql, asked).fetchall()
