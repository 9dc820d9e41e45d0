from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.ranges import excluded_share
from annotator.analysis.segmentation.by_word import pattern_for, word_count, word_pattern


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


PLAIN = st.text(st.sampled_from("ab Zé1290_.,:'’-‐‑@#“”—\n\tßЖяθ$€%()…U.S.\xa0\xa9\u203c"))


@given(PLAIN)
def test_plain_text_is_cut_into_the_same_words_the_fast_way(text: str) -> None:
    fast = pattern_for(text, 0, len(text))
    assert fast is not word_pattern()
    assert [m.span() for m in fast.finditer(text)] == [
        m.span() for m in word_pattern().finditer(text)
    ]


@given(st.lists(st.text(alphabet="ab1.'’ 家\u0301é", max_size=900), max_size=9))
def test_counting_stretch_by_stretch_finds_every_word_once(lines: list[str]) -> None:
    text = "\n".join(lines * 3)
    assert word_count(text) == sum(1 for _ in word_pattern().finditer(text))
