"""What holds of the quotes of every text, in every language."""

from functools import partial

import pytest
from found_quotes import hold_together
from hypothesis import given
from hypothesis import strategies as st
from quoted_articles import article, names
from steps import are_in_proportion

from annotator.analysis.suggest import quotes
from annotator.analysis.suggest.rules import RULES

TAGS = st.sampled_from(
    ["de", "de-AT", "fr", "fr_CA", "es", "ar", "pl", "ru", "zh", "ja", "xx", "", "-", "EN"]
)
WORDS = """
sagte Merz „ “ » « ” , . ? : ; — – - ( ) dass laut zufolge hieß es wie nach Angaben von und a -t-
il dit déclaré que qu' d' après selon dijo según y añadió Ana el قال إن وأضاف أن بحسب 说 ： 「 」
teilte mit er sei habe Pour le maire s' est anonym ' ’ `` '' << >> hat gesagt der des ajoutant l'
"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\u00a0"])), max_size=60).map(
        lambda parts: "".join(word + gap for word, gap in parts)
    ),
)


@given(TEXTS, TAGS)
def test_quotes_lie_within_the_text_in_order_and_apart(text: str, language: str) -> None:
    found = quotes(text, language)
    hold_together(text, found)
    for one in found:
        assert one.rule in RULES
        assert one.why


@given(TEXTS, TAGS)
def test_the_parts_of_a_quote_are_counted(text: str, language: str) -> None:
    groups: dict[int, list[int]] = {}
    for one in quotes(text, language):
        groups.setdefault(one.group, []).append(one.part)
    alone = groups.pop(0, [])
    assert not any(alone)
    assert all(parts == list(range(len(parts))) and len(parts) > 1 for parts in groups.values())


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar", "en"])
def test_a_text_says_its_language_itself(language: str) -> None:
    for one in map(article, names(language)):
        assert quotes(one.text) == quotes(one.text, language)


@pytest.mark.parametrize("language", ["de-AT", "DE", "de_CH"])
def test_a_tag_may_name_a_country(language: str) -> None:
    text = article("de-1").text
    assert quotes(text, language) == quotes(text, "de")


@pytest.mark.parametrize(
    ("language", "again"),
    [
        ("de", "Er sagte, er wolle anonym bleiben. "),
        ("de", "„Nein, das wollen wir nicht.“ "),
        ("de", "laut Polizei "),
        ("de", "teilte mit, "),
        ("fr", "« Oui, a-t-il dit, non », "),
        ("fr", "Il a dit sous couvert d'anonymat que oui. "),
        ("es", "—No —dijo él—. "),
        ("es", "y añadió que "),
        ("ar", "وأضاف أن "),
        ("pl", "„Nie”, powiedział Jan. "),
        ("zh", "他说：“不。”"),
    ],
)
def test_twice_the_text_takes_twice_the_steps(language: str, again: str) -> None:
    short, twice = (partial(quotes, again * count, language) for count in (400, 800))
    assert are_in_proportion(short, twice)
