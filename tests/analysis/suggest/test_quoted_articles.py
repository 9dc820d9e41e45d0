"""Articles in five languages with the quotes that a careful coder marks in them."""

from collections.abc import Sequence

import pytest
from quoted_articles import Article, Figures, article, compare, names, tokens

from annotator.analysis.suggest import Quote, quotes

LANGUAGES = ("de", "fr", "es", "ar", "en")
FLOORS = {
    "de": Figures(0.97, 0.97, 0.97),
    "fr": Figures(0.95, 0.95, 0.95),
    "es": Figures(0.95, 0.97, 0.9),
    "ar": Figures(0.97, 0.97, 0.92),
    "en": Figures(0.97, 0.97, 0.97),
}
"""What the rules reach: exact and overlapping stretches (F1), and the share of right speakers."""

MISSED = {
    "de-5": ("Er könne nur für die nächsten zwei Jahre sprechen",),
    "es-3": ("se pierde algo más que un edificio", "El fiscal preguntó por qué no funcionó"),
    "fr-2": ("la majorité d'avoir préféré le nouveau stade", "Faux"),
}
"""How quotes begin that no rule finds: without a verb of saying, of one word, within another."""

TOO_MANY = {
    "ar-3": ("أن تضاف إليه قاعة أخرى",),
    "es-5": ("una pancarta en la que se leía “35 horas ya”",),
    "es-3": ("por qué no funcionó la alarma",),
}
"""What the rules find and a coder doesn't: a wish, what stands in another report or is held up."""


def read(one: Article) -> list[Quote]:
    return quotes(one.text, one.language)


def words(one: Article, stretches: Sequence[tuple[int, int]]) -> list[str]:
    return [one.text[start:end] for start, end in stretches]


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_well_the_quotes_of_a_language_are_found(language: str) -> None:
    read_ones = [(one, read(one)) for one in map(article, names(language))]
    figures, floor = compare(read_ones), FLOORS[language]
    assert figures.exact >= floor.exact
    assert figures.overlap >= floor.overlap
    assert figures.speaker >= floor.speaker


@pytest.mark.parametrize("name", [name for one in LANGUAGES for name in names(one)])
def test_each_quote_of_an_article_is_found_with_its_edges(name: str) -> None:
    one = article(name)
    found = {tokens(one.text, each.start, each.end): each for each in read(one)}
    gold = {tokens(one.text, each.start, each.end): each for each in one.gold}
    missed = words(one, [(g.start, g.end) for at, g in gold.items() if at not in found])
    begins = MISSED.get(name, ())
    assert len(missed) == len(begins)
    assert all(map(str.startswith, missed, begins))
    more = words(one, [(q.start, q.end) for at, q in found.items() if at not in gold])
    assert tuple(more) == TOO_MANY.get(name, ())


@pytest.mark.parametrize("name", [name for one in LANGUAGES for name in names(one)])
def test_quotes_have_their_type_their_cue_and_their_parts(name: str) -> None:
    one = article(name)
    found = {tokens(one.text, each.start, each.end): each for each in read(one)}
    for gold in one.gold:
        quote = found.get(tokens(one.text, gold.start, gold.end))
        if quote is None:
            continue
        said = one.text[gold.start : gold.end]
        assert quote.type == gold.type, said
        assert bool(quote.group) == bool(gold.group), said
        if quote.cue is not None and gold.cue:
            cue = one.text[slice(*quote.cue)]
            assert set(cue.split()) & set(gold.cue.split()) or gold.cue in ALSO, (said, cue)


ALSO = {"s'indigne-t-il", "s'emporte", "a promis", "بالقول", "قائلا", "A su juicio"}
"""Cues whose reach is a matter of taste: with the pronoun, or the second of two verbs."""


@pytest.mark.parametrize("name", [name for one in LANGUAGES for name in names(one)])
def test_a_quote_that_stands_in_marks_has_them(name: str) -> None:
    one = article(name)
    pairs = {"„": "“", "»": "«", "«": "»", "“": "”"}
    for quote in read(one):
        said = one.text[quote.start : quote.end]
        if quote.type == "direct" and not quote.group and said[0] in pairs:
            assert said.endswith(pairs[said[0]])
        assert said[-1] not in ",;:"
