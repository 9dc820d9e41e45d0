"""Labels without words, put back on texts that differ a little."""

import random

from changed_texts import VOCABULARY, ChangedText, changed_text
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import texts

from annotator.analysis.wordless.marks import (
    CHECK_BITS,
    Checks,
    WordlessPlace,
    WordMark,
    group_size,
    mark_bits,
    text_marks,
)
from annotator.analysis.wordless.placing import Certainty, PlacesAnew
from annotator.analysis.wordless.words import PlainWords

Told = tuple[list[WordMark], list[WordlessPlace], int]


def told(text: str, labels: list[tuple[int, int]]) -> Told:
    """Return what is told of a text with labels on words (numbers, the last one exclusive)."""
    words = PlainWords(text)
    checks, size = Checks(words), group_size(words)
    placed = [checks.placed(words.starts[a], words.ends[b - 1]) for a, b in labels]
    borders = [at for one in placed for at in (one.begin.word, one.end.word)]
    return text_marks(words, size, borders), placed, size


def labels_of(seed: int, count: int) -> list[tuple[int, int]]:
    chance = random.Random(seed)
    starts = [chance.randrange(count) for _ in range(12)]
    return [(at, min(count, at + chance.choice((1, 2, 3, 8, 20, 45)))) for at in starts]


def placed_on(text: ChangedText, labels: list[tuple[int, int]]) -> list[tuple[Certainty, int, int]]:
    """Return how labels were put back, and on which words of the changed text."""
    marks, placed, size = told(text.before, labels)
    now = PlainWords(text.after)
    same = now.plain == PlainWords(text.before).plain
    anew = PlacesAnew(now, marks, len(text.went), size, same=same)
    found = [anew.put_back(one) for one in placed]
    return [
        (one.how, now.begin(one.start).word, now.end(one.end).word)
        if one.how is not Certainty.LOST
        else (one.how, 0, 0)
        for one in found
    ]


@settings(max_examples=60, derandomize=True)
@given(st.integers(0, 10_000))
def test_each_label_is_on_its_words_or_waits_to_be_looked_at(seed: int) -> None:
    text = changed_text(seed)
    labels = labels_of(seed, len(text.went))
    for (first, last), (how, start, end) in zip(labels, placed_on(text, labels), strict=True):
        kept = [text.went[n] for n in range(first, last)]
        if how is Certainty.MOVED:
            assert (kept[0], kept[-1]) == (start, end - 1)
        elif None not in kept and not text.corrected.intersection(range(first - 6, last + 6)):
            assert how is Certainty.DOUBTFUL or None in text.went[max(0, first - 30) : last + 30]


def test_most_labels_whose_words_are_there_need_no_look() -> None:
    sure = every = 0
    for seed in range(60):
        text = changed_text(seed)
        labels = [(a, b) for a, b in labels_of(seed, len(text.went)) if None not in text.went[a:b]]
        sure += sum(how is Certainty.MOVED for how, _, _ in placed_on(text, labels))
        every += len(labels)
    assert sure > 0.85 * every


def test_a_label_whose_paragraph_is_missing_has_no_place() -> None:
    chance = random.Random(1)
    words = [chance.choice(VOCABULARY) for _ in range(150)]
    went = [n if n < 50 else None if n < 100 else n - 50 for n in range(150)]
    text = ChangedText(" ".join(words), " ".join(words[:50] + words[100:]), went, set())
    found = placed_on(text, [(60, 64), (70, 90), (20, 30), (120, 122)])
    assert [one[0] for one in found] == [
        Certainty.LOST,
        Certainty.LOST,
        Certainty.MOVED,
        Certainty.MOVED,
    ]
    assert found[2:] == [(Certainty.MOVED, 20, 30), (Certainty.MOVED, 70, 72)]


@settings(max_examples=40)
@given(texts, texts)
def test_whatever_the_text_a_place_is_within_it(before: str, after: str) -> None:
    count = len(PlainWords(before))
    marks, placed, size = told(before, [(n, n + 1) for n in range(count)])
    anew = PlacesAnew(PlainWords(after), marks, count, size, same=False)
    for one in map(anew.put_back, placed):
        assert one.how is Certainty.LOST or 0 <= one.start < one.end <= len(after)


def test_how_much_is_told_of_a_text_is_bounded_however_many_labels_there_are() -> None:
    chance = random.Random(2)
    count = 400
    text = " ".join(chance.choice(VOCABULARY) for _ in range(count))
    labels = [(a, min(count, a + size)) for a in range(count) for size in (1, 3, 9, 30)]
    marks, placed, _ = told(text, labels)
    checks = {(one.begin, one.end): one.check for one in placed if one.check is not None}
    assert len(marks) * mark_bits(count) <= 1.3 * count
    assert len({*checks.values()}) * CHECK_BITS <= 2.5 * count
    assert max(one.hash for one in marks) < 2 ** mark_bits(count)
