"""Every shape, drawn for small and large studies, narrow and wide: nothing is cut or covered."""

import math
from itertools import combinations, pairwise

import msgspec
import pytest
from drawn_insights import (
    DRAWN,
    audit,
    balance,
    insight_of,
    large_counts,
    named,
    shares_of,
    stances,
    values_of,
)
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Category
from annotator.analysis.insights.insight import MEAN, Insight, InsightMark, InsightShape
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.scene import (
    Align,
    Box,
    Disc,
    InsightScene,
    MarkArea,
    Polygon,
    Stroke,
    WrittenWords,
)
from annotator.workflow.insights.drawing.texts import estimated_width

S = InsightShape
CASES: dict[str, Insight] = {
    "stacked": shares_of(S.STACKED, 12, 7),
    "stacked-few": shares_of(S.STACKED, 3, 2),
    "stacked-many": shares_of(S.STACKED, 60, 25),
    "stacked-numbers": large_counts(S.STACKED, 5, 3),
    "bars-audit": audit(7),
    "bars-one": audit(1),
    "bars-below-nothing": values_of(S.BARS, 12, 1),
    "bars-beside": shares_of(S.BARS, 6, 3),
    "bars-large": large_counts(S.BARS, 60, 1),
    "lines": shares_of(S.LINES, 24, 4),
    "lines-one": shares_of(S.LINES, 1, 2),
    "lines-many": shares_of(S.LINES, 60, 25),
    "lines-below-nothing": values_of(S.LINES, 12, 2),
    "lines-large": large_counts(S.LINES, 24, 6),
    "matrix": shares_of(S.MATRIX, 12, 7),
    "matrix-few": shares_of(S.MATRIX, 3, 2),
    "matrix-many": shares_of(S.MATRIX, 60, 25),
    "matrix-below-nothing": values_of(S.MATRIX, 12, 12),
    "matrix-large": large_counts(S.MATRIX, 6, 6),
    "balance": balance(8, 3),
    "balance-one": balance(1, 3),
    "balance-many": balance(60, 5),
    "balance-without-mean": shares_of(S.BALANCE, 8, 3),
}
cases = pytest.mark.parametrize("insight", CASES.values(), ids=CASES)
widths = pytest.mark.parametrize("width", [600.0, 2000.0])
CLOSE = 0.51
"""Pixels by which what is rounded may reach over."""
Corner = tuple[float, float]


def extent(words: WrittenWords, turned_back: float = 0.0) -> tuple[float, float, float, float]:
    """Return the rectangle round a text (left, top, right, bottom), in a plane that is turned."""
    wide = estimated_width(words.text, words.size, words.bold)
    left = {Align.LEFT: 0.0, Align.MIDDLE: -wide / 2, Align.RIGHT: -wide}[words.align]
    corners = [(x, y) for x in (left, left + wide) for y in (-0.74 * words.size, 0.16 * words.size)]
    placed = [_turned(x, y, words.turned) for x, y in corners]
    moved = [_turned(words.x + x, words.y + y, -turned_back) for x, y in placed]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return min(xs), min(ys), max(xs), max(ys)


def _turned(x: float, y: float, degrees: float) -> Corner:
    angle = math.radians(degrees)
    return (
        x * math.cos(angle) - y * math.sin(angle),
        x * math.sin(angle) + y * math.cos(angle),
    )


def meet(one: tuple[float, ...], other: tuple[float, ...], close: float = CLOSE) -> bool:
    """Tell whether two rectangles lie over each other."""
    return (
        one[0] < other[2] - close
        and other[0] < one[2] - close
        and one[1] < other[3] - close
        and other[1] < one[3] - close
    )


def box_of(area: MarkArea) -> tuple[float, float, float, float]:
    return area.x, area.y, area.x + area.width, area.y + area.height


def texts(scene: InsightScene) -> list[WrittenWords]:
    return [one for one in scene.shapes if isinstance(one, WrittenWords)]


def assert_areas_are_good(insight: Insight, scene: InsightScene) -> None:
    """Each mark has an area inside the drawing that none of the others covers."""
    assert sorted(one.mark for one in scene.areas) == list(range(len(insight.marks)))
    for area in scene.areas:
        assert area.width > 0.5, area
        assert area.height > 0.5, area
        assert 0 <= area.x <= scene.width + CLOSE - area.width, area
        assert 0 <= area.y <= scene.height - area.height, area
    ordered = sorted(map(box_of, scene.areas), key=lambda one: one[1])
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other[1] >= one[3]:
                break
            assert not meet(one, other, 0.01), (one, other)


@cases
@widths
def test_each_mark_has_a_place_of_its_own(insight: Insight, width: float) -> None:
    assert_areas_are_good(insight, drawn(insight, width))


@cases
@widths
def test_all_words_are_within_the_drawing(insight: Insight, width: float) -> None:
    scene = drawn(insight, width)
    for words in texts(scene):
        left, top, right, bottom = extent(words)
        assert -CLOSE <= left <= right <= scene.width + CLOSE, words
        assert -CLOSE <= top <= bottom <= scene.height + CLOSE, words


@cases
@widths
def test_no_words_cover_others(insight: Insight, width: float) -> None:
    scene = drawn(insight, width)
    by_turn: dict[float, list[WrittenWords]] = {}
    for words in texts(scene):
        by_turn.setdefault(words.turned, []).append(words)
    for turn, same in by_turn.items():
        placed = sorted(((extent(one, turn), one) for one in same), key=lambda one: one[0][:2])
        for n, (one, words) in enumerate(placed):
            for other, others in placed[n + 1 :]:
                if other[0] >= one[2]:
                    break
                assert not meet(one, other), (words, others)
    level = [extent(one) for one in by_turn.get(0.0, [])]
    for one in by_turn.get(-90.0, []):
        assert not any(meet(extent(one), other) for other in level), one


@cases
@widths
def test_all_shapes_are_within_the_drawing(insight: Insight, width: float) -> None:
    scene = drawn(insight, width)
    for shape in scene.shapes:
        match shape:
            case Box():
                points = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
            case Disc():
                points = [(shape.x + d, shape.y + d) for d in (-shape.radius, shape.radius)]
            case Stroke() | Polygon():
                points = list(shape.points)
            case WrittenWords():
                continue
        for x, y in points:
            assert -CLOSE <= x <= scene.width + CLOSE, shape
            assert -CLOSE <= y <= scene.height + CLOSE, shape


@pytest.mark.parametrize("shape", [S.STACKED, S.BARS, S.MATRIX, S.BALANCE])
def test_more_rows_make_a_higher_drawing(shape: InsightShape) -> None:
    low, high = (drawn(shares_of(shape, rows, 3), 800).height for rows in (3, 60))
    assert high > low + 40 * 20


@cases
def test_each_mark_says_its_names_and_figures_in_full(insight: Insight) -> None:
    rows = {one.id: one.name for one in insight.rows}
    columns = {one.id: one.name for one in insight.columns}
    for area in drawn(insight, 600).areas:
        mark = insight.marks[area.mark]
        lines = area.said.split("\n")
        assert lines[0] == rows[mark.row]
        if mark.column in columns:
            assert lines[1] == columns[mark.column]
        assert any("label" in line for line in lines)


def test_a_long_name_is_cut_where_it_is_drawn_and_whole_where_it_is_said() -> None:
    name = "The Provincial Gazette and Advertiser of the North " * 4
    insight = shares_of(S.STACKED, 3, 2)
    rows = (Category("0", name), *insight.rows[1:])
    scene = drawn(msgspec.structs.replace(insight, rows=rows), 600)
    written = [one.text for one in texts(scene)]
    assert any(one.startswith("The Provincial") and one.endswith("…") for one in written)
    assert name.strip() not in written
    assert any(one.said.startswith(name.strip()) for one in scene.areas)


@cases
def test_a_file_says_what_it_shows_of_how_much(insight: Insight) -> None:
    noted = msgspec.structs.replace(insight, notes=("Near copies count once.",))
    written = [one.text for one in texts(drawn(noted))]
    assert insight.title in written
    assert "n = 1,204 labels in 310 articles" in written
    assert "Near copies count once." in written


@cases
def test_the_window_has_title_and_notes_elsewhere(insight: Insight) -> None:
    framed, bare = drawn(insight), drawn(insight, framed=False)
    assert bare.height < framed.height
    assert not any(one.bold for one in texts(bare))
    assert len(bare.areas) == len(framed.areas)


@pytest.mark.parametrize("shape", list(S))
def test_where_nothing_is_counted_a_sentence_says_so(shape: InsightShape) -> None:
    scene = drawn(insight_of(shape, (), (), ()), 600)
    said = " ".join(one.text for one in texts(scene))
    assert "There is nothing to show: none of the labels that are looked at has both" in said
    assert not scene.areas


@pytest.mark.parametrize("shape", DRAWN)
def test_names_of_all_columns_can_be_read_without_colour(shape: InsightShape) -> None:
    insight = shares_of(shape, 6, 3)
    written = {one.text for one in texts(drawn(insight, 900))}
    shown = {one.name for one in (insight.rows if shape is S.MATRIX else insight.columns)}
    assert shown <= written


@pytest.mark.parametrize("steps", [3, 4, 5, 7])
def test_no_two_steps_of_a_balance_have_the_same_pattern_side_by_side(steps: int) -> None:
    insight = balance(4, steps)
    signs = [
        one.pattern
        for one in drawn(insight).shapes
        if isinstance(one, Box) and (one.width, one.height) == (20, 12)
    ]
    assert len(signs) == steps
    assert all(one != other for one, other in pairwise(signs))


@pytest.mark.parametrize("shape", [S.STACKED, S.BARS])
def test_columns_have_patterns_of_their_own(shape: InsightShape) -> None:
    boxes = [one for one in drawn(shares_of(shape, 12, 25), 1200).shapes if isinstance(one, Box)]
    filled = {(one.colour, one.pattern) for one in boxes if one.colour.startswith("series")}
    assert len(filled) == 25
    first = [pair for pair in filled if pair[0] == "series1"]
    assert len({pattern for _, pattern in first}) == len(first)


def test_what_is_below_nothing_stands_at_the_other_side() -> None:
    marks = [
        InsightMark(row=f"{n}", column="", count=3.0, value=v) for n, v in ((0, -1.0), (1, 1.0))
    ]
    insight = insight_of(S.BARS, named(("A", "B"), 2), (), marks, value_title="Mean")
    below, above = [
        one for one in drawn(insight).shapes if isinstance(one, Box) and one.colour == "series1"
    ]
    assert below.x + below.width == pytest.approx(above.x)


def test_an_interval_and_a_benchmark_are_drawn_where_they_are() -> None:
    mark = InsightMark(row="0", column="", count=50, of=100, low=0.4, high=0.6, wanted=0.75)
    insight = insight_of(S.BARS, named(("A",), 1), (), [mark])
    scene = drawn(insight)
    (bar,) = [one for one in scene.shapes if isinstance(one, Box) and one.colour == "series1"]
    middle = bar.y + bar.height / 2
    at_zero, per_share = bar.x, bar.width / 0.5
    ends = {
        round((x - at_zero) / per_share, 3)
        for one in scene.shapes
        if isinstance(one, Stroke) and one.colour == "text"
        for x, y in one.points
        if y == middle
    }
    assert {0.4, 0.6} <= ends
    diamonds = [one for one in scene.shapes if isinstance(one, Polygon)]
    assert any((one.points[0][0] - at_zero) / per_share == pytest.approx(0.75) for one in diamonds)
    written = [one.text for one in texts(scene)]
    assert {"95 % interval", "wanted"} <= set(written)
    assert "95 % interval: 40 % to 60 %\nwanted: 75 %" in scene.areas[0].said


def test_intervals_cross_no_figure_of_a_bar_of_shares() -> None:
    rows, columns = named(("All", "Herald"), 2), named(("Government", "Business"), 2)
    marks = [
        InsightMark(row=row.id, column=column.id, count=n, of=10, low=low, high=low + 0.4)
        for row in rows
        for column, n, low in zip(columns, (3, 7), (0.1, 0.5), strict=True)
    ]
    scene = drawn(insight_of(S.STACKED, rows, columns, marks), 900)
    written = texts(scene)
    levels = {
        one.points[0][1]
        for one in scene.shapes
        if isinstance(one, Stroke) and one.colour == "text" and one.points[0][1] == one.points[1][1]
    }
    bars = [one for one in scene.shapes if isinstance(one, Box) and one.height == 19]
    inside = [y for y in levels for bar in bars if bar.y <= y <= bar.y + bar.height]
    assert inside == []
    said = [one.text for one in written]
    assert "95 % interval: Government" in said
    assert {"30 % (10–50 %)", "70 % (50–90 %)"} <= set(said)


def test_how_far_a_share_is_from_what_is_wanted_is_drawn_as_that_share() -> None:
    mark = InsightMark(
        row="0", column="all", count=50, of=100, value=-0.25, low=-0.35, high=-0.15, wanted=0.75
    )
    title = "Share less the share that is wanted"
    insight = insight_of(S.BARS, named(("A",), 1), named(("All",), 1), [mark], value_title=title)
    scene = drawn(insight)
    written = [one.text for one in texts(scene)]
    assert "50 % (50)" in written
    assert "Share of labels" in written
    (bar,) = [one for one in scene.shapes if isinstance(one, Box) and one.colour == "series1"]
    ends = {
        round((x - bar.x) / bar.width * 0.5, 3)
        for one in scene.shapes
        if isinstance(one, Stroke) and one.colour == "text"
        for x, y in one.points
        if y == bar.y + bar.height / 2
    }
    assert {0.4, 0.6} <= ends
    (area,) = scene.areas
    assert f"{title}: −25 %" in area.said
    assert "95 % interval: −35 % to −15 %\nwanted: 75 %" in area.said


def test_shares_over_a_whole_have_an_axis_that_is_long_enough() -> None:
    columns = named(("A", "B"), 2)
    marks = [InsightMark(row="0", column=one.id, count=9, of=10) for one in columns]
    scene = drawn(insight_of(S.STACKED, named(("R",), 1), columns, marks))
    assert "200 %" in [one.text for one in texts(scene)]
    one, other = sorted(scene.areas, key=lambda area: area.x)
    assert one.width == pytest.approx(other.width, abs=1)


def test_a_month_without_labels_leaves_a_gap_in_a_mean_but_is_none_of_a_share() -> None:
    rows, columns = named(("1", "2", "3"), 3), named(("A", "B"), 2)
    ends = [InsightMark(row=row, column="0", count=1, of=2) for row in ("0", "2")]
    between = InsightMark(row="1", column="1", count=2, of=2)
    shares = drawn(insight_of(S.LINES, rows, columns, [*ends, between]))
    runs = [one for one in shares.shapes if isinstance(one, Stroke) and one.width > 1.9]
    assert any(len(one.points) == 3 for one in runs)
    means = [msgspec.structs.replace(one, value=1.0) for one in [*ends, between]]
    gap = drawn(insight_of(S.LINES, rows, columns, means))
    assert not [one for one in gap.shapes if isinstance(one, Stroke) and one.width > 1.9]


def test_for_and_against_meet_in_the_middle() -> None:
    columns = (Category("against", "Against"), Category("for", "For"))
    marks = [InsightMark(row="0", column=one.id, count=5, of=10) for one in columns]
    scene = drawn(insight_of(S.BALANCE, named(("R",), 1), columns, marks))
    against, favour = sorted(scene.areas, key=lambda one: one.x)
    assert against.said.startswith("R\nAgainst")
    assert favour.said.startswith("R\nFor")
    assert against.x + against.width == pytest.approx(favour.x)
    assert against.width == pytest.approx(favour.width)


@pytest.mark.parametrize(
    ("ids", "left"),
    [(("-2", "-1", "0", "1"), 2), (("1", "2", "3", "4", "5"), 2), (("bad", "well"), 1)],
)
def test_a_scale_has_what_is_below_its_middle_at_the_left(ids: tuple[str, ...], left: int) -> None:
    columns = tuple(Category(one, f"Step {one}") for one in ids)
    marks = [InsightMark(row="0", column=one, count=1, of=len(ids)) for one in ids]
    scene = drawn(insight_of(S.BALANCE, named(("R",), 1), columns, marks))
    said = [one.text for one in texts(scene)]
    assert f"Step {ids[0]}" in said
    (zero,) = [one for one in texts(scene) if one.text == "0 %"]
    ordered = sorted(scene.areas, key=lambda one: one.x)
    assert [one.mark for one in ordered] == list(range(len(ids)))
    assert sum(one.x + one.width / 2 < zero.x - 1 for one in ordered) == left


def test_darker_cells_have_more() -> None:
    columns = named(("A", "B", "C"), 3)
    marks = [InsightMark(row="0", column=f"{n}", count=count) for n, count in enumerate((1, 5, 9))]
    scene = drawn(insight_of(S.MATRIX, named(("R",), 1), columns, marks))
    cells = [one for one in scene.shapes if isinstance(one, Box) and not one.outline]
    strengths = [one.strength for one in sorted(cells, key=lambda one: one.x)]
    assert strengths == sorted(strengths)
    assert len(set(strengths)) == 3


def test_cells_that_are_narrow_have_brief_figures_and_narrower_ones_none() -> None:
    insight = values_of(S.MATRIX, 8, 12)
    wide, narrow = (
        [one.text for one in texts(drawn(insight, width)) if one.on] for width in (1600, 620)
    )
    assert len(wide) == len(narrow) == len(insight.marks)
    assert all(len(one) == 5 or one == "0.00" for one in wide)
    assert all(len(one) == 4 or one == "0" for one in narrow)
    assert not [one for one in texts(drawn(values_of(S.MATRIX, 8, 40), 600)) if one.on]
    hatched = [one for one in drawn(values_of(S.MATRIX, 8, 40), 600).shapes if isinstance(one, Box)]
    assert any(one.pattern for one in hatched)  # no sign tells what is below nothing


counts = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 100_000))


@st.composite
def insights(draw: st.DrawFn) -> Insight:
    """Make an insight with odd names and figures."""
    rows = draw(st.lists(st.text(max_size=40), max_size=9))
    columns = draw(st.lists(st.text(max_size=40), min_size=1, max_size=9))
    marks: list[InsightMark] = []
    has_values = draw(st.booleans())
    for n in range(len(rows)):
        amounts = draw(st.lists(counts, min_size=len(columns), max_size=len(columns)))
        for k, count in enumerate(amounts):
            value = draw(st.floats(-1000, 1000)) if has_values else None
            if count or draw(st.booleans()):
                marks.append(
                    InsightMark(
                        row=f"{n}",
                        column=f"c{k}",
                        count=count,
                        of=sum(amounts),
                        value=value,
                    )
                )
    return Insight(
        view="v",
        title=draw(st.text(max_size=100)),
        shape=draw(st.sampled_from(DRAWN)),
        by=draw(st.sampled_from(CountedBy)),
        row_title=draw(st.text(max_size=30)),
        column_title=draw(st.text(max_size=30)),
        rows=tuple(Category(f"{n}", name) for n, name in enumerate(rows)),
        columns=tuple(Category(f"c{n}", name) for n, name in enumerate(columns)),
        marks=tuple(marks),
        labels=3,
        articles=2,
    )


@given(insights(), st.floats(100, 2500))
def test_whatever_is_counted_can_be_drawn(insight: Insight, width: float) -> None:
    scene = drawn(insight, width)
    assert_areas_are_good(insight, scene)
    assert scene == drawn(insight, width)


def test_no_two_columns_look_the_same_in_a_legend() -> None:
    insight = shares_of(S.STACKED, 3, 25)
    signs = [
        (one.colour, one.pattern)
        for one in drawn(insight, 900).shapes
        if isinstance(one, Box) and one.width == 20
    ]
    assert all(one != other for one, other in combinations(signs, 2))


@pytest.mark.parametrize("furthest", [1.0, 2.0, 3.0, 5.0, 50.0])
def test_figures_of_means_stand_side_by_side(furthest: float) -> None:
    rows = named(("The Herald", "Daily Courier"), 2)
    marks = [
        mark
        for row, mean in zip(rows, (-furthest, furthest), strict=True)
        for mark in (
            InsightMark(row=row.id, column="for", count=2.0, of=2.0, labels=(0,)),
            InsightMark(row=row.id, column=MEAN, count=2.0, value=mean, labels=(0,)),
        )
    ]
    insight = insight_of(
        InsightShape.BALANCE, rows, stances(3), marks, value_title="Mean of stance"
    )
    for width in range(500, 1500, 50):
        placed = sorted((extent(one), one.text) for one in texts(drawn(insight, float(width))))
        for n, (one, said) in enumerate(placed):
            for other, also in placed[n + 1 :]:
                assert not meet(one, other), (width, said, also)


@pytest.mark.parametrize("width", [520, 900, 1600])
def test_a_mean_at_the_end_of_its_axis_stands_apart_from_its_figure(width: int) -> None:
    marks = (
        InsightMark(row="r0", column="for", count=2, of=2, labels=(0, 1)),
        InsightMark(row="r0", column=MEAN, count=2, value=2.0, labels=(0, 1)),
    )
    rows = (Category("r0", "Anika Rao"),)
    scene = drawn(
        insight_of(S.BALANCE, rows, stances(3), marks, value_title="Mean of stance"), width
    )
    figure = max(
        (one for one in scene.shapes if isinstance(one, WrittenWords) and one.text[:1] == "+"),
        key=lambda one: one.x,
    )
    mean = max((one for one in scene.shapes if isinstance(one, Disc)), key=lambda one: one.x)
    begins = figure.x - estimated_width(figure.text, figure.size, figure.bold)
    assert mean.x + mean.radius + 4 <= begins
