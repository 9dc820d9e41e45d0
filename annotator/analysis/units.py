"""The units of a text, of each of which a code asks for an answer, and whose answers are given."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar

from annotator.analysis.ranges import Extent, Range, covering, merged
from annotator.analysis.segmentation import paragraphs, sentences
from annotator.analysis.segmentation.by_word import trimmed
from annotator.domain.codebook import AskedUnit
from annotator.domain.layout import RoleStretch, StretchRole

Owner = TypeVar("Owner", bound=Hashable)
WHOLE: Range = (0, 0)
"""The place of the one unit that an article as a whole is; it has no stretch."""
_UNASKED = frozenset((StretchRole.BYLINE, StretchRole.DATELINE))
"""Stretches of an article that say nothing of its matter."""


def units_of(
    text: str,
    kind: AskedUnit,
    excluded: Iterable[Extent] = (),
    stretches: Iterable[RoleStretch] = (),
) -> list[Range]:
    """Return the places of a text's units in code points, in order.

    What is excluded, who wrote it where, and what repeats words of the body is no unit; of one that
    is excluded in part, it is from the first to the last character that is left. What has neither
    letters nor digits is none. A headline that stands in the text is a unit like others.
    """
    if kind is AskedUnit.FREE:
        return []
    if kind is AskedUnit.ARTICLE:
        return [WHOLE]
    unasked = [(one.start, one.end) for one in stretches if one.repeats or one.role in _UNASKED]
    left_out = merged([*excluded, *unasked])
    cut = paragraphs if kind is AskedUnit.PARAGRAPH else sentences
    kept = (_left_of(text, left_out, unit) for unit in cut(text))
    return [one for one in kept if any(map(str.isalnum, text[one[0] : one[1]]))]


def _left_of(text: str, left_out: Sequence[Range], unit: Range) -> Range:
    """Return what is left of a unit without what is left out at its ends."""
    start, end = unit
    while start < end and (found := covering(left_out, start)) is not None:
        start, end = trimmed(text, min(found[1], end), end)
    while start < end and (found := covering(left_out, end - 1)) is not None:
        start, end = trimmed(text, start, max(found[0], start))
    return start, end


def are_same(one: Range, other: Range) -> bool:
    """Tell whether two places are of one unit: the same, or in common for more than half of each.

    So an answer that was given where the text was cut otherwise still has its unit.
    """
    if one == other:
        return True
    common = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * common > max(one[1] - one[0], other[1] - other[0])


def with_places(units: Sequence[Range], answered: Iterable[Range]) -> list[Range]:
    """Return the units of a text as they are asked for where some have answers already.

    An answer keeps its place: a unit that would be mostly under answers' places goes, and so does
    one of which an answer is; what is answered stands in the list as it was answered.
    """
    given = sorted(set(answered))
    known = set(given)
    if known <= set(units):
        return list(units)
    starts = [start for start, _ in given]
    reached = list(accumulate((end for _, end in given), max))
    rest: list[Range] = []
    for one in units:
        over = given[bisect_right(reached, one[0]) : bisect_left(starts, one[1])]
        if one not in known and not _is_under(one, over):
            rest.append(one)
    return sorted([*rest, *given])


def _is_under(unit: Range, over: Sequence[Range]) -> bool:
    """Tell whether more than half of a unit has an answer, by the answers' places around it."""
    covered = sum(max(0, min(unit[1], end) - max(unit[0], start)) for start, end in over)
    return 2 * covered > unit[1] - unit[0]


def same_units(places: Iterable[tuple[Range, Owner]]) -> list[list[tuple[Range, Owner]]]:
    """Return what is one unit of answers by their places and owners, in the order of the units.

    Answers in the same place are, and those in places that are of one unit (`are_same`); but one
    owner has one answer to a unit, so that another of theirs is for a unit of its own.
    """
    by_place: dict[Range, list[Owner]] = {}
    for place, owner in places:
        by_place.setdefault(place, []).append(owner)
    found = [[(place, one) for one in owners] for place, owners in sorted(by_place.items())]
    if all(a[0][0][1] <= b[0][0][0] for a, b in pairwise(found)):
        return found
    joined: list[list[tuple[Range, Owner]]] = []
    for unit in sorted(found, key=lambda one: (-len(one), one[0][0])):
        home = next((one for one in joined if _are_one(one, unit)), None)
        if home is None:
            joined.append(unit)
        else:
            home.extend(unit)
    return sorted(joined, key=lambda one: one[0][0])


def _are_one(unit: list[tuple[Range, Owner]], other: list[tuple[Range, Owner]]) -> bool:
    owners = {owner for _, owner in unit}
    return are_same(unit[0][0], other[0][0]) and owners.isdisjoint(owner for _, owner in other)
