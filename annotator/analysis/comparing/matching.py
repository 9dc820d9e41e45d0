"""One-to-one matchings of the greatest total weight between two sides."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

H = TypeVar("H", bound=Hashable)
K = TypeVar("K", bound=Hashable)

Weigh = Callable[[H, K], int]
"""Says how much an edge is worth; whole numbers above zero, as large as they need to be."""


def best_matching(edges: Iterable[tuple[H, K]], weigh: Weigh[H, K]) -> list[tuple[H, K]]:
    """Return the edges of a matching whose weights add up to as much as possible.

    An edge goes from a thing on the left to one on the right; nothing is matched twice.
    """
    given = list(edges)
    if len({a for a, _ in given}) == len({b for _, b in given}) == len(given):
        return given  # nothing competes, as is mostly so
    chosen: list[tuple[H, K]] = []
    for component in _components(given):
        if len(component) == 1:
            chosen += component
        elif len({a for a, _ in component}) == 1 or len({b for _, b in component}) == 1:
            chosen.append(max(component, key=lambda edge: weigh(*edge)))
        else:
            chosen += _matching(component, weigh)
    return chosen


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
    import networkx as nx  # noqa: PLC0415 (most comparisons never need it, and it loads slowly)

    graph: nx.Graph[tuple[int, H | K]] = nx.Graph()
    known = {((0, a), (1, b)): (a, b) for a, b in edges}
    for (left, right), edge in known.items():
        graph.add_edge(left, right, weight=weigh(*edge))
    for one, other in nx.max_weight_matching(graph):
        yield known[min(one, other), max(one, other)]
