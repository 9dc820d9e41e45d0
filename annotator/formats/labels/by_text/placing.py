"""Where labels stand of which only the words are known: quotes first, then what belongs to them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from annotator.domain.article import merged_ranges, normalised
from annotator.domain.wording import counted
from annotator.formats.labels.by_text.candidates import Candidates, Likeness, Occurrences, Place

_OTHER_PARAGRAPH = 400  # characters that the way into another paragraph counts for
_INSIDE = 1_000  # characters that standing inside the quote itself counts for
_NEIGHBOURS = 6  # places on each side that are weighed
_MARGIN = 100  # characters by which the next place must be further away, beside twice as far
_MOST_HEADS = 400  # places of one quote that are weighed with what belongs to it


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one label's place: its words, and what may be said of where they stand.

    `paragraph` is a number from 1 on or the paragraph's own words, `sentence` the words around
    it, `before` and `after` what stands right beside it; `order` is its rank among the labels of
    the article, and `occurrence` which of the places of its words it has, from 1 on.
    """

    words: str
    before: str = ""
    after: str = ""
    paragraph: int | str | None = None
    sentence: str = ""
    order: float | None = None
    occurrence: int | None = None

    @property
    def has_context(self) -> bool:
        """Whether more than the words is known."""
        return bool(self.before or self.after or self.sentence or self.occurrence) or (
            self.paragraph is not None and self.paragraph != ""
        )


class WordPlacement(msgspec.Struct, frozen=True):
    """Where a label stands (code points); why it may stand elsewhere, or why it stands nowhere."""

    fragments: tuple[Place, ...] = ()
    doubt: str = ""
    problem: str = ""


class WordGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A label and what belongs to it (a quote with its source and its cue), each by its words.

    `parts` are in the order in which they are placed, which is that in which each is surest.
    """

    head: Words | None
    parts: tuple[Words, ...] = ()


class PlacedWordGroup(msgspec.Struct, frozen=True):
    """Where a group stands, in its order."""

    head: WordPlacement | None
    parts: tuple[WordPlacement, ...]


class TextPlacer:
    """One article in which groups of labels are placed."""

    def __init__(self, text: str, *, paragraphs_from: int = 1) -> None:
        self._text = text
        self._candidates = Candidates(text)
        self._breaks = [n for n, character in enumerate(text) if character == "\n"]
        self._paragraphs = list(_paragraphs(text))
        self._from = paragraphs_from

    def place(self, groups: Sequence[WordGroup]) -> list[PlacedWordGroup]:
        """Return where groups stand: those first that can stand in one place only.

        The others go between their neighbours, where the groups follow each other as the text
        does, and near to what belongs to them.
        """
        order = _order(groups)
        found = [self._of_head(one.head) if one.head else [] for one in groups]
        bounds = _Bounds([found[n] for n in order], stated=_is_stated(groups))
        placed: list[PlacedWordGroup | None] = [None] * len(groups)
        taken: set[Place] = set()
        for rank, n in enumerate(order):
            group = groups[n]
            head = self._head(group, found[n], bounds.of(rank), taken) if group.head else None
            if head is not None and head.fragments:
                taken.add(head.fragments[0])
                bounds.set(rank, head.fragments[0][0])
            placed[n] = PlacedWordGroup(head, tuple(self._parts(group, head)))
        return [one for one in placed if one is not None]

    # Heads

    def _of_head(self, head: Words) -> list["_Chain"]:
        """Return the places of a head, each as the chain of its pieces; those that fit best."""
        pieces = self._candidates.pieces(head.words)
        within = self._within(head)
        found = [self._candidates.of(one, within) for one in pieces]
        if not all(one.places for one in found):
            return []
        chains = list(_chains(found))
        return self._fitting(head, chains)

    def _head(
        self, group: WordGroup, chains: list["_Chain"], bounds: Place, taken: set[Place]
    ) -> WordPlacement:
        head = group.head
        if head is None or not head.words.strip():
            return WordPlacement(problem="it has no words")
        if not chains:
            return WordPlacement(problem="its words don’t stand in the text")
        doubt = chains[0].doubt
        if not doubt and head.has_context and not self._is_within(head, chains[0].pieces[0]):
            doubt = "its words stand elsewhere than it says"
        if len(chains) == 1:
            return WordPlacement(chains[0].fragments, doubt)
        between = [one for one in chains if bounds[0] <= one.pieces[0][0] <= bounds[1]]
        free = [one for one in between or chains if one.pieces[0] not in taken]
        every = free or between or chains
        costs = [(self._cost_with(group, one), one.pieces[0]) for one in every[:_MOST_HEADS]]
        best = every[costs.index(min(costs))]
        return WordPlacement(best.fragments, f"its words fit in {counted(len(chains), 'place')}")

    def _cost_with(self, group: WordGroup, chain: "_Chain") -> float:
        """Return how far what belongs to a head is from where it may stand."""
        anchors = [chain.fragments]
        total = 0.0
        for part in group.parts:
            found = self._candidates.of(part.words)
            ranked = self._ranked(found.places, anchors)
            if ranked:
                total += ranked[0][0]
                anchors.append((ranked[0][1],))
        return total

    # What belongs to them

    def _parts(self, group: WordGroup, head: WordPlacement | None) -> list[WordPlacement]:
        """Place what belongs to a head, the nearest first: it tells where the rest is."""
        anchors: list[tuple[Place, ...]] = [head.fragments] if head and head.fragments else []
        unsure = not anchors or bool(head and head.doubt)
        placed: dict[int, WordPlacement] = {}
        for n in self._nearest_first(group.parts, anchors):
            placed[n] = self._part(group.parts[n], anchors, unsure=unsure)
            if placed[n].fragments:
                anchors.append(placed[n].fragments)
        return [placed[n] for n in range(len(group.parts))]

    def _nearest_first(
        self, parts: Sequence[Words], anchors: Sequence[tuple[Place, ...]]
    ) -> list[int]:
        costs: list[tuple[float, int]] = []
        for n, part in enumerate(parts):
            ranked = self._ranked(self._candidates.of(part.words).places, anchors)
            costs.append((ranked[0][0] if ranked else 0, n))
        return [n for _, n in sorted(costs)]

    def _part(
        self, part: Words, anchors: list[tuple[Place, ...]], *, unsure: bool
    ) -> WordPlacement:
        if not part.words.strip():
            return WordPlacement(problem="it has no words")
        found = self._candidates.of(part.words, self._within(part))
        chains = self._fitting(part, list(_chains([found]))) if found.places else []
        if not chains:
            return WordPlacement(problem="its words don’t stand in the text")
        doubt = _doubt(found)
        if len(chains) == 1:
            return WordPlacement(chains[0].fragments, doubt)
        places = tuple(one.pieces[0] for one in chains)
        ranked = self._ranked(places, anchors)
        many = f"its words fit in {counted(len(places), 'place')}"
        if not ranked:
            return WordPlacement((places[0],), many)
        cost, nearest = ranked[0]
        close = len(ranked) > 1 and ranked[1][0] <= 2 * cost + _MARGIN
        return WordPlacement((nearest,), doubt or (many if close or unsure else ""))

    def _ranked(
        self, places: Sequence[Place], anchors: Sequence[tuple[Place, ...]]
    ) -> list[tuple[float, Place]]:
        """Return the places near to what is placed, each with how far it is, the nearest first.

        What belongs to a quote stands outside of it, in its paragraph, and near to the rest.
        """
        if not anchors:
            return []
        near: set[Place] = set()
        for anchor in anchors:
            for piece in anchor:
                at = bisect_left(places, piece)
                near.update(places[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS])
        ranked = [
            (sum((1 + (n > 0)) * self._cost(one, anchor) for n, anchor in enumerate(anchors)), one)
            for one in near
        ]
        return sorted(ranked)

    def _cost(self, place: Place, anchor: tuple[Place, ...]) -> float:
        start, end = place
        inside = any(start < last and first < end for first, last in anchor)
        return min(self._gap(place, one) for one in anchor) + (_INSIDE if inside else 0)

    def _gap(self, one: Place, other: Place) -> float:
        if one[0] < other[1] and other[0] < one[1]:
            return _INSIDE
        first, last = (one[1], other[0]) if one[1] <= other[0] else (other[1], one[0])
        at = bisect_left(self._breaks, first)
        crosses = at < len(self._breaks) and self._breaks[at] < last
        return last - first + (_OTHER_PARAGRAPH if crosses else 0)

    # What is said of where words stand

    def _within(self, words: Words) -> Place | None:
        """Return the stretch that words are said to stand in; None where nothing is said."""
        if words.sentence:
            found = self._candidates.of(words.sentence).places
            if len(found) == 1:
                return found[0]
        paragraph = words.paragraph
        if isinstance(paragraph, int):
            n = paragraph - self._from
            return self._paragraphs[n] if 0 <= n < len(self._paragraphs) else None
        if paragraph:
            found = self._candidates.of(paragraph).places
            return found[0] if len(found) == 1 else None
        return None

    def _is_within(self, words: Words, place: Place) -> bool:
        within = self._within(words)
        return within is None or within[0] <= place[0] <= within[1]

    def _fitting(self, words: Words, chains: list["_Chain"]) -> list["_Chain"]:
        """Return the places that fit best with what is said of them."""
        if words.before or words.after:
            before, after = normalised(words.before), normalised(words.after)
            fits = [self._fit(one, before, after) for one in chains]
            best = max(fits)
            chains = [one for one, fit in zip(chains, fits, strict=True) if fit == best]
        nth = words.occurrence
        return [chains[nth - 1]] if nth is not None and 0 < nth <= len(chains) else chains

    def _fit(self, chain: "_Chain", before: str, after: str) -> int:
        start, end = chain.fragments[0][0], chain.fragments[-1][1]
        there = self._text[max(0, start - len(before) - 1) : start].rstrip()
        behind = self._text[end : end + len(after) + 1].lstrip()
        return _common(there[::-1], before.rstrip()[::-1]) + _common(behind, after.lstrip())


def places_of(text: str, pieces: Sequence[str]) -> list[tuple[Place, ...]]:
    """Return all places at which the pieces of a label fit (code points), in their order."""
    candidates = Candidates(text)
    found = [candidates.of(one) for one in pieces]
    if not found or not all(one.places for one in found):
        return []
    return list(dict.fromkeys(one.fragments for one in _chains(found)))


class _Chain(msgspec.Struct, frozen=True):
    """The pieces of a label as they may stand one after the other."""

    pieces: tuple[Place, ...]
    doubt: str = ""

    @property
    def fragments(self) -> tuple[Place, ...]:
        """The pieces as an annotation has them."""
        return tuple((one.start, one.end) for one in merged_ranges(list(self.pieces)))


class _Bounds:
    """Between which positions each head stands, where heads follow each other as the text does."""

    def __init__(self, chains: Sequence[list[_Chain]], *, stated: bool) -> None:
        self._known = [one[0].pieces[0][0] if len(one) == 1 else -1 for one in chains]
        sure = [one for one in self._known if one >= 0]
        rising = sum(a <= b for a, b in pairwise(sure))
        self._ordered = stated or (len(sure) > 2 and rising >= 0.9 * (len(sure) - 1))

    def of(self, rank: int) -> Place:
        """Return the first and the last position at which a head may begin."""
        if not self._ordered:
            return 0, 2**31
        before = next((one for one in reversed(self._known[:rank]) if one >= 0), 0)
        after = next((one for one in self._known[rank + 1 :] if one >= 0), 2**31)
        return (before, after) if before <= after else (0, 2**31)

    def set(self, rank: int, start: int) -> None:
        """Remember where a head was placed."""
        self._known[rank] = start


def _chains(found: Sequence[Occurrences]) -> Iterator[_Chain]:
    """Yield the ways in which pieces can follow each other: each place of the surest piece one."""
    anchor = min(range(len(found)), key=lambda n: (len(found[n].places), -_length(found[n])))
    doubt = next((_doubt(one) for one in found if _doubt(one)), "")
    for place in found[anchor].places:
        pieces, unsure = [place], False
        for one in found[anchor + 1 :]:
            behind = [each for each in one.places if each[0] >= pieces[-1][1]]
            unsure = unsure or _is_close([each[0] - pieces[-1][1] for each in behind])
            pieces.extend(behind[:1])
        for one in reversed(found[:anchor]):
            ahead = [each for each in one.places if each[1] <= pieces[0][0]]
            unsure = unsure or _is_close([pieces[0][0] - each[1] for each in reversed(ahead)])
            pieces[:0] = ahead[-1:]
        if len(pieces) == len(found):
            many = "one of its pieces fits in several places" if unsure else ""
            yield _Chain(tuple(pieces), doubt or many)


def _is_close(gaps: Sequence[int]) -> bool:
    return len(gaps) > 1 and gaps[1] <= 2 * gaps[0] + _MARGIN


def _length(found: Occurrences) -> int:
    return found.places[0][1] - found.places[0][0] if found.places else 0


def _doubt(found: Occurrences) -> str:
    return "the text has other words there" if found.way is Likeness.ALIKE else ""


def _order(groups: Sequence[WordGroup]) -> list[int]:
    """Return the numbers of groups in the order that they state, else in their own."""
    if not _is_stated(groups):
        return list(range(len(groups)))
    ranks = [one.head.order if one.head else None for one in groups]
    return sorted(range(len(groups)), key=lambda n: (ranks[n] is None, ranks[n] or 0, n))


def _is_stated(groups: Sequence[WordGroup]) -> bool:
    ranks = [one.head.order for one in groups if one.head and one.head.order is not None]
    return len(set(ranks)) > 1


def _paragraphs(text: str) -> Iterator[Place]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return n
    return min(len(one), len(other))
