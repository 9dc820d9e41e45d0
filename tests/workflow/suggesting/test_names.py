"""Whom somebody speaks for and in which role is taken from the words beside the name."""

import pytest

from annotator.formats.files.codebook import default_codebook
from annotator.workflow.suggesting.names import affiliation_in, role_in


@pytest.mark.parametrize(
    ("words", "language", "wanted"),
    [
        ("spokesman for the Pentagon", "en", "Pentagon"),
        ("Kremlin spokesman", "en", "Kremlin"),
        ("Ukraine’s Defense Minister", "en", "Ukraine"),
        ("Defense Minister", "en", ""),
        ("director of the Red Cross", "en", "Red Cross"),
        ("the mayor", "en", ""),
        ("Sprecher der Bundeswehr", "de", "Bundeswehr"),
        ("porte-parole du Kremlin", "fr", "Kremlin"),
        ("", "en", ""),
    ],
)
def test_an_affiliation_is_found_where_it_is_said(words: str, language: str, wanted: str) -> None:
    assert affiliation_in(words, language) == wanted


def test_a_role_is_one_that_the_codebook_has() -> None:
    codebook = default_codebook()
    assert role_in("Defense Minister", codebook) == "minister"
    assert role_in("a veteran diplomat", codebook) == "diplomat"
    assert role_in("the goalkeeper", codebook) == ""
