"""The project file's schema, one named step for each version ever released."""

from sqlite_utils import Database, Migrations

from annotator.domain.kinds import KINDS
from annotator.store.tables import create_table_sql, index_sqls

APPLICATION_ID = 0x4D414E31
"""The file's own type in SQLite's header: "MAN1"."""

migrations = Migrations("annotator")

_HISTORY = """
CREATE TABLE edit (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  coder TEXT NOT NULL,
  at TEXT NOT NULL,
  clock TEXT NOT NULL,
  target TEXT,
  via TEXT
) STRICT;
CREATE TABLE change (
  n INTEGER PRIMARY KEY,
  edit TEXT NOT NULL REFERENCES edit(id),
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX edit_clock ON edit (clock, id);
CREATE INDEX change_edit ON change (edit);
CREATE INDEX change_record ON change (record);
"""

_APPEND_ONLY = """
CREATE TRIGGER {table}_keeps_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
"""


@migrations()
def first_schema(database: Database) -> None:
    """Make the tables of texts, records and history, and the full-text index."""
    database.conn.execute(
        "CREATE TABLE text (n INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, "
        "body TEXT NOT NULL) STRICT"
    )
    for kind in KINDS:
        database.conn.execute(create_table_sql(kind))
        for statement in index_sqls(kind):
            database.conn.execute(statement)
    for statement in filter(str.strip, _HISTORY.split(";")):
        database.conn.execute(statement)
    for table in ("edit", "change"):
        for act in ("UPDATE", "DELETE"):
            database.conn.execute(_APPEND_ONLY.format(table=table, act=act))
    # No triggers keep the index: with trusted_schema=OFF SQLite lets none write to a virtual table.
    database.table("text").enable_fts(["body"], tokenize="unicode61 remove_diacritics 2")


def known_steps() -> set[str]:
    """Return the names of the steps that this version of the program knows."""
    return {step.name for step in migrations.pending(Database(memory=True))}
