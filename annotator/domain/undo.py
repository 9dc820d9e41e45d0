"""Which edits can be undone and redone, computed from the history alone."""

from collections.abc import Iterable

import msgspec

UNDO = "undo"
REDO = "redo"
FOUNDATION = "foundation"
"""The edit that made the project: it alone can't be undone."""
MERGE = "merge"
"""The edit that brought others' edits in: undoing it hides them, and bringing in shows them."""
REST = "rest"
"""What another file has of an edit (its target) of which this file had only a part."""

EXTEND = "extend"
"""The edit by which a merge gives our codes what the answers of another codebook need."""


class EditStep(msgspec.Struct, frozen=True):
    """An edit as far as undoing is concerned: `target` is what an undo or redo is about."""

    id: str
    kind: str
    target: str | None = None


class UndoStacks:
    """The edits that undo and redo would take next, the next one last."""

    def __init__(self, steps: Iterable[EditStep] = ()) -> None:
        self.undoable: list[str] = []
        self.redoable: list[str] = []
        for step in steps:
            self.follow(step)

    def follow(self, step: EditStep) -> None:
        """Take one more edit into account."""
        if step.kind == FOUNDATION:
            return
        if step.kind in (UNDO, REDO):
            back = step.kind == UNDO
            source, sink = (
                (self.undoable, self.redoable) if back else (self.redoable, self.undoable)
            )
            # Only a damaged or forged history steps back over what is not next.
            if step.target and source and source[-1] == step.target:
                sink.append(source.pop())
            return
        self.undoable.append(step.id)
        self.redoable.clear()
