"""Pairs of annotations by which two layers of one article say something of the same thing."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from annotator.analysis.comparing.likeness import differing, equal_count, overlapping
from annotator.domain.annotation import Annotation
from annotator.domain.overlaps import overlap, shared
from annotator.domain.settings import DEFAULT_THRESHOLD

H = TypeVar("H", bound=Hashable)
K = TypeVar("K", bound=Hashable)

Weigh = Callable[[H, K], int]
"""Says how much an edge is worth; whole numbers above zero, as large as they need to be."""
_PLACE = 64
"""Bits for each rank of a weight; far more than all the weights of a matching add up to."""
_FEW_EDGES = 8
"""Up to so many edges that hang together all matchings are tried."""


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

    if len(a) == len(b) == 1 and a[0].fragments and b[0].fragments:  # nothing competes
        degree = overlap(a[0].fragments, b[0].fragments)
        return [Pair(a[0], b[0], degree)] if degree > 0 and degree >= threshold else []
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


def best_matching(edges: Iterable[tuple[H, K]], weigh: Weigh[H, K]) -> list[tuple[H, K]]:
    """Return the edges of a matching whose weights add up to as much as possible.

    An edge goes from a thing on the left to one on the right; nothing is matched twice.
    """
    given = list(edges)
    if len(given) < 2:
        return given
    if len({a for a, _ in given}) == len({b for _, b in given}) == len(given):
        return given  # nothing competes, as is mostly so
    chosen: list[tuple[H, K]] = []
    for component in _components(given):
        if len(component) == 1:
            chosen += component
        elif len({a for a, _ in component}) == 1 or len({b for _, b in component}) == 1:
            chosen.append(max(component, key=lambda edge: weigh(*edge)))
        elif len(component) <= _FEW_EDGES:
            chosen += _best_of_all(component, [weigh(*edge) for edge in component])[1]
        else:
            chosen += _matching(component, weigh)
    return chosen


def _best_of_all(edges: list[tuple[H, K]], weights: Sequence[int]) -> tuple[int, list[tuple[H, K]]]:
    """Return the best matching of a few edges, and what it weighs, by trying every one."""
    if not edges:
        return 0, []
    first = edges[0]
    rest = range(1, len(edges))
    free = [n for n in rest if edges[n][0] != first[0] and edges[n][1] != first[1]]
    with_it = _best_of_all([edges[n] for n in free], [weights[n] for n in free])
    without = _best_of_all([edges[n] for n in rest], [weights[n] for n in rest])
    taken = with_it[0] + weights[0]
    return (taken, [first, *with_it[1]]) if taken >= without[0] else without


def _components(edges: list[tuple[H, K]]) -> Iterator[list[tuple[H, K]]]:
    """Yield the edges that hang together, directly or through others."""
    of_left: defaultdict[H, list[tuple[H, K]]] = defaultdict(list)
    of_right: defaultdict[K, list[tuple[H, K]]] = defaultdict(list)
    for edge in edges:
        of_left[edge[0]].append(edge)
        of_right[edge[1]].append(edge)
    for first in edges:
        if first[0] not in of_left:
            continue
        component: list[tuple[H, K]] = []
        waiting = [first[0]]
        while waiting:
            for edge in of_left.pop(waiting.pop(), ()):
                component.append(edge)
                waiting += [left for left, _ in of_right.pop(edge[1], ())]
        yield component


def _matching(edges: list[tuple[H, K]], weigh: Weigh[H, K]) -> Iterator[tuple[H, K]]:
    """Yield the edges of the best matching of many that compete.

    One pair more after the other, along the path that adds most, until none adds anything
    (successive shortest paths: Ahuja, Magnanti & Orlin 1993, Network Flows, chapter 9).
    """
    weights = {edge: weigh(*edge) for edge in edges}
    of_left: defaultdict[H, list[K]] = defaultdict(list)
    for left, right in weights:
        of_left[left].append(right)
    mates: dict[H, K] = {}
    taken: dict[K, H] = {}
    while (path := _best_path(weights, of_left, mates, taken)) is not None:
        end, came = path
        while True:
            left = came[end]
            freed = mates.get(left)
            mates[left], taken[end] = end, left
            if freed is None:
                break
            end = freed
    yield from mates.items()


def _best_path(
    weights: Mapping[tuple[H, K], int],
    of_left: Mapping[H, Sequence[K]],
    mates: Mapping[H, K],
    taken: Mapping[K, H],
) -> tuple[K, Mapping[K, H]] | None:
    """Return where the path ends that adds most, and whence each thing on the right is reached."""
    added: dict[H, int] = {left: 0 for left in of_left if left not in mates}
    reached: dict[K, int] = {}
    came: dict[K, H] = {}
    waiting = deque(added)
    while waiting:
        left = waiting.popleft()
        for right in of_left[left]:
            more = added[left] + weights[left, right]
            if (left in mates and mates[left] == right) or reached.get(right, more - 1) >= more:
                continue
            reached[right], came[right] = more, left
            mate = taken.get(right)
            if mate is not None:
                less = more - weights[mate, right]
                if mate not in added or added[mate] < less:
                    added[mate] = less
                    waiting.append(mate)
    free = [right for right in reached if right not in taken]
    if not free:
        return None
    end = max(free, key=reached.__getitem__)
    return (end, came) if reached[end] > 0 else None
