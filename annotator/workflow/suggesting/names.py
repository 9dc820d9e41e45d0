"""What a new actor is, by the words of a source: whom they speak for, and in which role."""

from collections.abc import Sequence

from annotator.analysis.source_name import has_role, is_capital
from annotator.domain.codebook import Codebook
from annotator.domain.names import folded
from annotator.workflow.actor_words import offered_roles

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
    for at, word in enumerate(words):
        if has_role(word, "of", language) or has_role(word, "for", language):
            named = _run(words, at + 1, language)
            if named:
                return named
    first = _run(words, 0, language)
    rest = words[len(first.split()) :] if first else []
    if first and rest and first.split()[-1].endswith(("’s", "'s")):
        return first[:-2]
    named_first = rest and _is_title(rest[0], language) and not _is_title(first, language)
    return first if named_first else ""


def _run(words: Sequence[str], start: int, language: str) -> str:
    """Return the words in a row that are written as names are, after an article."""
    while start < len(words) and words[start].casefold() in _ARTICLES:
        start += 1
    end = start
    while end < len(words) and is_capital(words[end]) and not _is_title(words[end], language):
        end += 1
    return " ".join(words[start:end])


def role_in(description: str, codebook: Codebook) -> str:
    """Return the role (a choice's id) whose name is one of the words that describe somebody.

    The narrower one of two that fit; nothing where none does, or several do.
    """
    words = (folded(word.strip(".,")) for word in description.split())
    said = {word for word in words if len(word) >= _TELLING}
    found: list[str] = []
    for choice in offered_roles(codebook):
        within = [one.id for one in choice.choices if said & _role_words(one.id, one.name)]
        found += within or ([choice.id] if said & _role_words(choice.id, choice.name) else [])
    return found[0] if len(found) == 1 else ""


def _role_words(ident: str, name: str) -> set[str]:
    return {folded(word.strip(".,()…")) for word in (*ident.split("_"), *name.split())}


def _is_title(word: str, language: str) -> bool:
    return has_role(word, "title", language)
