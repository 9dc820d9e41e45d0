"""Where an insight is drawn: shapes and areas are put on it, in one scale and with one measure."""

import math
from collections.abc import Sequence

from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.workflow.insights.drawing.figures import said_of
from annotator.workflow.insights.drawing.scene import (
    Align,
    Box,
    Disc,
    MarkArea,
    Measure,
    Point,
    Polygon,
    Shape,
    Stroke,
    WrittenWords,
)
from annotator.workflow.insights.drawing.texts import broken, fitted
from annotator.workflow.report.escaping import in_one_line

BODY = 13.0
"""How large text is at the usual size, in pixels."""
_SMALL, _LINE = 11 / BODY, 1.45
_FOOT = 0.36  # of the size of letters: how far below their middle they stand
_UNCUT = 1e9
_LEAST_AREA = 4  # how wide what a click hits is, in pixels


class Board:
    """Takes what is drawn of one insight; all lengths are in pixels.

    `body` and `small` are sizes of text, `line` and `small_line` the heights of lines of it, `unit`
    what a pixel is at the usual size; `left` and `right` are where what is drawn begins and ends.
    `upright`, `pinned` and `order` are what an `InsightScene` has of these names.
    """

    def __init__(self, insight: Insight, width: float, measure: Measure, body: float) -> None:
        self.insight = insight
        self.width = width
        self.body = body
        self.unit = body / BODY
        self.small = body * _SMALL
        self.line = body * _LINE
        self.small_line = self.small * _LINE
        self.gap = 8 * self.unit
        self.left, self.right = 1.5 * self.gap, width - 1.5 * self.gap
        self.upright = False
        self.pinned = (0.0, 0.0)
        self.order: tuple[int, ...] = ()
        self.shapes: list[Shape] = []
        self.areas: list[MarkArea] = []
        self._measure = measure
        self._rows = {one.id: in_one_line(one.name) for one in insight.rows}
        self._columns = {one.id: in_one_line(one.name) for one in insight.columns}
        self._known: dict[tuple[str, float, bool], float] = {}

    # Texts

    def wide(self, text: str, size: float = 0.0, *, bold: bool = False) -> float:
        """Return how wide a text is; small where no size is given."""
        key = text, size or self.small, bold
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._measure(*key)
        return found

    def cut(self, text: str, room: float, size: float = 0.0, *, bold: bool = False) -> str:
        """Return a name on one line, as much of it as has room."""
        return fitted(in_one_line(text), room, lambda part: self.wide(part, size, bold=bold))

    def lines(self, text: str, room: float, size: float = 0.0, *, bold: bool = False) -> list[str]:
        """Return a text in lines that have room."""
        return broken(text, room, lambda part: self.wide(part, size, bold=bold))

    def write(
        self,
        text: str,
        x: float,
        middle: float,
        align: Align = Align.LEFT,
        *,
        room: float = _UNCUT,
        size: float = 0.0,
        colour: str = "text",
        bold: bool = False,
        on: str = "",
        on_strength: float = 1.0,
    ) -> float:
        """Write a line round a height, cut to its room; return how wide it has become."""
        size = size or self.small
        said = self.cut(text, room, size, bold=bold)
        if not said:
            return 0.0
        self.shapes.append(
            WrittenWords(
                x=x,
                y=middle + _FOOT * size,
                text=said,
                size=size,
                colour=colour,
                align=align,
                bold=bold,
                on=on,
                on_strength=on_strength,
            )
        )
        return self.wide(said, size, bold=bold)

    def write_turned(
        self,
        text: str,
        at: Point,
        turned: float,
        align: Align,
        *,
        room: float,
        colour: str = "text",
    ) -> None:
        """Write a small line that is turned round a point, which its middle line goes through."""
        said = self.cut(text, room)
        if said:
            dx, dy = _turned_down(_FOOT * self.small, turned)
            self.shapes.append(
                WrittenWords(
                    x=at[0] + dx,
                    y=at[1] + dy,
                    text=said,
                    size=self.small,
                    colour=colour,
                    align=align,
                    turned=turned,
                )
            )

    def plate_width(self, *parts: str) -> float:
        """Return how wide a plate with these texts is."""
        return sum(map(self.wide, parts)) + (len(parts) - 1) * self.gap / 2 + 5 * self.unit

    def write_on_plate(self, x: float, middle: float, *parts: str) -> None:
        """Write small texts beside each other on a plate of the ground round x, over hatching.

        They are apart, since what people have named may run from right to left.
        """
        width, high = self.plate_width(*parts), self.small * 1.28
        left = x - width / 2
        self.box(left, middle - high / 2, width, high, "base")
        left += 2.5 * self.unit
        for part in parts:
            left += self.write(part, left, middle) + self.gap / 2

    # Shapes

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        *,
        strength: float = 1.0,
        pattern: int = 0,
        outline: str = "",
    ) -> None:
        """Draw a rectangle."""
        self.shapes.append(
            Box(
                x=x,
                y=y,
                width=width,
                height=height,
                colour=colour,
                strength=strength,
                pattern=pattern,
                outline=outline,
            )
        )

    def stroke(
        self,
        *points: Point,
        colour: str = "hairline",
        width: float = 1.0,
        dash: Sequence[float] = (),
        strength: float = 1.0,
    ) -> None:
        """Join points by a line."""
        scaled = tuple(one * self.unit for one in dash)
        self.shapes.append(
            Stroke(
                points=points,
                colour=colour,
                width=width * self.unit,
                dash=scaled,
                strength=strength,
            )
        )

    def disc(self, x: float, y: float, radius: float, colour: str, outline: str = "") -> None:
        """Draw a filled circle."""
        self.shapes.append(
            Disc(x=x, y=y, radius=radius, colour=colour, outline=outline, edge=1.5 * self.unit)
        )

    def polygon(self, points: Sequence[Point], colour: str, outline: str = "") -> None:
        """Draw a filled shape."""
        self.shapes.append(
            Polygon(points=tuple(points), colour=colour, outline=outline, edge=1.5 * self.unit)
        )

    def whisker(self, low: Point, high: Point, colour: str = "text") -> None:
        """Draw an interval from one point to another, level or upright, with feet at both ends.

        It has an edge of the ground, so that it is seen on bars as well.
        """
        foot = 3.5 * self.unit
        level = low[1] == high[1]
        dx, dy = (0.0, foot) if level else (foot, 0.0)
        lines = [(low, high)]
        lines += [((x - dx, y - dy), (x + dx, y + dy)) for x, y in (low, high)]
        for width, ink in ((3.6, "base"), (1.4, colour)):
            for line in lines:
                self.stroke(*line, colour=ink, width=width)

    def diamond(self, x: float, y: float, colour: str = "base", outline: str = "text") -> None:
        """Draw the mark of what is wanted."""
        far = 5.5 * self.unit
        self.polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)], colour, outline)

    # Marks

    def names_of(self, mark: InsightMark) -> tuple[str, str]:
        """Return what a mark's row and column are called, each on one line."""
        row = self._rows.get(mark.row)
        return in_one_line(mark.row) if row is None else row, self._columns.get(mark.column, "")

    def areas_along(
        self,
        places: Sequence[int],
        spans: Sequence[tuple[float, float]],
        middle: float,
        height: float,
        lane: int,
        *,
        within: tuple[float, float],
    ) -> None:
        """Say where the marks of a bar are, round a height: each has enough room to be hit."""
        least = _LEAST_AREA * self.unit
        for place, (begin, end) in zip(places, parted(spans, least, *within), strict=True):
            self.area(place, begin, middle - height / 2, end - begin, height, lane)

    def area(
        self, place: int, x: float, y: float, width: float, height: float, lane: int = -1
    ) -> None:
        """Say where the mark at a place in the insight is, as far as that is on the board."""
        mark = self.insight.marks[place]
        left, right = max(0.0, x), min(self.width, x + width)
        self.areas.append(
            MarkArea(
                mark=place,
                x=left,
                y=y,
                width=right - left,
                height=height,
                said=said_of(self.insight, mark, *self.names_of(mark)),
                lane=lane,
            )
        )


def _turned_down(far: float, turned: float) -> Point:
    """Return where a point straight below the middle comes to lie when it is turned."""
    angle = math.radians(turned)
    return -far * math.sin(angle), far * math.cos(angle)


def parted(
    spans: Sequence[tuple[float, float]], least: float, low: float, high: float
) -> list[tuple[float, float]]:
    """Return spans beside each other so that each is wide enough to be hit, and none meet.

    They stay as they are where they can, and between low and high; narrower where all is too full.
    """
    least = min(least, (high - low) / max(1, len(spans)))
    begins: list[float] = []
    ends: list[float] = []
    at = low
    for begin, end in spans:
        begins.append(max(begin, at))
        at = max(end, begins[-1] + least)
        ends.append(at)
    limit = high
    for n in range(len(spans) - 1, -1, -1):
        ends[n] = min(ends[n], limit)
        limit = begins[n] = min(begins[n], ends[n] - least)
    return list(zip(begins, ends, strict=True))


def spread(places: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Return sorted places moved as little as need be so that each has so much room of its own.

    All stay between low and high, nearer to one another where there is not enough room.
    """
    count = len(places)
    if not count:
        return []
    apart = min(apart, (high - low) / count)
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + apart if moved else low + apart / 2))
    limit = high - apart / 2
    for n in range(count - 1, -1, -1):
        moved[n] = min(moved[n], limit)
        limit = moved[n] - apart
    return moved
