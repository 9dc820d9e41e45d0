"""The schema step that lets an edit's clock be bounded: all else of an edit stays as it is."""

from annotator.store.file.database import Database

_MAY_CHANGE = ("clock", "sum")
_KEEPS = """
CREATE TRIGGER edit_keeps_UPDATE BEFORE UPDATE OF {columns} ON edit
BEGIN SELECT RAISE(ABORT, 'what is in edit never changes'); END
"""


def let_clocks_be_bounded(database: Database) -> None:
    """Guard every column of an edit but its clock (ADR 0024) and a sum over the row."""
    found = [row[1] for row in database.conn.execute("PRAGMA table_info(edit)")]
    kept = ", ".join(f'"{name}"' for name in found if name not in _MAY_CHANGE)
    database.conn.execute("DROP TRIGGER edit_keeps_UPDATE")
    database.conn.execute(_KEEPS.format(columns=kept))
