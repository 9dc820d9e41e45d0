"""Words are counted as they are written, in any script and any encoding of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.word_count import word_count

_LETTERS = st.sampled_from("ab1_é²ªžя中ก '’-–.,“”…«\u00a0\u0301\u0081\n\t😀")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("We can't go on like this.", 6),
        ("“L’été”, dit-il – enfin", 3),
        ("a -b c- d--e ''f g'-h", 8),
        ("Это’s so", 2),
        ("我们 go", 3),
        ("ภาษา", 4),
        ("…", 0),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert word_count(text) == words


@given(st.text(_LETTERS, max_size=30))
def test_a_word_is_letters_in_a_row_with_apostrophes_and_hyphens_between(text: str) -> None:
    apart = re.sub(r"([中ก])", r" \1 ", text)
    joined = re.sub(r"(?<=\w)['’-](?=\w)", "", apart)
    assert word_count(text) == len(re.findall(r"\w+", joined))
