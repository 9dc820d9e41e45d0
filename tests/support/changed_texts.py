"""Texts of invented words, and the same changed a little: where each word went is known."""

import random
import unicodedata
from typing import NamedTuple

VOCABULARY = tuple(
    first + middle + last
    for first in ("b", "d", "f", "gr", "k", "l", "m", "n", "pl", "r", "s", "t", "v")
    for middle in ("a", "é", "i", "o", "ü", "ou", "ei")
    for last in ("n", "rk", "st", "l", "m", "nd", "cht")
)


class ChangedText(NamedTuple):
    """A text of paragraphs, a changed one, and for each word there its number here, or None."""

    before: str
    after: str
    went: list[int | None]
    corrected: set[int]
    """The words (numbers in the text before) that were written otherwise."""


def changed_text(seed: int) -> ChangedText:
    """Return a text and what became of it; the same seed always gives the same."""
    chance = random.Random(seed)
    paragraphs = [
        [chance.choice(VOCABULARY) for _ in range(chance.randint(8, 60))]
        for _ in range(chance.randint(2, 9))
    ]
    gone = chance.randrange(len(paragraphs)) if chance.random() < 0.6 else -1
    before, after = list[str](), list[str]()
    went: list[int | None] = []
    corrected: set[int] = set()
    number = 0
    for n, words in enumerate(paragraphs):
        old, new = list[str](), list[str]()
        for word in words:
            old.append(f"“{word}”" if chance.random() < 0.05 else word)
            written = word
            if chance.random() < 0.01:
                written = word + chance.choice("aeiou")
                corrected.add(len(went))
            new.append(f'"{written}"' if "“" in old[-1] else written)
            went.append(None if n == gone else number)
            number += n != gone
        before.append(" ".join(old) + ".")
        if n != gone:
            after.append(chance.choice((" ", "  ", "\u00a0")).join(new) + " .")
    text = "\n".join(after)
    form = chance.choice(("NFC", "NFD"))
    return ChangedText("\n\n".join(before), unicodedata.normalize(form, text), went, corrected)
