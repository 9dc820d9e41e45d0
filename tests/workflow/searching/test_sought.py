"""What words, phrases and expressions find in a text."""

import re
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import UserError
from annotator.workflow.searching.expression import needed_words
from annotator.workflow.searching.sought import Sought, filter_seeker, fold, seeker_of

TEXT = "Climate change: the climate  crisis. Cafés, a cafe\u0301, Élan. STRASSE climatic_zone"


def hits(words: str, text: str = TEXT, *, is_regex: bool = False, case: bool = False) -> list[str]:
    seeker = seeker_of(Sought(words, regex=is_regex, case=case))
    assert seeker is not None
    return [text[start:end] for start, end in seeker.spans(text)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("climate", ["Climate", "climate"]),
        ("climat", []),
        ("climat*", ["Climate", "climate", "climatic"]),
        ('"climate crisis"', ["climate  crisis"]),
        ("crisis climate", ["Climate", "climate", "crisis"]),
        ("crisis lacking", []),
        ("CAFE", ["cafe\u0301"]),
        ("café*", ["Cafés", "cafe\u0301"]),
        ("cafe\u0301*", ["Cafés", "cafe\u0301"]),
        ("elan", ["Élan"]),
        ("zone", ["zone"]),
        ('"change the"', ["change: the"]),
    ],
)
def test_words_are_found_whole_whatever_their_case_and_accents(
    words: str, found: list[str]
) -> None:
    assert hits(words) == found


def test_a_letter_with_its_accent_behind_it_is_one_letter_of_a_word() -> None:
    assert hits("sume", "A re\u0301sume\u0301.") == []
    assert hits('"re sume"', "A re\u0301sume\u0301.") == []
    assert hits('"re sume"', "A re\u0301, sume\u0301.") == ["re\u0301, sume\u0301"]


def test_capitals_count_where_that_is_asked_for() -> None:
    assert hits("climate", case=True) == ["climate"]
    assert hits("Élan", case=True) == ["Élan"]
    assert hits("C[lL]imate", is_regex=True, case=True) == ["Climate"]


def test_an_expression_finds_what_it_matches_but_nothing_empty() -> None:
    assert hits(r"c[a-z]+e\b", is_regex=True) == ["Climate", "change", "climate"]
    assert hits(r"x*", "xx y", is_regex=True) == ["xx"]


def test_an_expression_that_is_none_is_refused_with_its_place() -> None:
    with pytest.raises(UserError, match="no regular expression at its place"):
        seeker_of(Sought("(a", regex=True))


@pytest.mark.parametrize(
    "expression",
    [
        "a{99999999}",
        "a{00099999999,}",
        "((a{100}){100}){100}",
        r"(?:[ab\]]\w){900000}",
        "[[:alpha:]]{999999999999999999999}",
        "(a|b{5}c){90000}",
        r"x\({200000}",
    ],
)
def test_what_would_be_written_out_endlessly_is_refused_before_it_is(expression: str) -> None:
    with pytest.raises(UserError, match="repeats something too often"):
        seeker_of(Sought(expression, regex=True))


@pytest.mark.parametrize(
    "expression",
    [
        r"\d{4}-\d{2}-\d{2}",
        "a{0,99999999}",
        "(a{1,1000}){1,1000}",
        r"\{99999999\}",
        "[{]99999999}",
        r"(?:\w+\W+){0,500}x",
    ],
)
def test_what_repeats_no_more_than_that_is_looked_for(expression: str) -> None:
    assert seeker_of(Sought(expression, regex=True)) is not None


def test_signs_alone_are_no_words() -> None:
    assert seeker_of(Sought("  ")) is None
    with pytest.raises(UserError, match="no word to look for"):
        seeker_of(Sought("…"))


def test_a_word_of_a_filter_that_is_still_typed_is_a_beginning() -> None:
    seeker = filter_seeker("clim")
    assert seeker is not None
    assert [TEXT[a:b] for a, b in seeker.spans(TEXT)] == ["Climate", "climate", "climatic"]
    assert filter_seeker("") is None


@given(st.text(max_size=60), st.booleans())
def test_folding_keeps_every_place(text: str, case: bool) -> None:
    assert len(fold(text, case=case)) == len(text)


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        ("climate", []),
        (r"\bclimate\b", ['"climate"']),
        (r"\bclimate (change|crisis)", ['"climate"']),
        (r"\bcolou?r\b", ['"colo"*']),
        (r"\bfo+o\b", ['"fo"*']),
        (r"\bclimate\b|x", []),
        (r"(?i)\bclimate\b", []),
        (r"[] foo ]", []),
        (r"\bfoo{2}\b", ['"fo"*']),
        (r"the police,", ['"police"']),
    ],
)
def test_only_words_that_every_match_has_are_needed(expression: str, needed: list[str]) -> None:
    assert needed_words(expression) == needed


_piece = st.sampled_from(
    ["ab", "abc", " ", r"\b", r"\s+", "a?", "b+", "(ab|c)", "[] a]", ".", ",", "x{2}", r"\w*", "-"]
)


@given(st.lists(_piece, min_size=1, max_size=6), st.text("abcx ,-_]", max_size=30))
def test_whatever_an_expression_matches_has_the_words_that_it_needs(
    pieces: list[str], text: str
) -> None:
    expression = "".join(pieces)
    match = re.search(expression, text)
    words = re.findall(r"[^\W_]+", text)
    if match is None or not match[0]:
        return
    for needed in needed_words(expression):
        wanted = needed.strip('"*')
        begins = needed.endswith("*")
        assert any(one.startswith(wanted) if begins else one == wanted for one in words)


_CHARACTERS = "abAB é\u0301e-_'.1\n\u030cßİſ👧ש²½ñ中\u093c"


@given(st.text(_CHARACTERS, max_size=20), st.text(_CHARACTERS, min_size=1, max_size=5), st.data())
def test_the_index_never_leaves_out_a_text_that_has_the_words(
    text: str, typed: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = data.draw(st.sampled_from((typed, text[start : start + 4])))
    words = data.draw(st.sampled_from((words, f"{words}*", f'"{words}"')))
    try:
        seeker = seeker_of(Sought(words))
    except UserError:
        return
    if seeker is None or not seeker.spans(text):
        return
    with closing(sqlite3.connect(":memory:")) as database:
        table = "CREATE VIRTUAL TABLE t USING fts5(b, tokenize='unicode61 remove_diacritics 2')"
        database.execute(table)
        database.execute("INSERT INTO t VALUES (?)", [text])
        assert database.execute("SELECT 1 FROM t WHERE t MATCH ?", [seeker.index]).fetchone()
