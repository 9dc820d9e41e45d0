"""A project's habits are learned from few articles, and the rules adapted to them."""

import pytest
from coded_quotes import coded, made
from found_quotes import said

from annotator.analysis.suggest.adapted import Adapted, adapt
from annotator.analysis.suggest.chances import Chances, KnownOutcome, learn_chances, logit
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.edges import Seen, changed, is_whole
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import QuoteType
from annotator.analysis.suggest.reading import QuoteReading

TEXT = "Ben Ortiz said that the lake was frozen. “Stay off it,” he said."


def adapted_to(documents: list[Document]) -> Adapted:
    return adapt(documents, [QuoteReading(one.text, one.language) for one in documents])


def proposed(adapted: Adapted, text: str) -> list[str]:
    return said(text, adapted.quotes(QuoteReading(text, "en")))


def test_without_articles_the_rules_are_as_they_are() -> None:
    reading = QuoteReading(TEXT, "en")
    found = adapted_to([made(1, "<WHO> [SAY] that {WORDS}.")] * 2).quotes(reading)
    assert [one.place for one in found] == [one.place for one in reading.quotes]
    assert "that the lake was frozen" in said(TEXT, found)


def test_three_articles_teach_to_leave_that_out() -> None:
    adapted = adapted_to([made(number, "<WHO> [SAY] that {WORDS}.") for number in range(3)])
    assert "the lake was frozen" in proposed(adapted, TEXT)


def test_articles_that_have_it_in_change_nothing() -> None:
    adapted = adapted_to([made(number, "<WHO> [SAY] {that WORDS}.") for number in range(3)])
    assert "that the lake was frozen" in proposed(adapted, TEXT)


def test_three_articles_teach_to_leave_the_marks_out() -> None:
    adapted = adapted_to([made(number, "“{WORDS},” <WHO> [said].") for number in range(3)])
    assert "Stay off it" in proposed(adapted, TEXT)


def test_a_habit_of_the_stop_is_learned() -> None:
    adapted = adapted_to([made(number, "<WHO> [SAY] {that WORDS.}") for number in range(3)])
    assert "that the lake was frozen." in proposed(adapted, TEXT)


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        ("{<WHO> [SAY] that WORDS.}", "Ben Ortiz said that the lake was frozen."),
        ("{“WORDS,” <WHO> [said].}", "“The lake is frozen over,” Ben Ortiz said."),
        (
            "{“I hear,” <WHO> [said], “that WORDS.”}",
            "“I hear,” Ben Ortiz said, “that it rains.”",
        ),
    ],
)
def test_quotes_may_hold_who_says_them(frame: str, text: str) -> None:
    adapted = adapted_to([made(number, frame) for number in range(3)])
    assert proposed(adapted, text) == [text]


def test_a_project_of_direct_quotes_is_proposed_no_other() -> None:
    frame = "<WHO> said that WORDS.\n{“WORDS,”} <WHO> [said]."
    adapted = adapted_to([made(number, frame) for number in range(5)])
    found = adapted.quotes(QuoteReading(TEXT, "en"))
    assert {one.type for one in found} == {QuoteType.DIRECT}


def test_what_was_refused_is_proposed_less() -> None:
    frame = "<WHO> [SAY] {that WORDS}.\n<WHO> said that WORDS."
    passed = [made(number, frame) for number in range(4)]
    refused = [Document(one.text, one.language, one.quotes, refused_in(one)) for one in passed]
    reading = QuoteReading(TEXT, "en")
    before, after = (
        sum(one.score for one in adapted_to(each).all(reading)) for each in (passed, refused)
    )
    assert after < before


def refused_in(document: Document) -> tuple[tuple[int, int], ...]:
    coded_at = {one.start for one in document.quotes}
    every = QuoteReading(document.text, "en").quotes
    return tuple(one.place for one in every if one.start not in coded_at)


def test_a_proposal_says_how_often_its_like_was_right() -> None:
    adapted = adapted_to([made(number, "<WHO> [said] {that WORDS}.") for number in range(4)])
    reasons = " ".join(adapted.quotes(QuoteReading(TEXT, "en"))[0].why)
    assert "right in 24 of 24 such proposals" in reasons


@pytest.mark.parametrize(
    ("language", "marked", "text", "expected"),
    [
        (
            "de",
            "<Ana Kohl> [sagte]: {„Es regnet hier schon seit vielen Tagen.“}",
            "Ben Ott sagte: „Ich gehe heute schon etwas früher heim.“",
            "„Ich gehe heute schon etwas früher heim.“",
        ),
        (
            "ar",
            "قال العمدة {«سيبقى الجسر مغلقا حتى يونيو»}.",
            "قالت «ارتفع النهر مرة أخرى اليوم».",
            "«ارتفع النهر مرة أخرى اليوم»",
        ),
    ],
)
def test_other_languages_are_learned_from(
    language: str, marked: str, text: str, expected: str
) -> None:
    documents = [coded(f"{marked}\n" * 3, language) for _ in range(4)]
    found = adapted_to(documents).quotes(QuoteReading(text, language))
    assert expected in said(text, found)


def test_edges_are_changed_by_habit_alone_and_a_word_stays() -> None:
    text = "She said that it rained."
    paragraph = Paragraph(text, 0, len(text))
    seen = Seen()
    for _ in range(4):
        seen.add(paragraph, (2, 5), (3, 5))
    assert changed(paragraph, (2, 5), seen.habits()) == (3, 5)
    assert changed(paragraph, (2, 3), seen.habits()) == (2, 3)
    assert changed(paragraph, (2, 5), seen.habits(), signs_alone=True) == (2, 5)
    assert changed(paragraph, (2, 5), {}) == (2, 5)


def test_edges_far_apart_are_no_habit() -> None:
    text = "She said that it had rained for a long time."
    paragraph = Paragraph(text, 0, len(text))
    seen = Seen()
    for _ in range(9):
        seen.add(paragraph, (0, 10), (6, 10))
    assert not seen.habits()


def test_a_whole_quotation_has_its_marks() -> None:
    text = "“It rains,” she said."
    paragraph = Paragraph(text, 0, len(text))
    assert is_whole(paragraph, (0, 5))
    assert not is_whole(paragraph, (1, 4))


def test_chances_stay_at_what_is_known_and_move_with_examples() -> None:
    prior = {"before": 1.0}
    sure = {"before": logit(0.8), "rule x": 1.0}
    none = learn_chances([], prior=prior, ridge=2)
    assert none.of(sure) == pytest.approx(0.8)
    few = learn_chances([KnownOutcome(sure, right=False)] * 3, prior=prior, ridge=2)
    many = learn_chances([KnownOutcome(sure, right=False)] * 60, prior=prior, ridge=2)
    assert many.of(sure) < few.of(sure) < 0.8
    assert many.of(sure) < 0.2
    assert Chances().of({}) == 0.5
