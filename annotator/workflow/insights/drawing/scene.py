"""What is drawn, as values: shapes with named colours, texts, and where each mark is.

Lengths are in pixels of a screen, from the top left, y downwards; angles in degrees, clockwise.
Colours are names that whoever paints looks up: `text`, `muted`, `hairline`, `border`, `base`,
`accent`, `good`, `danger`, and `series1` to `series12`. `strength` is how much of the colour there
is, from 0 (nothing but the ground, `base`) to 1. Shapes are painted in their order, one over
another.
"""

from collections.abc import Callable
from enum import StrEnum

import msgspec

Measure = Callable[[str, float, bool], float]
"""Returns how wide a text is in pixels, given its size in pixels and whether it is bold."""
Point = tuple[float, float]


class Align(StrEnum):
    """What of a text stands at its place: its left end, its middle or its right end."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


class Box(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A rectangle; `pattern` is hatched on it (see `patterns`), `outline` a colour of its edge."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    strength: float = 1.0
    pattern: int = 0
    outline: str = ""


class Stroke(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Points joined by a line; `dash` are the lengths of its dashes and gaps, in pixels."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()
    strength: float = 1.0


class Disc(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A filled circle round x and y."""

    x: float
    y: float
    radius: float
    colour: str
    strength: float = 1.0
    outline: str = ""
    edge: float = 1.0
    """How wide its outline is, where it has one."""


class Polygon(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A filled shape with corners."""

    points: tuple[Point, ...]
    colour: str
    strength: float = 1.0
    outline: str = ""
    edge: float = 1.0


class WrittenWords(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of text whose foot line (baseline) is at y; `turned` turns it round x and y.

    `on` is the colour that it stands on, and `on_strength` how much of that: then it is painted
    black or white, whichever can be read better there, and `colour` counts no more.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str = "text"
    align: Align = Align.LEFT
    bold: bool = False
    turned: float = 0.0
    on: str = ""
    on_strength: float = 1.0


Shape = Box | Stroke | Disc | Polygon | WrittenWords


class MarkArea(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where a mark is: what a click hits, and what is outlined when it is at hand.

    `mark` is its place in `Insight.marks`, `said` what it says in words. `points` are corners of
    an area that is no rectangle; the rectangle then is the one round them. `lane` is the row that
    arrow keys go along, from 0; -1 leaves that to where the areas lie.
    """

    mark: int
    x: float
    y: float
    width: float
    height: float
    said: str = ""
    points: tuple[Point, ...] = ()
    lane: int = -1


class InsightScene(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing: its size, its shapes, where its marks are, and what it shows in words.

    Of areas that lie over each other, the last is hit. `upright` says that lanes are columns.
    `pinned` are the heights between which stands what names the columns: it stays in sight where
    one scrolls. `order` are the marks' places from the weightiest on, where one begins there, and
    arrow keys lead to whatever is nearest in their direction.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    areas: tuple[MarkArea, ...]
    said: str
    upright: bool = False
    pinned: tuple[float, float] = (0.0, 0.0)
    order: tuple[int, ...] = ()
