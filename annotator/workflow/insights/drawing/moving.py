"""From mark to mark within a drawing: which lies under a point, and which beside another."""

import math
from enum import Enum, auto

from annotator.workflow.insights.drawing.scene import InsightScene, MarkArea

_PAGE = 10  # lanes


class Step(Enum):
    """Where one goes from the mark at hand.

    `START` and `END` are the first and the last of its lane, `FIRST` and `LAST` those of all.
    Where marks have an order by their weight, these are the ends of that, and pages go along it.
    """

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    START = auto()
    END = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    FIRST = auto()
    LAST = auto()


_BACK = (Step.LEFT, Step.UP, Step.END, Step.LAST, Step.PAGE_UP)
_SIDEWAYS = 2.0
"""How much farther what lies beside the way counts as than what lies ahead."""
_ALONG = {Step.LEFT: -1, Step.RIGHT: 1}
_ACROSS = {Step.UP: -1, Step.DOWN: 1}


def area_at(scene: InsightScene, x: float, y: float) -> MarkArea | None:
    """Return the area under a point: of several, the one that lies over the others."""
    for area in reversed(scene.areas):
        inside = area.x <= x < area.x + area.width and area.y <= y < area.y + area.height
        if inside and (not area.points or _is_within(area, x, y)):
            return area
    return None


def stepped(scene: InsightScene, at: MarkArea | None, step: Step) -> MarkArea | None:
    """Return the area that a step leads to, which is the same where there is none further on.

    From nowhere one comes to the first of all, or with a step back to the last.
    """
    if scene.order:
        return _stepped_by_weight(scene, at, step)
    lanes = lanes_of(scene)
    if not lanes:
        return None
    if at is None:
        return lanes[-1][-1] if step in _BACK else lanes[0][0]
    if step in (Step.FIRST, Step.LAST):
        return lanes[0][0] if step is Step.FIRST else lanes[-1][-1]
    n, lane = next((n, one) for n, one in enumerate(lanes) if at in one)
    if step in (Step.START, Step.END):
        return lane[0] if step is Step.START else lane[-1]
    return _moved(scene, lanes, n, at, step)


def _moved(
    scene: InsightScene, lanes: list[list[MarkArea]], n: int, at: MarkArea, step: Step
) -> MarkArea:
    along, across = (_ACROSS, _ALONG) if scene.upright else (_ALONG, _ACROSS)
    lane = lanes[n]
    if step in along:
        place = lane.index(at) + along[step]
        return lane[min(max(place, 0), len(lane) - 1)]
    pages = {Step.PAGE_UP: -_PAGE, Step.PAGE_DOWN: _PAGE}
    to = min(max(n + across.get(step, pages.get(step, 0)), 0), len(lanes) - 1)
    if to == n:
        return at
    middle = _along(scene, at)
    return min(lanes[to], key=lambda one: abs(_along(scene, one) - middle))


def _stepped_by_weight(scene: InsightScene, at: MarkArea | None, step: Step) -> MarkArea | None:
    """Return where a step leads among marks that begin with the weightiest."""
    areas = {one.mark: one for one in scene.areas}
    order = [areas[one] for one in scene.order if one in areas]
    if not order:
        return None
    if step in (Step.END, Step.LAST):
        return order[-1]
    if at is None or step in (Step.START, Step.FIRST):
        return order[0]
    pages = {Step.PAGE_UP: -1, Step.PAGE_DOWN: 1}
    if step in pages:
        return _next_in(order, at, pages[step])
    if at.lane < 0:
        return _nearest(order, at, step)
    lanes = step in _ALONG
    beside = [one for one in order if one.lane == at.lane] if lanes else order
    beside.sort(key=lambda one: (_middle_y(one), one.lane, one.mark))
    return _next_in(beside, at, (_ALONG if lanes else _ACROSS)[step])


def _next_in(order: list[MarkArea], at: MarkArea, by: int) -> MarkArea:
    return order[min(max(order.index(at) + by, 0), len(order) - 1)]


def _nearest(areas: list[MarkArea], at: MarkArea, step: Step) -> MarkArea:
    """Return what lies nearest in a direction; the same where there is nothing that way."""
    x, y = _middle_x(at), _middle_y(at)
    level, way = step in _ALONG, {**_ALONG, **_ACROSS}[step]
    found, least = at, math.inf
    for one in areas:
        right, down = _middle_x(one) - x, _middle_y(one) - y
        ahead, beside = (right, down) if level else (down, right)
        far = way * ahead + _SIDEWAYS * abs(beside)
        if way * ahead > 0 and far < least:
            found, least = one, far
    return found


def lanes_of(scene: InsightScene) -> list[list[MarkArea]]:
    """Return the areas in the lanes that arrow keys go along, each in its order.

    Areas without a lane are put into as many as are long: rows, as one reads.
    """
    found: dict[int, list[MarkArea]] = {}
    loose = [one for one in scene.areas if one.lane < 0]
    for one in scene.areas:
        if one.lane >= 0:
            found.setdefault(one.lane, []).append(one)
    lanes = [found[lane] for lane in sorted(found)]
    if loose:
        across = _middle_x if scene.upright else _middle_y
        loose.sort(key=lambda one: (across(one), one.mark))
        length = math.ceil(math.sqrt(len(loose)))
        lanes += [loose[n : n + length] for n in range(0, len(loose), length)]
    for lane in lanes:
        lane.sort(key=lambda one: (_along(scene, one), one.mark))
    return lanes


def _along(scene: InsightScene, area: MarkArea) -> float:
    return _middle_y(area) if scene.upright else _middle_x(area)


def _middle_x(area: MarkArea) -> float:
    return area.x + area.width / 2


def _middle_y(area: MarkArea) -> float:
    return area.y + area.height / 2


def _is_within(area: MarkArea, x: float, y: float) -> bool:
    """Tell whether a point is within corners: a line from it meets their edges an odd number."""
    inside = False
    before_x, before_y = area.points[-1]
    for to_x, to_y in area.points:
        if (to_y > y) != (before_y > y):
            crossing = before_x + (y - before_y) / (to_y - before_y) * (to_x - before_x)
            inside ^= x < crossing
        before_x, before_y = to_x, to_y
    return inside
