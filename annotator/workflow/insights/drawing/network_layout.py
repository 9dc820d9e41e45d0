"""Where the nodes of a network stand: the same network always stands the same way.

Two modes stand in two columns, in an order with few crossings. One mode is spread out so that the
distances of nodes are near to those along their ties (stress majorisation: E. R. Gansner,
Y. Koren and S. North, "Graph drawing by stress majorization", Graph Drawing 2004, 239-250); what
hangs together stands together, side by side with the rest.
"""

import math
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]
Tied = tuple[int, int, float]
"""Two nodes, each by its place, and the weight of their tie."""
_SWEEPS = 12
_ROUNDS = 90
_PARTINGS = 20
_FLAT = 0.6  # how high a group is at least, of its width
_LEAST_ROOM, _BETWEEN = 0.36, 0.3  # of a node's room: how near two come, how far shelves are apart
_SHORT, _LONG, _APART = 1.0, 2.0, 3.0
"""How long the heaviest, the lightest, and a tie below zero would be."""


def components(count: int, ties: Iterable[Tied]) -> list[list[int]]:
    """Return the nodes that hang together, the largest groups first, each in the nodes' order."""
    group = list(range(count))

    def root(node: int) -> int:
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    for one, other, _ in ties:
        a, b = sorted((root(one), root(other)))
        group[b] = a
    found: dict[int, list[int]] = {}
    for node in range(count):
        found.setdefault(root(node), []).append(node)
    return sorted(found.values(), key=lambda nodes: (-len(nodes), nodes[0]))


# Two columns


class TwoColumns(msgspec.Struct, frozen=True):
    """How far down each node of the left and of the right stands, in lines, and how many there are.

    Nodes of the right are those after the left ones. `lonely` says where those without a tie begin.
    """

    heights: tuple[float, ...]
    lines: float
    lonely: float


def two_columns(left: int, right: int, ties: Sequence[Tied]) -> TwoColumns:
    """Return the lines of so many nodes on the left and on the right, of which a line has one each.

    Ties go from the left to the right, whose nodes are numbered after those of the left.
    """
    heights = np.zeros(left + right)
    top, lonely = 0.0, -1.0
    groups = components(left + right, ties)
    alone = [nodes[0] for nodes in groups if len(nodes) == 1]
    for nodes in [*(one for one in groups if len(one) > 1), alone]:
        if nodes is alone and alone:
            lonely = top
        sides = [[n for n in nodes if n < left], [n for n in nodes if n >= left]]
        ordered = sides if nodes is alone else _few_crossings(sides, ties)
        lines = max(map(len, sides))
        for side in ordered:
            for n, node in enumerate(side):
                # What has fewer nodes on one side is spread along the other; the lonely are a list.
                heights[node] = top + (n + 0.5 if nodes is alone else (n + 0.5) * lines / len(side))
        top += lines + (0.6 if lines and nodes is not alone else 0.0)
    return TwoColumns(tuple(heights.tolist()), top, lonely)


def _few_crossings(sides: list[list[int]], ties: Sequence[Tied]) -> list[list[int]]:
    """Return both sides in an order in which each node is near the middle of those it is tied to.

    The order with the fewest crossings of all that come up.
    """
    inside = set(sides[0])
    own = [(one, other, abs(weight)) for one, other, weight in ties if one in inside]
    best, fewest = sides, _crossings(sides, own)
    now = [list(side) for side in sides]
    for sweep in range(_SWEEPS):
        moving, still = (1, 0) if sweep % 2 == 0 else (0, 1)
        at = {node: (n + 0.5) / len(now[still]) for n, node in enumerate(now[still])}
        sums = dict.fromkeys(now[moving], 0.0)
        counts = dict.fromkeys(now[moving], 0)
        for tie in own:
            node, other = (tie[1], tie[0]) if moving else (tie[0], tie[1])
            sums[node] += at[other]
            counts[node] += 1
        middle = {node: sums[node] / counts[node] for node in now[moving]}
        now[moving] = sorted(now[moving], key=lambda node: middle[node])
        crossings = _crossings(now, own)
        if crossings < fewest:
            best, fewest = [list(side) for side in now], crossings
    return best


def _crossings(sides: list[list[int]], ties: Sequence[Tied]) -> int:
    """Return how many pairs of ties cross each other: one begins above and ends below the other."""
    places = [{node: n for n, node in enumerate(side)} for side in sides]
    there = np.zeros((len(sides[0]), len(sides[1])))
    for one, other, _ in ties:
        there[places[0][one], places[1][other]] += 1
    # Of those that begin further down, how many end further up.
    from_below = np.cumsum(there[::-1], axis=0)[::-1]
    before = np.cumsum(from_below, axis=1)
    return int((there[:-1, 1:] * before[1:, :-1]).sum())


# One mode


class SpreadOut(msgspec.Struct, frozen=True):
    """Where each node stands in an area of a width, as pairs of x and y, and how high that is.

    Nodes without a tie have no place: theirs is nought.
    """

    places: Places
    height: float


class Unfolded:
    """The nodes of a network with their distances made good, before they have a size.

    `lonely` are the nodes without a tie, `tied` the others.
    """

    def __init__(self, count: int, ties: Sequence[Tied]) -> None:
        """Take so many nodes and what ties them."""
        self._count = count
        groups = components(count, ties)
        self.lonely = tuple(nodes[0] for nodes in groups if len(nodes) == 1)
        self.tied = tuple(sorted(node for nodes in groups if len(nodes) > 1 for node in nodes))
        self._groups: list[_Group] = []
        for nodes in groups:
            number = {node: n for n, node in enumerate(nodes)}
            own = [(number[a], number[b], weight) for a, b, weight in ties if a in number]
            if len(nodes) > 1:
                self._groups.append((nodes, _unfolded(len(nodes), own)))

    def spread_out(self, width: float, room: float) -> SpreadOut:
        """Return places in an area so wide, where each node has about so much room."""
        places = np.zeros((self._count, 2))
        top = 0.0
        for shelf in _shelves(self._groups, width, room):
            sizes = [_box(len(nodes), width, room) for nodes, _ in shelf]
            high = max(tall for _, tall in sizes)
            spare = (width - sum(wide for wide, _ in sizes)) / (len(shelf) + 1)
            x = spare
            for (nodes, stand), (wide, tall) in zip(shelf, sizes, strict=True):
                corner = np.array((x, top + (high - tall) / 2))
                inside = _parted(stand * np.array((wide, tall)), _LEAST_ROOM * room)
                places[nodes] = corner + np.clip(inside, 0.0, (wide, tall))
                x += wide + spare
            top += high + _BETWEEN * room
        return SpreadOut(np.round(places, 2), max(0.0, top - _BETWEEN * room))


_Group = tuple[list[int], Places]


def _box(count: int, width: float, room: float) -> tuple[float, float]:
    """Return how wide and how high the place of so many nodes is."""
    side = math.sqrt(count) * room
    wide = min(width, max(2 * room, 1.7 * side))
    return wide, max(_FLAT * (wide if count > 2 else room), count * room * room / wide)


def _shelves(groups: Sequence[_Group], width: float, room: float) -> list[list[_Group]]:
    shelves: list[list[_Group]] = []
    used = width + 1
    for group in groups:
        wide, _ = _box(len(group[0]), width, room)
        used += wide
        if used > width:
            shelves.append([])
            used = wide
        shelves[-1].append(group)
    return shelves


def _parted(places: Places, least: float) -> Places:
    """Return places of which those that are too near to each other are moved apart."""
    for _ in range(_PARTINGS):
        way = places[:, None, :] - places[None, :, :]
        far = np.sqrt((way**2).sum(axis=2))
        np.fill_diagonal(far, np.inf)
        short = np.maximum(0.0, least - far)
        if not short.any():
            break
        # Two at one place go apart across, the first one to the left.
        same = np.sign(np.subtract.outer(np.arange(len(places)), np.arange(len(places))))
        way[..., 0] = np.where(far < 1e-9, same, way[..., 0])
        places = places + (way * (short / np.maximum(far, 1.0))[..., None]).sum(axis=1) / 2
    return places


def _unfolded(count: int, ties: Sequence[Tied]) -> Places:
    """Return nodes that hang together in a square from 0 to 1, longer across than down."""
    wanted = _distances(count, ties)
    stand = _in_a_circle(count, ties) * wanted.mean()
    near = np.where(wanted > 0, wanted, 1.0) ** -2.0
    np.fill_diagonal(near, 0.0)
    laplacian = np.diag(near.sum(axis=1)) - near
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_ROUNDS):
        apart = _lengths(stand)
        np.fill_diagonal(apart, 1.0)
        part = -near * wanted / np.maximum(apart, 1e-9)
        np.fill_diagonal(part, 0.0)
        np.fill_diagonal(part, -part.sum(axis=1))
        stand = inverse @ (part @ stand)
    return _filled(_turned(stand))


def _lengths(stand: Places) -> Places:
    way = stand[:, None, :] - stand[None, :, :]
    return np.sqrt((way**2).sum(axis=2))


def _distances(count: int, ties: Sequence[Tied]) -> Places:
    """Return how far apart nodes should be: the heavier their tie, the nearer; or along others."""
    heaviest = max(abs(weight) for _, _, weight in ties)
    own = np.full((count, count), np.inf)
    for one, other, weight in ties:
        if one == other:
            continue
        lightness = 1 - math.sqrt(abs(weight) / heaviest)
        length = _APART if weight < 0 else _SHORT + (_LONG - _SHORT) * lightness
        own[one, other] = own[other, one] = length
    found = own.copy()
    np.fill_diagonal(found, 0.0)
    for middle in range(count):
        found = np.minimum(found, found[:, middle, None] + found[None, middle, :])
    return np.where(np.isfinite(own), own, found)


def _in_a_circle(count: int, ties: Sequence[Tied]) -> Places:
    """Return nodes on a circle, each beside one that it is heavily tied to where that can be."""
    weights = np.zeros((count, count))
    for one, other, weight in ties:
        weights[one, other] = weights[other, one] = weight
    order = [0]
    left = set(range(1, count))
    while left:
        last = order[-1]
        order.append(max(left, key=lambda node: (weights[last, node], -node)))
        left.remove(order[-1])
    angles = 2 * np.pi * np.arange(count) / count
    stand = np.zeros((count, 2))
    stand[order] = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return stand


def _turned(stand: Places) -> Places:
    """Return places turned so that they reach further across than down."""
    stand = stand - stand.mean(axis=0)
    (xx, xy), (_, yy) = stand.T @ stand
    angle = 0.5 * math.atan2(2 * xy, xx - yy) if abs(xx - yy) + abs(xy) > 1e-9 else 0.0
    cos, sin = math.cos(angle), math.sin(angle)
    return stand @ np.array(((cos, -sin), (sin, cos)))


def _filled(stand: Places) -> Places:
    low, high = stand.min(axis=0), stand.max(axis=0)
    span = high - low
    flat = span < 1e-6 * max(1e-9, float(span.max()))
    return np.where(flat, 0.5, (stand - low) / np.where(flat, 1.0, span))
