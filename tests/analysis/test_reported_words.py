"""The words that a sentence reports are found without their attribution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.reported_words import reported_words
from annotator.analysis.segmentation import sentences

BEFORE, AFTER = "It rained for days on end. ", " Nobody else spoke."


def reported(sentence: str, language: str) -> str | None:
    text = BEFORE + sentence + AFTER
    place = (len(BEFORE), len(BEFORE) + len(sentence))
    found = reported_words(text, place, language)
    return text[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        (
            "en",
            "The committee said that it had considered the request.",
            "that it had considered the request",
        ),
        ("en", "The mayor said the bridge would stay closed.", "the bridge would stay closed"),
        (
            "en",
            "The bridge would stay closed, the mayor said on Friday.",
            "The bridge would stay closed",
        ),
        ("en", "The plan will fail, said Mayor Ann Lee.", "The plan will fail"),
        ("de", "Der Hof werde ihn kassieren, prophezeite er.", "Der Hof werde ihn kassieren"),
        ("de", "Sie kündigte an, die Stadt werde bauen.", "die Stadt werde bauen"),
        ("fr", "La loi passera, a-t-elle déclaré.", "La loi passera"),
        (
            "en",
            "According to the mayor, the bridge would stay closed.",
            "the bridge would stay closed",
        ),
        (
            "de",
            "Sie habe davon nichts gewusst, sagte die Oberbürgermeisterin.",
            "Sie habe davon nichts gewusst",
        ),
        ("de", "Der Sprecher sagte, man habe davon gewusst.", "man habe davon gewusst"),
        ("fr", "Le maire a déclaré que le pont resterait fermé.", "que le pont resterait fermé"),
    ],
)
def test_the_attribution_is_left_out(language: str, sentence: str, words: str) -> None:
    assert reported(sentence, language) == words


@pytest.mark.parametrize(
    "sentence",
    ["The bridge was closed for three days.", "She said nothing.", "He told her so."],
)
def test_nothing_is_found_where_nothing_is_reported(sentence: str) -> None:
    assert reported(sentence, "en") is None


@given(st.text(alphabet="abT .,;:said he—“”", max_size=80))
def test_what_is_found_lies_in_the_sentence_and_is_more_than_nothing(text: str) -> None:
    for start, end in sentences(text):
        found = reported_words(text, (start, end), "en")
        if found is not None:
            assert start <= found[0] < found[1] <= end
            assert text[slice(*found)] == text[slice(*found)].strip()
