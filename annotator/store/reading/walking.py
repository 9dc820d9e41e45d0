"""What is asked before articles are walked through: which there are, and who has labels."""

from collections.abc import Collection

from annotator.domain.annotation import GOLD_LAYER, Decision
from annotator.store.file import tables
from annotator.store.file.database import Database

_ON_WHOSE = """
(SELECT count(*) FROM annotation a
  WHERE a.id = decision.annotation AND a.coder = ? AND a.layer <> ?)
"""


def article_ids(database: Database) -> list[str]:
    """Return the ids of the articles, in the order in which they came in."""
    return [ident for (ident,) in database.conn.execute("SELECT id FROM article ORDER BY n")]


def labellers(database: Database) -> list[tuple[str, str]]:
    """Return coder and layer wherever there are annotations, each once."""
    sql = "SELECT DISTINCT coder, layer FROM annotation_count"
    return database.conn.execute(sql).fetchall()


def reviewed_articles(database: Database) -> set[str]:
    """Return the ids of the articles that have gold or decisions."""
    sql = (
        "SELECT article FROM annotation_count WHERE layer = ? UNION "
        "SELECT a.article FROM decision d JOIN annotation a ON a.id = d.annotation"
    )
    return {article for (article,) in database.conn.execute(sql, [GOLD_LAYER])}


def article_count(database: Database) -> int:
    """Count the articles."""
    return database.conn.execute("SELECT count(*) FROM article").fetchone()[0]


def article_states(database: Database) -> list[tuple[str, str]]:
    """Return how far review has come with articles: id and state, where somebody said it."""
    return database.conn.execute("SELECT article, state FROM settlement ORDER BY n").fetchall()


def state_counts(database: Database) -> dict[tuple[str, bool], int]:
    """Count the articles by how far review has come with them, and whether they are locked."""
    sql = "SELECT state, locked, count(*) FROM settlement GROUP BY state, locked"
    found = database.conn.execute(sql)
    return {(state, bool(locked)): count for state, locked, count in found}


def annotations_up_to(database: Database, limit: int) -> int:
    """Return how many annotations there are, counting no further than to a limit."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM annotation LIMIT ?)"
    return database.conn.execute(sql, [limit]).fetchone()[0]


def decisions_on(
    database: Database, coder: str, verdicts: Collection[str] | None
) -> list[tuple[Decision, str]]:
    """Return the decisions on a coder's (id) own annotations, each with the article's id."""
    where, parameters = _ON_WHOSE, [coder, GOLD_LAYER]
    if verdicts is not None:
        where = f"verdict IN (SELECT value FROM json_each(?)) AND {where}"  # noqa: S608 - words of our own
        parameters.insert(0, tables.among(verdicts))
    found = tables.select_where(database, "decision", where, parameters)
    words = [tables.to_record(Decision, values) for values in found]
    sql = "SELECT id, article FROM annotation WHERE id IN (SELECT value FROM json_each(?))"
    asked = tables.among({word.annotation for word in words})
    articles = dict(database.conn.execute(sql, [asked]).fetchall())
    return [(word, articles[word.annotation]) for word in words if word.annotation in articles]


def count_decisions_on(database: Database, coder: str, verdict: str) -> int:
    """Count the decisions of a verdict on a coder's (id) own annotations."""
    sql = f"SELECT count(*) FROM decision WHERE verdict = ? AND {_ON_WHOSE}"  # noqa: S608 - words of our own
    return database.conn.execute(sql, [verdict, coder, GOLD_LAYER]).fetchone()[0]
