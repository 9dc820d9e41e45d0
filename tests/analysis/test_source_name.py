"""A name parted from its titles, and whether it is a person's at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.source_name import GROUP, ORGANISATION, PERSON, source_name

NAMED = """
en: Ukraine's chief negotiator, Defense Minister [Rustem Umerov]
en: [Rustem Umerov], Ukraine's chief negotiator
en: the judge [J. Maeve Corrigan]
en: Ukrainian President [Volodymyr Zelensky]
en: US Secretary of State [Marco Rubio]
en: Harvard professor [Steven Pinker]
en: [Dmitry Peskov], the Kremlin spokesman
en: [Zelensky]
en: Mr. [Putin]
en: President [Putin]
en: [Rustem Umerov] of Ukraine
en: European Commission President [Ursula von der Leyen]
en: [Jane Doe], 42, a resident
de: Bundeskanzler [Olaf Scholz]
de: der ukrainische Präsident [Wolodymyr Selenskyj]
de: Kremlsprecher [Dmitri Peskow]
de: der Arzt [Klaus Schmidt]
de: die Imkerin [Anna Huber]
de: [Steffen Hebestreit], der Sprecher der Regierung
fr: le ministre de la Défense [Sébastien Lecornu]
fr: le porte-parole du Kremlin, [Dmitri Peskov]
fr: Mme [Le Pen]
fr: le ministre de la santé, [Jean-Baptiste d’Aubigny]
de: [von der Heydt]
es: el presidente [Pedro Sánchez]
es: la portavoz del Gobierno, [Pilar Alegría]
: Bundeskanzler [Olaf Scholz]
"""
"""Languages and sources; what they are called stands in brackets."""


@pytest.mark.parametrize("example", NAMED.strip().splitlines())
def test_a_name_is_parted_from_what_stands_around_it(example: str) -> None:
    language, words = (part.strip() for part in example.split(":"))
    found = source_name(words.replace("[", "").replace("]", ""), language)
    assert (found.name, found.kind) == (words[words.index("[") + 1 : words.index("]")], PERSON)


@pytest.mark.parametrize(
    ("words", "description"),
    [
        (
            "Ukraine's chief negotiator, Defense Minister Rustem Umerov",
            "Ukraine's chief negotiator, Defense Minister",
        ),
        ("Dmitry Peskov, the Kremlin spokesman", "the Kremlin spokesman"),
        ("Mr. Putin", ""),
        ("Jane Doe, 42, a resident", "42, a resident"),
        ("the Kremlin spokesman", "Kremlin spokesman"),
    ],
)
def test_the_rest_describes_who_it_is(words: str, description: str) -> None:
    assert source_name(words, "en").description == description


@pytest.mark.parametrize(
    ("language", "words", "name", "kind"),
    [
        ("en", "Russia", "Russia", ORGANISATION),
        ("en", "the United States", "United States", ORGANISATION),
        ("en", "NATO", "NATO", ORGANISATION),
        ("en", "Human Rights Watch", "Human Rights Watch", ORGANISATION),
        ("en", "the Ministry of Defence", "Ministry of Defence", ORGANISATION),
        ("en", "the health ministry", "", ORGANISATION),
        ("en", "the committee", "", ORGANISATION),
        ("en", "Ukrainian officials", "", GROUP),
        ("en", "several residents", "", GROUP),
        ("en", "Macron, Merz and Starmer", "", GROUP),
        ("en", "the Kremlin spokesman", "", PERSON),
        ("en", "a spokesman for British Prime Minister Keir Starmer", "", PERSON),
        ("en", "the mayor of Kyiv", "", PERSON),
        ("en", "a spokesman for the British prime minister, Keir Starmer", "", PERSON),
        ("en", "a spokesman for the ministry, Jo Smith", "Jo Smith", PERSON),
        ("en", "Critics", "", GROUP),
        ("en", "The league", "", ORGANISATION),
        ("de", "Inhaber Rolf Hinze", "Rolf Hinze", PERSON),
        ("en", "An analyst", "", PERSON),
        ("de", "das Verteidigungsministerium", "Verteidigungsministerium", ORGANISATION),
        ("de", "eine Anwohnerin", "", PERSON),
        ("de", "Frankreich", "Frankreich", ORGANISATION),
        ("fr", "le ministère de la Défense", "ministère de la Défense", ORGANISATION),
        ("fr", "l'Élysée", "Élysée", ORGANISATION),
        ("es", "el Gobierno", "Gobierno", ORGANISATION),
        ("es", "varios vecinos", "", GROUP),
    ],
)
def test_places_organisations_and_groups_are_no_persons(
    language: str, words: str, name: str, kind: str
) -> None:
    found = source_name(words, language)
    assert (found.name, found.kind) == (name, kind)


@given(st.text(), st.sampled_from(["", "en", "de", "fr", "es", "ar", "xx"]))
def test_any_words_are_taken_apart_and_a_name_is_made_of_them(words: str, language: str) -> None:
    found = source_name(words, language)
    assert found.kind in (PERSON, ORGANISATION, GROUP)
    for word in found.name.split():
        assert word in words
