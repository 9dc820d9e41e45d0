"""Which annotations the table lists, in which order, and what has to be exchanged."""

import pytest
from compared import QUOTE, tagged
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.workflow.annotation_rows import (
    WHOLE_ARTICLE,
    AnnotationColumn,
    AnnotationRow,
    arranged,
    replaced_rows,
)

SOURCE = Code(id="source", name="Source")
ROWS = [
    AnnotationRow(tagged("q", "ana", "quote", "We win,", type="direct"), QUOTE, "ana"),
    AnnotationRow(tagged("s", "ben", "source", "the mayor"), SOURCE, "ben", "✕", "lea: Missed"),
    AnnotationRow(tagged("w", "Ben", "quote"), QUOTE, "Ben"),
]


def ids(rows: list[AnnotationRow]) -> str:
    return "".join(row.annotation.id for row in rows)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", "qsw"),
        ("MAYOR", "s"),
        ("quote direct", "q"),
        ("missed", "s"),
        ("ben", "sw"),
        ("ana ben", ""),
    ],
)
def test_every_word_must_be_in_code_text_answers_coder_or_what_was_said(
    words: str, found: str
) -> None:
    assert ids(arranged(ROWS, words, None)) == found


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (AnnotationColumn.CODE, "qws"),
        (AnnotationColumn.TEXT, "swq"),
        (AnnotationColumn.VALUES, "swq"),
        (AnnotationColumn.CODER, "qsw"),
    ],
)
def test_a_column_sorts_without_case(column: AnnotationColumn, order: str) -> None:
    assert ids(arranged(ROWS, "", column)) == order
    backwards = [row.annotation.id for row in arranged(ROWS, "", column, descending=True)]
    assert sorted(backwards) == sorted(order)


def test_every_column_can_be_sorted_by() -> None:
    for column in AnnotationColumn:
        assert len(arranged(ROWS, "", column)) == len(ROWS)


def test_an_annotation_of_the_whole_article_says_so() -> None:
    assert ROWS[2].text == WHOLE_ARTICLE


@given(st.lists(st.integers(0, 5), unique=True), st.lists(st.integers(0, 5), unique=True))
def test_exchanging_one_stretch_turns_the_rows_into_the_others(
    before: list[int], after: list[int]
) -> None:
    def of(numbers: list[int]) -> list[Annotation]:
        return [Annotation(id=str(n), article="a", code="c", coder="x") for n in numbers]

    step = replaced_rows(of(before), of(after))
    made = (
        before[: step.at] + after[step.at : step.at + step.added] + before[step.at + step.removed :]
    )
    assert made == after
    if before == after:
        assert (step.removed, step.added) == (0, 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), unique_by=lambda one: one[0]))
def test_rows_whose_annotation_is_another_one_are_shown_anew(
    places: list[tuple[int, bool]],
) -> None:
    old = [Annotation(id=str(n), article="a", code="c", coder="x") for n, _ in places]
    pairs = zip(old, places, strict=True)
    new = [structs.replace(one, note="new") if changed else one for one, (_, changed) in pairs]
    step = replaced_rows(old, new)
    changed = [n for n, (_, other) in enumerate(places) if other]
    assert (step.removed, step.added) == (0, 0)
    if changed:
        assert step.touched == (changed[0], changed[-1] + 1)
    else:
        assert step.touched[0] == step.touched[1]
