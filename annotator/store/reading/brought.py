"""With which file each coder's work came in last, whatever they are called by now."""

import msgspec

from annotator.domain.undo import EXTEND, MERGE, NO_WORK
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history.authors import Handles
from annotator.store.history.counted_edits import counted_among
from annotator.store.history.whose_edits import People

_LABEL = "Brought in "
_NO_WORK = ", ".join(f"'{kind}'" for kind in NO_WORK)
_CAME = f"""
SELECT e.via AS merge, e.coder AS handle, substr(e.clock, -8) AS device, max(e.clock), e.id
  FROM edit e
  WHERE e.via IS NOT NULL AND e.coder <> '' AND e.kind NOT IN ({_NO_WORK})
  GROUP BY 1, 2, 3
UNION ALL
SELECT b.merge, e.coder, substr(e.clock, -8), max(e.clock), e.id
  FROM brought b JOIN edit e ON e.id = b.edit
  WHERE e.coder <> '' AND e.kind NOT IN ({_NO_WORK}) GROUP BY 1, 2, 3
"""  # noqa: S608 - words of our own
"""The last edit of each handle on each machine that a merge brought, or showed again."""


class BroughtFile(msgspec.Struct, frozen=True):
    """A file that was brought in: what it is called, and when that was, in UTC."""

    name: str
    at: str


def brought_files(database: Database) -> dict[str, BroughtFile]:
    """Return the file that was last brought in with work of each coder (id)."""
    undone = counted_among(database, ()).undone
    sql = "SELECT id, label, at, clock FROM edit WHERE kind = ? AND via IS NULL ORDER BY clock"
    merges = database.conn.execute(sql, [MERGE]).fetchall()
    (info,) = tables.select(database, "project", {})
    handles, people, named = Handles(database), People(info["settings"]), _named(database)
    came: dict[str, dict[str, tuple[str, str]]] = {}
    for merge, handle, device, clock, edit in database.conn.execute(_CAME):
        coder = people.whose((handles.coder(handle, clock), device))
        newest = came.setdefault(merge, {})
        newest[coder] = max(newest.get(coder, ("", "")), (clock, edit))
    found: dict[str, BroughtFile] = {}
    for merge, label, at, _ in merges:
        if merge in undone:
            continue
        for coder, (_, edit) in came.get(merge, {}).items():
            name = named.get((merge, edit)) or label.removeprefix(_LABEL)
            found[coder] = BroughtFile(name, at)
    return found


def _named(database: Database) -> dict[tuple[str, str], str]:
    """Return with which of several files edits came, by merge and edit."""
    sql = (
        "SELECT x.via, x.target, x.label FROM edit x JOIN edit m ON m.id = x.via "
        "WHERE x.kind = ? AND x.target IS NOT NULL AND m.kind = ? AND m.via IS NULL "
        "AND x.clock = m.clock AND NOT EXISTS (SELECT 1 FROM change c WHERE c.edit = x.id)"
    )
    rows = database.conn.execute(sql, [EXTEND, MERGE])
    return {(merge, edit): name for merge, edit, name in rows}
