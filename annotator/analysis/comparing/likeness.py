"""How alike annotations are: how far they cover the same text, and which answers they share.

Split spans count as wholes.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from annotator.domain.annotation import Annotation
from annotator.domain.overlaps import overlap
from annotator.domain.record import Fragment, Values, alike


def overlapping(
    a: Sequence[Annotation], b: Sequence[Annotation], threshold: float
) -> Iterator[tuple[int, int]]:
    """Yield the indices of annotations that overlap, by at least the threshold."""
    sides = (a, b)
    spans = [
        (one.fragments[0].start, one.fragments[-1].end, side, index)
        for side, annotations in enumerate(sides)
        for index, one in enumerate(annotations)
        if one.fragments
    ]
    spans.sort()
    current: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, index in spans:
        others = current[1 - side]
        if others:
            others[:] = [other for other in others if other[0] > start]
        if others:
            fragments = sides[side][index].fragments
            for _, other in others:
                degree = overlap(fragments, sides[1 - side][other].fragments)
                if degree > 0 and degree >= threshold:
                    yield (other, index) if side else (index, other)
        current[side].append((end, index))


def outside(a: Sequence[Fragment], b: Sequence[Fragment]) -> list[tuple[int, int]]:
    """Return the ranges of code points that a covers and b doesn't; both sorted and disjoint."""
    ranges: list[tuple[int, int]] = []
    for fragment in a:
        start = fragment.start
        for other in b:
            if start < min(other.start, fragment.end):
                ranges.append((start, min(other.start, fragment.end)))
            start = max(start, other.end)
        if start < fragment.end:
            ranges.append((start, fragment.end))
    return ranges


def same_value(one: Any, other: Any) -> bool:
    """Tell whether two answers are the same; several choices are a set, whatever their order."""
    return alike(_comparable(one), _comparable(other))


def filled(values: Values) -> list[str]:
    """Return the ids of the fields that have an answer; an empty choice of several is none."""
    return [field for field, value in values.items() if value is not None and value != []]


def differing(a: Values, b: Values) -> list[str]:
    """Return the ids of the fields that two annotations answer differently, or only one answers."""
    return [field for field in _asked(a, b) if not same_value(a.get(field), b.get(field))]


def equal_count(a: Values, b: Values) -> int:
    """Return how many fields both annotations answer alike."""
    return len(_asked(a, b)) - len(differing(a, b))


def _asked(a: Values, b: Values) -> list[str]:
    return list(dict.fromkeys((*filled(a), *filled(b))))


def _comparable(value: Any) -> Any:
    return sorted(cast("list[str]", value)) if isinstance(value, list) else value
