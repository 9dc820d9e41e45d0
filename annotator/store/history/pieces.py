"""What an edit did, a piece at a time, and how much that is."""

from collections.abc import Iterable, Iterator

import msgspec

from annotator.domain.change import Change
from annotator.domain.draft import Progress, no_progress
from annotator.domain.undo import MERGE
from annotator.store.file import naming
from annotator.store.file.database import Database
from annotator.store.history import log

_IN_A_PIECE = 2_000
"""How many changes of a large edit are held, and written, at once."""


def in_pieces(
    database: Database, edit: str, progress: Progress = no_progress
) -> Iterator[list[Change]]:
    """Yield what an edit did, some changes at a time; writing is allowed in between.

    Raise a `DamageError` when some of it is lost.
    """
    sql = (
        'SELECT n, kind, record, before, after, "sum" FROM change '
        "WHERE edit = ? AND n > ? ORDER BY n LIMIT ?"
    )
    whole, done, last = log.size_of(database, edit), 0, 0
    while rows := database.conn.execute(sql, [edit, last, _IN_A_PIECE]).fetchall():
        progress(done, whole)
        yield [log.verified_change(edit, row) for _, *row in rows]
        last, done = rows[-1][0], done + len(rows)
    if done != whole:
        detail = f"it has {done:,} of its {whole:,} changes"
        raise naming.refusal(database, "edit", edit, detail)


def touches(database: Database, edit: str, records: Iterable[str]) -> bool:
    """Tell whether an edit changed any of these records."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM change "
        "WHERE record IN (SELECT value FROM json_each(?)) AND +edit = ?)"
    )
    ids = msgspec.json.encode(list(records)).decode()
    return bool(database.conn.execute(sql, [ids, edit]).fetchone()[0])


def weight_of(database: Database, edit: log.EditRow) -> int:
    """Return how many changes an edit comes to: a merge, all that it brought in or showed again."""
    if edit.kind != MERGE:
        return log.size_of(database, edit.id)
    sql = (
        "SELECT coalesce(sum(changes), 0) FROM edit WHERE via = ?1 "
        "OR id IN (SELECT edit FROM brought WHERE merge = ?1)"
    )
    return database.conn.execute(sql, [edit.id]).fetchone()[0]
