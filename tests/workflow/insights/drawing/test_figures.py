"""How figures are written, and which of a mark's figures is drawn."""

import pytest
from drawn_insights import insight_of, named
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.insights.insight import InsightMark, InsightShape
from annotator.workflow.insights.drawing.figures import (
    drawn_figure,
    number,
    percentage,
    rounded_out,
    said_of,
    ticks,
)


@pytest.mark.parametrize(
    ("value", "signed", "said"),
    [
        (0, False, "0"),
        (3, False, "3"),
        (100_000, False, "100,000"),
        (1234.5, False, "1,234"),
        (2.345, False, "2.35"),
        (1.5, True, "+1.50"),
        (-1.5, True, "−1.50"),
        (-0.001, True, "0.00"),
        (0, True, "0"),
        (-3, False, "−3"),
    ],
)
def test_numbers_are_written_plainly(value: float, signed: bool, said: str) -> None:
    assert number(value, signed=signed) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 %"),
        (0.34, "34 %"),
        (1, "100 %"),
        (0.004, "0.4 %"),
        (0.00001, "< 0.1 %"),
        (-0.2, "−20 %"),
    ],
)
def test_shares_are_written_in_per_cent(share: float, said: str) -> None:
    assert percentage(share) == said


def test_a_mark_says_of_how_many_it_is() -> None:
    mark = InsightMark(row="0", column="0", count=12, of=35)
    insight = insight_of(InsightShape.STACKED, named(("R",), 1), named(("C",), 1), [mark])
    assert said_of(insight, mark, "R", "C") == "R\nC\n34 %: 12 labels of 35"
    assert drawn_figure(insight).axis == "Share of labels"


def test_values_go_before_shares_and_shares_before_numbers() -> None:
    rows = named(("R",), 1)

    def axis(mark: InsightMark) -> str:
        insight = insight_of(InsightShape.BARS, rows, (), [mark], value_title="Mean stance")
        return drawn_figure(insight).axis

    assert axis(InsightMark(row="0", column="", count=1, of=2, value=0.5)) == "Mean stance"
    assert axis(InsightMark(row="0", column="", count=1, of=2)) == "Share of labels"
    assert axis(InsightMark(row="0", column="", count=1)) == "Labels"
    assert axis(InsightMark(row="0", column="", count=1, of=2, value=float("nan"))) == (
        "Share of labels"
    )


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6), st.integers(2, 10))
def test_ticks_are_round_and_within(low: float, span: float, most: int) -> None:
    found, step = ticks(low, low + span, most)
    assert len(found) <= most + 1
    assert all(low - 1e-6 * step <= one <= low + span + 1e-6 * step for one in found)
    below, above = rounded_out(low, low + span, most)
    assert below <= low + 1e-6 * step
    assert above >= low + span - 1e-6 * step
