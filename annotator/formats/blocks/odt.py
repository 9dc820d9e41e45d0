"""Text documents of LibreOffice and OpenOffice (ODT, flat ones too) as blocks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.blocks.block import Block, BlockKind, Blocks
from annotator.formats.files.markup_parsers import xml_parser
from annotator.formats.files.zips import opened_zip
from annotator.formats.glimpse import Glimpse

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OF_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNREAD = frozenset(
    (
        *(
            f"{_TEXT}{name}"
            for name in ("tracked-changes", "note", "table-of-content", "alphabetical-index")
        ),
        *(
            f"{_TEXT}{name}"
            for name in ("illustration-index", "bibliography", "ruby-text", "page-number")
        ),
        *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "binary-data")),
    )
)
_MOST_SPACES = 1000
_CONTENT = "content.xml"
_META = "meta.xml"
_KINDS = ("text", "text-template", "text-master")


def is_document(glimpse: Glimpse) -> bool:
    """Tell whether a file is such a document, whatever its name."""
    if glimpse.is_zip:
        return b"application/vnd.oasis.opendocument.text" in glimpse.head[:200]
    return 'office:mimetype="application/vnd.oasis.opendocument.text' in glimpse.text[:4000]


def read(data: bytes, where: str) -> Blocks:
    """Return a document's blocks; raise a `UserError` when it is none or can't be read."""
    if not data.startswith(b"PK"):
        return _blocks_of(_root(data, where), {}, where)
    with opened_zip(data, where) as parts:
        if parts.has("META-INF/manifest.xml"):
            locked = b"encryption-data" in parts.read("META-INF/manifest.xml")
            if locked:
                remedy = "Save it in LibreOffice without its password."
                raise UserError("It is locked with a password.", where=where, remedy=remedy)
        root = _root(parts.read(_CONTENT), where)
        said = _said(parts.read(_META, 2**20), where) if parts.has(_META) else {}
    return _blocks_of(root, said, where)


def _root(data: bytes, where: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - slow, and few files need it

    try:
        return etree.fromstring(data, xml_parser())
    except (etree.LxmlError, ValueError) as error:
        message = "The document can’t be read: its text is damaged."
        raise UserError(message, where=where, remedy="Save it again in LibreOffice.") from error


def _said(data: bytes, where: str) -> dict[str, str]:
    """Return what a document says of itself; nothing where that is damaged."""
    try:
        root = _root(data, where)
    except UserError:
        return {}
    said: dict[str, str] = {}
    for one in root.iter():
        if isinstance(one.tag, str) and one.text and one.text.strip():
            said.setdefault(one.tag, " ".join(one.text.split()))
    created = said.get(f"{_OF_META}creation-date") or said.get(f"{_DUBLIN}date") or ""
    day = _DAY.match(created)
    found = {
        "title": said.get(f"{_DUBLIN}title", ""),
        "author": said.get(f"{_OF_META}initial-creator") or said.get(f"{_DUBLIN}creator") or "",
        "published": day[0] if day else "",
        "language": said.get(f"{_DUBLIN}language", "").partition("-")[0],
    }
    return {key: value for key, value in found.items() if value}


def _blocks_of(root: Any, meta: Mapping[str, str], where: str) -> Blocks:
    body = root.find(f".//{_OFFICE}body/{_OFFICE}text")
    if body is None:
        message = "It is no text document."
        raise UserError(message, where=where, remedy="Save it as ODT, DOCX or plain text.")
    return Blocks(blocks=tuple(_blocks(body, _parents(root))), meta=meta)


def _parents(root: Any) -> dict[str, str]:
    """Return of which named style each automatic one is made."""
    return {
        str(one.get(f"{_STYLE}name")): str(one.get(f"{_STYLE}parent-style-name") or "")
        for one in root.iter(f"{_STYLE}style")
    }


def _blocks(body: Any, parents: Mapping[str, str]) -> Iterator[Block]:
    """Yield headings, paragraphs and rows in order, those within sections and lists too."""
    waiting = [iter(body)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in _UNREAD or not isinstance(element.tag, str):
            continue
        elif element.tag == f"{_TABLE}table-row":
            yield _row(element)
        elif element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            yield _block(element, parents)
            # Frames with captions stand within paragraphs.
            waiting.append(_framed(element))
        else:
            waiting.append(iter(element))


def _framed(paragraph: Any) -> Iterator[Any]:
    """Yield the paragraphs of the frames within one, but not those of its notes and comments."""
    for one in paragraph.iter(f"{_TEXT}p"):
        above = list(one.iterancestors())
        between = above[: above.index(paragraph)] if paragraph in above else []
        if one is not paragraph and not any(each.tag in _UNREAD for each in between):
            yield one


def _row(row: Any) -> Block:
    cells = (" ".join(" ".join(_words(p) for p in cell.iter(f"{_TEXT}p")).split()) for cell in row)
    return Block(text="\t".join(cells).strip(), kind=BlockKind.ROW)


def _block(element: Any, parents: Mapping[str, str]) -> Block:
    own = str(element.get(f"{_TEXT}style-name") or "")
    style = (parents.get(own) or own).replace("_20_", " ").lower()
    kind, level = BlockKind.PARAGRAPH, 1
    if element.tag == f"{_TEXT}h":
        given = str(element.get(f"{_TEXT}outline-level") or "1")
        kind, level = BlockKind.HEADING, min(6, int(given)) if given.isdecimal() else 1
    elif style in {"title", "titel", "titre"}:
        kind, level = BlockKind.HEADING, 0
    elif style in {"caption", "illustration", "figure", "beschriftung"}:
        kind = BlockKind.CAPTION
    elif style in {"quotations", "quotation", "zitat"}:
        kind = BlockKind.QUOTE
    return Block(text=_words(element).strip(), kind=kind, level=level, style=style)


def _words(element: Any) -> str:
    """Return a paragraph's text: white space is one blank, but for what stands for more of it."""
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: Any, parts: list[str]) -> None:
    """Add the text of an element; lxml bounds how deep they can be."""
    parts.append(_squeezed(element.text))
    for one in element:
        tag = one.tag
        if tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif tag == f"{_TEXT}tab":
            parts.append(" ")
        elif tag == f"{_TEXT}s":
            given = str(one.get(f"{_TEXT}c") or "1")
            parts.append(" " * (min(_MOST_SPACES, int(given)) if given.isdecimal() else 1))
        elif isinstance(tag, str) and tag not in _UNREAD and tag != f"{_TEXT}p":
            _collect(one, parts)
        parts.append(_squeezed(one.tail))


def _squeezed(text: str | None) -> str:
    if not text:
        return ""
    inner = " ".join(text.split())
    before = " " if text[0].isspace() and inner else ""
    return f"{before}{inner}{' ' if text[-1].isspace() else ''}"
