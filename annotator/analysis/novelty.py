"""How unlike texts are to others, by the words in them, which are hashed."""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BUCKETS = 4096
"""Into how many places words are hashed."""
_WORD = re.compile(r"\w{2,}")
Vectors = NDArray[np.floating[Any]]


def word_vectors(texts: Sequence[str]) -> Vectors:
    """Return a row for each text: how often words are in it (by logarithm), of length 1.

    A word counts less the more of these texts have it.
    """
    table = np.zeros((len(texts), BUCKETS))
    for row, text in enumerate(texts):
        counts = Counter(_WORD.findall(text.casefold()))
        for word, count in counts.items():
            table[row, zlib.crc32(word.encode()) % BUCKETS] += count
    having = (table > 0).sum(axis=0)
    table = np.log1p(table) * np.log((1 + len(texts)) / (1 + having) + 1)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return table / np.where(lengths > 0, lengths, 1)


def novelties(texts: Sequence[str], known: Sequence[str]) -> list[float]:
    """Return how unlike each text is to the most like of the known ones, from 0 to 1.

    Where nothing is known, everything is equally new: 1.
    """
    if not texts or not known:
        return [1.0] * len(texts)
    every = word_vectors([*texts, *known])
    likeness = every[: len(texts)] @ every[len(texts) :].T
    return [float(one) for one in np.clip(1 - likeness.max(axis=1), 0, 1)]
