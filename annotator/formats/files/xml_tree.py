"""XML of other programs: no entities, nothing fetched, and mended where programs write it badly."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import LARGEST, detected
from annotator.formats.files.markup_parsers import xml_parser

if TYPE_CHECKING:
    from lxml import etree

    Element = etree._Element  # pyright: ignore[reportPrivateUsage] - lxml gives no other name

_DECLARATION = re.compile(r"<\?xml[^>]{0,200}+>")
_REFERENCE = re.compile(r"&(?:#(\d{1,10});|#[xX]([0-9a-fA-F]{1,8});|([A-Za-z]\w{0,30});)?")
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INSTEAD = "\ufffd"  # one for one, so that what is counted in the text stays where it is
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def xml_tree(data: bytes, where: str) -> "Element":
    """Return the root of a file of XML; raise a `UserError` when it is none.

    A mark at its beginning, a bare “&”, names of characters that only HTML knows, and characters
    that XML can't have are mended. A file that declares entities of its own is refused.
    """
    if len(data) > LARGEST:
        raise UserError(f"It is larger than {LARGEST // 2**20} MiB.", where=where)
    text = data.decode(_encoding(data, where), "replace").lstrip("\ufeff \r\n\t")
    if _DOCTYPE.search(text):
        message = "The file declares entities or a document type of its own, which isn’t read."
        raise UserError(message, where=where)
    declared = _DECLARATION.match(text)
    bare = text[declared.end() :] if declared else text
    root = _parsed(bare)
    if isinstance(root, str):
        root = _parsed(_FORBIDDEN.sub(_INSTEAD, _REFERENCE.sub(_reference, bare)))
    if isinstance(root, str):
        raise UserError(f"The XML is broken: {root}.", where=where)
    return root


def _parsed(text: str) -> "Element | str":
    """Return the root of a text of XML, or what is wrong with it."""
    from lxml import etree  # noqa: PLC0415 - slow to load, and few files need it

    try:
        return etree.fromstring(text.encode("utf-8", "replace"), xml_parser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        return str(error).partition(" (<string>")[0]


def local(element: "Element") -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # pyright: ignore[reportUnnecessaryIsInstance] - remarks have none


def namespace(element: "Element") -> str:
    """Return the namespace of an element; empty without one."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""  # pyright: ignore[reportUnnecessaryIsInstance] - remarks have none


def below(element: "Element", name: str) -> Iterator["Element"]:
    """Yield the elements of a name that stand directly in another one."""
    return (one for one in element if local(one) == name)


def first(element: "Element", name: str) -> "Element | None":
    """Return the first element of a name that stands directly in another one."""
    return next(below(element, name), None)


def text_of(element: "Element | None") -> str:
    """Return all text in an element, without blanks around it; empty for none."""
    return "" if element is None else "".join(element.itertext()).strip()


def _encoding(data: bytes, where: str) -> str:
    """Return what the file says of its encoding where its bytes can be that."""
    head = data[:200].decode("latin-1")
    said = re.search(r"<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.-]{1,40})[\"']", head)
    name = said[1].lower() if said else "utf-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or name in ("utf-16", "utf-8"):
        name = "utf-8" if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else "utf-16"
    try:
        data.decode(name)
    except (LookupError, UnicodeError):
        return detected(data, where)
    return name


def _reference(found: "re.Match[str]") -> str:
    decimal, hexadecimal, name = found.groups()
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return found[0] if _is_character(code) else _INSTEAD
    if name in _OWN:
        return found[0]
    known = html.unescape(found[0]) if name else "&"
    return f"&amp;{found[0][1:]}" if known.startswith("&") else known


def _is_character(code: int) -> bool:
    if code in (0x9, 0xA, 0xD) or 0x20 <= code < 0xD800:
        return True
    return 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
