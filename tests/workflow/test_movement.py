"""Where the caret goes by units, and how a selection grows and shrinks, without a window."""

import pytest

from annotator.analysis.segmentation import Segments, Unit
from annotator.domain.annotation import Placed
from annotator.domain.codebook import Code, Codebook, LinkRule
from annotator.domain.record import Fragment
from annotator.domain.visibility import Visibility
from annotator.workflow.movement import (
    Growth,
    coded_as_quotes,
    quotation_from,
    step_from,
    uncoded_from,
)

TEXT = 'He said "no." She said "yes, we can." All left.'
FIRST, SECOND = (8, 13), (23, 37)


@pytest.fixture
def segments() -> Segments:
    return Segments(TEXT, [])


def test_a_step_leads_to_the_start_of_a_unit(segments: Segments) -> None:
    second = TEXT.index("She")
    assert step_from(segments, Unit.SENTENCE, 1, 0) == second
    assert step_from(segments, Unit.SENTENCE, -1, second) == 0


def test_a_step_by_quotations_leads_to_the_far_end_of_one_or_nowhere(segments: Segments) -> None:
    assert step_from(segments, Unit.QUOTATION, 1, 0) == FIRST[1]
    assert step_from(segments, Unit.QUOTATION, -1, len(TEXT)) == SECOND[0]
    assert step_from(segments, Unit.QUOTATION, 1, len(TEXT)) == len(TEXT)


def test_quotations_are_found_one_after_the_other_in_both_directions(segments: Segments) -> None:
    assert quotation_from(segments, 1, 0) == FIRST
    assert quotation_from(segments, 1, FIRST[1]) == SECOND
    assert quotation_from(segments, -1, SECOND[0]) == FIRST
    assert quotation_from(segments, -1, FIRST[0]) is None


def test_shrinking_takes_growth_back_to_the_caret_that_it_began_with(segments: Segments) -> None:
    growth, caret = Growth(), TEXT.index("yes") + 1
    word = growth.grow(segments, caret, None)
    larger = growth.grow(segments, caret, word)
    assert TEXT[slice(*word)] == "yes"
    assert larger[0] <= word[0] < word[1] <= larger[1]
    assert larger != word
    assert growth.shrink(segments, larger[1], larger) == word
    assert growth.shrink(segments, word[1], word) is None


def test_a_selection_that_did_not_grow_shrinks_to_a_smaller_unit(segments: Segments) -> None:
    growth = Growth()
    growth.grow(segments, 0, None)
    smaller = growth.shrink(segments, SECOND[0] + 1, SECOND)
    assert smaller is not None
    assert SECOND[0] <= smaller[0] < smaller[1] <= SECOND[1]
    assert smaller != SECOND


SAID_BY = LinkRule(type="said_by", name="Said by", ends=("source",))
BOOK = Codebook(
    codes=(
        Code(id="quote", name="Quote", key="Q", links=(SAID_BY,)),
        Code(id="frame", name="Frame", key="F"),
    )
)


def placed(code: str, *fragments: tuple[int, int], coder: str = "ana", layer: str = "") -> Placed:
    return Placed("x", code, coder, layer or coder, tuple(Fragment(*one) for one in fragments))


def test_what_oneself_has_marked_as_quotes_counts_as_coded() -> None:
    mine = Visibility(coder="ana")
    marks = [
        placed("quote", FIRST),
        placed("quote", SECOND, coder="ben"),
        placed("quote", SECOND, layer="gold"),
        placed("frame", SECOND),
    ]
    assert coded_as_quotes(marks, BOOK, mine) == [FIRST]
    without_speakers = Codebook(codes=BOOK.codes[1:])
    assert coded_as_quotes(marks, without_speakers, mine) == [SECOND]


@pytest.mark.parametrize(
    ("coded", "found"),
    [
        ([], FIRST),
        ([FIRST], SECOND),
        ([(0, 18)], SECOND),
        ([(FIRST[0] + 1, FIRST[1] - 1)], SECOND),
        ([(0, FIRST[0] + 1)], FIRST),
        ([(FIRST[0], FIRST[0] + 2), (FIRST[0] + 3, FIRST[1])], SECOND),
        ([FIRST, SECOND], None),
    ],
)
def test_a_quotation_most_of_which_is_coded_is_passed_over(
    segments: Segments, coded: list[tuple[int, int]], found: tuple[int, int] | None
) -> None:
    assert uncoded_from(segments, 1, 0, coded) == found


def test_one_that_is_coded_is_passed_over_on_the_way_back_as_well(segments: Segments) -> None:
    assert uncoded_from(segments, -1, len(TEXT), [SECOND]) == FIRST
    assert uncoded_from(segments, -1, len(TEXT), [FIRST, SECOND]) is None
