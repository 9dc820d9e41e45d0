"""Measures, rows and charts of figures, in words and numbers."""

import pytest
from compared import BOOK

from annotator.analysis.agreement import GROUPINGS, MEASURES, TABLE, Figure, Marks
from annotator.domain.errors import UserError
from annotator.domain.settings import MARKS_SETTING, project_settings
from annotator.workflow.reliability.chart import Subject, of_pairs, of_parts
from annotator.workflow.reliability.figures import marks
from annotator.workflow.reliability.measures import PER_CHOICE, columns
from annotator.workflow.reliability.rows import (
    arranged,
    below,
    coder_sets,
    mark,
    number,
    path,
    told,
)

PAIR, TRIO = ("ana", "ben"), ("ana", "ben", "cleo")
MARKS = Marks(0.6, 0.8)


def figure(
    name: str = "alpha",
    value: float | None = 0.7,
    *,
    code: str = "quote",
    field: str = "",
    choice: str = "",
    coders: tuple[str, ...] = PAIR,
    low: float | None = None,
    articles: int = 12,
) -> Figure:
    return Figure(
        code=code,
        field=field,
        choice=choice,
        coders=coders,
        measure=name,
        value=value,
        low=low,
        high=None if low is None else 0.9,
        articles=articles,
        bearing=articles,
        draws=0 if low is None else 990,
        units=1200,
        counts="pairs of answers",
        note="one; two",
    )


def test_every_measure_has_a_title_and_says_its_unit() -> None:
    for one in TABLE.values():
        assert one.title
        assert "Unit: " in one.tip


def test_columns_are_the_likely_measures_or_every_one_in_their_order() -> None:
    there = frozenset(MEASURES)
    every = columns(there, every=True)
    assert every == list(MEASURES)
    few = columns(there, every=False)
    assert "cohen_kappa" not in few
    assert few == [one for one in MEASURES if one in few]
    assert columns(frozenset(("alpha",)), every=True) == ["alpha"]


def test_all_coders_together_come_before_pairs() -> None:
    assert coder_sets([figure(), figure(coders=TRIO), figure()]) == [TRIO, PAIR]


def test_a_field_stands_below_its_code_and_a_choice_below_its_field() -> None:
    figures = [
        figure(),
        figure(field="type"),
        figure(PER_CHOICE, field="type", choice="direct"),
        figure(coders=TRIO),
    ]
    rows = arranged(figures, BOOK, PAIR, choices=True)
    assert [(row.title, row.depth) for row in rows] == [("Quote", 0), ("Type", 1), ("Direct", 2)]
    assert [row.title for row in arranged(figures, BOOK, PAIR)] == ["Quote", "Type"]
    assert rows[0].articles == 12


def test_a_field_without_its_code_is_named_with_it() -> None:
    (row,) = arranged([figure(field="type")], BOOK, PAIR)
    assert (row.title, row.depth) == ("Quote · Type", 0)
    below_its_code = arranged([figure(), figure(field="type")], BOOK, PAIR)[1]
    assert path(below_its_code, BOOK) == "Quote · Type"


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (figure(value=None), "n/a"),
        (figure("percent", 0.5), "50 %"),
        (figure(value=-0.25), "−0.25"),
    ],
)
def test_values_are_written_with_a_real_minus(shown: Figure, words: str) -> None:
    assert number(shown) == words


def test_an_interval_and_the_units_stand_below_the_value() -> None:
    assert below(figure()) == ""
    assert below(figure(low=-0.1)) == "−0.10 to 0.90"
    assert below(figure("percent", low=0.4)) == "40 to 90 %"
    said = told(figure(low=0.1), MARKS)
    assert "95 % interval 0.100 to 0.900 (990 distinct draws)" in said
    assert "1,200 pairs of answers in 12 articles" in said
    assert said.endswith("one\ntwo")


def test_a_third_digit_is_shown_where_the_interval_is_narrow() -> None:
    assert number(figure(value=0.8944, low=0.889)) == "0.894"
    assert below(figure(value=0.8944, low=0.889)) == "0.889 to 0.900"
    assert number(figure("percent", 0.8944, low=0.889)) == "89.4 %"
    assert below(figure("percent", 0.8944, low=0.889)) == "88.9 to 90.0 %"
    assert number(figure(value=0.8944, low=0.87)) == "0.89"
    assert number(figure(value=-0.001)) == "0.00"
    assert told(figure(value=0.8944), MARKS).startswith("0.894\n")


def test_too_few_articles_are_said_instead_of_an_interval() -> None:
    assert below(figure(articles=9)) == "too few articles (10 needed)"
    assert below(figure(articles=10)) == ""
    assert below(figure(value=None, articles=9)) == ""


@pytest.mark.parametrize(
    ("low", "word", "words"),
    [
        (0.5, "revise", "! revise by lower end"),
        (0.6, "tentative", "~ tentative by lower end"),
        (0.8, "reliable", "✓ reliable"),
        (None, "", ""),
    ],
)
def test_a_verdict_stands_beside_what_is_corrected_for_chance(
    low: float | None, word: str, words: str
) -> None:
    assert mark(figure(value=0.85, low=low), MARKS) == (word, words)
    assert mark(figure("percent", 0.85, low=low), MARKS) == ("", "")
    explained = "but not the interval’s lower end" in told(figure(value=0.85, low=low), MARKS)
    assert explained == ("by" in words)


def test_cut_marks_without_sense_are_refused_or_count_as_none() -> None:
    assert marks(0.5, 0.5) == Marks(0.5, 0.5)
    for wrong in ((0.9, 0.5), (-1, 0.5), (0.5, 2)):
        with pytest.raises(UserError, match="no rising values"):
            marks(*wrong)
    assert project_settings({MARKS_SETTING: {"revise": 0.5, "reliable": 0.6}}).cut_marks == Marks(
        0.5, 0.6
    )
    for setting in ({}, {MARKS_SETTING: "?"}, {MARKS_SETTING: {"revise": 2, "reliable": 1}}):
        assert project_settings(setting).cut_marks == Marks()


def test_a_chart_has_a_point_for_each_pair_and_each_part_with_articles() -> None:
    subject = Subject("quote", "", "", "alpha", PAIR, "Quote")
    found = [figure(), figure(coders=("ana", "cleo"), articles=0), figure(coders=TRIO)]
    chart = of_pairs(subject, found, MARKS)
    assert list(chart.points) == ["ana & ben"]
    assert chart.title == "Quote: Krippendorff’s α by coder pair (n: pairs of answers)"
    assert chart.marks == MARKS
    parts = {"": [figure()], "AFP": [figure(value=None)], "AP": [figure(code="source")]}
    chart = of_parts(subject, parts, MARKS, GROUPINGS["outlet"])
    assert list(chart.points) == ["(none)", "AFP"]
    assert not chart.is_empty
    months = {"a": [], "b": [figure()], "c": [], "d": [figure()]}
    chart = of_parts(subject, months, MARKS, GROUPINGS["month"])
    assert {name: one is not None for name, one in chart.points.items()} == {
        "b": True, "c": False, "d": True,
    }  # fmt: skip
    assert of_parts(subject, {"AFP": [figure(value=None)]}, MARKS, GROUPINGS["outlet"]).is_empty
