"""Rich text (RTF) as blocks; pictures, fields and running heads are left out."""

import codecs
import re

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.formats.blocks.block import Block, Blocks
from annotator.formats.blocks.rtf_words import without_binaries, words_of

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_HEAD = 64 * 1024  # bytes
_HIGH = re.compile(rb"[\x80-\xff]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


def read(data: bytes, where: str) -> Blocks:
    """Return a document's paragraphs; raise a `UserError` when it can't be read."""
    page = _CODE_PAGE.search(data[:4096])
    encoding = _known(f"cp{page[1].decode()}") if page else "cp1252"
    try:
        text = words_of(_plain(data), encoding)
    except Exception as error:  # of many kinds, as damage has
        message = f"The rich text can’t be read: {error}."
        raise UserError(message, where=where, remedy="Save it as DOCX.") from error
    lines = normalised(_whole(text)).split("\n")
    blocks = tuple(Block(text=line.strip()) for line in lines)
    return Blocks(blocks=blocks, meta=_meta(data, encoding), encoding=encoding)


def _known(code_page: str) -> str:
    """Return a code page, or the usual one where there is none of that name."""
    try:
        return codecs.lookup(code_page).name
    except LookupError:
        return "cp1252"


def _meta(data: bytes, encoding: str) -> dict[str, str]:
    """Return what the document says of itself, which stands near its beginning."""
    head = data[:_HEAD].decode("latin-1")
    found: dict[str, str] = {}
    for key in ("title", "author"):
        if said := re.search(rf"\{{\\{key}\s([^{{}}]{{1,500}})\}}", head):
            found[key] = _words(said[1], encoding)
    if day := _CREATED.search(head):
        year, month, number = day.groups()
        found["published"] = f"{year}-{month.zfill(2)}-{number.zfill(2)}"
    return {key: value for key, value in found.items() if value}


def _words(marked: str, encoding: str) -> str:
    """Return the words of a piece of mark-up; none where it is damaged, which costs it alone."""
    try:
        words = _whole(words_of(rf"{{\rtf1\ansi\uc1 {marked}}}", encoding))
    except Exception:  # noqa: BLE001 - of many kinds, as damage has
        return ""
    return " ".join(normalised(words).split())


def _plain(data: bytes) -> str:
    """Return a file's mark-up in ASCII: what stands in it as bytes is escaped."""
    bare = without_binaries(data)
    return _HIGH.sub(lambda byte: f"\\'{byte[0][0]:02x}".encode(), bare).decode("ascii")


def _whole(text: str) -> str:
    """Join the halves of characters that RTF writes as two, and leave out what has lost one."""
    joined = _HALVES.sub(
        lambda two: two[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )
    return _LONE.sub("", joined)
