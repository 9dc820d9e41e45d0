"""Who made which edit: edits keep the handle of that time, and handles change hands."""

from itertools import groupby

import msgspec
from sqlite_utils import Database

from annotator.domain.people import coder_id


class Authors(msgspec.Struct, frozen=True):
    """Coders' ids by edit, and by the handle (folded) that each has or had last."""

    by_edit: dict[str, str]
    by_handle: dict[str, str]

    def of_handle(self, handle: str) -> str:
        """Return the id of who has the handle, or had it last; none for no handle."""
        return self.by_handle.get(handle.casefold()) or (coder_id(handle) if handle else "")


def authors(database: Database) -> Authors:
    """Follow the coders' handles through the history, in the order of the clocks.

    Whoever goes on with a handle that was changed elsewhere is who had it last.
    """
    found = Authors({}, {})
    sql = (
        "SELECT e.id, e.coder, c.record, json_extract(c.after, '$.handle') "
        "FROM edit e LEFT JOIN change c ON c.edit = e.id AND c.kind = 'coder' "
        "ORDER BY e.clock, e.id, c.n"
    )
    for (edit, handle), rows in groupby(database.conn.execute(sql), key=lambda row: row[:2]):
        # Who renames themself has the old handle still; who makes their first edit, the new one.
        known = found.by_handle.get(handle.casefold())
        for _, _, record, taken in rows:
            if taken:
                found.by_handle[taken.casefold()] = record
        found.by_edit[edit] = known or found.of_handle(handle)
    return found
