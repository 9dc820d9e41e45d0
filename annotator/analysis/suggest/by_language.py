"""How quotes are found in each language but English: by frames where there are some, by marks."""

from collections.abc import Mapping
from functools import lru_cache, partial
from types import MappingProxyType

from annotator.analysis.suggest import arabic_words, beside_marks, frames_arabic, frames_european
from annotator.analysis.suggest.found import Language
from annotator.analysis.suggest.frame_cues import PATTERN, reports
from annotator.analysis.suggest.frame_words import frame_words
from annotator.analysis.suggest.marks import LeftOver
from annotator.analysis.suggest.paragraph import Paragraph


def _european(language: str) -> Language:
    words = frame_words(language)
    return Language(
        frames_european.found,
        frozenset(words.verbs),
        reports(language),
        PATTERN,
        partial(LeftOver, language, words),
    )


BY_FRAMES: Mapping[str, Language] = MappingProxyType(
    {
        **{one: _european(one) for one in ("de", "fr", "es")},
        "ar": Language(
            frames_arabic.found,
            arabic_words.forms(),
            arabic_words.reports,
            arabic_words.PATTERN,
            partial(LeftOver, "ar", frame_words("ar")),
        ),
    }
)
"""The languages besides English that have reporting frames."""


def _is_verb(paragraph: Paragraph, at: int) -> bool:
    return not paragraph.words[at][0].isupper()


@lru_cache(maxsize=64)  # a file may name any languages
def by_marks(language: str) -> Language:
    """Return how quotes are found in a language without frames: by their marks alone."""
    rest = partial(LeftOver, language)
    return Language(beside_marks.found, beside_marks.said(language), _is_verb, PATTERN, rest)
