"""Which edits of a damaged file's history are whole, and whether any is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import structs

from annotator.domain.change import Change
from annotator.domain.undo import FOUNDATION
from annotator.store.history.log import EditRow
from annotator.store.rescue.findings import Findings, FoundEdit


class SoundHistory(msgspec.Struct, frozen=True):
    """The whole edits with their changes, in the order in which they were written.

    `complete` tells that none is missing, as far as that can be known.
    """

    edits: list[tuple[EditRow, list[Change]]]
    complete: bool
    missing: int = 0

    @property
    def founding(self) -> str:
        """The id of the edit that founded the project, if it is there."""
        found = (row.id for row, _ in self.edits if row.kind == FOUNDATION and row.via is None)
        return next(found, "")


def sound_history(found: Findings) -> SoundHistory:
    """Return what is whole of a history."""
    by_edit: dict[str, list[Change]] = defaultdict(list)
    for number in sorted(found.changes):
        edit, change = found.changes[number]
        by_edit[edit].append(change)
    doubted = _beside_gaps(found)
    edits: list[tuple[EditRow, list[Change]]] = []
    seen: set[str] = set()
    for number in sorted(found.edits):
        edit = found.edits[number]
        changes = by_edit.get(edit.row.id, [])
        if edit.row.id not in seen and _is_whole(edit, changes, doubted):
            edits.append((edit.row, changes))
            seen.add(edit.row.id)
    written = max((max(found.edits, default=0), found.tallies.get("edit", (0, 0))[0]))
    missing = written - len(edits)
    orphans = by_edit.keys() - seen
    changes_written = found.tallies.get("change", (len(found.changes), 0))[0]
    complete = not missing and not orphans and changes_written == len(found.changes)
    history = SoundHistory(edits, complete, missing)
    return history if history.founding else structs.replace(history, complete=False)


def _is_whole(edit: FoundEdit, changes: list[Change], doubted: set[str]) -> bool:
    if edit.changes is None:
        return edit.row.id not in doubted
    return edit.changes == len(changes)


def _beside_gaps(found: Findings) -> set[str]:
    """Return the edits from which changes may be missing: those beside a gap in the numbers.

    Only files from before edits told how many changes they have need that.
    """
    doubted: set[str] = set()
    last, before = 0, ""
    for number in sorted(found.changes):
        edit, _ = found.changes[number]
        if number != last + 1:
            doubted |= {before, edit}
        last, before = number, edit
    return doubted | _without_changes(found.edits, {edit for edit, _ in found.changes.values()})


def _without_changes(edits: Mapping[int, FoundEdit], changed: Iterable[str]) -> set[str]:
    """Return the edits of which no change is there; bringing in has none of its own."""
    known = set(changed)
    return {
        edit.row.id
        for edit in edits.values()
        if edit.row.id not in known and edit.row.kind not in ("merge", "undo", "redo")
    }
