"""Quotations by their marks, in languages that have no reporting frames."""

import pytest
from found_quotes import said, told

from annotator.analysis.suggest import quotes


@pytest.mark.parametrize(
    ("language", "text", "quote", "cue", "source"),
    [
        (
            "pl",
            "„Nie wiem, co się stało”, powiedział Jan Kowalski.",
            "„Nie wiem, co się stało”",
            "powiedział",
            "Jan Kowalski",
        ),
        (
            "ru",
            "«Мы не сдадимся», — заявил министр Иван Петров.",
            "«Мы не сдадимся»",
            "заявил",
            "министр Иван Петров",
        ),
        ("ru", "Он добавил: «Это наш город».", "«Это наш город»", "добавил", "Он"),
        (
            "uk",
            "«Ми не здамося», — заявив Петро Коваль.",
            "«Ми не здамося»",
            "заявив",
            "Петро Коваль",
        ),
        (
            "it",
            "«Non ci arrendiamo», ha detto il sindaco Mario Rossi.",
            "«Non ci arrendiamo»",
            "ha detto",
            "il sindaco Mario Rossi",
        ),
        (
            "pt",
            "“Não vamos recuar”, afirmou o prefeito João Silva.",
            "“Não vamos recuar”",
            "afirmou",
            "o prefeito João Silva",
        ),
        (
            "nl",
            '"We geven niet op", zei burgemeester Jan Bos.',
            '"We geven niet op"',
            "zei",
            "burgemeester Jan Bos",
        ),
        (
            "tr",
            'Bakan Ayşe Demir, "Bu karar kesindir" dedi.',
            '"Bu karar kesindir"',
            "dedi",
            "Bakan Ayşe Demir",
        ),
        (
            "el",
            "«Δεν θα υποχωρήσουμε», δήλωσε ο υπουργός Νίκος Παπάς.",
            "«Δεν θα υποχωρήσουμε»",
            "δήλωσε",
            "ο υπουργός Νίκος Παπάς",
        ),
        ("zh", "市长李明说：“我们不会放弃。”", "“我们不会放弃。”", "说", "市长李明"),
        ("zh-TW", "「這是錯誤的決定」，陳市長表示。", "「這是錯誤的決定」", "表示", "陳市長"),
        ("ja", "市長は「計画は変わらない」と述べた。", "「計画は変わらない」", "述べた", "市長"),
    ],
)
def test_who_says_a_quotation(language: str, text: str, quote: str, cue: str, source: str) -> None:
    (one,) = quotes(text, language)
    assert one.type == "direct"
    assert told(text, one) == (quote, cue, source)


def test_a_sentence_in_marks_inherits_its_speaker() -> None:
    text = "„Nie wiem, co się stało”, powiedział Jan Kowalski. „To wszystko.”"
    one, other = quotes(text, "pl")
    assert said(text, [other]) == ["„To wszystko.”"]
    assert other.cue is None
    assert other.source == one.source


@pytest.mark.parametrize("language", ["xx", "hy", "ka"])
def test_long_quotations_are_found_in_any_language(language: str) -> None:
    text = "Abc def. “Ghij klm nop qrs tuv wxy.” Abc."
    (one,) = quotes(text, language)
    assert told(text, one) == ("“Ghij klm nop qrs tuv wxy.”", "", "")


def test_a_dash_before_items_of_a_list_is_no_talk() -> None:
    assert quotes("— los gastos\n— los ingresos\n— las deudas", "es") == []
