"""With which file each coder's work came in last, whatever they are called by now."""

from collections.abc import Iterable, Mapping

import msgspec

from annotator.domain.names import folded
from annotator.domain.people import coder_id
from annotator.domain.undo import EXTEND, MERGE
from annotator.domain.whose_work import WorkRule, work_rules
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history.counted_edits import counted_among

_LABEL = "Brought in "
_CAME = """
SELECT e.via AS merge, e.coder AS handle, substr(e.clock, -8) AS device, max(e.clock), e.id
  FROM edit e
  WHERE e.via IS NOT NULL AND e.coder <> '' AND e.kind NOT IN ('rest', 'extend', 'merge')
  GROUP BY 1, 2, 3
UNION ALL
SELECT b.merge, e.coder, substr(e.clock, -8), max(e.clock), e.id
  FROM brought b JOIN edit e ON e.id = b.edit
  WHERE e.coder <> '' AND e.kind NOT IN ('rest', 'extend', 'merge') GROUP BY 1, 2, 3
"""
"""The last edit of each handle on each machine that a merge brought, or showed again."""


class BroughtFile(msgspec.Struct, frozen=True):
    """A file that was brought in: what it is called, and when that was, in UTC."""

    name: str
    at: str


class _Handles:
    """Who had which handle when, told from the changes of the coders alone."""

    def __init__(self, database: Database) -> None:
        sql = (
            "SELECT e.clock, c.record, json_extract(c.after, '$.handle') FROM change c "
            "JOIN edit e ON e.id = c.edit WHERE c.kind = 'coder' ORDER BY e.clock, e.id, c.n"
        )
        self._taken: dict[str, list[tuple[str, str]]] = {}
        for clock, record, handle in database.conn.execute(sql):
            if handle:
                self._taken.setdefault(folded(handle), []).append((clock, record))

    def coder(self, handle: str, clock: str) -> str:
        """Return the id of who wrote under a handle at a moment.

        Who renames themself has the old handle still; who makes their first edit has the new one.
        """
        taken = self._taken.get(folded(handle), [])
        before = [record for moment, record in taken if moment < clock]
        at = [record for moment, record in taken if moment <= clock]
        return (before or at or [coder_id(handle)])[-1]


def brought_files(database: Database) -> dict[str, BroughtFile]:
    """Return the file that was last brought in with work of each coder (id)."""
    undone = counted_among(database, ()).undone
    sql = "SELECT id, label, at, clock FROM edit WHERE kind = ? AND via IS NULL ORDER BY clock"
    merges = database.conn.execute(sql, [MERGE]).fetchall()
    handles, rules, named = _Handles(database), _rules(database), _named(database)
    came: dict[str, dict[str, tuple[str, str]]] = {}
    for merge, handle, device, clock, edit in database.conn.execute(_CAME):
        coder = _whose(handles.coder(handle, clock), device, rules)
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
        "AND x.clock = m.clock"
    )
    rows = database.conn.execute(sql, [EXTEND, MERGE])
    return {(merge, edit): name for merge, edit, name in rows}


def _rules(database: Database) -> Mapping[tuple[str, str], str]:
    (info,) = tables.select(database, "project", {})
    every: Iterable[WorkRule] = work_rules(info["settings"])
    return {(rule.coder, rule.device): rule.target for rule in every}


def _whose(coder: str, device: str, rules: Mapping[tuple[str, str], str]) -> str:
    """Return whose the work is by now that a coder (id) did on a device."""
    return rules.get((coder, device)) or rules.get((coder, "")) or coder
