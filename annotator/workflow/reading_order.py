"""The reading order of an article's annotations, kept while they come and go one by one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from annotator.domain.annotation import AnyPlaced

Place = tuple[int, int, str]
_NEAREST = 200
"""Among how many annotations before a place those are looked for that reach into it."""


def reading_place(annotation: AnyPlaced) -> Place:
    """Return where an annotation stands among the others: those of the whole article first."""
    fragments = annotation.fragments
    if not fragments:
        return -1, 0, annotation.created
    return fragments[0].start, -fragments[-1].end, annotation.id


def in_reading_order(annotations: Iterable[AnyPlaced]) -> list[AnyPlaced]:
    """Return annotations as one comes upon them."""
    return sorted(annotations, key=reading_place)


def standing_at(ordered: Sequence[AnyPlaced], place: tuple[int, int] | None) -> Iterator[AnyPlaced]:
    """Yield what a list in reading order has at one stretch exactly, or on the whole article."""
    if place is None:
        yield from takewhile(lambda one: not one.fragments, ordered)
        return
    start, end = place
    first = bisect_left(ordered, (start, -end, ""), key=reading_place)
    for number in range(first, len(ordered)):
        one = ordered[number]
        if (one.fragments[0].start, one.fragments[-1].end) != place:
            return
        if len(one.fragments) == 1:
            yield one


def overlapping(ordered: Sequence[AnyPlaced], place: tuple[int, int]) -> Iterator[AnyPlaced]:
    """Yield what a list in reading order has at a stretch of the text or across one of its ends.

    What begins before it is looked for among the nearest alone.
    """
    start, end = place
    last = bisect_left(ordered, (end, -end, ""), key=reading_place)
    for one in reversed(ordered[max(0, last - _NEAREST) : last]):
        if any(piece.start < end and start < piece.end for piece in one.fragments):
            yield one


def with_changes(
    ordered: Sequence[AnyPlaced], gone: Iterable[AnyPlaced], come: Iterable[AnyPlaced]
) -> list[AnyPlaced]:
    """Return a list in reading order without some annotations and with others.

    Only these few are looked for: the list is as long as it is, and sorting it takes as long.
    """
    result = list(ordered)
    for annotation in gone:
        place = place_of(result, annotation)
        if place >= 0:
            del result[place]
    for annotation in come:
        result.insert(
            bisect_right(result, reading_place(annotation), key=reading_place), annotation
        )
    return result


def place_of(ordered: Sequence[AnyPlaced], annotation: AnyPlaced) -> int:
    """Return the number of an annotation in a list in reading order, or -1."""
    wanted = reading_place(annotation)
    place = bisect_left(ordered, wanted, key=reading_place)
    while place < len(ordered) and reading_place(ordered[place]) == wanted:
        if ordered[place].id == annotation.id:
            return place
        place += 1
    return -1
