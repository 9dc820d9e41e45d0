"""Which text belongs to which article of a release: by its hash, its address, its words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any

import msgspec

from annotator.analysis.wordless.finding import GroupIndex, Matching
from annotator.analysis.wordless.marks import mark_bits
from annotator.analysis.wordless.words import PlainWords
from annotator.domain.article import fingerprint
from annotator.domain.shells import marks_of
from annotator.formats.release.lines import WordlessLine, words_sha256
from annotator.workflow.rehydrating.texts import FoundText

_LEAST_NAMED, _LEAST = 0.2, 0.4
"""What share of its marks a text must have that an address names, and one that nothing does."""
_FEWEST = 8
"""Fewer words than these are no article's alone."""
_MOST_TRIED = 5
"""With how many articles a text is compared that nothing names."""


class FoundBy(StrEnum):
    """By what a text was found to be an article's, the surest first."""

    TEXT = "text"
    WORDS = "words"
    ADDRESS = "address"
    NUMBER = "number"
    TITLE = "title"
    MARKS = "marks"


_ORDER = tuple(FoundBy)
_LIKELY = (FoundBy.TITLE, FoundBy.MARKS)


class TextMatch(msgspec.Struct, frozen=True):
    """A text that is an article's: by what, and what share of the article's marks it has."""

    found: FoundText
    by: FoundBy
    share: float


class _Seen:
    """A text as it is compared."""

    def __init__(self, found: FoundText) -> None:
        self.found = found
        self.sha256 = fingerprint(found.text)
        self._indexes: dict[tuple[int, int], GroupIndex] = {}

    @cached_property
    def words(self) -> PlainWords:
        return PlainWords(self.found.text)

    @cached_property
    def words_sha256(self) -> str:
        return words_sha256(self.words)

    def index(self, size: int, bits: int) -> GroupIndex:
        if (size, bits) not in self._indexes:
            self._indexes[size, bits] = GroupIndex(self.words, size, bits)
        return self._indexes[size, bits]

    def share(self, line: WordlessLine) -> float:
        """Return what share of an article's marks stand here, in their order."""
        if line.words_sha256 == self.words_sha256:
            return 1.0
        return Matching(line.marks, line.words, self.index(line.group, mark_bits(line.words))).share


class Matcher:
    """The articles of a release that wait for texts; each keeps the best that was offered."""

    def __init__(self, lines: Sequence[WordlessLine]) -> None:
        self._lines = lines
        self._best: dict[int, TextMatch] = {}
        self._by: dict[tuple[FoundBy, str], list[int]] = {}
        self._by_mark: dict[tuple[int, int], dict[int, list[int]]] = {}
        for n, line in enumerate(lines):
            for key in _keys(line.title or "", line.meta):
                self._by.setdefault(key, []).append(n)
            self._by.setdefault((FoundBy.TEXT, line.text_sha256), []).append(n)
            if line.words >= _FEWEST:
                self._by.setdefault((FoundBy.WORDS, line.words_sha256), []).append(n)
            alike = self._by_mark.setdefault((line.group, mark_bits(line.words)), {})
            for mark in {one.hash for one in line.marks}:
                alike.setdefault(mark, []).append(n)

    def offer(self, found: FoundText) -> None:
        """Keep a text for the articles that it may be, if none is surer."""
        seen = _Seen(found)
        same = self._by.get((FoundBy.TEXT, seen.sha256), ())
        for n in same:
            self._keep(n, TextMatch(found, FoundBy.TEXT, 1.0))
        alike = [n for n in self._by.get((FoundBy.WORDS, seen.words_sha256), ()) if n not in same]
        for n in alike:
            self._keep(n, TextMatch(found, FoundBy.WORDS, 1.0))
        named = {*same, *alike}
        for key in _keys(found.title, found.meta):
            for n in self._by.get(key, ()):
                if n not in named:
                    named.add(n)
                    self._try(n, seen, key[0], _LEAST_NAMED)
        if not named:
            for n in self._likely(seen):
                self._try(n, seen, FoundBy.MARKS, _LEAST)

    def _try(self, n: int, seen: _Seen, by: FoundBy, least: float) -> None:
        known = self._best.get(n)
        if known is None or _ORDER.index(known.by) > _ORDER.index(FoundBy.WORDS):
            share = seen.share(self._lines[n])
            if share >= least:
                self._keep(n, TextMatch(seen.found, by, share))

    def _likely(self, seen: _Seen) -> Iterator[int]:
        """Yield the articles that share most marks with a text, if they are enough."""
        votes: Counter[int] = Counter()
        for (size, bits), alike in self._by_mark.items():
            for mark in seen.index(size, bits).hashes():
                votes.update(alike.get(mark, ()))
        shares = {n: count / len(self._lines[n].marks) for n, count in votes.items()}
        likely = [n for n, share in shares.items() if share >= _LEAST]
        yield from sorted(likely, key=lambda n: (-shares[n], n))[:_MOST_TRIED]

    def _keep(self, n: int, match: TextMatch) -> None:
        known = self._best.get(n)
        if known is None or _surer(match, known):
            self._best[n] = match

    def matches(self) -> Mapping[int, TextMatch]:
        """Return by an article's place in the release its text.

        One that no text, address or number names is but one article's, the likest one's, and none's
        if it is surely another's: agencies' reports are in many outlets.
        """
        sure = {n: one for n, one in self._best.items() if one.by not in _LIKELY}
        # By identity: two texts of one project can have the same title, and so the same place.
        used = {id(one.found) for one in sure.values()}
        rest = [(n, one) for n, one in self._best.items() if one.by in _LIKELY]
        for n, one in sorted(rest, key=lambda pair: (-pair[1].share, pair[0])):
            if id(one.found) not in used:
                used.add(id(one.found))
                sure[n] = one
        return dict(sorted(sure.items()))


def _surer(one: TextMatch, other: TextMatch) -> bool:
    exact = (FoundBy.TEXT, FoundBy.WORDS)
    if one.by in exact or other.by in exact:
        return _ORDER.index(one.by) < _ORDER.index(other.by)
    return (one.share, -_ORDER.index(one.by)) > (other.share, -_ORDER.index(other.by))


def _keys(title: str, meta: Mapping[str, Any]) -> Iterator[tuple[FoundBy, str]]:
    """Yield by what an article is known, beside its text."""
    marks = marks_of(title, meta)
    for mark in (marks.address, marks.doi):
        if mark:
            yield FoundBy.ADDRESS, mark
    number = " ".join(str(meta.get("document_number") or "").split()).casefold()
    if number:
        yield FoundBy.NUMBER, number
    if marks.heading:
        yield FoundBy.TITLE, marks.heading
