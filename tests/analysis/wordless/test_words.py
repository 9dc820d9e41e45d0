"""A text as words in plain dress, and borders between them."""

import pytest
from hypothesis import given
from projects import texts

from annotator.analysis.wordless.words import PlainWords


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Wir müssen”, sagte er", '"Wir mu\u0308ssen", sagte  er'),
        ("Don’t – now…", "don't - now ..."),
        ("co\u00adoperate", "cooperate"),
        ("ﬁne", "fine"),
        ("한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_dress_makes_no_difference(one: str, other: str) -> None:
    assert PlainWords(one).plain == PlainWords(other).plain


def test_scripts_without_blanks_have_a_word_for_each_sign() -> None:
    assert len(PlainWords("総理は言った。")) == 6
    assert len(PlainWords("हिन्दी में")) == 2


@given(texts)
def test_a_border_that_was_told_is_found_again_where_only_blanks_are_passed_over(
    text: str,
) -> None:
    words = PlainWords(text)
    for word in range(len(words)):
        start, end = words.starts[word], words.ends[word]
        assert words.begun(words.begin(start)) == start
        assert words.ended(words.end(end)) == end


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’"])
def test_quotation_marks_stay_within_a_stretch_whatever_kind_they_are(marks: str) -> None:
    before, after = "He said: “We stay”, and left.", f"He said : {marks[0]}We stay{marks[1]}, and"
    was, now = PlainWords(before), PlainWords(after)
    start, end = was.begin(before.index("“")), was.end(before.index("”") + 1)
    assert after[now.begun(start) : now.ended(end)] == f"{marks[0]}We stay{marks[1]}"
    inside = was.begin(before.index("We")), was.end(before.index("”"))
    assert after[now.begun(inside[0]) : now.ended(inside[1])] == "We stay"


def test_a_border_within_a_word_is_told_by_letters_however_they_are_composed() -> None:
    before, after = "Präsidentin", "Pra\u0308sidentin"
    border = PlainWords(before).end(4)
    assert after[: PlainWords(after).ended(border)] == "Pra\u0308s"
    assert after[PlainWords(after).begun(PlainWords(before).begin(4)) :] == "identin"
