"""Names that look the same are the same, and what can't be seen is written out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.ids import derived_id
from annotator.domain.names import escaped, folded, has_hidden, is_hidden
from annotator.domain.people import coder_id

ALIKE = [
    ("ana", "ANA"),
    ("Zoë", unicodedata.normalize("NFD", "zoë")),
    ("ana", "a\u200bna"),
    ("ana", "\ufeffana\u2060"),
    ("ana", "a\u00adna"),
    ("ana", "\u202eana\u202c"),
    ("ana li", " ana \u00a0 li "),
    ("STRASSE", "straße"),
    ("gold", "go\u200dld"),
    ("ㅤana", "ana"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_look_the_same_fold_to_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    assert coder_id(one) == coder_id(other)


def test_names_that_look_different_stay_apart() -> None:
    assert len({folded(one) for one in ("ana", "anna", "aña", "ana 2", "аna")}) == 5


@pytest.mark.parametrize("handle", ["ana", "Ben", "Zoë", "cleo-2", "li.wei@example.org", "Łukasz"])
def test_plain_handles_keep_their_ids(handle: str) -> None:
    assert coder_id(handle) == derived_id("coder", handle.casefold())


@given(st.text())
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(st.text())
def test_nothing_hidden_is_left_when_it_is_written_out(text: str) -> None:
    assert not has_hidden(escaped(text).replace("\n", ""))


@pytest.mark.parametrize("text", ["“quotes” – naïve, 日本語 ❤️ שלום", "two\nlines", "a b"])
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("hidden", "written"),
    [
        ("\x1b", "\\x1b"),
        ("\x9b", "\\x9b"),
        ("\u202e", "\\u202e"),
        ("\u2066", "\\u2066"),
        ("\u200b", "\\u200b"),
        ("\ufeff", "\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcff", "\\udcff"),
        ("\r", "\\x0d"),
    ],
)
def test_what_commands_or_deceives_is_written_out(hidden: str, written: str) -> None:
    assert is_hidden(hidden)
    assert escaped(f"a{hidden}b") == f"a{written}b"
