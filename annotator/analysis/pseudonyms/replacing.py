"""Replacing names by pseudonyms in one text after the other, with a map of the places.

A text in, another out; what stood on words of the first stands on the same words of the second,
and what began or ended inside a name takes in the whole pseudonym. All offsets are code points.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from annotator.analysis.pseudonyms.forms import NameForm, Why, forms_of, names_of
from annotator.analysis.pseudonyms.tokens import (
    NameWord,
    gaps,
    is_unspaced,
    tokens,
    without_particles,
)
from annotator.domain.people import Actor
from annotator.domain.record import Fragment

_LEAST_FOR_ENDING = 4
"""How long a word of a name has to be for words with an ending to be taken for it."""
_LONGEST_ENDING = 4
_KEPT_ENDINGS = ("s",)
_LOST_ENDINGS = tuple(
    sorted(("а", "у", "ом", "е", "ы", "и", "ым", "ои", "ю", "я", "ем", "ов", "ами"), key=len)
)[::-1]
"""Endings that cases put to names in Cyrillic, without accents."""


class Replaced(msgspec.Struct, frozen=True, gc=False):
    """The name `[start, end)` of an actor (an id), and the pseudonym in its place."""

    start: int
    end: int
    new_start: int
    new_end: int
    actor: str


class Doubt(msgspec.Struct, frozen=True):
    """Words that were left as they are, and why they may name an actor (an id)."""

    actor: str
    words: str
    why: Why


class MaskedText(msgspec.Struct, frozen=True, dict=True):
    """A text with pseudonyms in place of names, and what was replaced, in order."""

    text: str
    replaced: tuple[Replaced, ...]
    doubts: tuple[Doubt, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.replaced]

    @cached_property
    def _new_starts(self) -> list[int]:
        return [one.new_start for one in self.replaced]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the first text stands now."""
        first, last = self._at(start), self._at(end - 1)
        return (
            first.new_start if first else start + self._shift(start),
            last.new_end if last else end + self._shift(end - 1),
        )

    def fragments(self, pieces: Iterable[Fragment]) -> tuple[Fragment, ...]:
        """Return where fragments stand now; those that have grown into one another are one."""
        found: list[Fragment] = []
        for piece in pieces:
            start, end = self.moved(piece.start, piece.end)
            if found and start < found[-1].end:
                found[-1] = Fragment(found[-1].start, max(end, found[-1].end))
            else:
                found.append(Fragment(start, end))
        return tuple(found)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the new text stood; one in a pseudonym takes in the name."""
        first, last = self._new_at(start), self._new_at(end - 1)
        return (
            first.start if first else start - self._new_shift(start),
            last.end if last else end - self._new_shift(end - 1),
        )

    def _at(self, offset: int) -> Replaced | None:
        n = bisect_right(self._starts, offset) - 1
        return self.replaced[n] if n >= 0 and offset < self.replaced[n].end else None

    def _shift(self, offset: int) -> int:
        n = bisect_right(self._starts, offset) - 1
        return self.replaced[n].new_end - self.replaced[n].end if n >= 0 else 0

    def _new_at(self, offset: int) -> Replaced | None:
        n = bisect_right(self._new_starts, offset) - 1
        return self.replaced[n] if n >= 0 and offset < self.replaced[n].new_end else None

    def _new_shift(self, offset: int) -> int:
        n = bisect_right(self._new_starts, offset) - 1
        return self.replaced[n].new_end - self.replaced[n].end if n >= 0 else 0


class _Hit(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    actor: str
    doubt: Why | None = None


class Replacer:
    """Replaces the names of chosen actors by pseudonyms (by the actors' ids).

    Names, aliases and surnames that no other actor has are whole words, in any case and with any
    accents; with an apostrophe, with the endings of cases and after what Arabic and Hebrew write
    together with a word, too. Of what is doubtful it tells.
    """

    def __init__(
        self,
        chosen: Sequence[Actor],
        pseudonyms: Mapping[str, str],
        others: Iterable[Actor],
        same: Mapping[str, str] | None = None,
    ) -> None:
        self.pseudonyms = dict(pseudonyms)
        self._by_first: dict[str, list[NameForm]] = defaultdict(list)
        forms = forms_of(chosen, others, same or {})
        for form in forms:
            self._by_first[form.words[0]].append(form)
        self._starts_of = frozenset(one.words[0][:_LEAST_FOR_ENDING] for one in forms)
        self._unspaced = _unspaced(chosen)
        self._whose = {name: one.id for one in chosen for name in names_of(one)}

    def masked(self, text: str) -> MaskedText:
        """Return a text with pseudonyms in it."""
        parts: list[str] = []
        replaced: list[Replaced] = []
        doubts: list[Doubt] = []
        at = length = 0
        for hit in self._hits(text):
            if hit.doubt is not None:
                doubts.append(Doubt(hit.actor, text[hit.start : hit.end], hit.doubt))
                continue
            name = self.pseudonyms[hit.actor]
            length += hit.start - at
            parts += (text[at : hit.start], name)
            replaced.append(Replaced(hit.start, hit.end, length, length + len(name), hit.actor))
            at, length = hit.end, length + len(name)
        whole = "".join((*parts, text[at:])) if parts else text
        return MaskedText(whole, tuple(replaced), tuple(doubts))

    def words(self, text: str) -> str:
        """Return a text with pseudonyms in it, where no places are asked for."""
        return self.masked(text).text if text else text

    def _hits(self, text: str) -> Iterator[_Hit]:
        """Yield what is found in a text, in order; what is replaced is disjoint."""
        found = list(tokens(text))
        unspaced = deque(self._in_unspaced(text))
        n = told = 0
        while n < len(found):
            while unspaced and unspaced[0].end <= found[n].start:
                yield unspaced.popleft()
            if unspaced and unspaced[0].start < found[n].end:
                n += 1  # a script without blanks: the word is a whole clause
                continue
            if not self._may_begin(text, found[n]):
                n += 1
                continue
            hit, taken = self._hit_at(text, found, n)
            n += taken
            if hit is None or (hit.doubt and hit.start < told):
                continue
            yield hit
            told = hit.end
            while not hit.doubt and unspaced and unspaced[0].start < hit.end:
                unspaced.popleft()
        yield from unspaced

    def _hit_at(self, text: str, found: Sequence[NameWord], n: int) -> tuple[_Hit | None, int]:
        """Return what begins with a word, the longest first, and how many words it takes up.

        What is in doubt takes up one: a name may begin with the next.
        """
        fitting = self._fitting_at(text, found, n, found[n])
        for bare in () if fitting else without_particles(text, found[n]):
            fitting += self._fitting_at(text, found, n, bare)
        if not fitting:
            return self._longer(text, found[n]), 1
        sure = [one for one in fitting if one[1]]
        size, _, hit = max(sure or fitting, key=lambda one: one[0])
        return hit, size if sure else 1

    def _may_begin(self, text: str, word: NameWord) -> bool:
        """Tell whether a name may begin with a word, or with what particles are written to."""
        return word.key[:_LEAST_FOR_ENDING] in self._starts_of or any(
            bare.key[:_LEAST_FOR_ENDING] in self._starts_of
            for bare in without_particles(text, word)
        )

    def _fitting_at(
        self, text: str, found: Sequence[NameWord], n: int, first: NameWord
    ) -> list[tuple[int, bool, _Hit]]:
        """Return how many words fit, whether surely, and what they are, where one is `first`.

        One word that particles may be written to is in doubt: it may be another word by itself.
        """
        fitting: list[tuple[int, bool, _Hit]] = []
        for reading in _readings(first.key):
            for form in self._by_first.get(reading, ()):
                size = len(form.words)
                hit = _fitting(form, (first, *found[n + 1 : n + size]), text)
                if hit is not None and size == 1 and first is not found[n]:
                    hit = _Hit(found[n].start, hit.end, hit.actor, Why.PARTICLE)
                if hit is not None:
                    fitting.append((size, hit.doubt is None, hit))
        return fitting

    def _longer(self, text: str, word: NameWord) -> _Hit | None:
        """Tell of a word that begins as a name of one word and has an unusual ending."""
        if not text[word.start].isupper():
            return None
        for cut in range(1, _LONGEST_ENDING + 1):
            start = word.key[:-cut]
            if len(start) < _LEAST_FOR_ENDING:
                return None
            for form in self._by_first.get(start, ()):
                if len(form.words) == 1 and form.doubt is None:
                    return _Hit(word.start, word.end, form.actor, Why.ENDING)
        return None

    def _in_unspaced(self, text: str) -> Iterator[_Hit]:
        if self._unspaced is None:
            return
        for found in self._unspaced.finditer(text):
            yield _Hit(found.start(), found.end(), self._whose[found[0]])


class NameTally:
    """Counts what was replaced, and what was left in doubt, over many texts."""

    def __init__(self) -> None:
        self.replaced = Counter[str]()
        """By actor (an id)."""
        self.doubts = Counter[Doubt]()

    def add(self, masked: MaskedText) -> None:
        """Count one text."""
        self.replaced.update(one.actor for one in masked.replaced)
        self.doubts.update(masked.doubts)


def _unspaced(chosen: Iterable[Actor]) -> re.Pattern[str] | None:
    """Return what finds names in scripts that put no blanks between words, the longest first."""
    names = {name for one in chosen for name in names_of(one) if is_unspaced(name)}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None


def _readings(key: str) -> Iterator[str]:
    """Yield what a word may be: itself, or without the ending of a case."""
    yield key
    for ending in (*_KEPT_ENDINGS, *_LOST_ENDINGS):
        if key.endswith(ending) and len(key) - len(ending) >= _LEAST_FOR_ENDING:
            yield key[: -len(ending)]


def _fitting(form: NameForm, words: Sequence[NameWord], text: str) -> _Hit | None:
    """Return what words of a text are as a form of a name, if they are one."""
    if len(words) != len(form.words) or not _are_alike(form, words, text):
        return None
    word, stem = words[-1], form.words[-1]
    end = word.end
    if not _is_case(word.key, stem):
        kept = word.key.removeprefix(stem)
        if len(stem) < _LEAST_FOR_ENDING or kept not in _KEPT_ENDINGS:
            return None
        if text[end - len(kept) : end].casefold() != kept:
            return None
        end -= len(kept)
    small = _is_small(form, text[words[0].start : end])
    return _Hit(words[0].start, end, form.actor, form.doubt or (Why.LOWER if small else None))


def _are_alike(form: NameForm, words: Sequence[NameWord], text: str) -> bool:
    """Tell whether words are those of a form but for the last one's ending."""
    if not words[-1].key.startswith(form.words[-1]):
        return False
    pairs = zip(words[:-1], form.words[:-1], strict=True)
    if not all(_is_case(word.key, stem) for word, stem in pairs):
        return False
    return len(words) == 1 or gaps(text, words) == form.between


def _is_case(key: str, stem: str) -> bool:
    """Tell whether a word is a word of a name, or has the ending of a case that goes with it."""
    if key == stem:
        return True
    return len(stem) >= _LEAST_FOR_ENDING and key.removeprefix(stem) in _LOST_ENDINGS


def _is_small(form: NameForm, words: str) -> bool:
    """Tell whether one word is written small that is a name only with a capital."""
    return len(form.words) == 1 and not form.small and words == words.lower()
