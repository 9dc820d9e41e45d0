"""Precision, recall and F1 of two coders' spans."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

from annotator.analysis.comparing.pairing import best_matching

Match = Literal["exact", "overlap"]
Labelled = tuple[Hashable, int, int]
"""A label, and from where to where in code points (half open)."""


class Scores(NamedTuple):
    """Precision, recall and F1 from 0 to 1; `None` where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float | None


def span_f1(a: Iterable[Labelled], b: Iterable[Labelled], match: Match = "exact") -> float | None:
    """Return how far two coders' spans agree, from 0 to 1; the order of the coders is no matter.

    `a` and `b` have `(label, start, end)` of one text; for several texts, make the text a part of
    the label. Spans agree one to one when they have the same label and the same ends (`exact`), or
    at least one code point in common (`overlap`; as many pairs as can be made). `None` where
    neither coder has any, 0 where only one has. Raises `ValueError` for an empty span, and for a
    label that can change, as a list. Hripcsak & Rothschild (2005), JAMIA 12, 296-298.
    """
    return span_scores(a, b, match).f1


def span_scores(a: Iterable[Labelled], b: Iterable[Labelled], match: Match = "exact") -> Scores:
    """Return precision, recall and F1 with `a` taken for right; see `span_f1` for what agrees."""
    ours, theirs = [_checked(span) for span in a], [_checked(span) for span in b]
    if match == "exact":
        hits = (Counter(ours) & Counter(theirs)).total()
    elif match == "overlap":
        hits = _overlapping(ours, theirs)
    else:
        message = f"Spans match by 'exact' or by 'overlap', not by {match!r}."
        raise ValueError(message)
    return scores(hits, len(ours), len(theirs))


def scores(hits: int, ours: int, theirs: int) -> Scores:
    """Return precision, recall and F1 from what both and each have, ours taken for right."""
    return Scores(
        precision=hits / theirs if theirs else None,
        recall=hits / ours if ours else None,
        f1=2 * hits / (ours + theirs) if ours + theirs else None,
    )


def paired_indices(edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return as many of the edges between two sides as can stand one to one."""
    return best_matching(edges, lambda _a, _b: 1)


def _checked(span: Labelled) -> Labelled:
    label, start, end = span
    try:
        hash(label)
    except TypeError as error:
        message = f"The label {label!r} can change: make it a string, a number or a tuple of them."
        raise ValueError(message) from error
    if not 0 <= start < end:
        message = f"The span {span!r} is empty or starts before the text."
        raise ValueError(message)
    return label, start, end


def _overlapping(a: Sequence[Labelled], b: Sequence[Labelled]) -> int:
    sides: defaultdict[Hashable, tuple[list[Labelled], list[Labelled]]]
    sides = defaultdict(lambda: ([], []))
    for side, spans in enumerate((a, b)):
        for span in spans:
            sides[span[0]][side].append(span)
    return sum(_most_overlaps(*both) for both in sides.values())


def _most_overlaps(a: list[Labelled], b: list[Labelled]) -> int:
    """Return how many spans of the one can each have an overlapping one of the other.

    Taken by their ends, each takes of those that still run the one that ends first; what ends first
    meets no more of what is to come than any other would, so no choice is better.
    """
    hits = 0
    waiting: tuple[list[Labelled], list[Labelled]] = (
        sorted(a, key=_by_end),
        sorted(b, key=_by_end),
    )
    while waiting[0] and waiting[1]:
        side = 0 if _by_end(waiting[0][0]) <= _by_end(waiting[1][0]) else 1
        first = waiting[side].pop(0)
        others = waiting[1 - side]
        partner = next((at for at, other in enumerate(others) if other[1] < first[2]), None)
        if partner is not None:
            del others[partner]
            hits += 1
    return hits


def _by_end(span: Labelled) -> tuple[int, int]:
    return span[2], span[1]
