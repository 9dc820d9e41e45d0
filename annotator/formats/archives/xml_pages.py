"""XML of archives and agencies: parsed without entities from outside and without expanding any."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.archives.html_pages import fit, page_text, pieces
from annotator.formats.files.encodings import LARGEST, bounded_bytes
from annotator.formats.files.markup_parsers import xml_parser
from annotator.formats.files.xml_tree import local as name_of

if TYPE_CHECKING:
    from annotator.formats.archives.html_pages import Element

_REFERENCE = re.compile(r"&(\w{1,30});")
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_DECLARATION = re.compile(r"\s{0,99}<\?xml\b[^>]{0,300}>")


class ParsedTree(msgspec.Struct, frozen=True):
    """Parsed XML; `broken` says what of it could not be read, empty for all of it."""

    root: "Element"
    encoding: str
    broken: str = ""


def tree_of(path: Path, encoding: str | None = None) -> ParsedTree:
    """Return a file parsed as XML; raise a `UserError` when nothing of it can be read."""
    return parsed_xml(bounded_bytes(path, LARGEST), path.name, encoding)


def parsed_xml(data: bytes, where: str, encoding: str | None = None) -> ParsedTree:
    """Return XML parsed as far as it goes, in the encoding that it is really in.

    Names of characters that HTML knows are those.

    No entity of the file is expanded and nothing is fetched. Raise a `UserError` when nothing of
    it can be read.
    """
    from lxml import etree  # noqa: PLC0415 - slow to load, and few files need it

    text, name = page_text(data, where, encoding)
    text = _DECLARATION.sub("", text, count=1) if _DECLARATION.match(text) else text
    parser = xml_parser(encoding="utf-8", recover=True)
    try:
        root = etree.fromstring(_with_characters(fit(text.lstrip())).encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UserError(f"The file is no XML: {error}.", where=where) from None
    if root is None:  # pyright: ignore[reportUnnecessaryComparison] - what lxml gives for nothing
        raise UserError("The file is no XML.", where=where)
    return ParsedTree(root, name, _broken(parser))


def _with_characters(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: "re.Match[str]") -> str:
    if found[1] in _OWN:
        return found[0]
    known = html.unescape(found[0])
    return found[0] if known.startswith("&") else "".join(f"&#{ord(c)};" for c in known)


def _broken(parser: object) -> str:
    for one in getattr(parser, "error_log", ()):
        if one.level_name == "FATAL" and one.type_name != "ERR_UNDECLARED_ENTITY":
            return f"The XML is broken in line {one.line:,}: what comes after it may be missing."
    return ""


def local_all(element: "Element", name: str) -> Iterator["Element"]:
    """Yield all elements of a name below one, whatever their namespace."""
    for one in element.iterdescendants():
        if name_of(one) == name:
            yield one


def local(element: "Element", *path: str) -> "Element | None":
    """Return the first element that a path of names leads to, at any depth at each step."""
    here: Element | None = element
    for name in path:
        here = next(local_all(here, name), None) if here is not None else None
    return here


def child_text(element: "Element", *path: str) -> str:
    """Return the text of the first element that a path of names leads to, as one line."""
    found = local(element, *path)
    return " ".join(xml_lines(found)) if found is not None else ""


def xml_lines(element: "Element") -> list[str]:
    """Return the lines of an element, blank ones left out: each paragraph is one."""
    return [one for one in pieces(element) if one]
