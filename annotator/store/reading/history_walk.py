"""The history from its beginning to its end, a few edits at a time: never all of it at once."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import msgspec

from annotator.domain.change import Change
from annotator.domain.undo import UNFOLDED
from annotator.store.file.database import Database
from annotator.store.file.history_indexes import ANNOTATION, ON_ANNOTATIONS, as_indexed
from annotator.store.file.versions_schema import CODEBOOK
from annotator.store.history import log
from annotator.store.history.counted_edits import counted_among

_AT_ONCE = 500
"""How many edits are read at a time."""
_BEFORE_ALL = ("", "")
_CODEBOOK = f"c.{CODEBOOK}"


class WalkedEdit(log.EditRow, frozen=True, kw_only=True):
    """An edit on the way through the history; `counts` says that it is not undone."""

    counts: bool

    @property
    def is_folded(self) -> bool:
        """Whether it does something itself, and not only says which others count."""
        return self.kind not in UNFOLDED


def walk(database: Database) -> Iterator[WalkedEdit]:
    """Yield all edits, in the order of their clocks."""
    last = _BEFORE_ALL
    while True:
        where = "(clock, id) > (?, ?) ORDER BY clock, id LIMIT ?"
        rows = list(log.edits_where(database, where, [*last, _AT_ONCE]))
        yield from _walked(database, rows)
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].clock, rows[-1].id


def _walked(database: Database, rows: list[log.EditRow]) -> Iterator[WalkedEdit]:
    counting = counted_among(database, [row.id for row in rows])
    for row in rows:
        counts = row.id in counting.visible and row.id not in counting.undone
        yield WalkedEdit(**msgspec.structs.asdict(row), counts=counts)


def changes_in(database: Database, edit: str) -> Iterator[Change]:
    """Yield what an edit did, in order, of one with many changes never all at once."""
    sql = 'SELECT kind, record, before, after, "sum" FROM change WHERE edit = ? ORDER BY n'
    for row in database.conn.execute(sql, [edit]):
        yield log.verified_change(edit, row)


def of_codebook(database: Database) -> Iterator[tuple[WalkedEdit, list[Change]]]:
    """Yield the edits that touched codes or the project itself, with those changes, oldest first.

    An index has them, so that labels cost nothing here, however many there are.
    """
    sql = (
        'SELECT c.edit, c.kind, c.record, c.before, c.after, c."sum" '  # noqa: S608 - words of our own
        "FROM change c INDEXED BY change_codebook JOIN edit e ON e.id = c.edit "
        f"WHERE {_CODEBOOK} ORDER BY e.clock, e.id, c.n"
    )
    for edit, rows in groupby(database.conn.execute(sql), key=itemgetter(0)):
        found = [log.verified_change(edit, row[1:]) for row in rows]
        head = list(log.edits_where(database, "id = ?", [edit]))
        yield from ((one, found) for one in _walked(database, head))


def labels(database: Database) -> Iterator[str]:
    """Yield the ids of all annotations that there ever were, in the order in which they came."""
    sql = (
        "SELECT record FROM change c WHERE kind = 'annotation' AND NOT EXISTS ("
        "SELECT 1 FROM change o WHERE o.record = c.record AND o.kind = c.kind AND o.n < c.n) "
        "ORDER BY n"
    )
    return (record for (record,) in database.conn.execute(sql))


def life_of(database: Database, annotation: str) -> Iterator[tuple[WalkedEdit, list[Change]]]:
    """Yield the edits on an annotation and on what is on it, with those changes, oldest first."""
    here = f"SELECT record FROM change WHERE {ON_ANNOTATIONS} AND {ANNOTATION} = ?"  # noqa: S608 - words of our own
    on = {one for (one,) in database.conn.execute(here, [as_indexed(annotation)])}
    found = reversed(log.of_records(database, [annotation, *sorted(on)]))
    told = {done.edit: list(done) for done in found}
    among = "id IN (SELECT value FROM json_each(?)) ORDER BY clock, id"
    rows = log.edits_where(database, among, [msgspec.json.encode(list(told)).decode()])
    for one in _walked(database, list(rows)):
        yield one, told[one.id]
