"""Pictures of networks: always the same, all within, no text on another, without colour, too."""

import math
import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Category
from annotator.analysis.insights.insight import Insight, InsightMark, InsightShape
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.network_layout import (
    Tied,
    Unfolded,
    components,
    two_columns,
)
from annotator.workflow.insights.drawing.scene import (
    Align,
    Disc,
    InsightScene,
    Polygon,
    Stroke,
    WrittenWords,
)
from annotator.workflow.insights.drawing.texts import estimated_width


def actors(count: int) -> tuple[Category, ...]:
    return tuple(Category(f"a{n}", f"Ana Longnamed-Person {n}") for n in range(count))


def frames(count: int) -> tuple[Category, ...]:
    return tuple(Category(f"concept:c{n}", f"Consequences of kind {n}") for n in range(count))


def network_of(
    rows: Sequence[Category], columns: Sequence[Category], ties: Sequence[Tied]
) -> Insight:
    """Return the insight that has these ties, from rows (by place) to columns."""
    return Insight(
        view="network",
        title="Network",
        shape=InsightShape.NETWORK,
        by=CountedBy.LABELS,
        row_title="Who speaks",
        column_title="Frame or concept",
        rows=tuple(rows),
        columns=tuple(columns),
        marks=tuple(
            InsightMark(
                row=rows[one].id, column=columns[other].id, count=2, value=weight, labels=(1, 2, 3)
            )
            for one, other, weight in ties
        ),
        labels=3,
        articles=2,
        value_title="Weight",
    )


def random_ties(count: int, others: int, many: int, *, one_mode: bool, seed: int) -> list[Tied]:
    chance = random.Random(seed)
    found: dict[tuple[int, int], float] = {}
    for _ in range(many):
        one = int(count * chance.random() ** 1.6)
        other = int(others * chance.random() ** 1.6)
        if one_mode and one == other:
            continue
        pair = (min(one, other), max(one, other)) if one_mode else (one, other)
        found[pair] = chance.randint(1, 9) * chance.choice((1, 1, -1))
    return [(one, other, weight) for (one, other), weight in found.items()]


def one_mode(count: int, many: int, seed: int = 1) -> Insight:
    nodes = actors(count)
    return network_of(nodes, nodes, random_ties(count, count, many, one_mode=True, seed=seed))


def two_mode(count: int, others: int, many: int, seed: int = 1) -> Insight:
    ties = random_ties(count, others, many, one_mode=False, seed=seed)
    return network_of(actors(count), frames(others), ties)


def words(scene: InsightScene) -> list[WrittenWords]:
    return [one for one in scene.shapes if isinstance(one, WrittenWords)]


def rectangle(one: WrittenWords) -> tuple[float, float, float, float]:
    wide = estimated_width(one.text, one.size, one.bold)
    left = one.x - {Align.LEFT: 0.0, Align.MIDDLE: wide / 2, Align.RIGHT: wide}[one.align]
    return left, one.y - 0.75 * one.size, left + wide, one.y + 0.2 * one.size


def points(scene: InsightScene) -> list[tuple[float, float]]:
    found = [(area.x, area.y) for area in scene.areas]
    for one in scene.shapes:
        if isinstance(one, (Stroke, Polygon)):
            found += one.points
        elif isinstance(one, Disc):
            found += [(one.x + d * one.radius, one.y + d * one.radius) for d in (-1, 1)]
        elif isinstance(one, WrittenWords):
            left, top, right, bottom = rectangle(one)
            found += [(left, top), (right, bottom)]
        else:
            found += [(one.x, one.y), (one.x + one.width, one.y + one.height)]
    return found


def assert_all_within(scene: InsightScene) -> None:
    for x, y in points(scene):
        assert math.isfinite(x + y)
        assert -0.5 <= x <= scene.width + 0.5
        assert -0.5 <= y <= scene.height + 0.5


def assert_no_text_on_another(scene: InsightScene) -> None:
    for one, other in combinations(words(scene), 2):
        a, b = rectangle(one), rectangle(other)
        apart = a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one.text, other.text)


NETWORKS = {
    "forty in one mode": one_mode(40, 90),
    "sixty in one mode": one_mode(60, 140, 2),
    "groups apart": one_mode(40, 20, 3),
    "all with all": one_mode(12, 400, 3),
    "two columns": two_mode(20, 20, 60),
    "a long and a short column": two_mode(37, 3, 50),
    "two columns in groups": two_mode(20, 20, 14),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_has_all_its_names_within_its_picture_and_none_on_another(name: str) -> None:
    insight = NETWORKS[name]
    scene = drawn(insight)
    assert_all_within(scene)
    assert_no_text_on_another(scene)
    texts = [one.text for one in words(scene)]
    nodes = [*insight.rows, *(insight.columns if insight.columns != insight.rows else ())]
    for node in nodes:
        whole = [one for one in texts if one == node.name]
        starts = [one for one in texts if one.endswith("…") and node.name.startswith(one[:-1])]
        assert whole or starts, node.name
    if len(nodes) <= 40:
        assert sum(one.endswith("…") for one in texts) <= len(nodes) / 4


@pytest.mark.parametrize("name", NETWORKS)
def test_the_same_network_gives_the_same_picture(name: str) -> None:
    assert drawn(NETWORKS[name]) == drawn(NETWORKS[name])


@pytest.mark.parametrize("name", NETWORKS)
def test_each_tie_can_be_hit_and_says_whose_it_is(name: str) -> None:
    insight = NETWORKS[name]
    scene = drawn(insight)
    assert sorted(one.mark for one in scene.areas) == list(range(len(insight.marks)))
    names = {one.id: one.name for one in (*insight.rows, *insight.columns)}
    for area in scene.areas:
        mark = insight.marks[area.mark]
        said = area.said.splitlines()
        assert said[:2] == [names[mark.row], names[mark.column]]
        assert said[3] == "2 counted statements, 3 labels"
        assert len(area.points) == 4


def test_ties_below_zero_are_dashed_and_have_a_minus() -> None:
    nodes = actors(3)
    scene = drawn(network_of(nodes, nodes, [(0, 1, 4.0), (1, 2, -4.0)]))
    texts = [one.text for one in words(scene)]
    assert "below zero" in texts
    strokes = [one for one in scene.shapes if isinstance(one, Stroke)]
    # In the picture and in the legend; each has a minus in a ring.
    assert len([one for one in strokes if one.dash]) == 2
    rings = [one for one in scene.shapes if isinstance(one, Disc) and one.outline == "danger"]
    assert len(rings) == 2
    assert [
        area.said.splitlines()[2] for area in sorted(scene.areas, key=lambda one: one.mark)
    ] == [
        "Weight: 4",
        "Weight: −4",
    ]


def test_heavier_ties_are_wider() -> None:
    scene = drawn(network_of(actors(3), frames(1), [(0, 0, 1.0), (1, 0, 3.0), (2, 0, 9.0)]))
    widths = sorted({one.width for one in scene.shapes if isinstance(one, Stroke)})
    assert len(widths) == 3
    said = [one.text for one in words(scene)]
    assert "Weight 1" in said
    assert "Weight 9" in said


def test_actors_frames_and_outlets_have_shapes_of_their_own() -> None:
    rows = [Category("outlet:post", "Post")]
    columns = [Category("ana", "Ana"), Category("concept:tax", "Tax"), Category("words:we", "We")]
    scene = drawn(network_of(rows, columns, [(0, n, 1.0) for n in range(3)]))
    corners = {len(one.points) for one in scene.shapes if isinstance(one, Polygon)}
    assert corners == {3, 4}
    discs = {one.colour for one in scene.shapes if isinstance(one, Disc)}
    assert discs == {"series1", "base"}
    texts = [one.text for one in words(scene)]
    for kind in ("Actor", "Frame or concept", "Outlet", "No actor: words"):
        assert kind in texts


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_anything_is_drawn_as_well(count: int) -> None:
    nodes = actors(count)
    ties = [(0, 1, 1.0)] if count == 2 else []
    scene = drawn(network_of(nodes, nodes, ties))
    assert_all_within(scene)
    assert len(scene.areas) == len(ties)
    assert len(drawn(network_of(nodes, frames(1), [])).areas) == 0


def test_what_does_not_hang_together_stands_side_by_side() -> None:
    ties = [(0, 1, 1.0), (1, 2, 1.0), (3, 4, 1.0), (4, 5, 2.0), (6, 7, 1.0)]
    unfolded = Unfolded(9, ties)
    places = unfolded.spread_out(600, 70).places
    groups = [one for one in components(9, ties) if len(one) > 1]
    assert groups == [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert (unfolded.lonely, unfolded.tied) == ((8,), (0, 1, 2, 3, 4, 5, 6, 7))
    for one, other in combinations(groups, 2):
        (low, high), (others, to) = (
            (places[nodes].min(axis=0), places[nodes].max(axis=0)) for nodes in (one, other)
        )
        assert (high < others).any() or (to < low).any()


def test_those_who_are_heavily_tied_stand_nearer() -> None:
    ties = [(0, 1, 9.0), (1, 2, 1.0), (2, 3, 9.0), (0, 3, 1.0)]
    places = Unfolded(4, ties).spread_out(600, 100).places
    near = np.hypot(*(places[0] - places[1]))
    assert near < np.hypot(*(places[1] - places[2]))


def test_two_columns_are_in_an_order_without_crossings_where_there_is_one() -> None:
    ties = [(0, 5, 1.0), (1, 4, 1.0), (2, 3, 1.0), (0, 4, 1.0), (1, 3, 1.0)]
    found = two_columns(3, 3, ties).heights
    for (one, other, _), (one2, other2, _) in combinations(ties, 2):
        assert (found[one] - found[one2]) * (found[other] - found[other2]) >= 0


@given(
    st.integers(1, 12),
    st.lists(
        st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from((-3.0, 0.25, 1.0, 40.0))),
        max_size=30,
        unique_by=lambda tie: tuple(sorted(tie[:2])),
    ),
    st.booleans(),
)
def test_any_network_is_drawn_within_its_picture(
    count: int, ties: list[Tied], of_one_mode: bool
) -> None:
    rows = actors(count)
    columns = rows if of_one_mode else frames(count)
    kept = [tie for tie in ties if max(tie[:2]) < count and not (of_one_mode and tie[0] == tie[1])]
    scene = drawn(network_of(rows, columns, kept))
    assert_all_within(scene)
    assert_no_text_on_another(scene)
    assert len(scene.areas) == len(kept)


def test_one_begins_at_the_heaviest_tie_of_equals_at_that_of_the_larger_actor() -> None:
    ties: list[Tied] = [(0, 0, 2), (1, 0, -5), (1, 1, 3), (2, 1, 5)]
    assert drawn(network_of(actors(3), frames(2), ties)).order == (1, 3, 2, 0)
