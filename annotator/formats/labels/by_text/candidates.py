"""All the places in an article where the words of a label may stand."""

import re
from enum import IntEnum
from itertools import islice

import msgspec

from annotator.domain.article import normalised
from annotator.formats.labels.folded import FoldedText, occurrences

Place = tuple[int, int]
_MOST = 2_000  # places of one label that are weighed
_LONGEST_ALIKE = 4_000  # characters of words that are looked for so
_SHORTEST_ALIKE = 12
_MOST_ALIKE = 200  # such searches in one text
_ALIKE = 78  # of 100
_MARKS = "\"'“”„‟«»‹›‘’‚‛`´「」『』"
_OPENING = tuple("\"'“„«»‹‘‚「『")
_CLOSING = tuple("\"'”“»«›’‘」』")
_DOUBLE = frozenset('"“”„«»「」『』')
_PLAIN = {**dict.fromkeys(map(ord, _MARKS), '"'), **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")}
_PART = 10  # characters of a part of words by which unlike ones are found
_MOST_PARTS = 60
_MOST_OF_PART = 20  # places of a part; what stands in more tells nothing
_TOLD = 60  # characters by which the ends of unlike words are told
_SHORT = 200  # characters of words whose both ends are looked for at once
_SLACK = 30  # characters on each side in which they are looked for, and a quarter of the words
_ENDS = f" \t\n.,;:…{_MARKS}"
_LEFT_OUT = re.compile(r"((?<!\s)\s*(?:[\[(] ?(?:\.\.\.|…) ?[\])]|(?<!\.)\.\.\.+|…)\s*)")
_MOST_PIECES = 60


class Likeness(IntEnum):
    """How words were found, the surest first."""

    AS_THEY_ARE = 0
    IN_OTHER_DRESS = 1
    ALIKE = 2


class Occurrences(msgspec.Struct, frozen=True):
    """The places of some words (code points), in their order, and how they were found."""

    places: tuple[Place, ...] = ()
    way: Likeness = Likeness.AS_THEY_ARE


class Candidates:
    """One article's text, in which the places of words are looked for: a bounded search each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: FoldedText | None = None
        self._known: dict[str, Occurrences] = {}
        self._alike = 0

    def of(self, words: str, within: Place | None = None) -> Occurrences:
        """Return where words stand: as they are, else whatever their blanks, marks and case.

        What stands in no such way is looked for by likeness, `within` a stretch or everywhere.
        """
        found = self._exactly(words)
        if within is not None:
            first, last = within
            inside = tuple(one for one in found.places if first <= one[0] and one[1] <= last)
            if inside:
                return msgspec.structs.replace(found, places=inside)
        if found.places:
            return found
        likest = self._likest(normalised(words).strip(), within)
        return Occurrences((likest,), Likeness.ALIKE) if likest is not None else Occurrences()

    def pieces(self, words: str) -> list[str]:
        """Return words that something is left out of as the pieces that stand in the text."""
        tidy = normalised(words).strip()
        if self._exactly(words).places:
            return [words]
        parts = _LEFT_OUT.split(tidy)
        if not 3 <= len(parts) < _MOST_PIECES:
            return [words]
        kept: list[str] = [parts[0]]
        for mark, part in zip(parts[1::2], parts[2::2], strict=True):
            whole = f"{kept[-1]}{mark}{part}"
            if self._exactly(whole).places:
                kept[-1] = whole  # the text itself has dots there
            else:
                kept.append(part)
        kept = [one.strip() for one in kept if one.strip(_ENDS)]
        found = len(kept) > 1 and all(self._exactly(one).places for one in kept)
        return kept if found else [words]

    def _exactly(self, words: str) -> Occurrences:
        tidy = normalised(words).strip(" \t\n")
        known = self._known.get(tidy)
        if known is None:
            known = self._known[tidy] = self._looked_up(tidy)
        return known

    def _looked_up(self, words: str) -> Occurrences:
        for one in dict.fromkeys((words, words.strip())):
            exact = [(at, at + len(one)) for at in occurrences(self.text, one)]
            if exact:
                return Occurrences(self._whole(exact))
        if not words.strip():
            return Occurrences()
        if self._folded is None:
            self._folded = FoldedText(self.text)
        for dressed in dict.fromkeys((words, words.strip(_MARKS), words.strip(_ENDS))):
            places = list(self._folded.places(dressed)) if dressed else []
            if places:
                whole = [self._with_marks(words, one) for one in self._whole(places)]
                return Occurrences(tuple(whole), Likeness.IN_OTHER_DRESS)
        return Occurrences()

    def _whole(self, places: list[Place]) -> tuple[Place, ...]:
        """Return the places that begin and end where words do; all where none does."""
        whole = [one for one in places if not self._cuts(one[0]) and not self._cuts(one[1])]
        return tuple((whole or places)[:_MOST])

    def _cuts(self, at: int) -> bool:
        """Tell whether a position is inside a word."""
        if not 0 < at < len(self.text):
            return False
        return _is_letter(self.text[at - 1]) and _is_letter(self.text[at])

    def _likest(self, words: str, within: Place | None) -> Place | None:
        """Return the stretch that is most like some words, if it is like enough."""
        if not _SHORTEST_ALIKE <= len(words) <= _LONGEST_ALIKE or self._alike >= _MOST_ALIKE:
            return None
        self._alike += 1
        from rapidfuzz import fuzz  # noqa: PLC0415 - only words that stand nowhere need it

        spot = self._spot(words, within) or (self._spot(words, None) if within else None)
        if spot is None:
            return None
        wanted = words.translate(_PLAIN)
        slack = _SLACK + len(words) // 4
        base = max(0, spot[0] - slack - 1)
        plain = self.text[base : spot[1] + slack + 1].translate(_PLAIN)
        starts = self._edges(spot[0] - slack, spot[0] + slack)
        ends = self._edges(spot[1] - slack, spot[1] + slack)
        if len(words) <= _SHORT:
            pairs = [(start, end) for start in starts for end in ends if start < end]
            if not pairs:
                return None
            start, end = max(
                pairs, key=lambda at: fuzz.ratio(wanted, plain[at[0] - base : at[1] - base])
            )
        else:
            head, tail = wanted[:_TOLD], wanted[-_TOLD:]
            start = max(starts, key=lambda at: fuzz.ratio(head, plain[at - base :][: len(head)]))
            ends = [at for at in ends if at > start] or [len(self.text)]
            end = max(ends, key=lambda at: fuzz.ratio(tail, plain[: at - base][-len(tail) :]))
        place = self._to_words(start, end)
        if place is None or end - start > 3 * len(words):
            return None
        found = self.text[place[0] : place[1]].translate(_PLAIN)
        if fuzz.ratio(wanted, found) < _ALIKE:
            return None
        return self._with_marks(words, place)

    def _spot(self, words: str, within: Place | None) -> Place | None:
        """Return about where most parts of some words stand, close to each other."""
        if self._folded is None:
            self._folded = FoldedText(self.text)
        step = max(_PART // 2, len(words) // _MOST_PARTS)
        first, last = within or (0, len(self.text))
        votes: dict[int, list[Place]] = {}
        width = len(words) + _SLACK
        for at in range(0, max(1, len(words) - _PART + 1), step):
            part = words[at : at + _PART]
            places = list(islice(self._folded.places(part), _MOST_OF_PART + 1))
            for start, end in places if len(places) <= _MOST_OF_PART else ():
                if first <= start and end <= last:
                    # The stretch that the words would have, did nothing differ.
                    place = (start - at, start - at + len(words))
                    for n in {place[0] // width, place[0] // width + 1}:
                        votes.setdefault(n, []).append(place)
        if not votes:
            return None
        best = max(votes.values(), key=len)
        best.sort()
        return best[0][0], best[-1][1]

    def _edges(self, first: int, last: int) -> list[int]:
        """Return the positions in a stretch at which words may begin or end."""
        inside = range(max(0, first), min(len(self.text), last) + 1)
        return [at for at in inside if not self._cuts(at)]

    def _with_marks(self, words: str, place: Place) -> Place:
        """Return a place with the quotation marks beside it that are its own."""
        text, (start, end) = self.text, place
        inner = text[start:end]
        if words[:1] in _MARKS and inner[:1] not in _MARKS and text[start - 1 : start] in _OPENING:
            start -= 1
        unbalanced = sum(one in _DOUBLE for one in text[start:end]) % 2 == 1
        wanted = words[-1:] in _MARKS or unbalanced
        if wanted and inner[-1:] not in _CLOSING:
            behind = text[end : end + 2]
            if behind[:1] and behind[0] in _CLOSING:
                end += 1
            elif behind[1:] and behind[0] in ".,!?" and behind[1] in _CLOSING:
                end += 2
        return start, end

    def _to_words(self, start: int, end: int) -> Place | None:
        """Return a stretch without blanks around it and with the words whole that it cuts."""
        text = self.text
        while start > 0 and self._cuts(start):
            start -= 1
        while end < len(text) and self._cuts(end):
            end += 1
        stretch = text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        return (start, start + len(stretch.strip())) if stretch.strip() else None


def _is_letter(character: str) -> bool:
    """Tell whether a character joins others to words: in some scripts no blank parts them."""
    if not character.isalnum():
        return False
    point = ord(character)
    return not (
        0x0E00 <= point < 0x0F00
        or 0x1000 <= point < 0x10A0
        or 0x1780 <= point < 0x1800
        or 0x2E80 <= point < 0xAC00
        or 0xF900 <= point < 0xFB00
        or point >= 0x20000
    )
