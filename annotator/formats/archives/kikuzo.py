"""Kikuzo, the archive of the Asahi Shimbun: HTML pages with many articles."""

import unicodedata
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

_NAME = "Kikuzo"
_LIST = "topic-list"
_DETAIL = "topic-detail"
_MARKS = ("朝日新聞記事検索", "t-detail.php")
"""What stands in a page with so much above its articles that they come too late."""
_TEXTS = (_DETAIL, "detail001")


class _Data(msgspec.Struct, frozen=True):
    """Headings of the table above each article, to metadata keys; what says why there is no text.

    `outlet` is the newspaper where nothing else is said; `outlets` are those that an edition may
    name.
    """

    columns: dict[str, str]
    total: str
    withheld: tuple[str, ...]
    outlet: str
    outlets: tuple[str, ...]


@cache
def _data() -> _Data:
    return archive_data("kikuzo.json", _Data)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a page of Kikuzo."""
    start = glimpse.squeezed
    if f'class="{_LIST}' in start:
        return any(f'class="{one}' in start for one in _TEXTS)
    return all(mark in start for mark in _MARKS)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a page, and those that the archive withholds."""
    try:
        page = pages.page_of(path, options.encoding)
        entries = list(_entries(page.root))
        stated = _total(page.root)
        yield from found_in(
            path.name, entries, encoding=page.encoding, stated=stated, of_search=True
        )
        if page.broken:
            yield UserError(page.broken, where=path.name)
    except UserError as error:
        yield error


def _total(root: "Element") -> int:
    for one in root.iter("span", "td"):
        text = pages.line(one) if one.tag == "span" else ""
        if text.startswith(_data().total):
            return number_in(text)
    return 0


def _entries(root: "Element") -> Iterator[DownloadEntry]:
    """Yield an entry for each table of fields and the text that follows it."""
    meta: dict[str, str] = {}
    for one in root.iter("table"):
        if pages.has_class(one, _LIST):
            meta = _fields(one)
        elif pages.has_class(one, _DETAIL):
            yield _entry(one, meta)
            meta = {}


def _fields(table: "Element") -> dict[str, str]:
    heads = [pages.line(one).replace(" ", "") for one in table.iter("th")]
    cells = [pages.line(one) for one in table.iter("td")]
    found = {"outlet": _data().outlet, "database": _NAME, "language": "ja"}
    for head, cell in zip(heads, cells, strict=False):
        if key := _data().columns.get(head, ""):
            found[key] = cell
    found["published"] = as_date(found.get("published", "").replace(" ", ""))
    for key in ("page", "characters"):
        if value := found.get(key, ""):
            found[key] = str(number_in(value) or unicodedata.normalize("NFKC", value))
    named = found.get("edition", "") + found.get("source", "")
    found["outlet"] = next((one for one in _data().outlets if one in named), found["outlet"])
    found.pop("source", None)
    return found


def _entry(table: "Element", meta: dict[str, str]) -> DownloadEntry:
    titles = [one for one in table.iter("span") if pages.has_class(one, "font002")]
    texts = [one for one in table.iter("div") if pages.has_class(one, "detail001")]
    title = pages.line(titles[0]) if titles else ""
    lines = [text for one in texts for text in pages.lines(one)]
    whole = pages.lines(table, until=frozenset(titles))
    why = next((one for one in whole if any(mark in one for mark in _data().withheld)), "")
    if not texts and not why:
        lines = whole
    return DownloadEntry(
        title=title,
        parts=body(lines),
        meta=meta,
        why=f"the archive gives no text ({why.strip('※。 ')})" if why else "",
    )
