"""How quotes are found in each language but English: by frames where there are some, by marks."""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from types import MappingProxyType

from annotator.analysis.suggest import frames_arabic, frames_european
from annotator.analysis.suggest.found import Found, Language
from annotator.analysis.suggest.frame_cues import PATTERN, reports
from annotator.analysis.suggest.frame_words import frame_words
from annotator.analysis.suggest.marks import Rest
from annotator.analysis.suggest.paragraph import Paragraph


def _european(language: str) -> Language:
    words = frame_words(language)
    return Language(
        frames_european.found,
        frozenset(words.verbs),
        reports(language),
        PATTERN,
        partial(Rest, language, words),
    )


BY_FRAMES: Mapping[str, Language] = MappingProxyType(
    {
        **{one: _european(one) for one in ("de", "fr", "es")},
        "ar": Language(
            frames_arabic.found,
            frames_arabic.forms(),
            frames_arabic.reports,
            frames_arabic.PATTERN,
            partial(Rest, "ar"),
        ),
    }
)
"""The languages besides English that have reporting frames."""


def _nothing(_paragraph: Paragraph, _language: str) -> Sequence[Found]:
    return ()


@cache
def by_marks(language: str) -> Language:
    """Return how quotes are found in a language without frames: by their marks alone."""
    return Language(_nothing, pattern=PATTERN, rest=partial(Rest, language))
