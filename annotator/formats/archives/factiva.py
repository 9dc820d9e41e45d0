"""Factiva's downloads: HTML, RTF and XML, with the fields as they are shown or with their codes."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.archives import factiva_fields as fields
from annotator.formats.archives import html_pages as pages
from annotator.formats.archives.entries import DownloadEntry, EntryPart, body, found_in, number_in
from annotator.formats.archives.xml_pages import child_text, local, local_all, tree_of, xml_lines
from annotator.formats.blocks import rtf
from annotator.formats.files.encodings import LARGEST, bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

if TYPE_CHECKING:
    from annotator.formats.archives.html_pages import Element

_MARKS_OF_PAGES = ("<title>factiva", "articleparagraph", "global.factiva", "class='deheadline")
_MARKS_OF_XML = ("<ppsarticle", "global.factiva.com/pps")
_BOLD = re.compile(rb"\\b(?![a-z0-9-]) ?")
_MARK = "\ue0b0"
"""Stands in a line where bold letters begin; from the private part of Unicode."""
_RUNNING = re.compile(r"(\d{1,4})\) ")
_ONLY = "the file has its headline only"


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a download from Factiva."""
    if glimpse.is_rtf:
        return fields.ACCESSION_NUMBER.search(glimpse.text) is not None
    start = glimpse.squeezed
    if any(mark in start for mark in _MARKS_OF_XML):
        return True
    if not glimpse.is_html and 'class="article' not in start:
        return False
    return any(mark in start for mark in _MARKS_OF_PAGES)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a file, and what of it has no text."""
    try:
        glimpse = Glimpse(path)
        if glimpse.is_rtf:
            yield from _from_rtf(path)
        elif any(mark in glimpse.squeezed for mark in _MARKS_OF_XML):
            yield from _from_xml(path, options)
        else:
            yield from _from_page(path, options)
    except UserError as error:
        yield error


def _from_page(path: Path, options: ReadOptions) -> Iterator[Found]:
    page = pages.page_of(path, options.encoding)
    entries = _unnumbered([_page_entry(one) for one in _articles(page.root)])
    entries += [DownloadEntry(title=one, why=_ONLY) for one in _headlines(page.root)]
    stated = _stated(page.root)
    yield from found_in(path.name, entries, encoding=page.encoding, stated=stated, of_search=True)
    if page.broken:
        yield UserError(page.broken, where=path.name)


def _articles(root: "Element") -> Iterator["Element"]:
    """Yield the innermost element of each article, or the table of each where nothing says so."""
    found = [one for one in root.iter("div") if pages.has_class(one, "article")]
    outer = {up for one in found for up in one.iterancestors("div")}
    inner = [one for one in found if one not in outer]
    if inner:
        yield from inner
        return
    for one in root.iter("table"):
        if any(code == fields.HEADLINE for code, _ in _coded_rows(one)):
            yield one


def _headlines(root: "Element") -> Iterator[str]:
    """Yield the headlines that are listed without their articles: copies of the one above them."""
    for one in root.iter("tr"):
        if pages.has_class(one, "headline") and one.get("data-accno"):
            first = next((b for b in one.iter("b", "a", "span") if _is_headline(b)), None)
            yield pages.line(first if first is not None else one)


def _page_entry(article: "Element") -> DownloadEntry:
    rows = list(_coded_rows(article))
    if any(code == fields.HEADLINE for code, _ in rows):
        return fields.coded_entry(rows)
    before: list[str] = []
    title, author = "", ""
    head: list[str] = []
    parts: list[EntryPart] = []
    loose: list[str] = []
    for one in article:
        text = pages.line(one)
        if not text:
            continue
        if one.get("id") == "hd" or _is_headline(one):
            title = text
        elif pages.has_class(one, "author"):
            author = text
        elif one.tag == "div":
            (head if title else before).append(text)
        elif any("articleparagraph" in name for name in (one.get("class") or "").lower().split()):
            parts += body(pages.lines(one))
        elif one.tag in ("p", "table", "ul", "ol", "pre"):
            loose += pages.lines(one)
    shown = fields.shown_head(head)
    other = shown.pop("author", "")
    if author and other:
        shown["credit"] = other
    shown["section"] = " · ".join(before)
    shown["author"] = fields.byline(author or other)
    shown |= fields.ended(loose)
    role = StretchRole.CAPTION if parts else StretchRole.BODY
    parts += [EntryPart(one, role) for one in loose[: fields.end_of(loose)]]
    return DownloadEntry(title=title, parts=parts, meta=shown)


def _is_headline(element: "Element") -> bool:
    spans = [element, *element.iterdescendants("span")]
    return any("headline" in (one.get("class") or "").lower() for one in spans)


def _coded_rows(article: "Element") -> Iterator[tuple[str, list[str]]]:
    """Yield code and lines of each row of the layout with codes."""
    for row in article.iter("tr"):
        cells = [one for one in row if one.tag in ("td", "th")]
        code = pages.line(cells[0]) if len(cells) > 1 else ""
        if fields.is_code(code):
            yield code, pages.lines(cells[1])


def _stated(root: "Element") -> int:
    """Return how many results the summary of the search says there were."""
    for row in root.iter("tr"):
        cells = [pages.line(one) for one in row if one.tag in ("td", "th")]
        if len(cells) == 2 and fields.is_count(cells[0]):
            return number_in(cells[1])
    return 0


def _unnumbered(entries: list[DownloadEntry]) -> list[DownloadEntry]:
    """Take the running number of the list off headlines, where each has its own."""
    from msgspec import structs  # noqa: PLC0415 - one name, used once

    found = [_RUNNING.match(one.title) for one in entries]
    numbers = [int(one[1]) for one in found if one]
    if len(entries) < 2 or len(numbers) != len(entries) or numbers != sorted(set(numbers)):
        return entries
    return [
        structs.replace(one, title=one.title[mark.end() :] if mark else one.title)
        for one, mark in zip(entries, found, strict=True)
    ]


def _from_rtf(path: Path) -> Iterator[Found]:
    data = _BOLD.sub(rb"\\b\\u57520?", bounded_bytes(path, LARGEST))
    blocks = rtf.read(data, path.name)
    entries = _unnumbered(list(_line_entries(blocks.lines)))
    yield from found_in(path.name, entries, encoding=blocks.encoding)


def _line_entries(lines: Iterable[str]) -> Iterator[DownloadEntry]:
    """Yield the entries of a document, each of which ends with its document number."""
    collected: list[str] = []
    for one in lines:
        text = one.replace("|", " ").strip() if one.count("|") > 1 else one.strip(" \t|")
        bare = text.replace(_MARK, "").strip()
        if fields.is_logo(bare):
            continue
        collected.append(text)
        if fields.accession(bare):
            if entry := _line_entry(collected):
                yield entry
            collected = []


def _line_entry(lines: list[str]) -> DownloadEntry | None:
    rows = list(fields.coded_lines([one.replace(_MARK, "") for one in lines]))
    if any(code == fields.HEADLINE for code, _ in rows):
        return fields.coded_entry(rows)
    plain = [one.replace(_MARK, "").strip() for one in lines]
    counted = next((n for n, one in enumerate(plain) if fields.words_of(one)), None)
    if counted is None:
        return None
    bold = [n for n, one in enumerate(lines[:counted]) if one.startswith(_MARK)]
    before, title, author = fields.before_count(plain[:counted], bold[-1] if bold else None)
    end = fields.head_end(plain, counted)
    meta = fields.shown_head(plain[counted:end])
    meta["section"] = before
    meta["author"] = fields.byline(author)
    rest = plain[end:]
    meta |= fields.ended(rest)
    return DownloadEntry(title=title, parts=body(rest[: fields.end_of(rest)]), meta=meta)


def _from_xml(path: Path, options: ReadOptions) -> Iterator[Found]:
    tree = tree_of(path, options.encoding)
    articles = [
        one for one in local_all(tree.root, "article") if local(one, "headline") is not None
    ]
    counts = [
        number_in(one.get("count") or "") for one in local_all(tree.root, "ppsarticleResultSet")
    ]
    entries = [_xml_entry(one) for one in articles]
    yield from found_in(path.name, entries, encoding=tree.encoding, stated=sum(counts))
    if tree.broken:
        yield UserError(tree.broken, where=path.name)


def _xml_entry(article: "Element") -> DownloadEntry:
    parts: list[EntryPart] = []
    for name in ("leadParagraph", "tailParagraphs", "corrections"):
        for one in local_all(article, name):
            parts += body(xml_lines(one))
    headline = local(article, "headline")
    pages_of = local(article, "pages")
    meta = {
        "outlet": child_text(article, "sourceName"),
        "author": fields.byline(child_text(article, "byline")),
        "published": fields.when(child_text(article, "publicationDate")),
        "section": child_text(article, "sectionName") or child_text(article, "columnName"),
        "page": ", ".join(xml_lines(pages_of)) if pages_of is not None else "",
        "edition": child_text(article, "edition"),
        "words": child_text(article, "wordCount"),
        "language": child_text(article, "baseLanguage").lower(),
        "document_number": child_text(article, "accessionNo"),
        "database": fields.NAME,
    }
    title = " ".join(xml_lines(headline)) if headline is not None else ""
    return DownloadEntry(title=title, parts=parts, meta=meta)
