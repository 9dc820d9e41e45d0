"""What the schema got so that damage shows: a sum in each row, and a tally of each table."""

from annotator.store.file import first_schema, sums
from annotator.store.file.database import Database

_TALLY = """
CREATE TABLE tally (
  name TEXT PRIMARY KEY,
  rows INTEGER NOT NULL,
  total INTEGER NOT NULL
) STRICT
"""
_RECORDS = [
    "project",
    "coder",
    "actor",
    "code",
    "article",
    "status",
    "annotation",
    "link",
    "decision",
    "assignment",
    "comment",
]
SUMMED = (*_RECORDS, "edit", "change", "brought", "withheld", "conflict")
_OWN = ("n", "sum", "changes")
_BATCH = 1000


def add_sums(database: Database) -> None:
    """Add the columns and the tally, and sum up what is there, which was proved sound before."""
    for act in ("UPDATE", "DELETE"):
        for table in ("edit", "change"):
            database.conn.execute(f"DROP TRIGGER {table}_keeps_{act}")
    database.conn.execute(_TALLY)
    database.conn.execute("ALTER TABLE edit ADD COLUMN changes INTEGER NOT NULL DEFAULT 0")
    for table in SUMMED:
        database.conn.execute(f'ALTER TABLE "{table}" ADD COLUMN sum INTEGER NOT NULL DEFAULT 0')
    sum_up(database)
    for act in ("UPDATE", "DELETE"):
        for table in ("edit", "change"):
            database.conn.execute(first_schema.APPEND_ONLY.format(table=table, act=act))


def sum_up(database: Database) -> None:
    """Sum up everything as it is; the guards of the history are away, and the tally is empty."""
    database.conn.execute(
        "UPDATE edit SET changes = (SELECT count(*) FROM change WHERE edit = edit.id)"
    )
    for table in SUMMED:
        _sum_up(database, table)
    _count_texts(database)


def _sum_up(database: Database, table: str) -> None:
    """Fill in the sums of a table: over its own cells, and the number of changes in edits."""
    found = [row[1] for row in database.conn.execute(f'PRAGMA table_info("{table}")')]
    names = [name for name in found if name not in _OWN]
    names += ["changes"] if table == "edit" else []
    listed = ", ".join(f'"{name}"' for name in names)
    select = f'SELECT rowid, {listed} FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_BATCH}'  # noqa: S608 - names of our own
    update = f'UPDATE "{table}" SET sum = ? WHERE rowid = ?'  # noqa: S608 - names of our own
    last, total, rows = 0, 0, 0
    while batch := database.conn.execute(select, [last]).fetchall():
        made = [(sums.row_sum(cells), row) for row, *cells in batch]
        database.conn.executemany(update, made)
        last, rows = batch[-1][0], rows + len(made)
        total += sum(one for one, _ in made)
    sums.add_to_tally(database, table, rows, total)


def _count_texts(database: Database) -> None:
    found = database.conn.execute("SELECT sha256 FROM text").fetchall()
    sums.add_to_tally(database, "text", len(found), sum(sums.row_sum(row) for row in found))
