import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.segmentation import paragraphs, quotations


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    "quotation",
    [
        '"We go"',
        "“We go,”",
        "„Wir gehen“",
        "„Wir gehen”",
        '„Wir gehen"',
        "« Nous irons »",
        "«Nous irons»",
        "»Wir gehen«",
        "”Vi går”",
        "‹oui›",
        "›ja‹",
        "「行く」",
        "‘We go,’",
        "'We go,'",
        "``We go''",
        ",,Wir gehen''",
        ",,Wir gehen“",
        "''We go''",
        "‘‘We go’’",
        "`We go'",
        "<<Nous irons>>",
        "『行く』",
        "｢行く｣",
        "〝行く〟",
        "﹁去﹂",
        "＂行く＂",
        "״נלך״",
        "”נלך“",
        "‚Wir gehen‘",
        "‚Wir gehen’",
    ],
)
def test_each_style_of_marks_is_known(quotation: str) -> None:
    assert cut(f"He said {quotation} to us.") == [quotation]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“the ‘fake’ news”", ["“the ‘fake’ news”", "‘fake’"]),
        ("»Er sagte ›ja‹ dazu«", ["»Er sagte ›ja‹ dazu«", "›ja‹"]),
        ("«Il a dit « non » hier»", ["«Il a dit « non » hier»", "« non »"]),
        ('"one "inner" two" end', ['"one "inner" two"', '"inner"']),
        ("\"He said 'no' then\"", ["\"He said 'no' then\"", "'no'"]),
    ],
)
def test_a_quotation_within_a_quotation_is_found_too(text: str, found: list[str]) -> None:
    assert cut(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The leaders' plan isn't the dogs' dinner.",
        "The leaders’ plan isn’t the dogs’ dinner.",
        'He is 6\'2" tall and 5" wide.',
        "rock 'n' roll in the '90s, 'em said",
        'אמר ארה"ב היום',
        'Nothing in "" here.',
    ],
)
def test_apostrophes_inches_and_empty_marks_are_no_quotations(text: str) -> None:
    assert cut(text) == []


def test_a_plural_apostrophe_does_not_end_a_quotation_in_single_marks() -> None:
    assert cut("‘The leaders’ plan failed,’ he said.") == ["‘The leaders’ plan failed,’"]
    assert cut("‘the leaders’ and more") == ["‘the leaders’"]


def test_a_possessive_after_the_closing_mark_stays_outside() -> None:
    assert cut('The "legend"\'s anger') == ['"legend"']


def test_a_quotation_carried_over_paragraphs_is_one_in_each() -> None:
    text = "“We came.\n“We saw.\n“We won,” he said."
    assert cut(text) == ["“We came.", "“We saw.", "“We won,”"]


def test_straight_marks_pair_within_their_paragraph_only() -> None:
    assert cut('He said "this runs on\nand "this" ends') == ['"this runs on', '"this"']


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他说：“我们去。”然后走了。", ["“我们去。”"]),
        ('他说"是的"吗', ['"是的"']),
        ("“他说‘是的’吗”", ["“他说‘是的’吗”", "‘是的’"]),
        ('그는 "네"라고 말했다. ‘아니’라고', ['"네"', "‘아니’"]),
        ('เขาพูดว่า"ไป"แล้ว', ['"ไป"']),
        ("l’« amour »", ["« amour »"]),
        ('L’"amour"', ['"amour"']),
    ],
)
def test_marks_beside_letters_count_where_no_blank_is_written(text: str, found: list[str]) -> None:
    assert cut(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('אמר: "צה"ל, שב"כ ומג"ב ערוכים" והלך', ['"צה"ל, שב"כ ומג"ב ערוכים"']),
        ("הוא אמר: ״צה״ל פעל״ היום", ["״צה״ל פעל״"]),
        ('מנכ"לית, יו"רית, דו"חות, ב"כ, ל"ג, חה"כים', []),
        ('ב"הארץ" נכתב ש"המבצע נמשך" אתמול', ['"הארץ"', '"המבצע נמשך"']),
    ],
)
def test_gershayim_in_a_hebrew_abbreviation_are_no_quotation_marks(
    text: str, found: list[str]
) -> None:
    assert cut(text) == found


def test_marks_of_two_signs_that_end_together_each_end_their_own() -> None:
    assert cut("‘He said ‘no’’ then") == ["‘He said ‘no’’", "‘no’"]
    assert cut("``nested `x' ok'' end") == ["``nested `x' ok''", "`x'"]


def test_a_single_mark_at_a_paragraphs_beginning_may_be_closed_in_a_later_one() -> None:
    assert cut("‘We came.\n‘We saw,’ he said.") == ["‘We came.", "‘We saw,’"]
    assert cut("‘tis odd\n'90s music was odd") == []


_MARKS = "\"“”„‟«»‹›「」『』｢｣﹁﹂〝〞〟״＂‘’‚'`<>,"
_TEXTS = st.text(st.sampled_from(f"{_MARKS} \n\u2029.as5Sהאב\u05b0去かไネ👍"), max_size=60)


@given(_TEXTS)
def test_quotations_lie_in_their_paragraphs_in_order_and_nest(text: str) -> None:
    found = quotations(text)
    assert found == sorted(found, key=lambda one: (one[0], -one[1]))
    assert len({start for start, _ in found}) == len(found)
    around = paragraphs(text)
    for start, end in found:
        assert any(first <= start < end <= last for first, last in around)
        assert text[start:end].strip() == text[start:end]
        for other, stop in found:
            assert not start < other < end < stop  # none reaches out of another


@given(_TEXTS)
def test_a_letter_around_a_text_of_no_marks_makes_no_quotation(text: str) -> None:
    plain = "".join(sign for sign in text if sign not in _MARKS)
    assert quotations(f"a{plain}a") == []
