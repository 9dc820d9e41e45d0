"""Which clauses report what somebody said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.segmentation import Segments, Unit
from annotator.analysis.segmentation.reported import reported_clauses_in
from annotator.workflow.movement import Growth


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in reported_clauses_in(text)]


@pytest.mark.parametrize(
    ("before", "clause", "after"),
    [
        ("The ministry said ", "that it had considered the request", "."),
        ("Nobody knew ", "whether they would come", ", and he left."),
        ("He asked on Tuesday ", "if they would come", "."),
        ("Officials said ", "it was late", "."),
        ("She said ", "that they live in the U.S.", ""),
        ("He said ", "that “we will go.”", " Then he left."),
        ("Der Sprecher sagte, ", "dass man den Antrag geprüft habe", "."),
        ("Sie fragte, ", "ob er käme", "."),
        ("Il a déclaré ", "qu’il avait étudié la demande", "."),
        ("Elle a dit ", "que rien n’était décidé", "."),
        ("Dijo ", "que había considerado la petición", ", pero calló."),
        ("Ha detto ", "che la richiesta era arrivata", "."),
        ("Он сказал, ", "что рассмотрел просьбу", "."),
    ],
)
def test_the_clause_is_found_without_what_stands_around_it(
    before: str, clause: str, after: str
) -> None:
    assert clause in cut(before + clause + after)


def test_clauses_that_are_joined_are_each_one_and_together_one() -> None:
    found = cut("He said that it rained and that nobody came.")
    assert found == [
        "that it rained and that nobody came",
        "that it rained",
        "that nobody came",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In that case he left.",
        "Who said that.",
        "If it rains, stay.",
        "That was it.",
        "He is taller than that one.",
        "Er ging, ohne dass man ihn sah.",
    ],
)
def test_words_that_only_look_like_it_begin_no_clause(text: str) -> None:
    assert cut(text) == []


def test_no_clause_reaches_out_of_a_quotation_or_ends_within_one() -> None:
    assert cut("“He said that it was,” she added.") == ["that it was"]
    assert cut("He said that it was “a mess, frankly” and left.") == [
        "that it was “a mess, frankly” and left"
    ]


def test_a_selection_grows_from_word_to_clause_to_sentence_and_shrinks_again() -> None:
    text = "The ministry said that it had considered the request. More."
    segments, growth = Segments(text), Growth()
    caret = text.index("sidered")
    steps = [growth.grow(segments, caret, None)]
    for _ in range(3):
        steps.append(growth.grow(segments, caret, steps[-1]))
    assert [text[slice(*step)] for step in steps] == [
        "considered",
        "that it had considered the request",
        "The ministry said that it had considered the request.",
        text,
    ]
    assert growth.shrink(segments, caret, steps[3]) == steps[2]
    assert growth.shrink(segments, caret, steps[2]) == steps[1]


_WORDS = ("that", "said", "he", "dass", "qu’il", "if", "and", "“", "”", ",", ".", "U.S.", "\n", "а")


@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_clauses_lie_in_a_sentence_and_begin_and_end_with_more_than_blanks(
    words: list[str],
) -> None:
    text = " ".join(words)
    segments = Segments(text)
    for place in range(len(text)):
        found = segments.unit_at(Unit.REPORTED, place)
        if found is not None:
            assert text[slice(*found)].strip() == text[slice(*found)] != ""
            sentence = segments.unit_at(Unit.SENTENCE, found[0])
            assert sentence is not None
            assert sentence[0] <= found[0] < found[1] <= sentence[1]
