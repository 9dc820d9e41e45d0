"""Word documents (DOCX) as blocks, through python-docx; nothing in them is run or fetched."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import UserError
from annotator.formats.blocks.block import Block, BlockKind, Blocks
from annotator.formats.files.zips import opened_zip

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop)\s*([1-6])", re.IGNORECASE)
_TITLES = frozenset(("title", "titel", "titre", "título", "titolo"))
_CAPTIONS = frozenset(("caption", "beschriftung", "légende", "leyenda"))
_QUOTES = frozenset(("quote", "intense quote", "zitat", "intensives zitat", "citation"))
_DAY = 10  # characters of an ISO date


def read(data: bytes, where: str) -> Blocks:
    """Return a document's blocks; raise a `UserError` when it is none or can't be read."""
    from docx import Document  # noqa: PLC0415 - slow, and few files need it

    with opened_zip(data, where) as parts:
        parts.read("word/document.xml")
    try:
        document = Document(io.BytesIO(data))
        found = tuple(_blocks(document))
    except Exception as error:
        message = f"The document can’t be read: {type(error).__name__}."
        raise UserError(message, where=where, remedy="Save it again in Word.") from error
    return Blocks(blocks=found, meta=_meta(document))


def _meta(document: "Document") -> dict[str, str]:
    said = document.core_properties
    written = said.created.date().isoformat()[:_DAY] if said.created else ""
    found = {
        "title": said.title,
        "author": said.author,
        "published": written,
        "language": said.language,
    }
    return {key: value.strip() for key, value in found.items() if value and value.strip()}


def _blocks(document: "Document") -> Iterator[Block]:
    from docx.table import Table  # noqa: PLC0415 - see above

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            yield from _rows(item)
        else:
            yield _block(item)


def _rows(table: "Table") -> Iterator[Block]:
    for row in table.rows:
        cells = (" ".join(cell.text.split()) for cell in row.cells)
        yield Block(text="\t".join(cells), kind=BlockKind.ROW)


def _block(paragraph: "Paragraph") -> Block:
    style = (paragraph.style.name or "" if paragraph.style is not None else "").lower()
    kind, level = _kind(style)
    runs = [run for run in paragraph.runs if run.text.strip()]
    return Block(
        text=paragraph.text.replace("\t", " ").strip(),
        kind=kind,
        level=level,
        style=style,
        bold=bool(runs) and all(run.bold for run in runs),
        new_page=_begins_page(paragraph),
    )


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


def _begins_page(paragraph: "Paragraph") -> bool:
    element: Any = paragraph._p  # pyright: ignore[reportPrivateUsage] - python-docx has no public way
    return bool(
        element.xpath(".//w:br[@w:type='page']")
        or element.xpath("./w:pPr/w:pageBreakBefore")
        or element.xpath("./w:pPr/w:sectPr")
    )
