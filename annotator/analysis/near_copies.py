"""Which texts are nearly the same: agency copy that several outlets print, with other headlines.

Two texts are as alike as the share of their word sequences that both have (Jaccard), which is told
from a short print of each (MinHash, Broder 1997). Only texts whose prints agree in one of their
bands are compared (Leskovec, Rajaraman & Ullman 2014, ch. 3), so that the work grows with the
number of texts and not with its square. The outcome does not depend on the order of the texts.
"""

import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.5
"""The share of word sequences in common from which texts are near copies, if nothing is said."""
_WORDS = 4
"""How many words make a sequence: fewer are often the same by chance."""
ROWS = 3
"""How many numbers of a print make a band."""
BANDS = 42
"""How many bands a print has."""
HASHES = ROWS * BANDS
"""Texts that are half alike share a band in 996 of 1,000 cases, the unlike hardly ever."""
_AT_ONCE = 64
"""Of how many word sequences hashes are made at once: a long text takes no more memory than a short
one, and none that has to be asked of the system anew."""
FEW = 64
"""How many texts that share a band are compared each with each; of more, with a few of them."""
_LEADERS = 16
_COMPARED = 10_000
"""How many prints at most are held to be compared with one."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}\U00020000-\U0003ffff]|[^\W{_UNSPACED}\U00020000-\U0003ffff]+")
"""A word; of writing without blanks between words, a character."""

Print = NDArray[np.uint32]
"""What is kept of a text to compare it: as many numbers whatever its length."""
_Hashes = NDArray[np.uint64]


def _constants(name: bytes, count: int) -> _Hashes:
    """Return numbers that are the same on every machine."""
    drawn = b"".join(blake2b(name + bytes([n]), digest_size=8).digest() for n in range(count))
    return np.frombuffer(drawn, "<u8").astype(np.uint64)


_FACTORS = _constants(b"factor", HASHES) | np.uint64(1)
_ADDED = _constants(b"added", HASHES)
_PLACES = _constants(b"place", _WORDS) | np.uint64(1)
_MIXED = np.uint64(0xBF58476D1CE4E5B9)
_MIXED_AGAIN = np.uint64(0x94D049BB133111EB)


def text_print(text: str) -> Print | None:
    """Return the print of a text; None for one in which nothing stands."""
    words = _WORD.findall(text.casefold()) or text.split()
    if not words:
        return None
    known = {word: zlib.crc32(word.encode("utf-8", "replace")) for word in frozenset(words)}
    hashes = np.fromiter(map(known.__getitem__, words), np.uint64, len(words))
    length = min(_WORDS, len(hashes))
    count = len(hashes) - length + 1
    sequences = np.zeros(count, np.uint64)
    for n in range(length):
        sequences += hashes[n : n + count] * _PLACES[n]
    found = _stirred(np.unique(sequences))
    least = np.full(HASHES, np.iinfo(np.uint64).max, np.uint64)
    room = np.empty((min(_AT_ONCE, len(found)), HASHES), np.uint64)
    for first in range(0, len(found), _AT_ONCE):
        part = found[first : first + _AT_ONCE, None]
        here = np.multiply(part, _FACTORS, out=room[: len(part)])
        here += _ADDED
        np.minimum(least, here.min(axis=0), out=least)
    return (least >> np.uint64(32)).astype(np.uint32)


def likeness(one: Print, other: Print) -> float:
    """Return the share of word sequences that two texts have in common, told from their prints."""
    return float((one == other).mean())


def near_copies(
    texts: Iterable[tuple[str, str]], alike: float = ALIKE
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of texts (id and text) that are near copies of one another: their ids.

    Texts are taken one at a time, and only their prints are kept. See `TextPrints.clusters`.
    """
    prints = TextPrints()
    for ident, text in texts:
        prints.add(ident, text)
    return prints.clusters(alike)


class TextPrints:
    """The prints of many texts by their ids: half a kilobyte for each."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._prints: list[Print] = []

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, ident: str, text: str) -> None:
        """Take a text; one in which nothing stands is no copy of any."""
        found = text_print(text)
        if found is not None:
            self.add_print(ident, found)

    def add_print(self, ident: str, found: Print) -> None:
        """Take the print of a text that was read before."""
        self._ids.append(ident)
        self._prints.append(found)

    def clusters(self, alike: float = ALIKE) -> tuple[tuple[str, ...], ...]:
        """Return the groups of texts that are at least so alike, be it by way of others between.

        What is like no other is in none. Ids are sorted within a group, and groups by their first.
        """
        if len(self) < 2:
            return ()
        order = sorted(range(len(self)), key=self._ids.__getitem__)
        prints = np.stack([self._prints[n] for n in order])
        joined = Joined(len(order))
        for members in sharing_a_band(prints):
            join_alike(prints, members, alike, joined)
        groups = (
            tuple(self._ids[order[n]] for n in members)
            for members in joined.groups()
            if len(members) > 1
        )
        return tuple(sorted(groups))


def _stirred(numbers: _Hashes) -> _Hashes:
    """Return numbers of which each bit hangs on each bit before (SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIXED
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _MIXED_AGAIN
    return numbers ^ (numbers >> np.uint64(31))


def sharing_a_band(prints: NDArray[np.uint32]) -> Iterator[NDArray[np.intp]]:
    """Yield the places of texts that have a band in common: two or more, ascending.

    Each row of `prints` is one. Texts that have two thirds of their prints in common always share a
    band: what differs can't be in all of them.
    """
    for first in range(0, HASHES, ROWS):
        yield from sharing(prints[:, first : first + ROWS])


def sharing(band: NDArray[np.uint32]) -> Iterator[NDArray[np.intp]]:
    """Yield the places of texts of which this one band is the same: two or more, ascending."""
    band = np.ascontiguousarray(band)
    keys = band.view(np.dtype((np.void, band.dtype.itemsize * ROWS))).ravel()
    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    shared = np.flatnonzero(counts[places] > 1)
    grouped = shared[np.argsort(places[shared], kind="stable")]
    ends = np.flatnonzero(np.diff(places[grouped])) + 1
    yield from (group for group in np.split(grouped, ends) if len(group))


class ManyPrints(Protocol):
    """Prints by their places: those of an array, or that lie on a disk."""

    def __getitem__(self, places: Any, /) -> NDArray[np.uint32]:
        """Return the print at a place, or those at several places, a row each."""
        ...


def join_alike(
    prints: ManyPrints, members: NDArray[np.intp], alike: float, joined: "Joined"
) -> None:
    """Join those of some texts that are alike.

    Of very many, as when all begin with the same words, a few lead: with them the others are
    compared, and those that are like none of these lead in turn.
    """
    few = len(members) <= FEW
    left = members
    for _ in range(len(members) - 1 if few else _LEADERS):
        if len(left) < 2:
            return
        leader, others = left[0], left[1:]
        if few:
            others = others[[not joined.are(int(leader), int(one)) for one in others]]
        close = _likenesses(prints, others, prints[leader]) >= alike
        for one in others[close]:
            joined.join(int(leader), int(one))
        left = left[1:] if few else others[~close]


def _likenesses(prints: ManyPrints, places: NDArray[np.intp], one: Print) -> NDArray[np.float64]:
    """Return how alike each of some texts is to one; few of their prints are held at once."""
    found = [
        (prints[places[first : first + _COMPARED]] == one).mean(axis=1)
        for first in range(0, len(places), _COMPARED)
    ]
    return np.concatenate(found) if found else np.empty(0)


class Joined:
    """Which of so many things belong together (union and find), in 8 bytes each."""

    def __init__(self, count: int) -> None:
        self._first = array("q", range(count))

    def root(self, one: int) -> int:
        """Return the first of what a thing belongs together with, be it itself."""
        while self._first[one] != one:
            self._first[one] = self._first[self._first[one]]
            one = self._first[one]
        return one

    def are(self, one: int, other: int) -> bool:
        """Tell whether two things belong together."""
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> None:
        """Put two things together, with what belongs to them."""
        first, second = sorted((self.root(one), self.root(other)))
        self._first[second] = first

    def roots(self) -> NDArray[np.int64]:
        """Return the first of what each belongs together with, of all at once."""
        found = np.array(self._first, np.int64)
        while not np.array_equal(further := found[found], found):
            found = further
        return found

    def groups(self) -> Sequence[Sequence[int]]:
        """Return what belongs together, each ascending."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for one in range(len(self._first)):
            found[self.root(one)].append(one)
        return list(found.values())
