"""Where the rows of long lists are: on which article, which of its rows, and what they are like.

A row takes twelve bytes here; what it says is read again when it is shown.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Generic, TypeAlias, TypeVar

G = TypeVar("G", bound=Hashable)
T = TypeVar("T", bound=Hashable)

_WITHIN = 24
"""Bits for a row's number among those of its article."""
_ORDINAL = (1 << _WITHIN) - 1

Refs: TypeAlias = "array[int]"
"""Rows, each as its article's place and its number there, sorted."""


class _Group:
    """The rows under one heading, and the numbers of their traits."""

    def __init__(self) -> None:
        self.refs: Refs = array("Q")
        self.traits: Refs = array("I")


class RowIndex(Generic[G, T]):
    """The rows of articles in groups, in the order of the groups, then of the articles.

    Rows have traits by which they are filtered; there are few of these, but many rows of each.
    """

    def __init__(self, groups: Iterable[G], articles: list[str]) -> None:
        self.articles = articles
        self._places = {article: place for place, article in enumerate(articles)}
        self._groups: dict[G, _Group] = {group: _Group() for group in groups}
        self._traits: list[T] = []
        self._numbers: dict[T, int] = {}
        self._counts: Counter[int] = Counter()

    @property
    def groups(self) -> list[G]:
        """The groups, in their order."""
        return list(self._groups)

    def extend(self, articles: Iterable[str]) -> None:
        """Have more articles, after all others."""
        for article in articles:
            self._places[article] = len(self.articles)
            self.articles.append(article)

    def place_of(self, article: str) -> int | None:
        """Return an article's place among all."""
        return self._places.get(article)

    def ref(self, article: str, number: int) -> int:
        """Return how a row is referred to, by its number among those of its article."""
        return (self._places[article] << _WITHIN) + number

    def of(self, ref: int) -> tuple[str, int]:
        """Return the article and the number there of a row."""
        return self.articles[ref >> _WITHIN], ref & _ORDINAL

    def span(self, article: str) -> tuple[int, int]:
        """Return the references between which all rows of an article are."""
        place = self._places[article]
        return place << _WITHIN, (place + 1) << _WITHIN

    # Rows

    def put(self, article: str, rows: Iterable[tuple[G, T]]) -> None:
        """Take these rows, in their order, for all that an article has."""
        first, after = self.span(article)
        for group in self._groups.values():
            start, end = bisect_left(group.refs, first), bisect_left(group.refs, after)
            if start < end:
                self._counts.subtract(group.traits[start:end])
                del group.refs[start:end], group.traits[start:end]
        for number, (kind, traits) in enumerate(rows):
            group = self._groups[kind]
            at = bisect_left(group.refs, first + number)
            known = self._number(traits)
            group.refs.insert(at, first + number)
            group.traits.insert(at, known)
            self._counts[known] += 1

    def _number(self, traits: T) -> int:
        known = self._numbers.get(traits)
        if known is None:
            known = self._numbers[traits] = len(self._traits)
            self._traits.append(traits)
        return known

    def traits_at(self, group: G, ref: int) -> T | None:
        """Return the traits of a row of a group; None where there is no such row."""
        found = self._groups[group]
        at = bisect_left(found.refs, ref)
        there = at < len(found.refs) and found.refs[at] == ref
        return self._traits[found.traits[at]] if there else None

    def suits(self, wanted: Callable[[T], bool], known: list[bool]) -> list[bool]:
        """Tell of all traits, by their numbers, whether they are wanted; `known` is added to."""
        known += [wanted(one) for one in self._traits[len(known) :]]
        return known

    def count(self, suits: Sequence[bool]) -> int:
        """Count the rows whose traits are wanted."""
        return sum(count for number, count in self._counts.items() if suits[number])

    def rows(self, suits: Sequence[bool], article: str | None = None) -> dict[G, Refs]:
        """Return by group the rows, or those of one article, whose traits are wanted."""
        if article is None:
            return {kind: _kept(one.refs, one.traits, suits) for kind, one in self._groups.items()}
        if article not in self._places:
            return {kind: array("Q") for kind in self._groups}
        first, after = self.span(article)
        found: dict[G, Refs] = {}
        for kind, one in self._groups.items():
            part = slice(bisect_left(one.refs, first), bisect_left(one.refs, after))
            found[kind] = _kept(one.refs[part], one.traits[part], suits)
        return found


def _kept(refs: Refs, traits: Refs, suits: Sequence[bool]) -> Refs:
    return array("Q", compress(refs, map(suits.__getitem__, traits)))


class Splice(Generic[G]):
    """What changes in one group of a listing: at which place rows go, and which come instead."""

    def __init__(self, group: G, place: int, gone: int, come: Refs) -> None:
        self.group = group
        self.place = place
        self.gone = gone
        self.come = come


class RowListing(Generic[G, T]):
    """The rows of an index that are wanted, by group; follows the index article by article."""

    def __init__(self, index: RowIndex[G, T]) -> None:
        self.index = index
        self._wanted: Callable[[T], bool] = bool
        self._suits: list[bool] = []
        self._article: str | None = None
        self.refs: dict[G, Refs] = {group: array("Q") for group in index.groups}

    def want(self, wanted: Callable[[T], bool], article: str | None = None) -> None:
        """List the rows, or those of one article, whose traits are wanted."""
        self._wanted, self._article, self._suits = wanted, article, []
        self.refs = self.index.rows(self._now_suits(), article)

    def _now_suits(self) -> list[bool]:
        return self.index.suits(self._wanted, self._suits)

    def splices(self, articles: Collection[str]) -> Iterator[Splice[G]]:
        """Yield what is other now that these articles have other rows; apply each before the next.

        What comes after all that is listed of a group is one splice.
        """
        suits = self._now_suits()
        known = (one for one in articles if self._article in (None, one))
        places = sorted(p for one in known if (p := self.index.place_of(one)) is not None)
        now = {place: self.index.rows(suits, self.index.articles[place]) for place in places}
        for group in self.refs:
            yield from self._splices(group, {place: now[place][group] for place in places})

    def _splices(self, group: G, now: Mapping[int, Refs]) -> Iterator[Splice[G]]:
        more: Refs = array("Q")
        for place, come in now.items():
            refs = self.refs[group]
            start = bisect_left(refs, place << _WITHIN)
            end = bisect_left(refs, (place + 1) << _WITHIN, start)
            if start == len(refs):
                more += come
            elif come != refs[start:end]:
                yield Splice(group, start, end - start, come)
        if more:
            yield Splice(group, len(self.refs[group]), 0, more)

    def apply(self, splice: Splice[G]) -> None:
        """Take a splice over."""
        self.refs[splice.group][splice.place : splice.place + splice.gone] = splice.come

    def place(self, ref: int) -> tuple[G, int] | None:
        """Return the group of a row and its place there, if it is listed."""
        for group, refs in self.refs.items():
            at = bisect_left(refs, ref)
            if at < len(refs) and refs[at] == ref:
                return group, at
        return None
