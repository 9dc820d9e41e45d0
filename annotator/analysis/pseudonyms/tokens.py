"""The words of a text as names are looked for: folded, with what stands between them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

_DASHES = frozenset("-‐‑‒–—")
_APOSTROPHES = frozenset("'’‘ʼʻ`´")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no blanks between words."""
_ARABIC = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
_HEBREW = ("ו", "ה", "ב", "ל", "כ", "מ", "ש", "וה", "וב", "ול", "וכ", "ומ", "וש")
_PARTICLES = (*_ARABIC, *_HEBREW)
"""Words that are written together with the next: and, so, in, for, as, from, that, the."""
_WITH_PARTICLES = frozenset(one[0] for one in _PARTICLES)


class NameWord(NamedTuple):
    """The word `[start, end)` of a text, in code points, without case and accents."""

    start: int
    end: int
    key: str


def is_unspaced(text: str) -> bool:
    """Tell whether a text is, in part, of a script that puts no blanks between words."""
    return _UNSPACED.search(text) is not None


def tokens(text: str) -> Iterator[NameWord]:
    """Yield the words of a text: letters and digits with their marks, and what is not seen."""
    for found in _word().finditer(text):
        key = word_key(found[0])
        if key:
            yield NameWord(found.start(), found.end(), key)


def without_particles(text: str, word: NameWord) -> Iterator[NameWord]:
    """Yield what a word of a text may be without particles that are written together with it."""
    if word.key[0] not in _WITH_PARTICLES:
        return
    for particle in _PARTICLES:
        if word.key.startswith(particle) and len(word.key) > len(particle):
            letters = [n for n in range(word.start, word.end) if text[n].isalnum()]
            if len(letters) > len(particle):
                yield NameWord(letters[len(particle)], word.end, word.key[len(particle) :])


def between(text: str) -> str:
    """Return what stands between two words so that it is the same where it looks alike."""
    plain = "".join(map(_separator, text))
    return " ".join(plain.split()) if plain.strip() else " " * bool(plain)


def gaps(text: str, words: Sequence[NameWord]) -> tuple[str, ...]:
    """Return what stands between these words of a text, one after the other."""
    return tuple(between(text[one.end : other.start]) for one, other in pairwise(words))


@lru_cache(65_536)
def word_key(word: str) -> str:
    """Return a word without case, accents and what is not seen."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _separator(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character in _APOSTROPHES:
        return "'"
    return " " if character.isspace() else character


@cache
def _word() -> re.Pattern[str]:
    """Return what a word is: Python's own has no combining marks in it."""
    marks = [chr(n) for n in range(0x300, 0x2000) if unicodedata.category(chr(n))[0] == "M"]
    unseen = "\u00ad\u200c\u200d\u2060\ufe00-\ufe0f"
    inside = "".join(map(re.escape, marks)) + "\u20d0-\u20ff" + unseen
    return re.compile(f"[^\\W_](?:[^\\W_]|[{inside}])*")
