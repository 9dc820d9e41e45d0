"""Where edges go by words, and what a selection by the mouse takes in."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.segmentation import Segments, Unit, words
from annotator.workflow.word_edges import moved_edge, snapped, snapped_edge

TEXT = 'He said: “We will go,” and left (at last).\n\nIt rained; nobody came — "not one."'


def _moved(text: str, words: str, edge: str, direction: int) -> str:
    start = text.index(words)
    end = start + len(words)
    place = moved_edge(Segments(text), (start, end), edge, direction)
    return text[place:end] if edge == "start" else text[start:place]


@pytest.mark.parametrize(
    ("words", "edge", "direction", "left"),
    [
        ("“We will go,”", "end", -1, "“We will"),
        ("“We will", "end", -1, "“We"),
        ("“We will", "end", 1, "“We will go,”"),
        ("We will", "end", 1, "We will go"),
        ("We will go", "end", 1, "We will go,” and"),
        ("will go,”", "start", -1, "“We will go,”"),
        ("will go", "start", -1, "We will go"),
        ("said: “We", "start", 1, "We"),
        ("“We will", "start", 1, "will"),
        ("left (at", "start", 1, "at"),
        ("(at last", "end", -1, "(at"),
        ("last).", "end", 1, "last).\n\nIt"),
        ("came — ", "end", 1, 'came — "not'),
        ('"not', "end", 1, '"not one."'),
        ("said", "end", 1, "said: “We"),
        ("ai", "end", 1, "aid"),
        ("ai", "start", -1, "sai"),
        ("ill go", "end", -1, "ill"),
    ],
)
def test_an_edge_goes_from_word_to_word_and_leaves_blanks_and_punctuation_out(
    words: str, edge: str, direction: int, left: str
) -> None:
    assert _moved(TEXT, words, edge, direction) == left


def test_an_edge_stays_where_there_is_no_further_word() -> None:
    assert _moved("Only this.", "Only this.", "end", 1) == "Only this."
    assert _moved("… this", "this", "start", -1) == "this"


_TEXTS = st.text(st.sampled_from("abc ,.“”\"'()—\nע去は。「」"), min_size=2, max_size=50)


@given(_TEXTS, st.data())
def test_a_moved_edge_stands_at_a_word_or_a_quotation_and_goes_the_right_way(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    segments = Segments(text)
    starts = {one[0] for one in words(text)}
    ends = {one[1] for one in words(text)}
    for edge, allowed, sign in (("start", starts, 0), ("end", ends, -1)):
        for direction in (1, -1):
            before = start if edge == "start" else end
            place = moved_edge(segments, (start, end), edge, direction)
            assert (place - before) * direction >= 0
            assert 0 <= place <= len(text)
            if place != before and place not in allowed:
                at = place + sign
                mark = segments.unit_at(Unit.QUOTATION, at)
                assert mark is not None
                assert place in mark


@given(_TEXTS, st.data())
def test_a_snapped_selection_cuts_no_word_and_has_no_blank_at_its_ends(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    word_at = partial(Segments(text).unit_at, Unit.WORD)
    first, last = snapped(text, word_at, start, end)
    assert text[first:last] == text[first:last].strip()
    for word in words(text):
        if first < last:
            assert not word[0] < first < word[1]
            assert not word[0] < last < word[1]
    assert text[start:end].strip(" \t\n\u00a0\u202f,;:.!?–—…。！？،؛，；、") in text[first:last]
    assert snapped(text, word_at, first, last) == (first, last)
    edge = snapped_edge(word_at, start)
    assert snapped_edge(word_at, edge) == edge


@pytest.mark.parametrize(
    ("selected", "left"),
    [
        (", and left", "and left"),
        ("It rained;", "It rained"),
        ("nobody came — ", "nobody came"),
        ("(at last).", "(at last)."),
        ("“We will go,”", "“We will go,”"),
        (";", ";"),
    ],
)
def test_commas_at_the_ends_of_a_selection_stay_out(selected: str, left: str) -> None:
    text = TEXT.replace("”", "”,")
    start = text.index(selected)
    word_at = partial(Segments(text).unit_at, Unit.WORD)
    assert text[slice(*snapped(text, word_at, start, start + len(selected)))] == left


def test_an_edge_dragged_into_a_word_goes_to_its_nearer_end() -> None:
    word_at = partial(Segments("some words").unit_at, Unit.WORD)
    assert [snapped_edge(word_at, place) for place in range(11)] == [
        0, 0, 0, 4, 4, 5, 5, 5, 10, 10, 10,
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["“We will", "left", "and left", "It rained", "said: “We"])
def test_a_step_of_the_end_is_taken_back_by_the_step_the_other_way(words: str) -> None:
    start = TEXT.index(words)
    end, segments = start + len(words), Segments(TEXT)
    further = moved_edge(segments, (start, end), "end", 1)
    assert moved_edge(segments, (start, further), "end", -1) == end
