"""Texts, their fingerprints and ranges, and what is anchored in them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import texts

from annotator.domain.annotation import CONTEXT, Annotation, anchored, make_link
from annotator.domain.article import fingerprint, merged_ranges, normalised
from annotator.domain.record import Fragment

PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


@given(texts)
def test_a_normalised_text_stays_as_it_is(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once or once.startswith("\ufeff")
    assert "\r" not in once
    fingerprint(once)


def test_line_ends_become_one_sort_and_signs_stay() -> None:
    assert normalised("\ufeffa\r\nb\rc\u2028d\0e\u00a0") == "a\nb\nc\u2028d\0e\u00a0"
    assert normalised("half \ud83d") == "half \ufffd"


def test_a_fingerprint_is_the_sha256_of_the_utf_8_bytes() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert fingerprint("") == empty
    assert fingerprint("e\u0301") != fingerprint("\u00e9")


@given(PAIRS)
def test_merged_ranges_cover_the_same_places_once(pairs: list[tuple[int, int]]) -> None:
    merged = merged_ranges(pairs)
    assert {n for r in merged for n in range(r.start, r.end)} == {
        n for start, end in pairs for n in range(start, end)
    }
    assert all(a.end < b.start for a, b in itertools.pairwise(merged))
    assert merged_ranges(merged) == merged


def made(text: str, *fragments: tuple[int, int]) -> Annotation:
    anchor = anchored(text, fragments)
    return Annotation(id="1", article="a", code="c", coder="x", **anchor)  # type: ignore[arg-type]


@given(texts.filter(bool), st.data())
def test_an_annotation_stands_where_it_was_anchored(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    annotation = made(text, (start, end))
    assert annotation.stands_in(text)
    assert annotation.text == text[start:end]
    other = next(chr(n) for n in itertools.count(ord("a")) if chr(n) not in text)
    assert not annotation.stands_in(text[:start] + other + text[end:])


def test_context_tells_two_places_with_the_same_words_apart() -> None:
    text = "the mayor said that the mayor left"
    annotation = made(text, (0, 9))
    moved = Annotation(
        id="1",
        article="a",
        code="c",
        coder="x",
        fragments=(Fragment(20, 29),),
        texts=annotation.texts,
        contexts=annotation.contexts,
    )
    assert text[20:29] == annotation.text
    assert not moved.stands_in(text)


def test_a_split_annotation_is_sorted_and_knows_its_ends_and_text() -> None:
    annotation = made("“Yes,” he said, “now.”", (16, 22), (0, 6))
    assert annotation.fragments == (Fragment(0, 6), Fragment(16, 22))
    assert (annotation.start, annotation.end) == (0, 22)
    assert annotation.text == "“Yes,” … “now.”"
    assert all(len(side) <= CONTEXT for pair in annotation.contexts for side in pair)


def test_an_annotation_of_the_whole_article_has_no_ends() -> None:
    whole = Annotation(id="1", article="a", code="c", coder="x")
    assert (whole.start, whole.end, whole.text) == (None, None, "")


@pytest.mark.parametrize("ends", [{"to": "2"}, {"actor": "2"}])
def test_the_same_link_made_by_two_people_is_one_link(ends: dict[str, str]) -> None:
    assert make_link("1", "target", **ends) == make_link("1", "target", **ends)
    assert make_link("1", "target", to="2").id != make_link("1", "target", actor="2").id
