"""Europresse: HTML pages with many articles, in the layout of today and in that of 2012."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.archives import html_pages as pages
from annotator.formats.archives.days import published
from annotator.formats.archives.entries import (
    DownloadEntry,
    EntryPart,
    archive_data,
    body,
    found_in,
)
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

if TYPE_CHECKING:
    from annotator.formats.archives.html_pages import Element

_NAME = "Europresse"
_OUTLET = "docpublicationname"
_HEADER = "docheader"
_TITLE = "titrearticlevisu"
_TITLES = ("rdp__articletitle", _TITLE, "titrearticle")
_MARKS = ("cedrom", _TITLE, "europresse.", "eureka.cc")
_CLASS = re.compile(r"class ?= ?[\"']?[\w -]{0,80}docpublicationname")
_NUMBER = re.compile(r"\b[a-z]{2,8}[·.]\d{8}[·.][\w-]{1,20}[·.][\w-]{1,40}")
_DAY = re.compile(r"[·.](\d{4})(\d{2})(\d{2})[·.]")
_COUNT = re.compile(r"(?<!\d)(\d{1,3}(?:[ \u00a0\u202f.,]\d{3}){1,2}|\d{1,7})\s?([^\W\d_]{3,10})\b")
_PAGE = re.compile(r"\b(?:pp?|págs?|pag|s)\. ?([\w-]{1,10}(?:[,;] ?[\w-]{1,6}){0,9}(?:\(\d+\))?)")
_ISSUE = re.compile(
    r"(?:,|;| -) ?(?:no|n|nr|num|núm|issue|vol|nº|n°)\b[.º°]? ?\d[^;]{0,40}$", re.IGNORECASE
)
_LONGEST_BYLINE = 160  # code points


class _Data(msgspec.Struct, frozen=True):
    """Words of the pages in all languages, in lower case.

    `words` count an article, `ends` begin what is no text any more, `links` are the words of the
    link to the article's own page, `by` stand before a name, `weekdays` before a day.
    """

    words: frozenset[str]
    ends: tuple[str, ...]
    links: tuple[str, ...]
    by: tuple[str, ...]
    weekdays: frozenset[str]


@cache
def _data() -> _Data:
    return archive_data("europresse.json", _Data)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a download from Europresse (or Eureka, its name elsewhere)."""
    start = glimpse.squeezed
    return _CLASS.search(start) is not None and any(mark in start for mark in _MARKS)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a page, and those without a text."""
    try:
        page = pages.page_of(path, options.encoding)
        entries = [_entry(*one) for one in _articles(page.root)]
        yield from found_in(path.name, entries, encoding=page.encoding)
        if page.broken:
            yield UserError(page.broken, where=path.name)
    except UserError as error:
        yield error


def _articles(root: "Element") -> Iterator[tuple["Element", "Element"]]:
    """Yield the element of each article with the one of its outlet."""
    seen: set[Element] = set()
    for one in root.iter("span", "div", "p"):
        if not pages.has_class(one, _OUTLET):
            continue
        around = next((up for up in one.iterancestors("article")), None)
        if around is None:
            around = next((up for up in one.iterancestors("td")), one.getparent())
        if around is not None and around not in seen:
            seen.add(around)
            yield around, one


def _entry(article: "Element", outlet: "Element") -> DownloadEntry:
    having = _by_class(article)
    above = having.get(_HEADER, [])
    headers = [one for one in above if one.tag != "div"]
    titles: Sequence[Element] = next((having[name] for name in _TITLES if name in having), ())
    title = pages.line(titles[0]) if titles else ""
    header = " ".join(pages.line(one) for one in headers or above)
    texts = having.get("dococurrcontainer") or having.get("doctext")
    meta = _header(header) | _outlet(outlet) | {"database": _NAME}
    if texts:
        parts = _today(having, texts, titles, meta)
    else:
        parts = _of_2012(article, [outlet, *headers], titles, meta)
    if not meta["published"]:
        head = next(article.iter("header"), None)
        meta["published"] = published(pages.line(head)) if head is not None else ""
    number = _NUMBER.search("".join(str(one) for one in article.itertext()))
    if number:
        meta["document_number"] = number[0]
    if not meta["published"] and number and (day := _DAY.search(number[0])):
        meta["published"] = "-".join(day.groups())
    return DownloadEntry(title=title, parts=parts, meta=meta)


def _by_class(article: "Element") -> "dict[str, list[Element]]":
    """Return the elements below an article by each of their classes, in lower case."""
    found: dict[str, list[Element]] = {}
    for one in article.iterdescendants("*"):
        for name in (one.get("class") or "").lower().split():
            found.setdefault(name, []).append(one)
    return found


def _outlet(element: "Element") -> dict[str, str]:
    """Return the outlet as it is written, and the number of its issue: "Le Port, no. 4301"."""
    lines = pages.lines(element)
    named = lines[0].strip(" ;,") if lines else ""
    found = _ISSUE.search(named)
    if not found:
        return {"outlet": named}
    return {"outlet": named, "edition": found[0].strip(" ,;-")}


def _header(text: str) -> dict[str, str]:
    """Return section, day, page and number of words of the line above an article."""
    found = {"published": published(text)}
    if page := _PAGE.search(text):
        found["page"] = page[1]
    for count in _COUNT.finditer(text):
        if count[2].lower() in _data().words:
            found["words"] = "".join(c for c in count[1] if c.isdigit())
    if found["published"]:
        found["section"] = _section(text, found["published"])
    return found


def _section(text: str, day: str) -> str:
    """Return what stands before the day and its weekday."""
    kept: list[str] = []
    rest = text
    while rest:
        piece, _, rest = rest.partition(",")
        words = {one.strip(".").lower() for one in piece.split()}
        if words & _data().weekdays or published(rest) != day:
            break
        kept.append(piece.strip())
    return ", ".join(kept)


def _today(
    having: "Mapping[str, Sequence[Element]]",
    texts: Sequence["Element"],
    titles: Sequence["Element"],
    meta: dict[str, str],
) -> list[EntryPart]:
    """Return lead and body of the layout of today, and put author and address into `meta`."""
    leads = [pages.line(one) for one in having.get("rdp__subtitle", ())]
    within = {below for one in texts for below in one.iter()}
    authors = [
        *(pages.line(one) for one in having.get("docauthors", ())),
        *(
            pages.line(one)
            for one in having.get("sm-margin-bottomnews", ())
            if one not in within and one not in titles
        ),
    ]
    author = next((one for one in authors if one), "")
    if author:
        meta["author"] = _name(author)
    aside: set[Element] = set()
    for one in texts:
        for link in one.iter("a"):
            if any(mark in pages.line(link).lower() for mark in _data().links):
                meta["url"] = link.get("href") or ""
                around = link.getparent()
                alone = around is not None and pages.line(around) == pages.line(link)
                aside.add(around if alone and around is not None and around is not one else link)
        aside.update(below for below in one.iter("aside", "footer"))
    aside.update(one for one in having.get("apd-wrapper", ()) if one in within)
    lines = [line for one in texts for line in pages.lines(one, until=frozenset(aside))]
    return [
        *(EntryPart(one, StretchRole.STANDFIRST) for one in leads if one),
        *body(_until_end(lines)),
    ]


def _of_2012(
    article: "Element",
    headers: Sequence["Element"],
    titles: Sequence["Element"],
    meta: dict[str, str],
) -> list[EntryPart]:
    """Return lead and body of a cell in which everything stands one after the other."""
    if not titles:
        return body(_until_end(pages.lines(article, until=frozenset(headers))))
    skip = frozenset((*headers, *article.iter("table")))
    title = pages.line(titles[0])
    lines = pages.lines(article, until=skip)
    at = next((n for n, one in enumerate(lines) if one == title), None)
    before = [one.strip(" ,") for one in lines[: at or 0]]
    after = lines[at + 1 :] if at is not None else lines
    if author := _byline_after(titles[0]):
        meta["author"] = _name(author)
        if after and after[0] == author:
            after = after[1:]
    leads = [EntryPart(one, StretchRole.STANDFIRST) for one in before if one]
    return [*leads, *body(_until_end(after))]


def _byline_after(title: "Element") -> str:
    """Return the line after a title that is set apart from the text: it ends before a paragraph."""
    parts = [title.tail or ""]
    for one in title.itersiblings():
        said = "".join(parts).strip()
        if said and one.tag == "br":
            after = one.getnext()
            text = " ".join(said.split())
            apart = not (one.tail or "").strip() and after is not None and after.tag == "p"
            return text if apart and len(text) <= _LONGEST_BYLINE else ""
        if one.tag == "p" or (said and one.tag in ("div", "table")):
            return ""
        if one.tag != "br":
            parts.append(pages.line(one))
        parts.append(one.tail or "")
    return ""


def _name(author: str) -> str:
    first, _, rest = author.partition(" ")
    return rest.strip() if rest and first.lower() in _data().by else author


def _until_end(lines: Sequence[str]) -> list[str]:
    """Return the lines before the first of those that end a text, looked for from its end."""
    kept = list(lines)
    for n in range(len(kept) - 1, -1, -1):
        if kept[n].lower().startswith(_data().ends):
            kept = kept[:n]
    return kept
