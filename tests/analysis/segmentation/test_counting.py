from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.ranges import excluded_share
from annotator.analysis.segmentation.by_word import word_count


def test_words_outside_the_excluded_ranges_are_counted() -> None:
    text = "Don't stop.\nMENU home"
    assert word_count(text) == 4
    assert word_count(text, [(text.index("MENU"), len(text))]) == 2


def test_the_excluded_share_counts_each_character_once() -> None:
    assert excluded_share("0123456789", [(0, 4), (2, 5)]) == 0.5
    assert excluded_share("", []) == 0.0


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_the_share_stays_between_nothing_and_all(
    text: str, excluded: list[tuple[int, int]]
) -> None:
    assert 0 <= excluded_share(text, excluded) <= 1
    assert 0 <= word_count(text, excluded) <= word_count(text)
