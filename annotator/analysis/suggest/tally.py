"""How many quotes of one article were found: counts that add up over articles."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from annotator.analysis.ranges import Range, merged
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.quote import Quote, QuoteType

ENOUGH = 0.5
"""A found quote is the coder's where they share so much of the words that either has (IoU)."""
_WORD = re.compile(r"\w+")


class QuoteCounts(msgspec.Struct, frozen=True):
    """Of the quotes of one type: how many there are, and how many of them are right.

    `wanted` are the coder's, `met` those of them that were found (IoU ≥ .5, one to one) and
    `met_exactly` those found word for word; `found`, `right` and `right_exactly` are the same of
    the proposals. Of those met, `speakers` have a source and `speakers_right` one that shares a
    word with it; `cues` have a cue in both, and `cues_right` overlap.
    """

    wanted: int = 0
    met: int = 0
    met_exactly: int = 0
    found: int = 0
    right: int = 0
    right_exactly: int = 0
    speakers: int = 0
    speakers_right: int = 0
    cues: int = 0
    cues_right: int = 0

    def __add__(self, other: "QuoteCounts") -> "QuoteCounts":
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return QuoteCounts(*(one + another for one, another in pairs))


class Tally(msgspec.Struct, frozen=True):
    """The counts of one article, or of several added up, by type of quote.

    `neither` proposals lie where nothing is to be coded: they are neither right nor wrong.
    """

    direct: QuoteCounts = QuoteCounts()
    mixed: QuoteCounts = QuoteCounts()
    indirect: QuoteCounts = QuoteCounts()
    neither: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.direct + other.direct,
            self.mixed + other.mixed,
            self.indirect + other.indirect,
            self.neither + other.neither,
        )

    def of(self, kind: QuoteType) -> QuoteCounts:
        """Return the counts of one type."""
        return {
            QuoteType.DIRECT: self.direct,
            QuoteType.MIXED: self.mixed,
            QuoteType.INDIRECT: self.indirect,
        }[kind]

    @property
    def all(self) -> QuoteCounts:
        """The counts of all types together."""
        return self.direct + self.mixed + self.indirect

    @staticmethod
    def total(tallies: Iterable["Tally"]) -> "Tally":
        """Add tallies up."""
        return sum(tallies, Tally())


class WordPlaces:
    """The words of a text: stretches are compared as the words in them, never by their marks."""

    def __init__(self, text: str) -> None:
        places = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def __len__(self) -> int:
        return len(self._starts)

    def of(self, start: int, end: int) -> Range:
        """Return the first word that the stretch touches and that after its last."""
        first = bisect_left(self._starts, start)
        if first and self._ends[first - 1] > start:
            first -= 1
        return first, max(first, bisect_left(self._starts, end))


class WordMatch(NamedTuple):
    """Two quotes that share words: how much (IoU), which of the coder's, which of the found."""

    share: float
    wanted: int
    found: int


def shared(one: Range, other: Range) -> int:
    """Return how many words two stretches have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def overlaps(wanted: Sequence[Range], found: Sequence[Range]) -> list[WordMatch]:
    """Return all pairs of stretches of words that share one, the closest first."""
    order = sorted(range(len(found)), key=lambda index: found[index])
    starts = [found[index][0] for index in order]
    reach = list(accumulate((found[index][1] for index in order), max))
    pairs = list[WordMatch]()
    for number, stretch in enumerate(wanted):
        place = bisect_left(starts, stretch[1]) - 1
        while place >= 0 and reach[place] > stretch[0]:
            other = found[order[place]]
            if common := shared(stretch, other):
                union = stretch[1] - stretch[0] + other[1] - other[0] - common
                pairs.append(WordMatch(common / union, number, order[place]))
            place -= 1
    return sorted(pairs, key=lambda pair: (-pair.share, pair.wanted, pair.found))


def matched(pairs: Iterable[WordMatch]) -> Iterator[WordMatch]:
    """Return which are the same quote (IoU ≥ .5), one to one, of pairs with the closest first."""
    wanted, found = set[int](), set[int]()
    for pair in pairs:
        if pair.share >= ENOUGH and pair.wanted not in wanted and pair.found not in found:
            wanted.add(pair.wanted)
            found.add(pair.found)
            yield pair


class Excluded:
    """The words that are not to be coded, but for those that the coder marked nonetheless."""

    def __init__(
        self, words: WordPlaces, excluded: Iterable[Range], wanted: Iterable[Range]
    ) -> None:
        flags = bytearray(len(words))
        for start, end in (words.of(*stretch) for stretch in merged(excluded)):
            flags[start:end] = b"\1" * (end - start)
        for start, end in wanted:
            flags[start:end] = bytes(end - start)
        self._before = list(accumulate(flags, initial=0))

    def holds(self, stretch: Range) -> bool:
        """Tell whether at least half of the stretch's words are excluded."""
        start, end = stretch
        return self._before[end] - self._before[start] >= ENOUGH * (end - start)


def tally(document: Document, quotes: Iterable[Quote]) -> Tally:
    """Count which of the quotes are the document's own."""
    words = WordPlaces(document.text)
    wanted, wanted_at = _with_words(words, document.quotes)
    found, found_at = _with_words(words, quotes)
    pairs = overlaps(wanted_at, found_at)
    same = list(matched(pairs))
    exact = [pair for pair in pairs if pair.share == 1]
    wanted_exactly, found_exactly = {pair.wanted for pair in exact}, {pair.found for pair in exact}
    met, right = {pair.wanted for pair in same}, {pair.found for pair in same}
    excluded = Excluded(words, document.excluded, wanted_at)
    out = {n for n, at in enumerate(found_at) if n not in right and excluded.holds(at)}
    counts = dict.fromkeys(QuoteType, QuoteCounts())
    for number, quote in enumerate(wanted):
        hit = number in wanted_exactly
        counts[quote.type] += QuoteCounts(wanted=1, met=number in met, met_exactly=hit)
    for number, quote in enumerate(found):
        if number not in out:
            hit = number in found_exactly
            counts[quote.type] += QuoteCounts(found=1, right=number in right, right_exactly=hit)
    for pair in same:
        counts[wanted[pair.wanted].type] += _ends(words, wanted[pair.wanted], found[pair.found])
    return Tally(
        counts[QuoteType.DIRECT], counts[QuoteType.MIXED], counts[QuoteType.INDIRECT], len(out)
    )


def _with_words(words: WordPlaces, quotes: Iterable[Quote]) -> tuple[list[Quote], list[Range]]:
    places = [(quote, words.of(*quote.place)) for quote in quotes]
    some = [(quote, at) for quote, at in places if at[1] > at[0]]
    return [quote for quote, _ in some], [at for _, at in some]


def _ends(words: WordPlaces, wanted: Quote, found: Quote) -> QuoteCounts:
    right = cue = False
    if wanted.source and found.source:
        right = bool(shared(words.of(*wanted.source), words.of(*found.source)))
    if wanted.cue and found.cue:
        cue = wanted.cue[0] < found.cue[1] and found.cue[0] < wanted.cue[1]
    return QuoteCounts(
        speakers=wanted.source is not None,
        speakers_right=right,
        cues=bool(wanted.cue and found.cue),
        cues_right=cue,
    )
