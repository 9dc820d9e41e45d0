"""The orders in which articles can be listed."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from annotator.domain.article import WorkStatus
from annotator.store.reading.rows import ArticleRow

Collate = Callable[[str], Any]
"""Gives a text the key by which it is sorted."""


class SortKey(StrEnum):
    """What articles are sorted by; `arrival` is the order in which they came in."""

    ARRIVAL = "arrival"
    TITLE = "title"
    OUTLET = "outlet"
    PUBLISHED = "published"
    STATUS = "status"
    ANNOTATIONS = "annotations"


SORT_LABELS = {
    SortKey.ARRIVAL: "Order of import",
    SortKey.TITLE: "Title",
    SortKey.OUTLET: "Outlet",
    SortKey.PUBLISHED: "Date",
    SortKey.STATUS: "Status",
    SortKey.ANNOTATIONS: "Annotations",
}
_PROGRESS = tuple(WorkStatus)


def meta_text(row: ArticleRow, key: str) -> str:
    """Return a metadata value as text, empty when there is none."""
    value = row.meta.get(key)
    return "" if value is None else str(value)


def in_order(
    rows: Iterable[ArticleRow],
    key: SortKey,
    *,
    descending: bool = False,
    coder: str = "",
    collate: Collate = str.casefold,
) -> list[ArticleRow]:
    """Return the rows sorted; equal ones stay as they came, those without a value come last."""
    values = [(_value(row, key, coder), row) for row in rows]
    known = [(collate(v) if isinstance(v, str) else v, row) for v, row in values if v != ""]
    if key is SortKey.ARRIVAL:
        known = known[::-1] if descending else known
    else:
        known.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in known] + [row for value, row in values if value == ""]


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
        case SortKey.STATUS:
            return _PROGRESS.index(row.status_of(coder))
        case SortKey.ANNOTATIONS:
            return row.annotation_count
