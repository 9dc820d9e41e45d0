"""The signs of lines: no two of the first twelve have the same shape and filling."""

import math

from annotator.workflow.insights.drawing.board import Board
from annotator.workflow.insights.drawing.colours import series_colour
from annotator.workflow.insights.drawing.scene import Point

DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3), (12, 4))
"""The dashes of lines, in pixels at the usual size."""


def dash_of(place: int) -> tuple[float, ...]:
    """Return the dashes of the line at this place."""
    return DASHES[place % len(DASHES)]


def draw_marker(board: Board, place: int, x: float, y: float, radius: float) -> None:
    """Draw the sign of the line at this place, every other six of them hollow."""
    colour = series_colour(place)
    kind, hollow = place % len(_CORNERS), (place // len(_CORNERS)) % 2
    fill, outline = ("base", colour) if hollow else (colour, "base")
    if not hollow and radius < 3 * board.unit:
        outline = ""
    corners = _CORNERS[kind]
    if not corners:
        board.disc(x, y, radius, fill, outline)
        return
    board.polygon([(x + dx * radius, y + dy * radius) for dx, dy in corners], fill, outline)


def _around(count: int, turned: float, far: float) -> tuple[Point, ...]:
    angles = [math.radians(turned + 360 * n / count) for n in range(count)]
    return tuple((far * math.cos(one), far * math.sin(one)) for one in angles)


def _cross(turned: float) -> tuple[Point, ...]:
    arm, far = 0.38, 1.2
    plus = [
        *((-arm, -far), (arm, -far), (arm, -arm), (far, -arm), (far, arm), (arm, arm)),
        *((arm, far), (-arm, far), (-arm, arm), (-far, arm), (-far, -arm), (-arm, -arm)),
    ]
    cos, sin = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    return tuple((x * cos - y * sin, x * sin + y * cos) for x, y in plus)


_CORNERS: tuple[tuple[Point, ...], ...] = (
    (),
    _around(4, 45, 1.3),
    _around(3, -90, 1.35),
    _around(4, 0, 1.4),
    _around(3, 90, 1.35),
    _cross(0),
)
