"""What an edit is."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Draft, Progress
from annotator.domain.state import State
from annotator.domain.without_collecting import without_collecting

_REPORT_EVERY = 500  # edits


class Edit(Protocol):
    """One user-level act; its inverse follows from what it changed."""

    def plan(self, draft: Draft) -> str:
        """Write on the draft and return what was done, in words ("Quote made").

        Raise a `UserError` to refuse; nothing is kept then.
        """
        ...


@runtime_checkable
class InPieces(Protocol):
    """An edit too large to be held: it is planned, checked and written piece by piece.

    All pieces are written in one transaction, and are one edit to undo. No two of them may touch
    the same record, and each is planned on what the pieces before it have left.
    """

    def pieces(self, state: State, progress: Progress) -> Iterator[Edit]:
        """Yield the pieces in their order."""
        ...

    def label(self) -> str:
        """Say what was done, once all pieces are."""
        ...


@runtime_checkable
class Foreseeing(Protocol):
    """An edit of which many can be told beforehand what they will read, at once."""

    @staticmethod
    def foresee(draft: Draft, edits: Sequence[Any]) -> None:
        """Read what these edits, all of this class, will ask the draft for one by one."""
        ...


def stored_kind(edit: "Edit | InPieces") -> str:
    """Return what the history calls edits of this class."""
    name = type(edit).__name__
    return _STORED_KINDS.get(name, name)


_STORED_KINDS: dict[str, str] = dict.fromkeys(
    ("ImportRecords", "ImportItems", "ImportFiles", "SuggestedRun"), "BringIn"
)
"""Classes whose edits have another name in the files that there are, and so keep it."""


class Together(msgspec.Struct, frozen=True):
    """Several edits as one: one step to undo. Named by `label`, or as the first one is."""

    edits: Sequence[Edit]
    label: str = ""

    @without_collecting()
    def plan(self, draft: Draft) -> str:
        """Do all of them, in order."""
        concerned: list[object] = [getattr(edit, "annotation", None) for edit in self.edits]
        draft.foresee(Annotation, [one for one in concerned if isinstance(one, str)])
        for kind in dict.fromkeys(map(type, self.edits)):
            same = [edit for edit in self.edits if type(edit) is kind]
            if isinstance(same[0], Foreseeing):
                same[0].foresee(draft, same)
        label = ""
        for done, edit in enumerate(self.edits):
            if done % _REPORT_EVERY == 0:
                draft.progress(done, len(self.edits))
            planned = edit.plan(draft)
            label = label or planned
        return self.label or label or "Nothing done"
