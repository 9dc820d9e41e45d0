"""Yomidasu, the archive of the Yomiuri Shimbun: HTML pages with many articles."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.archives import html_pages as pages
from annotator.formats.archives.days import as_date
from annotator.formats.archives.entries import (
    DownloadEntry,
    archive_data,
    body,
    found_in,
    number_in,
)
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

if TYPE_CHECKING:
    from annotator.formats.archives.html_pages import Element

_NAME = "Yomidasu"
_HEAD = "contentsTable"
_MARKS = ('id="heiseidetail', 'name="yomiurinewsarticledto')
_KEYS = ("", "published", "title", "edition", "section", "page", "characters")
"""What the columns above each article are, in their order; those after them aren't kept."""


class _Data(msgspec.Struct, frozen=True):
    """Words of the pages.

    `outlet` is the newspaper where nothing else is said, `outlets` are those that an edition may
    name, `page` and `characters` follow these numbers.
    """

    outlet: str
    outlets: tuple[str, ...]
    page: str
    characters: str


@cache
def _data() -> _Data:
    return archive_data("yomidasu.json", _Data)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a page of Yomidasu."""
    return any(mark in glimpse.squeezed for mark in _MARKS)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a page, and those without a text (cartoons, pictures)."""
    try:
        page = pages.page_of(path, options.encoding)
        numbers = _numbers(page.root)
        heads = [one for one in page.root.iter("table") if pages.has_class(one, _HEAD.lower())]
        entries = [
            _entry(head, numbers[n] if len(numbers) == len(heads) else "")
            for n, head in enumerate(heads)
        ]
        stated = len(numbers)
        yield from found_in(path.name, entries, encoding=page.encoding, stated=stated)
        if page.broken:
            yield UserError(page.broken, where=path.name)
    except UserError as error:
        yield error


def _numbers(root: "Element") -> list[str]:
    """Return the document numbers of all articles that the page was asked for."""
    named = [one for one in root.iter("input") if (one.get("name") or "").endswith(".objectId")]
    return [one.get("value") or "" for one in named]


def _entry(head: "Element", number: str) -> DownloadEntry:
    cells = [pages.line(one) for one in head.iter("th", "td")]
    found = {key: cell for key, cell in zip(_KEYS, cells, strict=False) if key}
    title = found.pop("title", "")
    meta = found | {
        "outlet": next(
            (one for one in _data().outlets if one in found.get("edition", "")), _data().outlet
        ),
        "published": as_date(found.get("published", "")),
        "page": _bare(found.get("page", ""), _data().page),
        "characters": _bare(found.get("characters", ""), _data().characters),
        "document_number": number,
        "database": _NAME,
        "language": "ja",
    }
    texts = _texts(head)
    return DownloadEntry(
        title=title, parts=body(line for one in texts for line in pages.lines(one)), meta=meta
    )


def _bare(cell: str, unit: str) -> str:
    number = number_in(cell)
    return str(number) if number else cell.replace(unit, "").strip()


def _texts(head: "Element") -> Iterator["Element"]:
    """Yield the paragraphs between an article's head and the next one's."""
    for one in _following(head):
        if one.tag == "table" and pages.has_class(one, _HEAD.lower()):
            return
        if one.tag == "p" and pages.has_class(one, "mb10"):
            yield one


def _following(head: "Element") -> Iterator["Element"]:
    """Yield what comes after an element in the page, in its order."""
    here: Element | None = head
    while here is not None:
        for sibling in here.itersiblings():
            yield from sibling.iter()
        here = here.getparent()
