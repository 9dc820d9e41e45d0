"""What a new actor is, by the words of a source: whom they speak for, and in which role."""

from collections.abc import Sequence
from functools import lru_cache

from annotator.analysis.cues import LANGUAGES, list_language
from annotator.analysis.source_name import is_capital
from annotator.domain.codebook import Codebook
from annotator.domain.names import folded
from annotator.resources import word_list
from annotator.workflow.actor_words import role_choices

_ARTICLES = frozenset(
    ("the", "a", "an", "der", "die", "das", "den", "la", "le", "les", "el", "los")
)
_TELLING = 5
"""From so many letters on a word can be what a role is called by."""


def affiliation_in(description: str, language: str = "") -> str:
    """Return whom somebody works or speaks for, as the words beside their name say; else nothing.

    "spokesman for the Pentagon", "Kremlin spokesman", "Ukraine’s defence minister".
    """
    words = description.replace(",", " , ").split()
    of = _titles("of", language) | _titles("for", language)
    for at, word in enumerate(words):
        if word.casefold() in of:
            named = _run(words, at + 1, language)
            if named:
                return named
    first = _run(words, 0, language)
    rest = words[len(first.split()) :] if first else []
    if first and rest and first.split()[-1].endswith(("’s", "'s")):
        return first[:-2]
    return (
        first
        if rest and is_title_word(rest[0], language) and not is_title_word(first, language)
        else ""
    )


def _run(words: Sequence[str], start: int, language: str) -> str:
    """Return the words in a row that are written as names are, after an article."""
    while start < len(words) and words[start].casefold() in _ARTICLES:
        start += 1
    end = start
    while end < len(words) and is_capital(words[end]) and not is_title_word(words[end], language):
        end += 1
    return " ".join(words[start:end])


def role_in(description: str, codebook: Codebook) -> str:
    """Return the role (a choice's id) whose name is one of the words that describe somebody.

    The narrower one of two that fit; nothing where none does, or several do.
    """
    words = (folded(word.strip(".,")) for word in description.split())
    said = {word for word in words if len(word) >= _TELLING}
    found: list[str] = []
    for choice in role_choices(codebook):
        within = [one.id for one in choice.choices if said & _role_words(one.id, one.name)]
        found += within or ([choice.id] if said & _role_words(choice.id, choice.name) else [])
    return found[0] if len(found) == 1 else ""


def _role_words(ident: str, name: str) -> set[str]:
    return {folded(word.strip(".,()…")) for word in (*ident.split("_"), *name.split())}


def is_title_word(word: str, language: str = "") -> bool:
    """Tell whether a word is an office or a trade, in a language or in any that has a list."""
    return word.strip(".,").casefold() in _titles("title", language)


@lru_cache(maxsize=64)
def _titles(role: str, language: str) -> frozenset[str]:
    known = list_language(language)
    languages = (known,) if known else LANGUAGES
    rows = (row for row in word_list("titles.txt") if row[0] in languages and row[1] == role)
    return frozenset(word for row in rows for word in row[2].split())
