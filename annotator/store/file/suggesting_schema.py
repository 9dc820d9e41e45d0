"""What the schema got for suggestions: refusals, who proposed a label, and learned models."""

from annotator.store.file import sums
from annotator.store.file.database import Database

SUGGESTING = """
CREATE TABLE refusal (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
  coder TEXT NOT NULL REFERENCES coder (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL REFERENCES code (id) DEFERRABLE INITIALLY DEFERRED,
  fragments TEXT NOT NULL,
  by TEXT NOT NULL,
  rule TEXT NOT NULL,
  score TEXT NOT NULL,
  at TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE INDEX refusal_article ON refusal (article);
CREATE INDEX refusal_coder ON refusal (coder);
CREATE INDEX refusal_code ON refusal (code);
CREATE TABLE model (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  coder TEXT NOT NULL,
  code TEXT NOT NULL,
  made TEXT NOT NULL,
  facts TEXT NOT NULL,
  data BLOB,
  sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX model_use ON model (coder, code) WHERE data IS NOT NULL;
ALTER TABLE score ADD COLUMN by TEXT NOT NULL DEFAULT '';
ALTER TABLE assignment ADD COLUMN shared INTEGER NOT NULL DEFAULT 0
"""
"""A model is no record: no history tells it, and no other file has it."""
_ROWS = {
    "score": ("id", "annotation", "score", "reason", "by"),
    "assignment": ("id", "article", "coder", "at", "shared"),
}
"""The tables that got a column, with all cells that their rows' sums are of."""


def add_suggesting(database: Database) -> None:
    """Add the tables and the columns, and sum up the rows that are wider now."""
    for statement in SUGGESTING.split(";"):
        database.conn.execute(statement)
    for table, names in _ROWS.items():
        sum_up(database, table, names)


def sum_up(database: Database, table: str, names: tuple[str, ...]) -> None:
    """Sum up the rows of a table that is wider now; `names` are all cells that sums are of."""
    listed = ", ".join(f'"{name}"' for name in names)
    rows = database.conn.execute(f'SELECT n, "sum", {listed} FROM "{table}"').fetchall()  # noqa: S608 - names of our own
    made = [(sums.row_sum(cells), n, before) for n, before, *cells in rows]
    update = f'UPDATE "{table}" SET "sum" = ? WHERE n = ?'  # noqa: S608 - names of our own
    database.conn.executemany(update, ((total, n) for total, n, _ in made))
    grown = sum(total for total, _, _ in made) - sum(before for _, _, before in made)
    if made:
        sums.add_to_tally(database, table, 0, grown)
