"""What a search has found, as it is listed: the hit with the words to its left and right."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from annotator.formats.csv.cells import Cell
from annotator.store.reading.searching import FoundArticle
from annotator.workflow.article_order import Collate, sorted_in_turns
from annotator.workflow.csv_tables import write_table

CONTEXT = 80
"""How many characters of the text stand to either side of a hit."""
_LONGEST = 400
NOWHERE = FoundArticle(0, "", "", "", "")
"""Where what is on no article was found."""


class SearchPlace(StrEnum):
    """Where one looks."""

    TEXT = "text"
    LABELS = "labels"
    NOTES = "notes"
    ACTORS = "actors"


class HitSort(StrEnum):
    """What hits are sorted by."""

    ARRIVAL = "arrival"
    LEFT = "left"
    HIT = "hit"
    RIGHT = "right"
    ARTICLE = "article"
    OUTLET = "outlet"
    PUBLISHED = "published"


class Hit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One place where something was found.

    `start` and `end` are code points of the article's text, both -1 for what isn't in it itself;
    `what` says in words what it is a part of, empty for the text; `annotation` and `actor` are ids.
    """

    place: SearchPlace
    article: FoundArticle
    left: str
    hit: str
    right: str
    start: int = -1
    end: int = -1
    what: str = ""
    annotation: str = ""
    actor: str = ""


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return a hit on one line with the words to its left and right."""
    left = _line(text[max(0, start - CONTEXT) : start])
    right = _line(text[end : end + CONTEXT])
    return left, _line(text[start : min(end, start + _LONGEST)]).strip(), right


def _line(text: str) -> str:
    return " ".join(text.split()) if not text.isspace() and text == text.strip() else _spaced(text)


def _spaced(text: str) -> str:
    """Return a text on one line; a blank at its ends stays, as a word ends there."""
    inner = " ".join(text.split())
    before = " " if text[:1].isspace() and inner else ""
    after = " " if text[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"


def in_order(
    hits: Sequence[Hit], by: HitSort, *, descending: bool = False, collate: Collate
) -> list[int]:
    """Return the places of hits in an order; what is equal stays as it was found.

    To the left, what stands nearest to the hit is compared first, word by word.
    """
    places = range(len(hits))
    if by is HitSort.ARRIVAL:
        return list(reversed(places) if descending else places)
    known: dict[str, Any] = {}

    def key(one: Hit) -> Any:
        words = _KEYS[by](one)
        if words not in known:
            known[words] = collate(words)
        return known[words]

    keyed = ((key(one), place) for place, one in enumerate(hits))
    return [place for _, place in sorted_in_turns(keyed, descending=descending)]


_KEYS: dict[HitSort, Callable[[Hit], str]] = {
    HitSort.LEFT: lambda one: " ".join(reversed(one.left.split())),
    HitSort.HIT: lambda one: one.hit,
    HitSort.RIGHT: lambda one: one.right.strip(),
    HitSort.ARTICLE: lambda one: one.article.title,
    HitSort.OUTLET: lambda one: one.article.outlet,
    HitSort.PUBLISHED: lambda one: one.article.published,
}

HEADINGS = (
    *("article_id", "article", "outlet", "published", "in", "of"),
    *("start", "end", "left", "hit", "right"),
)
"""The columns of a table of hits; start and end are code points of the article's text."""


def table_rows(hits: Iterable[Hit]) -> Iterable[Sequence[Cell]]:
    """Yield hits as rows of a table, their headings first."""
    yield HEADINGS
    for one in hits:
        article = one.article
        yield (
            *(article.id, article.title, article.outlet, article.published),
            *(one.place.value, one.what),
            *(("", "") if one.start < 0 else (one.start, one.end)),
            *(one.left, one.hit, one.right),
        )


def write_hits(path: Path, hits: Iterable[Hit], *, for_spreadsheet: bool = False) -> None:
    """Write hits as a CSV file; raise a `UserError` when that can't be."""
    write_table(path, table_rows(hits), for_spreadsheet=for_spreadsheet)
