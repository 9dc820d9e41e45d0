"""What a linear model sees of a passage or an article: named features, each with a weight."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice, pairwise

from annotator.analysis.segmentation.by_word import word_pattern

Features = Mapping[str, float]
"""Named features with their weights; those of one sort come to a length of its own together."""

WORD, PAIR, SHAPE, TITLE, BEFORE, AFTER, FACT = "w", "p", "s", "t", "b", "a", "f"
"""The sorts of features: what a name begins with, before a colon."""
_MOST_WORDS = 600
_MOST_PAIRS = 120
"""So many words, from the beginning, are looked at alone and in pairs."""
_NEAR = 3
"""So many words before and after a passage are looked at."""
_LENGTH = {WORD: 1.0, PAIR: 0.6, SHAPE: 0.5, TITLE: 0.8, BEFORE: 0.4, AFTER: 0.4}
_FACT = 0.3
_MOST_LETTERS = 40
_RUNS = re.compile(r"(.)\1+")
_LONG = (2, 4, 8, 16, 32, 64)
"""Numbers of words between which a passage's length is told apart."""
_NO_FACTS: Mapping[str, str] = {}
_MARKS = frozenset('"“”„‟«»‹›「」『』')


def features(
    text: str,
    *,
    title: str = "",
    before: str = "",
    after: str = "",
    facts: Mapping[str, str] = _NO_FACTS,
) -> Features:
    """Return the features of a passage or of a whole article.

    `before` and `after` are what stands around a passage, `title` is the headline of an article,
    and `facts` are what else is known of it: the part of the article, the outlet, what a rule says.
    """
    found = [match.group() for match in islice(word_pattern().finditer(text), _MOST_WORDS)]
    plain = [word.casefold()[:_MOST_LETTERS] for word in found]
    result: dict[str, float] = {}
    _add(result, WORD, plain)
    edges = ["^", *plain[:_MOST_PAIRS], "$"]
    _add(result, PAIR, map(" ".join, pairwise(edges)))
    _add(result, SHAPE, _shapes(text, found))
    _add(result, TITLE, _plain_words(title))
    _add(result, BEFORE, _plain_words(before)[-_NEAR:])
    _add(result, AFTER, _plain_words(after)[:_NEAR])
    result |= {f"{FACT}:{name}={value}": _FACT for name, value in facts.items() if value}
    return result


def said_plainly(feature: str) -> str:
    """Return a feature in words, for whoever asks what speaks for an answer; empty for none."""
    sort, _, what = feature.partition(":")
    if sort in (WORD, TITLE, PAIR):
        return f"“{what.strip('^$ ')}”" if what.strip("^$ ") else ""
    if sort in (BEFORE, AFTER):
        return f"“{what}” {'before' if sort == BEFORE else 'after'} it"
    if sort == FACT:
        name, _, value = what.partition("=")
        return f"{name}: {value.replace('_', ' ')}"
    return ""


def _plain_words(text: str) -> list[str]:
    return [match.group().casefold()[:_MOST_LETTERS] for match in word_pattern().finditer(text)]


def _add(result: dict[str, float], sort: str, names: Iterable[str]) -> None:
    """Add the features of one sort; more often counts for more, but less and less."""
    counts = {name: 1 + math.log(times) for name, times in Counter(names).items()}
    length = math.sqrt(sum(one * one for one in counts.values()))
    for name, count in counts.items():
        result[f"{sort}:{name}"] = _LENGTH[sort] * count / length


def _shapes(text: str, words: list[str]) -> list[str]:
    """Return how the words are written: the first and last one, capitals, marks, length."""
    if not words:
        return ["none"]
    capital = sum(word[0].isupper() for word in words)
    share = (
        0 if not capital else 1 if 2 * capital < len(words) else 2 if capital < len(words) else 3
    )
    stripped = text.strip()
    return [
        f"first {_shape(words[0])}",
        f"last {_shape(words[-1])}",
        f"capitals {math.ceil(share)}",
        f"length {sum(len(words) >= one for one in _LONG)}",
        f"marks {any(one in _MARKS for one in text)}",
        f"opens {stripped[:1] if not stripped[:1].isalnum() else ''}",
        f"closes {stripped[-1:] if not stripped[-1:].isalnum() else ''}",
        f"number {any(word[0].isdigit() for word in words)}",
    ]


def _shape(word: str) -> str:
    """Return how a word is written: "Xx" for "Berlin", "X" for "NATO", "0" for "2025"."""
    kinds = (
        "X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c for c in word
    )
    return _RUNS.sub(r"\1", "".join(kinds))[:8]


def with_rule(found: Features, answer: str) -> Features:
    """Return features with what a rule answers among them; the same where it says nothing."""
    return {**found, f"{FACT}:rule={answer}": 1.0} if answer else found
