"""Arrow keys reach every mark, and go where one looks."""

import random

import msgspec
import pytest
from drawn_insights import balance, shares_of, values_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.moving import Step, area_at, lanes_of, stepped
from annotator.workflow.insights.drawing.scene import InsightScene, MarkArea

S = InsightShape
ARROWS = (Step.LEFT, Step.RIGHT, Step.UP, Step.DOWN)
cases = pytest.mark.parametrize(
    "insight",
    [
        shares_of(S.STACKED, 20, 7),
        shares_of(S.BARS, 8, 3),
        shares_of(S.LINES, 24, 9),
        values_of(S.MATRIX, 12, 12),
        balance(8, 5),
    ],
    ids=["stacked", "bars", "lines", "matrix", "balance"],
)


def scene_of(areas: list[MarkArea], *, upright: bool = False) -> InsightScene:
    return InsightScene(
        width=1000, height=1000, shapes=(), areas=tuple(areas), said="", upright=upright
    )


def reached(scene: InsightScene) -> set[int]:
    """Return the marks that arrows lead to from the first."""
    first = stepped(scene, None, Step.FIRST)
    assert first is not None
    found, waiting = {first.mark}, [first]
    while waiting:
        at = waiting.pop()
        for step in ARROWS:
            to = stepped(scene, at, step)
            assert to is not None
            if to.mark not in found:
                found.add(to.mark)
                waiting.append(to)
    return found


@cases
def test_arrows_reach_every_mark(insight: Insight) -> None:
    assert reached(drawn(insight)) == set(range(len(insight.marks)))


free_areas = st.lists(
    st.builds(lambda x, y: (x, y), st.floats(0, 900, width=32), st.floats(0, 900, width=32)),
    min_size=1,
    max_size=60,
).map(
    lambda places: [
        MarkArea(mark=n, x=x, y=y, width=20, height=20) for n, (x, y) in enumerate(places)
    ]
)


@given(free_areas, st.booleans())
def test_arrows_reach_every_mark_wherever_marks_lie(areas: list[MarkArea], upright: bool) -> None:
    assert reached(scene_of(areas, upright=upright)) == set(range(len(areas)))


@cases
def test_an_arrow_goes_the_way_it_points_or_stays(insight: Insight) -> None:
    scene = drawn(insight)
    for at in scene.areas:
        right, down = stepped(scene, at, Step.RIGHT), stepped(scene, at, Step.DOWN)
        assert right is not None
        assert down is not None
        assert right is at or right.x + right.width > at.x + at.width
        assert down is at or down.y + down.height / 2 > at.y + at.height / 2


@cases
def test_home_and_end_are_the_ends_of_a_lane_and_pages_go_ten(insight: Insight) -> None:
    scene = drawn(insight)
    lanes = lanes_of(scene)
    assert stepped(scene, lanes[0][-1], Step.START) is lanes[0][0]
    assert stepped(scene, lanes[0][0], Step.END) is lanes[0][-1]
    assert stepped(scene, lanes[-1][0], Step.FIRST) is lanes[0][0]
    assert stepped(scene, lanes[0][0], Step.LAST) is lanes[-1][-1]
    far = stepped(scene, lanes[0][0], Step.PAGE_DOWN)
    assert far in lanes[min(10, len(lanes) - 1)]
    back = stepped(scene, far, Step.PAGE_UP)
    assert back in lanes[0]


@cases
def test_what_lies_under_a_point_is_the_mark_that_is_there(insight: Insight) -> None:
    scene = drawn(insight)
    for one in scene.areas:
        assert area_at(scene, one.x + one.width / 2, one.y + one.height / 2) is one
    assert area_at(scene, 1, scene.height - 1) is None


def test_of_marks_over_each_other_the_upper_is_hit_and_corners_count() -> None:
    below = MarkArea(mark=0, x=0, y=0, width=100, height=100)
    corners = ((0.0, 0.0), (100.0, 0.0), (0.0, 100.0))
    above = MarkArea(mark=1, x=0, y=0, width=100, height=100, points=corners)
    scene = scene_of([below, above])
    assert area_at(scene, 10, 10) is above
    assert area_at(scene, 90, 90) is below
    assert area_at(scene, 200, 10) is None


def test_where_there_is_nothing_no_step_leads_anywhere() -> None:
    assert stepped(scene_of([]), None, Step.RIGHT) is None


def _by_weight(areas: list[MarkArea], order: list[int]) -> InsightScene:
    return msgspec.structs.replace(scene_of(areas), order=tuple(order))


@given(free_areas, st.randoms())
def test_by_weight_one_begins_at_the_weightiest_and_pages_reach_each(
    areas: list[MarkArea], chance: random.Random
) -> None:
    order = list(range(len(areas)))
    chance.shuffle(order)
    scene = _by_weight(areas, order)
    at = stepped(scene, None, Step.DOWN)
    walked = list[int]()
    while at is not None and at.mark not in walked:
        walked.append(at.mark)
        at = stepped(scene, at, Step.PAGE_DOWN)
    assert walked == order
    last = stepped(scene, None, Step.LAST)
    assert last is not None
    assert last.mark == order[-1]


@given(free_areas)
def test_by_weight_an_arrow_leads_to_what_lies_that_way(areas: list[MarkArea]) -> None:
    scene = _by_weight(areas, list(range(len(areas))))
    for at in areas[:12]:
        right, up = stepped(scene, at, Step.RIGHT), stepped(scene, at, Step.UP)
        assert right is not None
        assert up is not None
        assert right is at or right.x + right.width / 2 > at.x + at.width / 2
        assert up is at or up.y + up.height / 2 < at.y + at.height / 2
        is_last = all(one.x + one.width / 2 <= at.x + at.width / 2 for one in areas)
        assert (right is at) == is_last


def test_between_two_columns_arrows_go_down_the_ties_and_along_those_of_one_actor() -> None:
    middles = ((0, 10), (0, 30), (1, 20), (1, 50))  # the lane, and how high
    areas = [
        MarkArea(mark=n, x=0, y=y, width=100, height=4, lane=lane)
        for n, (lane, y) in enumerate(middles)
    ]
    scene = _by_weight(areas, [3, 2, 1, 0])
    walked = [areas[0]]
    for _ in range(3):
        to = stepped(scene, walked[-1], Step.DOWN)
        assert to is not None
        walked.append(to)
    assert [one.mark for one in walked] == [0, 2, 1, 3]
    assert stepped(scene, areas[0], Step.RIGHT) is areas[1]
    assert stepped(scene, areas[1], Step.RIGHT) is areas[1]
    assert stepped(scene, areas[3], Step.LEFT) is areas[2]
