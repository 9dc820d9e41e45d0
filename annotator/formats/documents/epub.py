"""Books (EPUB): each chapter or section that has a text of its own is an article."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.blocks.block import BlockKind
from annotator.formats.blocks.html import PageBlock, page_blocks, page_of
from annotator.formats.documents import page_signs as signs
from annotator.formats.documents.roles import Piece, article_of, byline_of, folded, with_headline
from annotator.formats.files.dates import iso
from annotator.formats.files.encodings import LARGEST, LARGEST_ARTICLE, bounded_bytes
from annotator.formats.files.markup_parsers import xml_parser
from annotator.formats.files.zips import BoundedZip, opened_zip
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, Incoming, ReadOptions

SUFFIXES = (".epub",)

_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_FONTS = re.compile(rb"obfuscation|/fonts?/|\.[ot]tf|\.woff", re.IGNORECASE)
_OPS = "{http://www.idpf.org/2007/ops}type"
_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_NO_ARTICLE = frozenset(
    (
        "toc",
        "nav",
        "cover",
        "titlepage",
        "title-page",
        "copyright",
        "copyright-page",
        "halftitle",
        "half-title-page",
        "landmarks",
        "index",
        "loi",
        "lot",
        "colophon",
        "dedication",
        "imprint",
    )
)
_LINK_SHARE = 0.6  # of the text of a list of contents that is linked
_LEAST = 20  # code points of what may be an article
_BEFORE_TEXT = 4


class _Chapter(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    blocks: Sequence[PageBlock]
    language: str
    title: str


class _Book(msgspec.Struct, frozen=True, kw_only=True):
    meta: dict[str, str]
    spine: Sequence[str]
    left_out: frozenset[str]


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield an article for each chapter or section, or why it can't come in."""
    try:
        data = bounded_bytes(path)
        with opened_zip(data, path.name) as parts:
            yield from _articles(parts, path.name, options.encoding)
    except UserError as error:
        yield error


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a book, whatever its name."""
    return glimpse.is_zip and (
        b"application/epub+zip" in glimpse.head[:200] or _CONTAINER in glimpse.members
    )


def _articles(parts: BoundedZip, where: str, encoding: str | None) -> Iterator[Found]:
    if parts.has(_LOCKS) and not _locks_fonts_only(parts.read(_LOCKS, 2**20)):
        message = "The book is locked (DRM)."
        raise UserError(message, where=where, remedy="Get it without a lock from its publisher.")
    book = _book(parts, where)
    found = 0
    for name in book.spine:
        place = f"{where}, {posixpath.basename(name)}"
        if name in book.left_out:
            continue
        try:
            chapters = _chapters(parts, name, place, encoding)
        except UserError as error:
            yield error if error.where else error.at(place)
            continue
        for chapter in chapters:
            if (one := _article(chapter, book, place)) is not None:
                found += 1
                yield one
    if not found:
        message = "No chapter of the book has a text."
        yield UserError(message, where=where, remedy="Books of pictures hold none.")


def _locks_fonts_only(data: bytes) -> bool:
    """Tell whether what is locked of a book is but its fonts, which many are."""
    references = re.findall(rb"CipherReference[^>]{0,500}", data)
    return all(_FONTS.search(one) for one in references) or b"obfuscation" in data.lower()


def _xml(data: bytes, where: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - slow, and few files need it

    try:
        root = etree.fromstring(data, xml_parser(recover=True))
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise UserError("The book can’t be read: a part is damaged.", where=where)
    return root


def _book(parts: BoundedZip, where: str) -> _Book:
    """Return in which order the parts are read, and what the book says of itself."""
    container = _xml(parts.read(_CONTAINER, 2**20), where)
    path = next((str(one.get("full-path")) for one in container.iter("{*}rootfile")), "")
    if not parts.has(path):
        raise UserError("The book doesn’t say what is in it.", where=where)
    package = _xml(parts.read(path, LARGEST // 8), where)
    folder = posixpath.dirname(path)
    names: dict[str, str] = {}
    left_out: set[str] = set()
    for item in package.iter("{*}manifest"):
        for one in item.iter("{*}item"):
            name = _inside(folder, str(one.get("href") or ""))
            if one.get("media-type") in _PAGES:
                names[str(one.get("id"))] = name
            if "nav" in (one.get("properties") or "").split():
                left_out.add(name)
    for one in package.iter("{*}reference"):
        if (one.get("type") or "").lower() in _NO_ARTICLE:
            left_out.add(_inside(folder, str(one.get("href") or "")))
    ids = [str(one.get("idref")) for one in package.iter("{*}itemref")]
    spine = list(dict.fromkeys(names[one] for one in ids if one in names))
    return _Book(meta=_said(package), spine=spine, left_out=frozenset(left_out))


def _said(package: Any) -> dict[str, str]:
    def first(name: str) -> str:
        found = package.find(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
        return " ".join(str(found.text or "").split()) if found is not None else ""

    said = {
        "outlet": first("title"),
        "author": first("creator"),
        "published": iso(first("date")),
        "language": first("language").partition("-")[0].lower(),
    }
    return {key: value for key, value in said.items() if value}


def _inside(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _chapters(parts: BoundedZip, name: str, where: str, encoding: str | None) -> list[_Chapter]:
    page = page_of(parts.read(name, LARGEST_ARTICLE), where, encoding)
    root = page.root
    body = root.find(".//body")
    kinds = {word for one in (root, body) if one is not None for word in _types(one)}
    if not kinds.isdisjoint(_NO_ARTICLE):
        return []
    language = str(root.get("lang") or root.get("xml:lang") or "").partition("-")[0].lower()
    title = " ".join(root.xpath("string(//title)").split())
    blocks = [one for one in page_blocks(root) if not _is_furniture(one)]
    groups = _split(blocks)
    return [
        _Chapter(
            name=name, blocks=group, language=language, title=title if len(groups) == 1 else ""
        )
        for group in groups
    ]


def _types(element: Any) -> list[str]:
    return str(element.get(_OPS) or element.get("epub:type") or "").lower().split()


def _is_furniture(block: PageBlock) -> bool:
    above = [block.element, *list(block.element.iterancestors())[:6]]
    kinds = {word for one in above for word in _types(one)}
    return any(one.tag == "nav" for one in above) or not kinds.isdisjoint(
        ("toc", "pagebreak", "landmarks", "noteref")
    )


def _split(blocks: Sequence[PageBlock]) -> list[list[PageBlock]]:
    """Return the articles of one part: it has several where its highest heading comes again."""
    heads = [one.level for one in blocks if one.kind is BlockKind.HEADING]
    articles = {id(one): one for block in blocks for one in block.element.iterancestors("article")}
    if len(articles) > 1:
        return _by_article(blocks)
    if not heads or min(heads) > 2 or heads.count(min(heads)) < 2 or heads[0] != min(heads):
        return [list(blocks)]
    groups: list[list[PageBlock]] = [[]]
    for block in blocks:
        begins = block.kind is BlockKind.HEADING and block.level == min(heads)
        if begins and any(one.kind is not BlockKind.HEADING for one in groups[-1]):
            groups.append([])
        groups[-1].append(block)
    return groups


def _by_article(blocks: Sequence[PageBlock]) -> list[list[PageBlock]]:
    groups: dict[Any, list[PageBlock]] = {}
    for block in blocks:
        outermost = list(block.element.iterancestors("article"))[-1:]
        own = outermost[0] if outermost else (block.element if block.tag == "article" else None)
        groups.setdefault(own, []).append(block)
    return list(groups.values())


def _article(chapter: _Chapter, book: _Book, where: str) -> Found | None:
    """Return a chapter as an article; None for what is but a title or a list of contents."""
    blocks = chapter.blocks
    size = sum(len(one.text) for one in blocks)
    linked = sum(len(one.text) * one.linked for one in blocks)
    prose = sum(len(one.text) for one in blocks if one.kind is not BlockKind.HEADING)
    if prose < _LEAST or linked > _LINK_SHARE * size:
        return None
    pieces = list(_pieces(blocks))
    headline = next((one.text for one in pieces if one.role is StretchRole.HEADLINE), "")
    # The window’s title is often the book’s.
    said = chapter.title if folded(chapter.title) != folded(book.meta.get("outlet", "")) else ""
    title = " ".join((headline or said).split())
    meta = dict(book.meta)
    lines = (byline_of(one.text) for one in pieces if one.role is StretchRole.BYLINE)
    if byline := next(filter(None, lines), None):
        meta["author"] = byline.author
        meta |= {"published": byline.published} if byline.published else {}
    meta |= {"language": chapter.language} if chapter.language else {}
    try:
        article = article_of(with_headline(pieces, title), title=title, meta=meta, where=where)
    except UserError as error:
        return error
    return Incoming(where=where, article=article, encoding="utf-8")


def _pieces(blocks: Sequence[PageBlock]) -> Iterator[Piece]:
    heads = [one.level for one in blocks if one.kind is BlockKind.HEADING]
    has_headline = False
    for n, block in enumerate(blocks):
        above = [block.element, *list(block.element.iterancestors())[:2]]
        role = StretchRole.BODY
        if block.kind is BlockKind.HEADING:
            first = not has_headline and n < _BEFORE_TEXT and block.level == min(heads)
            role = StretchRole.HEADLINE if first else StretchRole.SUBHEAD
            has_headline = has_headline or first
        elif block.kind is BlockKind.CAPTION or any(map(signs.is_caption, above[:2])):
            role = StretchRole.CAPTION
        elif any(map(signs.is_pull_quote, above)):
            role = StretchRole.PULL_QUOTE
        elif n < _BEFORE_TEXT and byline_of(block.text):
            role = StretchRole.BYLINE
        elif n < _BEFORE_TEXT and signs.is_standfirst(block.element):
            role = StretchRole.STANDFIRST
        yield Piece(text=block.text, role=role)
