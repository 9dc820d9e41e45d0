"""Which changes of a history count in the project, and in words why the others don't."""

from annotator.domain.change import Change
from annotator.store.file.database import Database
from annotator.store.history.counted_edits import CountedEdits, counted_edits
from annotator.store.history.entitlement import ReservedChanges
from annotator.store.history.whose_edits import handles_in_name, no_reviewer
from annotator.store.history.withholding import has_merged
from annotator.store.reading.history_walk import WalkedEdit

_UNDONE = "it is undone, or what brought it in is"
_NONE = CountedEdits(frozenset(), frozenset(), frozenset())


class WhatCounts:
    """Tells of changes, in the order of the clocks, whether they count.

    Only in a project with work of other files all edits are looked at once for it, without their
    changes: whose of what is reserved counts follows from all of them.
    """

    def __init__(self, database: Database) -> None:
        self._counting = counting = counted_edits(database) if has_merged(database) else _NONE
        self._reserved = ReservedChanges(
            database, counting.unentitled, counting.reserved_only, counting.in_name
        )
        self._others = handles_in_name(database, counting.in_name)
        """The handles of whose those edits are that came in somebody else's name."""

    def why_edit_not(self, edit: WalkedEdit) -> str:
        """Say why an edit as a whole doesn't count, or nothing if it does, or part of it."""
        counting = self._counting
        if edit.id in counting.reserved_only:
            return ""
        if not edit.counts:
            return _UNDONE
        # Of who removes articles without the right to, nothing of the edit counts.
        gone = edit.id in counting.unentitled and edit.is_folded and edit.id not in counting.counted
        return self._who_may_not(edit) if gone else ""

    def why_not(self, edit: WalkedEdit, change: Change) -> str:
        """Say why a change of an edit doesn't count, or nothing if it does."""
        counts = self._reserved.counts(edit.id, change)
        whole = self.why_edit_not(edit)
        if whole or counts:
            return whole
        if edit.id in self._counting.reserved_only:
            return _UNDONE
        said = self._who_may_not(edit)
        return f"proposed: {said}" if change.kind == "code" else said

    def is_aside(self, edit: WalkedEdit) -> bool:
        """Tell whether an edit came in from somebody who may not change what is reserved."""
        return edit.id in self._counting.unentitled

    def whose(self, edit: WalkedEdit) -> str:
        """Return the handle of whose work an edit is."""
        return self._others.get(edit.id, edit.coder)

    def _who_may_not(self, edit: WalkedEdit) -> str:
        if edit.id in self._counting.in_name:
            return no_reviewer(self._others.get(edit.id, ""), edit.coder)
        return no_reviewer(edit.coder)
