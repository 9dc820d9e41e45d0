"""What the schema got for actors: what is known of them, and the table of where they are named.

Nothing in `actor_mention` is a truth of its own: `actor_mentions` keeps it in step with the links.
"""

from annotator.store.file.database import Database
from annotator.store.file.suggesting_schema import sum_up

ACTORS = """
ALTER TABLE actor ADD COLUMN affiliations TEXT NOT NULL DEFAULT '[]';
ALTER TABLE actor ADD COLUMN "values" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE actor ADD COLUMN unlike TEXT NOT NULL DEFAULT '{}';
ALTER TABLE actor ADD COLUMN became TEXT NOT NULL DEFAULT '';
CREATE INDEX actor_became ON actor (became) WHERE became <> '';
ALTER TABLE project ADD COLUMN actor_variables TEXT NOT NULL DEFAULT '[]';
CREATE TABLE actor_mention (
  actor TEXT NOT NULL,
  annotation TEXT NOT NULL,
  type TEXT NOT NULL,
  article TEXT NOT NULL,
  coder TEXT NOT NULL,
  layer TEXT NOT NULL,
  code TEXT NOT NULL,
  polarity REAL,
  day TEXT NOT NULL,
  PRIMARY KEY (actor, annotation, type)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_mention_annotation ON actor_mention (annotation);
CREATE INDEX actor_mention_article ON actor_mention (article)
"""
_ACTOR = ("id", "name", "kind", "role", "affiliation", "aliases", "note", "archived")
_PROJECT = (
    *("id", "title", "codebook_title", "codebook_description", "codebook_version"),
    *("variables", "settings", "created"),
)
_ROWS = {
    "actor": (*_ACTOR, "affiliations", "values", "unlike", "became"),
    "project": (*_PROJECT, "actor_variables"),
}
"""The tables that got columns, with all cells that their rows' sums are of."""


def add_actors(database: Database) -> None:
    """Add the columns and the table, and sum up the rows that are wider now."""
    for statement in ACTORS.split(";"):
        database.conn.execute(statement)
    for table, names in _ROWS.items():
        sum_up(database, table, names)
