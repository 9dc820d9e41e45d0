"""Where the names of nodes stand: beside them, none on another, and none on a node."""

from collections.abc import Callable, Sequence

import msgspec

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom."""
_SHORTENED = (1.0, 0.75, 0.5, 0.3)
"""To how much of its width a name is cut, one after the other, until it has a place."""
_BESIDE = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""To the right, to the left, below, above, and between."""


class NamedNode(msgspec.Struct, frozen=True):
    """A node round x and y, and the name that wants a place."""

    name: str
    x: float
    y: float
    radius: float


class PlacedName(msgspec.Struct, frozen=True):
    """A name, maybe cut, from its left end round the middle of its height."""

    node: int
    text: str
    x: float
    middle: float
    width: float
    is_whole: bool


def placed_names(
    nodes: Sequence[NamedNode],
    area: tuple[float, float],
    line: float,
    *,
    wide: Callable[[str], float],
    cut: Callable[[str, float], str],
    longest: float,
) -> list[PlacedName]:
    """Return names that have a place in an area (left and right), those of the first nodes first.

    A name that has none, however short, is left out. `line` is the height of a line, `longest` how
    wide names may be.
    """
    discs = [
        (one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius)
        for one in nodes
    ]
    taken: list[Rectangle] = []
    found: list[PlacedName] = []
    for n, node in enumerate(nodes):
        for part in _SHORTENED:
            text = cut(node.name, min(longest, wide(node.name)) * part + 0.5)
            size = wide(text), line
            others = [*taken, *(disc for m, disc in enumerate(discs) if m != n)]
            place = _free(node, size, area, others) if text else None
            if place is not None:
                taken.append(place)
                middle = (place[1] + place[3]) / 2
                whole = part == 1.0
                found.append(PlacedName(n, text, place[0], middle, size[0], whole))
                break
    return found


def _free(
    node: NamedNode, size: tuple[float, float], area: tuple[float, float], taken: list[Rectangle]
) -> Rectangle | None:
    for far in (1.0, 1.8):
        for dx, dy in _BESIDE:
            place = _beside(node, size, dx, dy, far)
            if place[0] < area[0] or place[2] > area[1]:
                continue
            if not any(_meet(place, other) for other in taken):
                return place
    return None


def _beside(node: NamedNode, size: tuple[float, float], dx: int, dy: int, far: float) -> Rectangle:
    wide, high = size
    away = node.radius * far + 2.0
    x = node.x + dx * (away + wide / 2)
    y = node.y + dy * (away * (0.7 if dx else 1.0) + high / 2)
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] < other[2] + 1 and other[0] < one[2] + 1 and one[1] < other[3] and other[1] < one[3]
    )
