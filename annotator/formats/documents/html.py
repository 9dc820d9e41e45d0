"""Web pages: what a browser saved, SingleFile’s pages, and those that come out of other files."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.blocks.html import LARGEST_PAGE, WebPage, page_blocks, page_of
from annotator.formats.documents.page_article import article_pieces
from annotator.formats.documents.page_head import said_above
from annotator.formats.documents.page_meta import PageMeta, page_meta, title_without_outlet
from annotator.formats.documents.roles import Piece, article_of, byline_of, folded, with_headline
from annotator.formats.files.dates import iso
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told

SUFFIXES = (".html", ".htm", ".xhtml")

_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)(\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile\s+url:\s*(\S{1,2000})\s+saved date:\s*([^\r\n]{1,100})"
)
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4}) (\d{2}:\d{2}:\d{2}) GMT([+-]\d{2})(\d{2})")
_HEAD = 4096  # bytes in which a browser says from where it saved a page
_SHORT = 800  # code points; a stub that a paywall leaves seldom has more
_BODY_SHARE = 0.5
_MOST_LINES = 5000


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of a page, or why there is none."""
    try:
        data = bounded_bytes(path, LARGEST_PAGE)
        yield from page_found(data, path.name, encoding=options.encoding)
    except UserError as error:
        yield error


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a web page, whatever its name."""
    return glimpse.is_html and not glimpse.text.lstrip().lower().startswith(("warc/", "from:"))


def page_found(
    data: bytes,
    where: str,
    *,
    encoding: str | None = None,
    said: str = "",
    address: str = "",
    retrieved: str = "",
) -> Iterator[Found]:
    """Yield the article of a page’s bytes, or why there is none, and what is to be said of it.

    `address` is where the page is known to come from, `retrieved` when it was, and `said` in which
    encoding.
    """
    saved_from, saved_on = _saved(data)
    try:
        page = page_of(data, where, encoding, said)
        meta = page_meta(page.root, address or saved_from)
        pieces = _pieces(page, meta, where)
        title = _title(pieces, meta)
        byline = next(
            filter(None, (byline_of(one.text) for one in pieces if one.role is StretchRole.BYLINE)),
            None,
        )
        values = said_above(page_blocks(page.root), title)
        if byline is not None:
            values |= {"author": byline.author} | _if_said("published", byline.published)
        values |= meta.values()
        if when := iso(retrieved or saved_on):
            values["retrieved"] = when
        article = article_of(with_headline(pieces, title), title=title, meta=values, where=where)
    except UserError as error:
        yield error
        return
    yield Incoming(where=where, article=article, encoding=page.encoding)
    yield from _remarks(page, meta, article.text, where)


def _if_said(key: str, value: str) -> dict[str, str]:
    return {key: value} if value else {}


def _pieces(page: WebPage, meta: PageMeta, where: str) -> list[Piece]:
    pieces = article_pieces(page.root, meta)
    size = sum(len(one.text) for one in pieces if one.role is StretchRole.BODY and not one.excluded)
    if meta.body and size < _BODY_SHARE * len(meta.body):
        lines = meta.body.split("\n")[:_MOST_LINES]
        head = [one for one in pieces if one.role in {StretchRole.HEADLINE, StretchRole.STANDFIRST}]
        return [*head, *(Piece(text=line) for line in lines)]
    if size:
        return pieces
    if page.root.find(".//frameset") is not None or page.root.find(".//frame") is not None:
        message = "The page is made of frames: its text is in other files."
        remedy = "Open the frame with the article alone in the browser and save that."
        raise UserError(message, where=where, remedy=remedy)
    message = "No article was found on the page: it has no running text."
    remedy = "If the browser shows one, save the page there once it is loaded (SingleFile, MHTML)."
    raise UserError(message, where=where, remedy=remedy)


def _title(pieces: list[Piece], meta: PageMeta) -> str:
    headline = next((one.text for one in pieces if one.role is StretchRole.HEADLINE), "")
    if headline and (not meta.title or folded(headline) == folded(meta.title)):
        return headline
    return headline or meta.title or title_without_outlet(meta.page_title, meta.outlet)


def _remarks(page: WebPage, meta: PageMeta, text: str, where: str) -> Iterator[Told]:
    if not meta.free and len(text) < _SHORT:
        message = "The page says that it is to be paid for, and is short: its text may be cut off."
        yield Told(where, message)
    if page.unreadable:
        yield Told(
            where, f"Some characters can’t be read as {page.encoding}; they stand as \ufffd."
        )


def _saved(data: bytes) -> tuple[str, str]:
    """Return from where and when a browser says that it saved a page."""
    head = data[:_HEAD]
    if found := _SINGLE_FILE.search(head):
        day = found[2].decode("utf-8", "replace").partition(" (")[0].strip()
        return found[1].decode("utf-8", "replace"), _of_script(day)
    if found := _SAVED_FROM.search(head):
        return found[1].decode("utf-8", "replace"), ""
    return "", ""


def _of_script(day: str) -> str:
    """Return the date that a script writes, as ISO: "Fri Mar 14 2025 10:02:11 GMT+0100"."""
    found = _SCRIPT_DATE.match(day)
    if not found:
        return day
    return f"{iso(found[1])}T{found[2]}{found[3]}:{found[4]}"


def with_meta(found: Found, **values: str) -> Found:
    """Return an article with metadata that its file has of it, where the page says none."""
    if not isinstance(found, Incoming):
        return found
    meta = {key: value for key, value in values.items() if value} | found.article.meta
    return structs.replace(found, article=structs.replace(found.article, meta=meta))
