"""Near copies are found whatever their headlines, in any order, and without comparing all."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.near_copies import TextPrints, likeness, near_copies, text_print

WORDS = [f"word{n}" for n in range(2000)]


def story(seed: int, length: int = 220) -> str:
    return " ".join(Random(seed).choices(WORDS, k=length))


WIRE = story(1)
TEXTS = {
    "agency": WIRE,
    "headline": f"Ferry stops for a week\n\n{WIRE}",
    "cut": " ".join(WIRE.split()[:160]),
    "edited": WIRE.replace("word7", "other").upper(),
    "unlike": story(2),
    "also unlike": story(3),
    "blank": " \n",
    "blank too": "",
}
COPIES = ("agency", "cut", "edited", "headline")


@settings(max_examples=20)
@given(st.permutations(list(TEXTS.items())))
def test_copies_with_other_headlines_are_together_in_whatever_order(
    texts: list[tuple[str, str]],
) -> None:
    assert near_copies(texts) == (COPIES,)


def test_texts_without_words_are_no_copies_of_one_another() -> None:
    assert near_copies([("a", ""), ("b", "  ")]) == ()
    assert near_copies([]) == near_copies([("a", WIRE)]) == ()
    assert near_copies([("a", "😀 😀"), ("b", "😀 😀"), ("c", "…")]) == (("a", "b"),)


def test_writing_without_blanks_is_compared_by_its_characters() -> None:
    first = "港の船は今日も止まったままで、乗客は雨の中で長い列を作って待っている。" * 2
    texts = [
        ("a", first),
        ("b", first.replace("雨", "雪")),
        ("c", "新しい橋の工事が来月から始まる。"),
    ]
    assert near_copies(texts) == (("a", "b"),)


def test_short_texts_are_copies_only_of_the_same_words() -> None:
    assert near_copies([("a", "No news."), ("b", "no NEWS"), ("c", "Good news.")]) == (("a", "b"),)


def test_the_likeness_is_near_the_share_of_sequences_in_common() -> None:
    one, other = text_print(story(5, 400)), text_print(f"{story(5, 400)} {story(6, 400)}")
    assert one is not None
    assert other is not None
    assert abs(likeness(one, other) - 0.5) < 0.15
    assert likeness(one, one) == 1


def test_a_more_exacting_search_finds_fewer() -> None:
    prints = TextPrints()
    for ident, text in TEXTS.items():
        prints.add(ident, text)
    assert prints.clusters(0.95) == (("agency", "headline"),)
    assert prints.clusters() == (COPIES,)
    assert len(prints) == len(TEXTS) - 2


def test_very_many_that_share_their_beginning_are_told_apart() -> None:
    """As much boilerplate as text puts all into the same bands, where few lead the others."""
    same = np.full(123, 7, np.uint32)
    prints = TextPrints()
    for n in range(300):
        own = np.full(126, n % 3 + 100, np.uint32)
        own[:40] = same[:40]
        prints.add_print(f"{n:03}", own)
    assert [len(one) for one in prints.clusters()] == [100, 100, 100]
