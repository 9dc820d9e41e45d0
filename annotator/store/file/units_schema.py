"""What the schema got for units: of which paragraphs, sentences or articles a code asks."""

from annotator.store.file.database import Database
from annotator.store.file.suggesting_schema import sum_up

_CELLS = (
    *("id", "name", "key", "scope", "colour", "parent", "group", "fields", "links", "definition"),
    *("include", "exclude", "positive_example", "negative_example", "source", "state", "position"),
    "unit",
)
"""All cells that a code's sum is of."""


def add_units(database: Database) -> None:
    """Add the column, and sum up the codes, which are wider now."""
    database.conn.execute("ALTER TABLE code ADD COLUMN unit TEXT NOT NULL DEFAULT 'free'")
    sum_up(database, "code", _CELLS)
