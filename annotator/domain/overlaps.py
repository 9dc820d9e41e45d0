"""How far stretches of text cover each other; split spans count as wholes."""

from collections.abc import Sequence

from annotator.domain.record import Fragment


def size(fragments: Sequence[Fragment]) -> int:
    """Return how many code points disjoint fragments cover."""
    if len(fragments) == 1:
        return fragments[0].end - fragments[0].start
    return sum(fragment.end - fragment.start for fragment in fragments)


def shared(a: Sequence[Fragment], b: Sequence[Fragment]) -> int:
    """Return how many code points both sequences of sorted, disjoint fragments cover."""
    if len(a) == len(b) == 1:
        return max(0, min(a[0].end, b[0].end) - max(a[0].start, b[0].start))
    total = i = j = 0
    while i < len(a) and j < len(b):
        total += max(0, min(a[i].end, b[j].end) - max(a[i].start, b[j].start))
        if a[i].end < b[j].end:
            i += 1
        else:
            j += 1
    return total


def overlap(a: Sequence[Fragment], b: Sequence[Fragment]) -> float:
    """Return the share that both cover of what either covers, from 0 to 1."""
    if len(a) == len(b) == 1:  # as nearly all are
        one, other = a[0], b[0]
        start = max(other.start, one.start)
        end = min(other.end, one.end)
        if end <= start:
            return 0.0
        return (end - start) / (one.end - one.start + other.end - other.start - end + start)
    both = shared(a, b)
    either = size(a) + size(b) - both
    return both / either if either else 0.0
