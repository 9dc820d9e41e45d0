import pytest

from annotator.analysis.segmentation import quotations


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
