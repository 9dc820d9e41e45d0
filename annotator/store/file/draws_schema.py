"""What the schema got for draws: what was drawn to be coded next, and which rule found a label."""

from annotator.store.file.database import Database
from annotator.store.file.suggesting_schema import sum_up

DRAWS = """
CREATE TABLE draw (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  by TEXT NOT NULL,
  probability TEXT NOT NULL,
  batch INTEGER NOT NULL,
  place INTEGER NOT NULL,
  at TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX draw_article ON draw (article);
CREATE INDEX draw_coder ON draw (coder);
ALTER TABLE score ADD COLUMN rule TEXT NOT NULL DEFAULT ''
"""


def add_draws(database: Database) -> None:
    """Add the table and the column, and sum up the rows that are wider now."""
    for statement in DRAWS.split(";"):
        database.conn.execute(statement)
    sum_up(database, "score", ("id", "annotation", "score", "reason", "by", "rule"))
