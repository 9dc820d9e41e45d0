"""Units of a text: which there are, and whose answers are for the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import are_in_proportion

from annotator.analysis.units import WHOLE, same_units, units_of, with_places
from annotator.domain.codebook import AskedUnit
from annotator.domain.layout import RoleStretch, StretchRole

TEXT = "Budget passes\nBy A. Writer\nIt passed. Nobody wept!\n* * *\nRead more: weather"


def words(found: list[tuple[int, int]]) -> list[str]:
    return [TEXT[start:end] for start, end in found]


def excluded(part: str) -> list[tuple[int, int]]:
    start = TEXT.index(part)
    return [(start, start + len(part))]


def test_paragraphs_and_sentences_are_units_but_for_mere_marks() -> None:
    assert words(units_of(TEXT, AskedUnit.PARAGRAPH)) == [
        "Budget passes",
        "By A. Writer",
        "It passed. Nobody wept!",
        "Read more: weather",
    ]
    found = words(units_of(TEXT, AskedUnit.SENTENCE))
    assert found[2:4] == ["It passed.", "Nobody wept!"]


def test_furniture_and_bylines_are_no_units_and_a_cut_unit_is_what_is_left() -> None:
    byline = RoleStretch(14, 26, StretchRole.BYLINE)
    left_out = excluded("Read more: weather") + excluded("It passed.")
    assert words(units_of(TEXT, AskedUnit.PARAGRAPH, left_out, [byline])) == [
        "Budget passes",
        "Nobody wept!",
    ]


def test_a_headline_in_the_text_is_a_unit_and_a_pull_quote_is_none() -> None:
    headline = RoleStretch(0, 13, StretchRole.HEADLINE)
    pulled = RoleStretch(27, 50, StretchRole.PULL_QUOTE, repeats=True)
    found = words(units_of(TEXT, AskedUnit.PARAGRAPH, (), [headline, pulled]))
    assert found == ["Budget passes", "By A. Writer", "Read more: weather"]


def test_an_article_is_one_unit_and_a_free_code_has_none() -> None:
    assert units_of(TEXT, AskedUnit.ARTICLE) == [WHOLE]
    assert units_of(TEXT, AskedUnit.FREE) == []


@pytest.mark.parametrize("kind", [AskedUnit.PARAGRAPH, AskedUnit.SENTENCE])
@given(data=st.data(), text=st.text(alphabet="aé. !?\n\u2028“”xЖ", max_size=60))
def test_units_are_in_order_disjoint_and_outside_what_is_left_out(
    data: st.DataObject, text: str, kind: AskedUnit
) -> None:
    points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    left_out = list(zip(points[::2], points[1::2], strict=False))
    end = 0
    for unit in units_of(text, kind, left_out):
        assert end <= unit[0] < unit[1] <= len(text)
        ends = (unit[0], unit[1] - 1)
        assert not any(start <= at < stop for start, stop in left_out for at in ends)
        assert text[unit[0] : unit[1]].strip() == text[unit[0] : unit[1]]
        end = unit[1]


def test_an_answer_keeps_its_place_where_the_text_is_cut_otherwise_by_now() -> None:
    assert with_places([(0, 10), (11, 20), (21, 30)], [(0, 20)]) == [(0, 20), (21, 30)]
    assert with_places([(0, 20), (21, 30)], [(0, 10)]) == [(0, 10), (0, 20), (21, 30)]
    assert with_places([(0, 20)], [(0, 10), (11, 20)]) == [(0, 10), (11, 20)]


_place = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(_place, max_size=8), st.lists(_place, max_size=8))
def test_a_unit_stays_unless_answers_lie_on_most_of_it(
    units: list[tuple[int, int]], answered: list[tuple[int, int]]
) -> None:
    found = with_places(units, answered)
    if set(answered) <= set(units):
        assert found == units
        return
    for unit in set(units) - set(answered):
        places = [range(max(unit[0], a), min(unit[1], b)) for a, b in set(answered)]
        assert (unit in found) == (2 * sum(map(len, places)) <= unit[1] - unit[0])
    assert set(answered) <= set(found)


def test_twice_as_many_answers_in_places_of_their_own_are_about_twice_the_work() -> None:
    few, many = (
        ([(n, n + 9) for n in range(0, count, 10)], [(n, n + 8) for n in range(0, count, 10)])
        for count in (3000, 6000)
    )
    assert are_in_proportion(lambda: with_places(*few), lambda: with_places(*many))


def test_answers_are_for_one_unit_where_most_of_their_places_is_common() -> None:
    found = same_units([((0, 20), "ana"), ((0, 18), "ben"), ((21, 30), "ana"), ((0, 20), "cem")])
    assert [{owner for _, owner in unit} for unit in found] == [{"ana", "ben", "cem"}, {"ana"}]


def test_two_answers_of_one_coder_are_never_for_one_unit() -> None:
    found = same_units([((0, 20), "ana"), ((0, 18), "ana")])
    assert len(found) == 2


@given(
    st.lists(
        st.tuples(
            _place,
            st.sampled_from("abc"),
        ),
        unique=True,
    )
)
def test_every_answer_is_for_just_one_unit(answers: list[tuple[tuple[int, int], str]]) -> None:
    found = same_units(answers)
    assert sorted(one for unit in found for one in unit) == sorted(answers)
