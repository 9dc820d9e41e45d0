"""What is told of a text instead of its words: short hashes of a few word groups, and of labels.

A hash is cut so short that many groups of words have the same one: alone it tells little, and the
order of many tells where everything stands in a text that is at hand. What is told in all is
bounded: a mark for every ten words or so, and checks of labels up to a few bits for each word.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from annotator.analysis.wordless.words import SIGN, Border, PlainWords

_MARK_BITS = 12
_BY_CHANCE = 4
"""In about so many places a mark may fit by chance."""
CHECK_BITS = 14
_GROUP, _GROUP_OF_SIGNS = 4, 8
"""How many words, or signs of a script without blanks, a mark is made of."""
_APART = 2.5
"""How many times its length lies between the beginnings of two marks."""
_FEWEST = 6
"""A check is of so many words at least: around a shorter label those beside it count."""
MOST_CHECKED = 64
"""A label with more words has no check: the marks in it tell as much."""
_MOST_BITS = 2.5
"""How many bits all checks together tell at most of any word."""


class WordMark(NamedTuple):
    """The hash of the group of words that begins with this one (its number)."""

    word: int
    hash: int


class WordlessPlace(NamedTuple):
    """A stretch without its words: its borders, and a hash of the words (None where it has none).

    The check is of the words from `first` (a number) on, `size` of them.
    """

    begin: Border
    end: Border
    check: int | None = None


def group_size(words: PlainWords) -> int:
    """Return how many words a mark of a text is made of."""
    signs = sum(1 for one in words.plain if SIGN.match(one))
    return _GROUP_OF_SIGNS if 2 * signs > len(words) else _GROUP


def mark_bits(count: int) -> int:
    """Return how many bits a mark of a text with so many words has: more for a whole book.

    So no mark fits in very many places by chance.
    """
    return max(_MARK_BITS, (count // _BY_CHANCE).bit_length())


def words_hash(words: Sequence[str], bits: int) -> int:
    """Return the hash of words, as a number of so many bits."""
    digest = blake2b("\x1f".join(words).encode(), digest_size=4, person=b"annotator").digest()
    return int.from_bytes(digest, "big") >> (32 - bits)


def text_marks(words: PlainWords, size: int, borders: Iterable[int]) -> list[WordMark]:
    """Return the marks of a text: at borders of labels (numbers of words) first, then between."""
    last = len(words) - size
    if last < 0:
        return []
    apart = int(size * _APART)
    taken = [False] * (last + 1)
    chosen: list[int] = []

    def choose(at: int) -> None:
        near = taken[max(0, at - apart + 1) : at + apart]
        if not any(near):
            taken[at] = True
            chosen.append(at)

    for border in dict.fromkeys(borders):
        choose(min(max(border - size // 2, 0), last))
    for at in range(last + 1):
        choose(at)
    bits = mark_bits(len(words))
    groups = ((at, words.plain[at : at + size]) for at in sorted(chosen))
    return [WordMark(at, words_hash(group, bits)) for at, group in groups]


def checked_range(first: int, last: int, count: int) -> tuple[int, int]:
    """Return which words the check of a stretch is of: its own, and some beside a short one.

    `first` and `last` are the stretch's words, the last one exclusive, `count` is all of a text.
    """
    while last - first < _FEWEST and (first > 0 or last < count):
        if last < count:
            last += 1
        if last - first < _FEWEST and first > 0:
            first -= 1
    return first, last


class Checks:
    """Makes the checks of a text's labels, as long as they don't tell too much of any word."""

    def __init__(self, words: PlainWords) -> None:
        self._words = words
        self._told = [0.0] * len(words)
        self._made: dict[tuple[int, int], int] = {}

    def placed(self, start: int, end: int) -> WordlessPlace:
        """Return a stretch of the text (code points) without its words."""
        begin, until = self._words.begin(start), self._words.end(end)
        return WordlessPlace(begin, until, self._check(*own_words(begin, until)))

    def _check(self, first: int, last: int) -> int | None:
        if not 0 < last - first <= MOST_CHECKED:
            return None
        place = checked_range(first, last, len(self._words))
        if place in self._made:
            return self._made[place]
        each = CHECK_BITS / max(1, place[1] - place[0])
        told = self._told[slice(*place)]
        if max(told) + each > _MOST_BITS:
            return None
        self._told[slice(*place)] = [one + each for one in told]
        self._made[place] = words_hash(self._words.plain[slice(*place)], CHECK_BITS)
        return self._made[place]


def own_words(begin: Border, end: Border) -> tuple[int, int]:
    """Return the words of a stretch, be they cut: the first one, and the one behind the last."""
    return begin.word, end.word + (end.points < 0)
