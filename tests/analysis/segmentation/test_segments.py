from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.segmentation import (
    Segments,
    Unit,
    clauses,
    paragraphs,
    quotations,
    sentences,
    words,
)

ARTICLE = (
    "Talks resume\n\n"
    '"We can agree, but only if "fair" terms are met," the envoy said. Nobody replied.\n'
    'Later he wrote: "Not yet."\n'
    'MENU "ad" Home'
)
TEXTS = st.text(
    st.one_of(
        st.sampled_from(list(" \n\n\u2029.,?!…\"\"''“”„‘’«»‹›「」()—aAsZ1é\u0301我はא👩\u200d🇺🇦")),
        st.characters(),
    )
)


def shown(unit: tuple[int, int] | None) -> str | None:
    return None if unit is None else ARTICLE[slice(*unit)]


@pytest.fixture
def segments() -> Segments:
    return Segments(ARTICLE, [(ARTICLE.index("MENU"), len(ARTICLE))])


def test_the_unit_at_a_caret_is_the_one_around_it(segments: Segments) -> None:
    caret = ARTICLE.index("fair")
    assert shown(segments.unit_at(Unit.WORD, caret)) == "fair"
    assert shown(segments.unit_at(Unit.QUOTATION, caret)) == '"fair"'
    assert shown(segments.unit_at(Unit.CLAUSE, caret)) == 'but only if "fair" terms are met'
    assert str(shown(segments.unit_at(Unit.SENTENCE, caret))).endswith("the envoy said.")
    assert str(shown(segments.unit_at(Unit.PARAGRAPH, caret))).endswith("Nobody replied.")


def test_a_caret_just_after_a_word_is_at_that_word(segments: Segments) -> None:
    assert shown(segments.unit_at(Unit.WORD, len("Talks"))) == "Talks"


def test_an_empty_line_holds_no_unit(segments: Segments) -> None:
    assert [segments.unit_at(kind, len("Talks resume\n")) for kind in Unit] == [None] * len(Unit)


def test_a_selection_grows_from_word_to_paragraph_by_containment(segments: Segments) -> None:
    steps: list[str] = []
    selection = (ARTICLE.index("fair"),) * 2
    while (larger := segments.grow(*selection)) != selection:
        steps.append(ARTICLE[slice(*larger)])
        selection = larger
    assert steps[:3] == ["fair", '"fair"', 'but only if "fair" terms are met']
    assert steps[3].startswith('"We can agree')
    assert steps[3].endswith('met,"')
    assert steps[4].endswith("envoy said.")
    assert steps[5].endswith("Nobody replied.")
    assert len(steps) == 6


def test_a_selection_shrinks_to_the_largest_unit_at_the_caret(segments: Segments) -> None:
    caret = ARTICLE.index("fair") + 1
    whole = segments.unit_at(Unit.SENTENCE, caret)
    assert whole is not None
    assert str(shown(segments.shrink(*whole, caret))).startswith('"We can agree')
    assert segments.shrink(caret - 1, caret + 3, caret) == (caret, caret)


def test_moves_by_word_and_sentence_go_from_start_to_start(segments: Segments) -> None:
    first = ARTICLE.index("envoy")
    assert segments.next_start(Unit.WORD, first) == ARTICLE.index("said.")
    assert segments.previous_start(Unit.WORD, first) == ARTICLE.index("the envoy")
    assert segments.previous_start(Unit.WORD, first + 2) == first
    assert segments.next_start(Unit.SENTENCE, first) == ARTICLE.index("Nobody")
    assert segments.previous_start(Unit.PARAGRAPH, first) == ARTICLE.index('"We can')


def test_moves_go_through_quotations_and_skip_the_excluded_menu(segments: Segments) -> None:
    last = segments.next_quotation(ARTICLE.index("fair"))
    assert shown(last) == '"Not yet."'
    assert last is not None
    assert segments.next_quotation(last[0]) is None
    assert shown(segments.previous_quotation(last[0])) == '"fair"'
    assert segments.previous_quotation(0) is None


def test_after_the_last_unit_the_caret_goes_to_its_end_and_not_into_the_menu(
    segments: Segments,
) -> None:
    assert segments.next_start(Unit.WORD, ARTICLE.index("yet")) == ARTICLE.index("yet") + 3
    assert segments.previous_start(Unit.WORD, 0) == 0


@given(TEXTS)
def test_units_are_sorted_within_bounds_trimmed_and_not_empty(text: str) -> None:
    for cut in (words, clauses, sentences, quotations, paragraphs):
        units = cut(text)
        assert units == sorted(set(units), key=lambda unit: (unit[0], -unit[1]))
        for start, end in units:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()


@given(TEXTS)
def test_units_other_than_quotations_never_overlap_and_quotations_nest(text: str) -> None:
    for cut in (words, clauses, sentences, paragraphs):
        units = cut(text)
        assert all(left[1] <= right[0] for left, right in pairwise(units))
    quotes = quotations(text)
    for number, outer in enumerate(quotes):
        for inner in quotes[number + 1 :]:
            assert inner[0] >= outer[1] or inner[1] <= outer[1]


@given(TEXTS)
def test_every_visible_character_is_in_a_sentence(text: str) -> None:
    held = {at for start, end in sentences(text) for at in range(start, end)}
    assert all(at in held for at, character in enumerate(text) if not character.isspace())


@given(TEXTS, st.data())
def test_the_unit_at_a_position_touches_it(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    segments = Segments(text)
    for kind in Unit:
        unit = segments.unit_at(kind, position)
        assert unit is None or unit[0] <= position <= unit[1]


def test_words_that_a_selection_cuts_come_in_whole_before_anything_larger() -> None:
    text = "Meine Großmutter sagte, das sei falsch. Niemand antwortete."
    segments = Segments(text)

    def grown(words: str) -> str:
        start = text.index(words)
        return text[slice(*segments.grow(start, start + len(words)))]

    assert grown("Meine Gro") == "Meine Großmutter"
    assert grown("ine Großmutter sa") == "Meine Großmutter sagte"
    assert grown("roßm") == "Großmutter"
    assert grown("falsch. Nie") == "falsch. Niemand"
    assert grown("Meine Großmutter") != "Meine Großmutter"


@given(TEXTS, st.data())
def test_growing_strictly_contains_and_ends(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    segments = Segments(text)
    for _ in range(len(text) + 1):
        larger = segments.grow(start, end)
        if larger == (start, end):
            break
        assert larger[0] <= start
        assert end <= larger[1]
        assert larger[1] - larger[0] > end - start
        start, end = larger
    assert segments.grow(start, end) == (start, end)


@given(TEXTS, st.data())
def test_shrinking_stays_inside_and_keeps_the_caret(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    caret = data.draw(st.integers(start, end))
    smaller = Segments(text).shrink(start, end, caret)
    assert start <= smaller[0] <= caret <= smaller[1] <= end
    assert smaller != (start, end) or start == end


@given(TEXTS, st.data())
def test_moves_go_forward_and_back_and_never_into_what_is_excluded(
    text: str, data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    segments = Segments(text, [(start, end)])
    for kind in Unit:
        later, earlier = (
            segments.next_start(kind, position),
            segments.previous_start(kind, position),
        )
        assert earlier <= position <= later <= len(text)
        assert earlier == position or not start <= earlier < end


@given(TEXTS)
def test_walking_word_by_word_visits_every_word(text: str) -> None:
    segments = Segments(text)
    starts = [start for start, _ in words(text)]
    visited = [starts[0]] if starts else []
    while visited and (following := segments.next_start(Unit.WORD, visited[-1])) in starts:
        if following == visited[-1]:
            break
        visited.append(following)
    assert visited == starts
