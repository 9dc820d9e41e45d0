import pytest

from annotator.analysis.prominence import Prominence, prominence


def article(paragraphs: int) -> str:
    return "\n".join(["\n The  title", *(f"Paragraph {n}." for n in range(1, paragraphs + 1))])


def places(text: str, title: str, names: list[str]) -> list[str]:
    places = Prominence(text, title)
    return [places.of(text.index(name)) for name in names]


def test_headline_lead_body_and_tail_follow_each_other() -> None:
    names = [
        "title",
        "Paragraph 1.",
        "Paragraph 2.",
        "Paragraph 7.",
        "Paragraph 8.",
        "Paragraph 9.",
    ]
    assert places(article(9), "The title", names) == [
        "headline", "lead", "body", "body", "tail", "tail",
    ]  # fmt: skip


def test_a_first_line_other_than_the_title_is_the_lead() -> None:
    assert places(article(2), "Other", ["title", "Paragraph 1."]) == ["lead", "body"]


@pytest.mark.parametrize(("paragraphs", "last"), [(1, "lead"), (4, "body"), (5, "tail")])
def test_only_four_paragraphs_after_the_lead_make_a_tail(paragraphs: int, last: str) -> None:
    text = article(paragraphs)
    assert prominence(text, "The title", len(text) - 1) == last


def test_excluded_paragraphs_do_not_count() -> None:
    text = article(5)
    menu = text.index("Paragraph 5.")
    assert prominence(text, "The title", text.index("4."), [(menu, len(text))]) == "body"


def test_an_empty_article_still_has_a_place_for_everything() -> None:
    assert prominence("", "", 0) == "lead"
