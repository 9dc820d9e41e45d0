import pytest

from annotator.analysis.cues import LANGUAGES, cue_kind
from annotator.resources import word_list


@pytest.mark.parametrize(
    ("word", "language", "kind"),
    [
        ("said", "en", "neutral"),
        (" Said ", "en-GB", "neutral"),
        ("According  to", "en", "neutral"),
        ("confirmed", "en", "certain"),
        ("claimed", "en", "doubting"),
        ("blasted", "en", "emotive"),
        ("behauptete", "de", "doubting"),
        ("a affirmé", "fr", "certain"),
        ("d’après", "fr", "neutral"),
        ("denunció", "es", "emotive"),
        ("زعم", "ar", "doubting"),
        ("table", "en", None),
    ],
)
def test_a_reporting_word_has_its_kind(word: str, language: str, kind: str | None) -> None:
    assert cue_kind(word, language) == kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_list_names_each_form_once_with_a_known_kind(language: str) -> None:
    table = word_list(f"cues-{language}.txt")
    assert {row[1] for row in table} == {"neutral", "certain", "doubting", "emotive"}
    assert len({row[0] for row in table}) == len(table)
