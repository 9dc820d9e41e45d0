"""Whom the words of an article mean, as far as it is coded."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from annotator.analysis.source_name import source_name
from annotator.domain.annotation import Annotation
from annotator.workflow.name_matching import folded
from annotator.workflow.open_article import OpenArticle

_LINE = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
"""The beginning of a line that isn't blank."""


class Mention(msgspec.Struct, frozen=True):
    """Words of the article that a link says to mean an actor."""

    actor: str
    words: str
    start: int


def mentions_in(article: OpenArticle, of: Annotation, shown: set[str]) -> tuple[Mention, ...]:
    """Return whom an article's annotations name beside one, those before it and nearest first.

    `shown` are the ids of the annotations that may be seen.
    """
    here = of.start or 0
    found: list[Mention] = []
    for link in article.links:
        if link.target_actor is None or link.annotation not in shown:
            continue
        by = article.annotations.get(link.annotation)
        if by is not None and by.id != of.id:
            # A quote names nobody by its own words.
            words = by.text if by.code == of.code else ""
            found.append(Mention(link.target_actor, words, by.start or 0))
    found.sort(key=lambda one: (one.start > here, abs(one.start - here)))
    return tuple(found)


def meant_by(mentions: Iterable[Mention], words: str, language: str) -> list[str]:
    """Return the ids of the actors that such words surely meant in an article, the last first.

    That are part of a name, "Umerov" after "Minister Umerov", or the same words where they are
    more than one: "the Kremlin spokesman".
    """
    parted = source_name(words, language)
    name = folded(parted.name)
    telling = not name and len(parted.description.split()) > 1
    found: dict[str, None] = {}
    for one in mentions:
        if telling and folded(one.words) == folded(words):
            found.setdefault(one.actor)
        earlier = folded(source_name(one.words, language).name) if name and one.words else ""
        if earlier and set(name.split()) <= set(earlier.split()):
            found.setdefault(one.actor)
    return list(found)


def called_so(mentions: Iterable[Mention], words: str) -> set[str]:
    """Return the ids of the actors that an article has called by just these words."""
    return {one.actor for one in mentions if words and folded(one.words) == folded(words)}


def paragraph_of(text: str, position: int) -> int:
    """Return the number of the paragraph at a place of the text, from 1."""
    return max(1, bisect_right(_paragraph_starts(text), position))


@lru_cache(maxsize=2)
def _paragraph_starts(text: str) -> tuple[int, ...]:
    """Return where the lines of a text begin that aren't blank: found once while it is open."""
    return tuple(match.start() for match in _LINE.finditer(text))
