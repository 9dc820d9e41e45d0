"""What is asked before articles are walked through: which there are, and who has labels."""

from annotator.store.file.database import Database


def article_ids(database: Database) -> list[str]:
    """Return the ids of the articles, in the order in which they came in."""
    return [ident for (ident,) in database.conn.execute("SELECT id FROM article ORDER BY n")]


def labellers(database: Database) -> list[tuple[str, str]]:
    """Return coder and layer wherever there are annotations, each once."""
    sql = "SELECT DISTINCT coder, layer FROM annotation"
    return database.conn.execute(sql).fetchall()


def annotations_up_to(database: Database, limit: int) -> int:
    """Return how many annotations there are, counting no further than to a limit."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM annotation LIMIT ?)"
    return database.conn.execute(sql, [limit]).fetchone()[0]
