"""Arabic reporting frames, sentence by sentence."""

import pytest
from found_quotes import found, said, words

from annotator.analysis.suggest import quotes


@pytest.mark.parametrize(
    ("text", "quote", "cue", "source"),
    [
        (
            "قال الرئيس محمد علي إن الحكومة ستخفض الضرائب.",
            "إن الحكومة ستخفض الضرائب",
            "قال",
            "الرئيس محمد علي",
        ),
        (
            "وقالت الوزيرة ليلى حسن: «لن نتراجع عن هذا القرار».",
            "«لن نتراجع عن هذا القرار»",
            "وقالت",
            "الوزيرة ليلى حسن",
        ),
        (
            "«لن نتراجع عن هذا القرار»، قالت الوزيرة ليلى حسن.",
            "«لن نتراجع عن هذا القرار»",
            "قالت",
            "الوزيرة ليلى حسن",
        ),
        (
            "وبحسب وزارة الصحة، بلغ عدد المصابين ثلاثين.",
            "بلغ عدد المصابين ثلاثين",
            "وبحسب",
            "وزارة الصحة",
        ),
        (
            "بلغ عدد المصابين ثلاثين، وفقا لوزارة الصحة.",
            "بلغ عدد المصابين ثلاثين",
            "وفقا",
            "لوزارة الصحة",
        ),
        (
            "قَالَ الرَّئِيسُ إنَّ الحُكُومَةَ سَتَفُوزُ غدا.",
            "إنَّ الحُكُومَةَ سَتَفُوزُ غدا",
            "قَالَ",
            "الرَّئِيسُ",
        ),
        ("وسأل الصحفي الوزير هل سيستقيل.", "هل سيستقيل", "وسأل", "الصحفي الوزير"),
    ],
)
def test_an_arabic_frame(text: str, quote: str, cue: str, source: str) -> None:
    assert found(text, "ar") == [(quote, cue, source)]


def test_a_verb_with_and_written_to_it_goes_on_with_the_speaker() -> None:
    text = "قال الوزير إن الجسر آمن.\nوأضاف أن العمل مستمر، مشيرا إلى أن الكلفة ثابتة."
    every = quotes(text, "ar")
    assert said(text, every) == [
        "إن الجسر آمن",
        "أن العمل مستمر",
        "أن الكلفة ثابتة",
    ]
    assert {words(text, one.source) for one in every if one.source} == {"الوزير"}


def test_who_wont_be_named_is_told() -> None:
    (one,) = quotes("وذكر مهندس، طلب عدم الكشف عن هويته، أن التقارير جاهزة.", "ar")
    assert "said by somebody who won’t be named" in one.why


def test_an_expression_in_marks_between_other_words_is_no_quote() -> None:
    assert quotes("اتهمت جمعية «أصدقاء الشاطئ» البلدية ببناء المتحف.", "ar") == []
