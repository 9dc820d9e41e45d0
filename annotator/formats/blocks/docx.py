"""Word documents (DOCX) as blocks, read from their XML; nothing in them is run or fetched.

Whole libraries for it take a second for a thousand paragraphs.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.domain.errors import UserError
from annotator.formats.blocks.block import Block, BlockKind, Blocks
from annotator.formats.files.markup_parsers import xml_parser
from annotator.formats.files.zips import BoundedZip, opened_zip

if TYPE_CHECKING:
    from lxml.etree import (
        _Element as Element,  # pyright: ignore[reportPrivateUsage] - lxml has no public name
    )

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop)\s*([1-6])", re.IGNORECASE)
_TITLES = frozenset(("title", "titel", "titre", "título", "titolo"))
_CAPTIONS = frozenset(("caption", "beschriftung", "légende", "leyenda"))
_QUOTES = frozenset(("quote", "intense quote", "zitat", "intensives zitat", "citation"))
_DAY = 10  # characters of an ISO date

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_RUN, _TEXT, _BOX = f"{_W}r", f"{_W}t", f"{_W}txbxContent"
_OFF = frozenset(("0", "false", "off", "none"))
_DROPPED = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {f"{_W}tab": " ", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}br": "\n"}
_META = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/terms/}created": "published",
    "{http://purl.org/dc/elements/1.1/}language": "language",
}


def read(data: bytes, where: str) -> Blocks:
    """Return a document's blocks; raise a `UserError` when it is none or can't be read."""
    with opened_zip(data, where) as parts:
        body = _root(parts, "word/document.xml", where)
        names, usual = _styles(parts, where)
        found = tuple(_Walk(names, usual).blocks(body))
        return Blocks(blocks=found, meta=_meta(parts, where))


def _root(parts: BoundedZip, name: str, where: str) -> "Element":
    from lxml import etree  # noqa: PLC0415 - few files need it, and it loads slowly

    data = parts.read(name)
    if _STRICT[1:-1].encode() in data[:4096]:
        data = data.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
    try:
        root = etree.fromstring(data, xml_parser())
    except (etree.LxmlError, ValueError) as error:
        message = f"The document can’t be read: {error}."
        raise UserError(message, where=where, remedy="Save it again in Word.") from None
    if root.tag != f"{_W}document" and name == "word/document.xml":
        raise UserError("The file is no document of Word.", where=where)
    return root


def _meta(parts: BoundedZip, where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if parts.has("docProps/core.xml"):
        for child in _root(parts, "docProps/core.xml", where):
            key = _META.get(str(child.tag))
            if key and child.text and child.text.strip():
                found[key] = child.text.strip()
    if "published" in found:
        found["published"] = found["published"][:_DAY]
    return found


def _styles(parts: BoundedZip, where: str) -> tuple[dict[str, str], str]:
    """Return the styles' names by id, in lower case, and the name of the usual one."""
    names: dict[str, str] = {}
    usual = "normal"
    if parts.has("word/styles.xml"):
        for style in _root(parts, "word/styles.xml", where).iterchildren(f"{_W}style"):
            named = style.find(f"{_W}name")
            name = ("" if named is None else named.get(f"{_W}val") or "").lower()
            names[style.get(f"{_W}styleId") or ""] = name
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true"}:
                usual = name
    return names, usual


class _Walk:
    """Goes through a document once; `_page` tells that a page ends before the next paragraph."""

    def __init__(self, names: dict[str, str], usual: str) -> None:
        self._names = names
        self._usual = usual
        self._page = False
        self._boxes: list[Element] = []

    def blocks(self, above: "Element") -> Iterator[Block]:
        """Yield the paragraphs and rows below an element, at whatever depth they stand."""
        for child in above.iterchildren():
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag not in _DROPPED:
                yield from self.blocks(child)

    def _table(self, table: "Element") -> Iterator[Block]:
        """Yield rows with tabs between their cells, each table within a cell after its row.

        One that only frames text is read as its paragraphs.
        """
        for row in _within(table, _ROW, _TABLE):
            cells = [list(_within(cell, _PARAGRAPH, _CELL)) for cell in _within(row, _CELL, _ROW)]
            if len(cells) == 1 and len(cells[0]) > 1:
                yield from self.blocks(next(_within(row, _CELL, _ROW)))
                continue
            yield from self._row(cells)
            for inner in _within(row, _TABLE, _ROW):
                yield from self._table(inner)

    def _row(self, cells: "Sequence[Sequence[Element]]") -> Iterator[Block]:
        texts: list[str] = []
        for cell in cells:
            pieces = (self._read(one)[0] for one in cell)
            texts.append(" ".join(" ".join(pieces).split()))
        yield Block(text="\t".join(texts), kind=BlockKind.ROW, new_page=self._page)
        self._page = False

    def _paragraph(self, paragraph: "Element") -> Iterator[Block]:
        name, breaks, ends = self._properties(paragraph.find(f"{_W}pPr"))
        before = self._page or breaks
        text, bold, page_first, page_last = self._read(paragraph)
        self._page = ends or page_last
        boxes, self._boxes = self._boxes, []
        kind, level = _kind(name)
        yield Block(
            text=text.strip(),
            kind=kind,
            level=level,
            style=name,
            bold=bold,
            new_page=before or page_first,
        )
        for box in boxes:
            yield from self.blocks(box)

    def _properties(self, found: "Element | None") -> tuple[str, bool, bool]:
        """Return a paragraph's style, whether it begins a page, and whether it ends a section."""
        if found is None:
            return self._usual, False, False
        style = found.find(f"{_W}pStyle")
        name = self._usual
        if style is not None:
            name = self._names.get(style.get(f"{_W}val") or "", self._usual)
        breaks = found.find(f"{_W}pageBreakBefore")
        section = found.find(f"{_W}sectPr")
        ends = section is not None
        if section is not None:
            kind = section.find(f"{_W}type")
            ends = kind is None or kind.get(f"{_W}val") != "continuous"
        return name, breaks is not None and breaks.get(f"{_W}val") not in _OFF, ends

    def _read(self, paragraph: "Element") -> tuple[str, bool, bool, bool]:
        """Return a paragraph's text, whether all is bold, and if a page breaks before or in it."""
        parts: list[str] = []
        bold, some = True, False
        first = last = False
        waiting = list(reversed(paragraph))
        while waiting:
            element = waiting.pop()
            tag = element.tag
            if tag in _DROPPED:
                continue
            if tag == _BOX:
                self._boxes.append(element)
            elif tag == f"{_W}br" and element.get(f"{_W}type") == "page":
                last = last or some
                first = first or not some
            elif tag in _BREAKS:
                parts.append(_BREAKS[str(tag)])
            elif tag == _TEXT:
                parts.append(element.text or "")
            else:
                if tag == _RUN and _has_text(element):
                    some = True
                    bold = bold and _is_bold(element)
                waiting.extend(reversed(element))
        return "".join(parts), some and bold, first, last


def _within(element: "Element", tag: str, own: str) -> Iterator["Element"]:
    """Yield what stands in an element, be it wrapped; not what stands in another of its `own`."""
    waiting = list(reversed(element))
    while waiting:
        one = waiting.pop()
        if one.tag == tag:
            yield one
        elif one.tag not in (own, *_DROPPED):
            waiting.extend(reversed(one))


def _has_text(run: "Element") -> bool:
    return any(one.text and one.text.strip() for one in run.iterchildren(_TEXT))


def _is_bold(run: "Element") -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val") not in _OFF


def _kind(style: str) -> tuple[BlockKind, int]:
    if style in _TITLES:
        return BlockKind.HEADING, 0
    if found := _HEADING.match(style):
        return BlockKind.HEADING, int(found[1])
    if style in _CAPTIONS:
        return BlockKind.CAPTION, 1
    if style in _QUOTES:
        return BlockKind.QUOTE, 1
    return (BlockKind.ITEM, 1) if style.startswith("list") else (BlockKind.PARAGRAPH, 1)
