"""Paragraphs with the marks of labels: every word stays, and every label opens and closes."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, anchored
from annotator.formats.outgoing.reading.marks import marked_paragraphs, numbered

LETTERS = st.text("ab \n😀ש", max_size=30)


def label(text: str, number: int, *places: tuple[int, int]) -> Annotation:
    return Annotation(
        id=f"{number:03d}",
        article="a",
        code=f"code-{number}",
        coder="c",
        **anchored(text, places),  # type: ignore[arg-type] - the three attributes
    )


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, list[Annotation]]:
    text = draw(LETTERS)
    found: list[Annotation] = []
    for number in range(draw(st.integers(0, 4)) if text else 0):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
        places = list(zip(cuts[::2], cuts[1::2], strict=False))
        found.append(label(text, number, *places))
    return text, found


@given(labelled())
def test_every_word_stays_and_every_label_opens_as_often_as_it_closes(
    made: tuple[str, list[Annotation]],
) -> None:
    text, labels = made
    paragraphs = list(marked_paragraphs(text, numbered(labels)))
    lines = ["".join(piece.words for piece in one.pieces) for one in paragraphs]
    assert lines == [line for line in text.split("\n") if line.strip()]
    for one in paragraphs:
        opened = Counter(n for piece in one.pieces for n in piece.opens)
        assert opened == Counter(n for piece in one.pieces for n in piece.closes)


@given(labelled())
def test_a_label_is_told_of_beside_the_paragraph_in_which_it_begins(
    made: tuple[str, list[Annotation]],
) -> None:
    text, labels = made
    told = [
        one.label.id
        for each in marked_paragraphs(text, numbered(labels))
        for one in each.begin_here
    ]
    assert len(told) == len(set(told))
    assert set(told) >= {one.id for one in labels if one.text.replace("…", "").strip()}


def test_the_shortest_label_colours_the_words_that_several_stand_on() -> None:
    text = "one two three"
    found = numbered([label(text, 1, (0, 13)), label(text, 2, (4, 7))])
    (line,) = marked_paragraphs(text, found)
    assert [(piece.words, piece.code) for piece in line.pieces] == [
        ("one ", "code-1"),
        ("two", "code-2"),
        (" three", "code-1"),
    ]


def test_labels_that_cross_are_opened_and_closed_each_for_itself() -> None:
    text = "one two three"
    found = numbered([label(text, 1, (0, 7)), label(text, 2, (4, 13))])
    (line,) = marked_paragraphs(text, found)
    assert [(piece.opens, piece.words, piece.closes) for piece in line.pieces] == [
        ((1,), "one ", ()),
        ((2,), "two", (1,)),
        ((), " three", (2,)),
    ]


def test_a_label_over_two_lines_has_its_marks_on_both_and_is_told_of_once() -> None:
    text = "one\ntwo"
    first, second = marked_paragraphs(text, numbered([label(text, 1, (0, 7))]))
    assert [piece.opens for piece in second.pieces] == [(1,)]
    assert (len(first.begin_here), len(second.begin_here)) == (1, 0)
