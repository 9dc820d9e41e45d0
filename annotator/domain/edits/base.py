"""What an edit is."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from annotator.domain.draft import Draft


class Edit(Protocol):
    """One user-level act; its inverse follows from what it changed."""

    def plan(self, draft: Draft) -> str:
        """Write on the draft and return what was done, in words ("Quote made").

        Raise a `UserError` to refuse; nothing is kept then.
        """
        ...


def stored_kind(edit: Edit) -> str:
    """Return what the history calls edits of this class."""
    name = type(edit).__name__
    return _STORED_KINDS.get(name, name)


_STORED_KINDS = {"ImportRecords": "BringIn"}
"""Classes whose edits have another name in the files that there are, and so keep it."""


class Together(msgspec.Struct, frozen=True):
    """Several edits as one: one step to undo. Named by `label`, or as the first one is."""

    edits: Sequence[Edit]
    label: str = ""

    def plan(self, draft: Draft) -> str:
        """Do all of them, in order."""
        labels = [edit.plan(draft) for edit in self.edits]
        return self.label or next(iter(labels), "Nothing done")
