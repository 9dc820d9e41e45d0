"""On which articles changes have touched gold or decisions, and which are locked."""

from collections.abc import Iterable

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.change import Change
from annotator.store.file.database import Database
from annotator.store.file.tables import among


def locked_articles(database: Database) -> frozenset[str]:
    """Return the articles (ids) that are locked."""
    found = database.conn.execute("SELECT article FROM settlement WHERE locked")
    return frozenset(article for (article,) in found)


def touched_gold(database: Database, changes: Iterable[Change]) -> set[str]:
    """Return the articles (ids) whose gold or decisions these changes have touched."""
    found: set[str] = set()
    gold: set[str] = set()
    decided: set[str] = set()
    for change in changes:
        whole = (change.before or {}) | (change.after or {})
        if change.kind == "annotation":
            if whole.get("layer") == GOLD_LAYER and "article" in whole:
                found.add(whole["article"])
            gold.add(change.record)
        elif change.kind == "decision" and "annotation" in whole:
            decided.add(whole["annotation"])
        elif change.kind == "link" and "annotation" in whole:
            gold.add(whole["annotation"])
    sql = "SELECT article FROM annotation WHERE id IN (SELECT value FROM json_each(?))"
    found |= _articles(database, f"{sql} AND layer = ?", [among(gold), GOLD_LAYER])
    return found | _articles(database, sql, [among(decided)])


def _articles(database: Database, sql: str, values: list[object]) -> set[str]:
    return {article for (article,) in database.conn.execute(sql, values)}
