"""Which edits can be undone and redone, computed from the history alone."""

from collections.abc import Iterable

import msgspec

UNDO = "undo"
REDO = "redo"
STEP_WORDS = {UNDO: "Undone", REDO: "Redone"}
"""What the history calls a step back or forth, before the words of its edit."""
FOUNDATION = "foundation"
"""The edit that made the project: it alone can't be undone."""
MERGE = "merge"
"""The edit that brought others' edits in: undoing it hides them, and bringing in shows them."""
UNFOLDED = (UNDO, REDO, MERGE)
"""Edits that only say which others count."""
REST = "rest"
"""What another file has of an edit (its target) of which this file had only a part."""

EXTEND = "extend"
"""What a merge does beside what it brings: our codes get what the answers of another codebook need.

Of several files it says with which one an edit (its target) came, and changes nothing then.
"""

NO_WORK = (REST, EXTEND, MERGE)
"""Kinds of edit that say nothing of whose work a file has."""


class EditStep(msgspec.Struct, frozen=True):
    """An edit as far as undoing is concerned: `target` is what an undo or redo is about.

    `via` is the merge by which it came, where its edits are steps by themselves.
    """

    id: str
    kind: str
    target: str | None = None
    via: str | None = None


class UndoStacks:
    """The edits that undo and redo would take next, the next one last.

    `answered` has the undo of each edit that can be redone: what redoing it takes back.
    """

    def __init__(self, steps: Iterable[EditStep] = ()) -> None:
        self.undoable: list[str] = []
        self.redoable: list[str] = []
        self.answered: dict[str, str] = {}
        self._via: dict[str, str] = {}
        self._gone: dict[str, list[str]] = {}
        for step in steps:
            self.follow(step)

    def follow(self, step: EditStep) -> None:
        """Take one more edit into account; an undo may be of one in the middle."""
        if step.kind == FOUNDATION:
            return
        if step.via is not None:
            self._via[step.id] = step.via
        if step.kind == UNDO:
            self._undo(step)
        elif step.kind == REDO:
            self._redo(step)
        else:
            self.undoable.append(step.id)
            self.redoable.clear()
            self.answered.clear()

    def _undo(self, step: EditStep) -> None:
        # Only a damaged or forged history undoes what is not there to be undone.
        place = _place_of(step.target, self.undoable)
        if place is not None:
            target = self.undoable.pop(place)
            self.redoable.append(target)
            self.answered[target] = step.id
            # The steps that a merge brought go and come with it.
            self._gone[target] = [one for one in self.undoable if self._via.get(one) == target]
            self.undoable = [one for one in self.undoable if self._via.get(one) != target]

    def _redo(self, step: EditStep) -> None:
        if self.redoable and self.redoable[-1] == step.target:
            target = self.redoable.pop()
            self.undoable += [target, *self._gone.pop(target, ())]
            del self.answered[target]


def _place_of(edit: str | None, stack: list[str]) -> int | None:
    """Return where an edit is in a stack, looked for from the top."""
    return next((i for i in range(len(stack) - 1, -1, -1) if stack[i] == edit), None)
