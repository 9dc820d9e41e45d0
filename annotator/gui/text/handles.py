"""The handles at the ends of the focused mark, by which its boundaries are dragged."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from annotator.gui.text.ink import TextInk
from annotator.gui.text.scene import Page, Range, Scene

Edge = Literal["start", "end"]

_RADIUS = 3.5
_REACH = 8.0
"""How near to a handle a press counts as on it, in logical pixels."""


class Handle(NamedTuple):
    """One end of one fragment of the focused mark, and where its knob is."""

    fragment: int
    edge: Edge
    place: QPointF


def handles(page: Page, scene: Scene) -> Iterator[Handle]:
    """Return the handles that are in view: a start's above its line, an end's below."""
    mark = scene.layer.marks.get(scene.focus or "")
    if mark is None or mark.fixed:
        return
    for number, part in enumerate(scene.focus_ranges()):
        for line in page.lines:
            pieces = line.pieces(*part)
            if not pieces:
                continue
            right_to_left = line.mixed and line.x(line.start) > line.x(line.end)
            if part[0] >= line.start:
                x = pieces[-1][1] if right_to_left else pieces[0][0]
                yield Handle(number, "start", QPointF(x, line.top - 1))
            if part[1] <= line.end:
                x = pieces[0][0] if right_to_left else pieces[-1][1]
                yield Handle(number, "end", QPointF(x, line.bottom + 1))


def handle_at(page: Page, scene: Scene, point: QPointF) -> Handle | None:
    """Return the handle nearest to a point, when it is within reach."""
    near = [(_distance(handle.place, point), handle) for handle in handles(page, scene)]
    distance, handle = min(near, key=lambda pair: pair[0], default=(_REACH, None))
    return handle if distance < _REACH else None


def moved(ranges: list[Range], handle: Handle, unit: int) -> Range:
    """Return the handle's fragment with that end moved, never empty or over its neighbours."""
    start, end = ranges[handle.fragment]
    if handle.edge == "start":
        least = ranges[handle.fragment - 1][1] if handle.fragment else 0
        return max(least, min(unit, end - 1)), end
    later = ranges[handle.fragment + 1 :]
    return start, max(start + 1, min(unit, later[0][0] if later else unit))


def paint_handles(painter: QPainter, page: Page, scene: Scene, theme: TextInk) -> None:
    """Draw the handles as small knobs in the accent colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.base, 1))
    painter.setBrush(theme.accent)
    for handle in handles(page, scene):
        painter.drawEllipse(handle.place, _RADIUS, _RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _distance(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()
