"""Words are found again in a corrected text: exactly outside what was corrected."""

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment import align
from annotator.domain.carrying import carried_fragments
from annotator.domain.record import Fragment

ALPHABET = "abc “é👩‍👧\u0301\u00a0\u2028\n"


class Corrected(NamedTuple):
    """A text of words that are all different, its correction, and which words were touched."""

    words: list[str]
    now: list[str]
    touched: set[int]

    @property
    def old(self) -> str:
        return " ".join(self.words)

    @property
    def new(self) -> str:
        return " ".join(one for one in self.now if one)

    def place(self, first: int, last: int) -> Fragment:
        start = len(" ".join([*self.words[:first], ""])) if first else 0
        return Fragment(start, start + len(" ".join(self.words[first : last + 1])))


@st.composite
def corrected(draw: st.DrawFn) -> Corrected:
    """Draw words, of which some are mended, taken away, or get others before them."""
    count = draw(st.integers(2, 30))
    words = [f"w{n}👩‍👧é" if n % 7 == 3 else f"word{n}" for n in range(count)]
    now, touched = list(words), set[int]()
    for n in draw(st.sets(st.integers(0, count - 1), max_size=6)):
        touched.add(n)
        now[n] = draw(st.sampled_from(("", f"x{words[n]}", f"new{n} {words[n]}", f"other-{n}!")))
    return Corrected(words, now, touched)


@given(corrected(), st.data())
def test_a_label_on_words_that_were_not_touched_lies_on_the_same_words(
    text: Corrected, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(text.words) - 1))
    last = data.draw(st.integers(first, min(first + 4, len(text.words) - 1)))
    if text.touched & set(range(first, last + 1)):
        return
    place = text.place(first, last)
    carried = carried_fragments(align(text.old, text.new), text.old, (place,))
    now = " ".join([one for one in text.now[:first] if one] + [""]) if any(text.now[:first]) else ""
    assert carried == (Fragment(len(now), len(now) + place.end - place.start),)


@given(st.text(ALPHABET, max_size=60), st.text(ALPHABET, max_size=60), st.data())
def test_what_is_said_to_be_the_same_is_the_same(old: str, new: str, data: st.DataObject) -> None:
    alignment = align(old, new)
    at = new_at = 0
    for piece in alignment.pieces:
        assert piece.old >= at
        assert piece.new >= new_at
        assert piece.size > 0
        assert old[piece.old : piece.old + piece.size] == new[piece.new : piece.new + piece.size]
        at, new_at = piece.old + piece.size, piece.new + piece.size
    if old:
        start = data.draw(st.integers(0, len(old) - 1))
        end = data.draw(st.integers(start + 1, len(old)))
        for one in carried_fragments(alignment, old, (Fragment(start, end),)):
            assert 0 <= one.start < one.end <= len(new)
            if alignment.kept(start, end) == end - start and one.end - one.start == end - start:
                assert new[one.start : one.end] == old[start:end]


@given(st.text(ALPHABET, max_size=60), st.text(ALPHABET, max_size=60), st.data())
def test_stretches_that_were_apart_stay_apart(old: str, new: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(old)), min_size=3, max_size=6)))
    alignment, last = align(old, new), 0
    for start, end in pairwise(cuts):
        if start < end:
            moved = alignment.moved(start, end)
            if moved[0] < moved[1]:
                assert moved[0] >= last
                last = moved[1]


@given(st.text(ALPHABET, max_size=40), st.text(ALPHABET, max_size=10), st.integers(0, 40))
def test_what_is_before_and_after_one_insertion_stays_exactly(text: str, put: str, at: int) -> None:
    new = text[:at] + put + text[at:]
    alignment = align(text, new)
    assert align(text, text).gaps == ()
    assert sum(one.size for one in alignment.pieces) >= len(text) - 2 * len(
        max(text.split(), key=len, default="")
    )


@pytest.mark.parametrize(
    ("old", "new", "words", "now"),
    [
        ("He said teh truth.", "He said the truth.", "teh", "the"),
        ("He said teh truth.", "He said the truth.", "truth", "truth"),
        ("The governmet fell.", "The government fell.", "governmet", "government"),
        ("One.\nTwo.", "One.\nA missing one.\nTwo.", "Two.", "Two."),
        ("One.\nTwo.", "One.\nA missing one.\nTwo.", "One.\nTwo.", "One.\nA missing one.\nTwo."),
        ("He met Biden there.", "He met Trump there.", "Biden", ""),
        ("A first line. A last one.", "A last one.", "A first line.", ""),
        ("The big cat sat.", "The cat sat.", "cat", "cat"),
        ("said she", "said, she", "said", "said"),
        ("Teh end. He left.", "The end. He left. She came.", "He left.", "He left."),
        ("Teh end. He left. She came.", "The end. He left.", "He left.", "He left."),
        ("Teh end.\n“Go!” And “Stay!”", "The end.\n“Go!”", "“Go!”", "“Go!”"),
        ("人。他走了。她来了。", "他走了。", "他走了。", "他走了。"),
    ],
)
def test_labels_are_carried_as_a_person_would(old: str, new: str, words: str, now: str) -> None:
    start = old.index(words)
    place = Fragment(start, start + len(words))
    found = carried_fragments(align(old, new), old, (place,))
    assert " ".join(new[one.start : one.end] for one in found) == now


def test_a_text_without_anything_of_its_own_costs_no_more_than_a_few_looks() -> None:
    old = "a " * 20_000
    alignment = align(old, "b " + "a " * 10_000 + "c " + "a " * 10_000)
    assert alignment.moved(len(old) - 2, len(old) - 1)[1] > len(old) - 10
