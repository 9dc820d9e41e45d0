"""Who wrote what: coders by the handles under which edits were made."""

import msgspec

from annotator.domain.names import folded
from annotator.domain.people import coder_id
from annotator.store.file.database import Database

_Taken = tuple[str, str]
"""The clock of the edit by which a handle was taken, and by whom (an id)."""


class Handles:
    """Who had which handle when, told from the changes of the coders alone."""

    def __init__(self, database: Database) -> None:
        sql = (
            "SELECT e.clock, c.record, json_extract(c.after, '$.handle') FROM change c "
            "JOIN edit e ON e.id = c.edit WHERE c.kind = 'coder' ORDER BY e.clock, e.id, c.n"
        )
        self._taken: dict[str, list[_Taken]] = {}
        for clock, record, handle in database.conn.execute(sql):
            if handle:
                self._taken.setdefault(folded(handle), []).append((clock, record))

    def coder(self, handle: str, clock: str) -> str:
        """Return the id of who wrote under a handle at a moment; none for no handle.

        Who renames themself has the old handle still; who makes their first edit has the new one.
        Whoever goes on with a handle that was changed elsewhere is who had it last.
        """
        taken = self._taken.get(folded(handle), ())
        before = [record for moment, record in taken if moment < clock]
        at = [record for moment, record in taken if moment == clock]
        return (before or at or [coder_id(handle) if handle else ""])[-1]

    def last(self, handle: str) -> str:
        """Return the id of who has the handle, or had it last; none for no handle."""
        taken = self._taken.get(folded(handle), ())
        return taken[-1][1] if taken else coder_id(handle) if handle else ""


class Authors(msgspec.Struct, frozen=True):
    """Coders' ids by edit, and the handles that they have or had."""

    by_edit: dict[str, str]
    handles: Handles


def authors_of(database: Database) -> Authors:
    """Follow the coders' handles through the history, in the order of the clocks."""
    handles = Handles(database)
    rows = database.conn.execute("SELECT id, coder, clock FROM edit")
    return Authors({edit: handles.coder(handle, clock) for edit, handle, clock in rows}, handles)
