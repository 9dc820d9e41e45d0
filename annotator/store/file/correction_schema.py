"""What the schema got for corrected texts: in which text of its article something is counted."""

from annotator.store.file.database import Database
from annotator.store.file.suggesting_schema import sum_up

CORRECTION = """
ALTER TABLE article ADD COLUMN first_text TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN excluded_on TEXT NOT NULL DEFAULT '';
ALTER TABLE annotation ADD COLUMN on_text TEXT NOT NULL DEFAULT '';
ALTER TABLE layout ADD COLUMN on_text TEXT NOT NULL DEFAULT '';
ALTER TABLE refusal ADD COLUMN on_text TEXT NOT NULL DEFAULT ''
"""
_ROWS = {
    "article": "id title text_sha256 length meta excluded note created first_text excluded_on",
    "annotation": (
        "id article code coder layer fragments texts contexts values note origin "
        "codebook_version created modified on_text"
    ),
    "layout": "id article stretches on_text",
    "refusal": "id article coder code fragments by rule score at on_text",
}
"""The tables that got columns, with all cells that their rows' sums are of."""


def add_corrections(database: Database) -> None:
    """Add the columns, and sum up the rows that are wider now."""
    for statement in CORRECTION.split(";"):
        database.conn.execute(statement)
    for table, names in _ROWS.items():
        sum_up(database, table, tuple(names.split()))
