"""Where the caret goes by the text's units, and how a selection grows and shrinks.

Positions are code points of the article's text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotator.analysis.ranges import merged
from annotator.analysis.segmentation import Segments, Unit
from annotator.domain.annotation import AnyPlaced
from annotator.domain.codebook import Codebook, Scope
from annotator.domain.visibility import Visibility
from annotator.workflow.tagging import Place

_SAID_BY = "said_by"


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


def coded_as_quotes(
    annotations: Iterable[AnyPlaced], codebook: Codebook, visibility: Visibility
) -> list[Place]:
    """Return where one's own annotations say that somebody is quoted, sorted and disjoint.

    Quotes are what a code marks that is linked to who said it; where a codebook has none, what
    any code marks.
    """
    codes = codebook.usable(Scope.SPAN)
    speaking = [one for one in codes if any(rule.type == _SAID_BY for rule in one.links)]
    wanted = {one.id for one in speaking or codes}
    own = (one for one in annotations if one.code in wanted and visibility.is_own(one))
    return merged(fragment for one in own for fragment in one.fragments)


def uncoded_from(
    segments: Segments, direction: int, position: int, coded: Sequence[Place]
) -> Place | None:
    """Return the next quotation, or the previous one with -1, that is not coded for the most."""
    while (found := quotation_from(segments, direction, position)) is not None:
        if not _is_coded(found, coded):
            return found
        position = found[0]
    return None


def _is_coded(quotation: Place, coded: Sequence[Place]) -> bool:
    start, end = quotation
    within = 0
    for first, last in coded[max(0, bisect_right(coded, start, key=_start) - 1) :]:
        if first >= end:
            break
        within += max(0, min(end, last) - max(start, first))
    return 2 * within >= end - start


def _start(place: Place) -> int:
    return place[0]


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
