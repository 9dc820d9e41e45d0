"""Hatching by numbers: what tells areas apart for whoever can't go by their colours.

A pattern is made of families of parallel lines, reckoned from the drawing's own corner, so that
areas beside each other hatch as one. Every painter draws the same lines.
"""

import math
from collections.abc import Iterator

import msgspec

Segment = tuple[float, float, float, float]
"""A line from one point to another: x, y, x, y."""


class LineFamily(msgspec.Struct, frozen=True):
    """Parallel lines: their direction in degrees, how far apart and how wide they are, in pixels.

    With a `dash` they are broken into pieces of that length with gaps twice as long.
    """

    angle: float
    apart: float
    width: float
    dash: float = 0.0


PATTERNS: tuple[tuple[LineFamily, ...], ...] = (
    (),
    (LineFamily(-45, 7, 1.6),),
    (LineFamily(0, 5, 2, 2),),
    (LineFamily(90, 6, 1.6),),
    (LineFamily(45, 9, 1.5), LineFamily(-45, 9, 1.5)),
    (LineFamily(0, 5, 1.5),),
    (LineFamily(45, 7, 1.6),),
    (LineFamily(0, 8, 1.4), LineFamily(90, 8, 1.4)),
    (LineFamily(-45, 11, 3),),
    (LineFamily(90, 11, 3),),
    (LineFamily(45, 4, 1.2),),
    (LineFamily(0, 8, 3, 3),),
    (LineFamily(45, 11, 3),),
)
"""The patterns; the first is none."""

HATCHED = 0.12
"""How much of an area's colour the lines on it keep."""


def hatching(
    x: float, y: float, width: float, height: float, pattern: int
) -> list[tuple[float, list[Segment]]]:
    """Return the lines that hatch a rectangle, cut at its edges: families with their width."""
    families = PATTERNS[pattern % len(PATTERNS)]
    return [(one.width, list(_lines(x, y, width, height, one))) for one in families]


def _lines(
    x: float, y: float, width: float, height: float, family: LineFamily
) -> Iterator[Segment]:
    along_x, along_y = math.cos(math.radians(family.angle)), math.sin(math.radians(family.angle))
    corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
    across = [cy * along_x - cx * along_y for cx, cy in corners]
    # They stay inside whole: those at a slant with both corners of their ends.
    level = family.angle in (0, 90)
    half = family.width / 2 if level else 0.0
    short = 0.0 if level else family.width / 2
    first = math.ceil((min(across) + half) / family.apart)
    last = math.floor((max(across) - half) / family.apart)
    for n in range(first, last + 1):
        at_x, at_y = -along_y * n * family.apart, along_x * n * family.apart
        ends = _ends(at_x, at_y, along_x, along_y, (x, y, x + width, y + height))
        if ends is None:
            continue
        for begin, end in _pieces(ends[0] + short, ends[1] - short, family.dash, n):
            yield (
                at_x + begin * along_x,
                at_y + begin * along_y,
                at_x + end * along_x,
                at_y + end * along_y,
            )


def _ends(
    at_x: float, at_y: float, along_x: float, along_y: float, box: Segment
) -> tuple[float, float] | None:
    """Return how far along a line enters and leaves a box, as Liang and Barsky (1984) cut it."""
    low, high = -math.inf, math.inf
    for at, along, least, most in (
        (at_x, along_x, box[0], box[2]),
        (at_y, along_y, box[1], box[3]),
    ):
        if abs(along) < 1e-9:
            if not least <= at <= most:
                return None
            continue
        one, other = sorted(((least - at) / along, (most - at) / along))
        low, high = max(low, one), min(high, other)
    return (low, high) if high > low else None


def _pieces(low: float, high: float, dash: float, n: int) -> Iterator[tuple[float, float]]:
    """Yield a line's pieces: dashes of every other line stand beside the gaps of the next."""
    if not dash:
        if high - low > 0.3:
            yield low, high
        return
    step = 3 * dash
    shift = step / 2 if n % 2 else 0.0
    for k in range(math.floor((low - shift) / step), math.ceil((high - shift) / step) + 1):
        begin, end = max(low, k * step + shift), min(high, k * step + shift + dash)
        if end - begin > 0.3:
            yield begin, end
