"""The orders in which articles can be listed."""

import heapq
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from annotator.domain.article import WorkStatus
from annotator.domain.batches import batched
from annotator.domain.visibility import Visibility
from annotator.store.reading.listing import ArticleListing
from annotator.store.reading.rows import ArticleRow

T = TypeVar("T", str, int)
Collate = Callable[[str], Any]
"""Gives a text the key by which it is sorted."""
_AT_ONCE = 5000
"""How many are sorted without a pause: whoever sorts holds up all other threads."""
_FEW_AT_ONCE = 1000
"""The same of what is compared by other code than Python's own."""


class SortKey(StrEnum):
    """What articles are sorted by; `arrival` is the order in which they came in.

    By `drawn` those come first that were drawn to be coded next, until they are finished.
    """

    ARRIVAL = "arrival"
    TITLE = "title"
    OUTLET = "outlet"
    PUBLISHED = "published"
    STATUS = "status"
    ANNOTATIONS = "annotations"
    DRAWN = "drawn"


SORT_LABELS = {
    SortKey.ARRIVAL: "Order of import",
    SortKey.TITLE: "Title",
    SortKey.OUTLET: "Outlet",
    SortKey.PUBLISHED: "Date",
    SortKey.STATUS: "Status",
    SortKey.ANNOTATIONS: "Annotations",
    SortKey.DRAWN: "What to code next",
}
_PROGRESS = tuple(WorkStatus)


def meta_text(row: ArticleRow, key: str) -> str:
    """Return a metadata value as text, empty when there is none."""
    value = row.meta.get(key)
    return "" if value is None else str(value)


def in_order(
    numbers: Iterable[int],
    value_of: Callable[[int], str | int],
    *,
    descending: bool = False,
    collate: Collate = str.casefold,
) -> list[int]:
    """Return the articles with these numbers sorted by their values.

    Equal ones stay as they came, those without a value, which is an empty text, come last.
    """
    valued = [(value_of(one), one) for one in sorted(numbers)]
    places = _places({value for value, _ in valued} - {""}, collate)
    sign = -1 if descending else 1
    known = _sorted((sign * places[value], one) for value, one in valued if value != "")
    return [one for _, one in known] + [one for value, one in valued if value == ""]


def _places(values: Iterable[str | int], collate: Collate) -> dict[str | int, int]:
    """Return which place each value has among all; those that sort the same have the same."""
    keyed = ((collate(one) if isinstance(one, str) else one, one) for one in values)
    ordered = _sorted(keyed, key=_first)
    places = {one: 0 for _, one in ordered[:1]}
    place = 0
    for (before, _), (key, value) in pairwise(ordered):
        place += before < key
        places[value] = place
    return places


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]


def _sorted(
    pairs: Iterable[tuple[Any, Any]], key: Callable[[tuple[Any, Any]], Any] | None = None
) -> list[tuple[Any, Any]]:
    return list(heapq.merge(*(sorted(few, key=key) for few in batched(pairs, _AT_ONCE)), key=key))


def sorted_in_turns(
    pairs: Iterable[tuple[Any, int]], *, descending: bool = False
) -> list[tuple[Any, int]]:
    """Sort by the first of each pair; what is equal stays as it came. Other threads have turns."""
    few = batched(pairs, _FEW_AT_ONCE)
    parts = [sorted(one, key=_first, reverse=descending) for one in few]
    return list(heapq.merge(*parts, key=_first, reverse=descending))


def values_by(
    listing: ArticleListing, key: SortKey, visibility: Visibility
) -> Callable[[int], str | int]:
    """Return what tells an article's value by its number."""
    match key:
        case SortKey.ARRIVAL:
            return int
        case SortKey.TITLE:
            return _getting(listing.titles(), "")
        case SortKey.OUTLET | SortKey.PUBLISHED:
            return _getting(listing.meta(key.value), "")
        case SortKey.STATUS:
            said = listing.statuses(visibility.coder)
            places = {str(status): place for place, status in enumerate(WorkStatus)}
            return _getting({one: places.get(status, 0) for one, status in said.items()}, 0)
        case SortKey.ANNOTATIONS:
            return _getting(listing.label_counts(visibility), 0)
        case SortKey.DRAWN:
            done = listing.finished(visibility.coder)
            drawn = listing.drawn_by(visibility.coder)
            left: dict[int, str | int] = {n: at for n, at in drawn.items() if n not in done}
            return lambda number: left.get(number, "")


def _getting(values: Mapping[int, T], default: T) -> Callable[[int], T]:
    return lambda number: values.get(number, default)


def is_moved(old: ArticleRow, new: ArticleRow, key: SortKey, coder: str = "") -> bool:
    """Tell whether an article whose row has changed may stand elsewhere in this order."""
    return _value(old, key, coder) != _value(new, key, coder)


def _value(row: ArticleRow, key: SortKey, coder: str) -> str | int:
    match key:
        case SortKey.ARRIVAL:
            return 0
        case SortKey.TITLE:
            return row.title
        case SortKey.OUTLET | SortKey.PUBLISHED:
            return meta_text(row, key.value)
        case SortKey.STATUS | SortKey.DRAWN:
            return _PROGRESS.index(row.status_of(coder))
        case SortKey.ANNOTATIONS:
            return row.annotation_count
