"""Which text belongs to which article of a release."""

import random

from changed_texts import VOCABULARY
from msgspec.structs import replace

from annotator.formats.jsonl.lines import ArticleLine
from annotator.formats.release.lines import WordlessLine, wordless
from annotator.workflow.rehydrating.matching import FoundBy, Matcher
from annotator.workflow.rehydrating.texts import FoundText

URL = "https://example.org/news/12"


def text_of(seed: int) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(VOCABULARY) for _ in range(120))


def line(ident: str, text: str, title: str = "", **meta: str) -> WordlessLine:
    return wordless(ArticleLine(id=ident, title=title, text=text, meta=meta))


def found(text: str, where: str = "here", title: str = "", **meta: str) -> FoundText:
    return FoundText(where, title, text, meta)


def by(lines: list[WordlessLine], *texts: FoundText) -> dict[str, tuple[FoundBy, str]]:
    matcher = Matcher(lines)
    for one in texts:
        matcher.offer(one)
    return {lines[n].id: (m.by, m.found.where) for n, m in matcher.matches().items()}


def changed(text: str) -> str:
    return text.replace(text.split()[60], "otherwise", 1)


def test_the_same_text_is_surer_than_the_same_words_and_these_than_an_address() -> None:
    text = text_of(1)
    lines = [line("a", text, url=URL)]
    address = found(changed(text), "address", url=URL)
    words = found(f"“{text}”", "words")
    same = found(text, "same")
    assert by(lines, address, words, same) == {"a": (FoundBy.TEXT, "same")}
    assert by(lines, words, address) == {"a": (FoundBy.WORDS, "words")}
    assert by(lines, address) == {"a": (FoundBy.ADDRESS, "address")}


def test_a_number_or_a_title_with_its_day_names_an_article() -> None:
    text = text_of(2)
    numbered = [line("a", text, document_number="LX 12")]
    assert by(numbered, found(changed(text), document_number="lx  12"))["a"][0] is FoundBy.NUMBER
    titled = [line("a", text, "Council passes the budget", published="2025-05-01")]
    one = found(changed(text), title="Council passes the budget", published="2025-05-01")
    assert by(titled, one)["a"][0] is FoundBy.TITLE


def test_another_text_at_the_address_is_not_the_article() -> None:
    assert by([line("a", text_of(3), url=URL)], found(text_of(4), url=URL)) == {}


def test_what_nothing_names_is_found_by_its_words_alone() -> None:
    lines = [line(str(n), text_of(n)) for n in range(20)]
    texts = [found(changed(text_of(n)), str(n)) for n in (7, 11)]
    assert by(lines, *texts) == {"7": (FoundBy.MARKS, "7"), "11": (FoundBy.MARKS, "11")}


def test_a_near_copy_is_not_taken_for_an_article_whose_text_is_missing() -> None:
    text = text_of(5)
    lines = [line("a", text), line("b", changed(text))]
    assert by(lines, found(text)) == {"a": (FoundBy.TEXT, "here")}


def test_texts_of_a_few_words_are_known_by_nothing_but_themselves() -> None:
    short = [line("a", "Word, word."), line("b", "“Word” word")]
    assert by(short, found("Word, word.", "same"), found("word word", "other")) == {
        "a": (FoundBy.TEXT, "same")
    }
    assert replace(short[0], id="b").words == 2


def test_two_texts_that_are_called_the_same_go_to_two_articles() -> None:
    lines = [line(str(n), text_of(n)) for n in range(3)]
    texts = [found(changed(text_of(n)), "old.annotator, “In brief”") for n in (0, 2)]
    assert set(by(lines, *texts)) == {"0", "2"}
