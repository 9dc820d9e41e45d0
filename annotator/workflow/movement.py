"""Where the caret goes by the text's units, and how a selection grows and shrinks.

Positions are code points of the article's text.
"""

from annotator.analysis.segmentation import Segments, Unit
from annotator.workflow.tagging import Place


def step_from(segments: Segments, unit: Unit, direction: int, caret: int) -> int:
    """Return the next start of a unit, or the previous one with -1; of a quotation its far end."""
    if unit is Unit.QUOTATION:
        found = quotation_from(segments, direction, caret)
        return caret if found is None else found[1 if direction > 0 else 0]
    if direction > 0:
        return segments.next_start(unit, caret)
    return segments.previous_start(unit, caret)


def quotation_from(segments: Segments, direction: int, position: int) -> Place | None:
    """Return the next quotation, or the previous one with -1; None after the last one."""
    if direction > 0:
        return segments.next_quotation(position)
    return segments.previous_quotation(position)


class Growth:
    """How a selection has grown, so that shrinking takes it back step by step."""

    def __init__(self) -> None:
        self._steps: list[tuple[Place, Place | None]] = []

    def grow(self, segments: Segments, caret: int, selection: Place | None) -> Place:
        """Return the next larger unit around the selection, or around the caret without one."""
        here = selection or (caret, caret)
        grown = segments.grow(*here)
        if grown != here:
            self._steps.append((grown, selection))
        return grown

    def shrink(self, segments: Segments, caret: int, selection: Place) -> Place | None:
        """Return what the selection grew from (None: a caret), or else the next smaller unit."""
        while self._steps:
            grown, before = self._steps.pop()
            if grown == selection:
                return before
        return segments.shrink(*selection, caret)
