"""Rich text (RTF) as blocks, through striprtf; pictures, fields and running heads are left out."""

import re
from typing import Any

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.formats.blocks.block import Block, Blocks

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


def read(data: bytes, where: str) -> Blocks:
    """Return a document's paragraphs; raise a `UserError` when it can't be read."""
    page = _CODE_PAGE.search(data[:4096])
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        text = _text(data.decode("latin-1"), encoding)
    except (LookupError, ValueError, IndexError, RecursionError) as error:
        message = f"The rich text can’t be read: {error}."
        raise UserError(message, where=where, remedy="Save it as DOCX.") from None
    lines = normalised(_whole(text)).split("\n")
    return Blocks(blocks=tuple(Block(text=line.strip()) for line in lines), encoding=encoding)


def _text(data: str, encoding: str) -> str:
    from striprtf import striprtf  # noqa: PLC0415 - few files need it

    untyped: Any = striprtf
    return untyped.rtf_to_text(data, encoding=encoding, errors="replace")


def _whole(text: str) -> str:
    """Join the halves of characters that RTF writes as two, and leave out what has lost one."""
    joined = _HALVES.sub(
        lambda two: two[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )
    return _LONE.sub("", joined)
