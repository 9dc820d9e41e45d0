"""Where an edge goes by words: to a word's own end, or to the mark that ends its quotation.

Positions are code points of the article's text. Blanks and punctuation at the way's end stay out.
"""

from collections.abc import Callable

from annotator.analysis.segmentation import Segments, Unit
from annotator.analysis.segmentation.by_word import trimmed

_AFTER = ",;:–—،؛，；、 \t\n\u00a0\u202f"
_BEFORE = _AFTER + ".!?…。！？"
"""What stands before words, or after them, and is no part of them."""
Place = tuple[int, int]
WordAt = Callable[[int], Place | None]
"""Returns the word that a position stands in or at, if there is one."""


def moved_edge(segments: Segments, fragment: Place, edge: str, direction: int) -> int:
    """Return where a fragment's "start" or "end" is after a step forward (1) or back (-1).

    That is where it was when there is no further word. What comes in whole by the step, of a
    quotation, comes in with its marks.
    """
    start, end = fragment
    if edge == "start":
        moved = _start_from(segments, start, direction)
        return _with_mark_before(segments, moved, end) if direction < 0 else moved
    moved = _end_from(segments, end, direction)
    return _with_mark_after(segments, start, moved) if direction > 0 else moved


def _start_from(segments: Segments, position: int, direction: int) -> int:
    found = segments.neighbour(Unit.WORD, position, direction)
    if direction > 0 and found is not None and segments.is_only_marks(position, found[0]):
        found = segments.neighbour(Unit.WORD, found[0], 1)  # the marks before a word go with it
    return found[0] if found is not None else position


def _end_from(segments: Segments, position: int, direction: int) -> int:
    if direction > 0:
        here = segments.unit_at(Unit.WORD, position)
        if here is not None and here[0] <= position < here[1]:
            return here[1]
        found = segments.neighbour(Unit.WORD, position, 1)
        return found[1] if found is not None else position
    found = segments.neighbour(Unit.WORD, position, -1)
    if found is not None and segments.is_only_marks(found[1], position):
        found = segments.neighbour(Unit.WORD, found[0], -1)
    return found[1] if found is not None else position


def _with_mark_before(segments: Segments, start: int, end: int) -> int:
    """Take in the mark that opens a quotation, all the words of which are within by now."""
    found = segments.quotation_opening_before(start)
    return found[0] if found is not None and found[1] <= end else start


def _with_mark_after(segments: Segments, start: int, end: int) -> int:
    found = segments.quotation_closing_after(end)
    return found[1] if found is not None and start <= found[0] else end


def snapped(text: str, word_at: WordAt, start: int, end: int) -> Place:
    """Return a stretch with the words whole that its ends stand in, and no blanks at its ends.

    Nor commas and the like, unless nothing else is in it; a full stop may end it.
    """
    first, last = word_at(start), word_at(end)
    if first is not None and first[0] < start < first[1]:
        start = first[0]
    if last is not None and last[0] < end < last[1]:
        end = last[1]
    start, end = trimmed(text, start, end)
    first = start + len(text[start:end]) - len(text[start:end].lstrip(_BEFORE))
    last = end - (len(text[first:end]) - len(text[first:end].rstrip(_AFTER)))
    return (first, last) if first < last else (start, end)


def snapped_edge(word_at: WordAt, position: int) -> int:
    """Return the nearer end of the word that a position stands in, or else the position."""
    found = word_at(position)
    if found is None or not found[0] < position < found[1]:
        return position
    return found[0] if position - found[0] <= found[1] - position else found[1]
