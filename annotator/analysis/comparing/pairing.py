"""Pairs of annotations by which two layers of one article say something of the same thing."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from annotator.analysis.comparing.matching import best_matching
from annotator.analysis.comparing.spans import overlap, overlapping, shared
from annotator.analysis.comparing.values import differing, equal_count
from annotator.domain.annotation import Annotation
from annotator.domain.settings import DEFAULT_THRESHOLD

_PLACE = 64
"""Bits for each rank of a weight; far more than all the weights of a matching add up to."""


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two annotations that belong together, one of each layer.

    `overlap` is the share that both cover of what either covers, above 0 up to 1.
    """

    a: Annotation
    b: Annotation
    overlap: float


def pair_spans(
    a: Sequence[Annotation], b: Sequence[Annotation], threshold: float = DEFAULT_THRESHOLD
) -> list[Pair]:
    """Pair annotations of one article one to one within each code, in reading order.

    Spans pair so that the code points covered by both add up to as many as possible; of equal
    sums identical spans count more, then earlier ones, then equal answers. Annotations of the
    whole article pair by equal answers, then in the order in which they were made.
    """
    ours, theirs = _by_code(a), _by_code(b)
    pairs: list[Pair] = []
    for key in ours.keys() & theirs.keys():
        _, spans = key
        one, other = ours[key], theirs[key]
        pairs += pair_across(one, other, threshold) if spans else _pair_whole(one, other)
    return sorted(pairs, key=_reading_order)


def pair_across(
    a: Sequence[Annotation], b: Sequence[Annotation], threshold: float = DEFAULT_THRESHOLD
) -> list[Pair]:
    """Pair spans of one article one to one as `pair_spans` does, whatever their codes."""

    def weigh(i: int, j: int) -> int:
        return _span_weight(a[i], b[j])

    edges = best_matching(overlapping(a, b, threshold), weigh)
    pairs = [Pair(a[i], b[j], overlap(a[i].fragments, b[j].fragments)) for i, j in edges]
    return sorted(pairs, key=_reading_order) if len(pairs) > 1 else pairs


def _by_code(annotations: Sequence[Annotation]) -> dict[tuple[str, bool], list[Annotation]]:
    groups: defaultdict[tuple[str, bool], list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        groups[annotation.code, bool(annotation.fragments)].append(annotation)
    return groups


def _pair_whole(a: list[Annotation], b: list[Annotation]) -> list[Pair]:
    ours = sorted(a, key=lambda one: (one.created, one.id))
    theirs = sorted(b, key=lambda one: (one.created, one.id))
    edges = [(i, j) for i in range(len(ours)) for j in range(len(theirs))]

    def weigh(i: int, j: int) -> int:
        return _whole_weight(ours[i], theirs[j], abs(i - j))

    return [Pair(ours[i], theirs[j], 1.0) for i, j in best_matching(edges, weigh)]


def _span_weight(a: Annotation, b: Annotation) -> int:
    earliness = (1 << 32) - a.fragments[0].start - b.fragments[0].start
    return _ranked(
        shared(a.fragments, b.fragments),
        int(a.fragments == b.fragments),
        earliness,
        equal_count(a.values, b.values),
        _lot(a, b),
    )


def _whole_weight(a: Annotation, b: Annotation, distance: int) -> int:
    return _ranked(
        int(not differing(a.values, b.values)),
        equal_count(a.values, b.values),
        (1 << 32) - distance,
        _lot(a, b),
    )


def _ranked(*parts: int) -> int:
    """Return a weight in which each part counts more than all the later ones together."""
    weight = 0
    for part in parts:
        weight = (weight << _PLACE) + part
    return weight


def _lot(a: Annotation, b: Annotation) -> int:
    """Return what decides between equals: by the ids alone, so that order never matters.

    Random numbers make the best matching unique (Mulmuley, Vazirani & Vazirani 1987).
    """
    ids = "\n".join(sorted((a.id, b.id)))
    return int.from_bytes(hashlib.sha256(ids.encode()).digest()[:6], "big") + 1


def _reading_order(pair: Pair) -> tuple[int, int, str, str, str]:
    a, b = pair.a, pair.b
    start = min(a.start or 0, b.start or 0) if a.fragments else -1
    return start, -max(a.end or 0, b.end or 0), min(a.code, b.code), a.id, b.id
