"""HTML of archives: read in the encoding that it is really in, parsed without reaching out."""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.formats.files.encodings import LARGEST, bounded_bytes, detected, named_by_page

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage] - lxml has no public name

    Element = _Element

_CHUNK = 1024 * 1024  # bytes
_HEAD = 8192  # bytes in which a page says its encoding
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SHIFTING = re.compile(rb"\x1b[$(]")
_FEW = 0.01  # broken characters of those beyond ASCII, up to which a text is still in an encoding
_NEVER = frozenset(("script", "style", "noscript", "head", "template", "svg", "button", "select"))
_APART = (
    frozenset(("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"))
    | frozenset(("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"))
    | frozenset(("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"))
    | frozenset(("nav", "ol", "p", "page", "paragraph", "pre", "section", "summary", "table"))
    | frozenset(("tbody", "td", "tfoot", "th", "thead", "tr", "ul"))
)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBERED = re.compile(r"&#(?:(\d{1,9})|[xX]([0-9a-fA-F]{1,9}));?")
_MORE = re.compile(r"[\t\n\r\f\v]|  ")
_UNLIKE = _NEVER | {"pre"}
_ENDS = re.compile(r"</(?:html|body)\s{0,9}>", re.IGNORECASE)
"""What the parser takes for the end of all: pages that follow in the same file are read, too."""
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


class ParsedPage(msgspec.Struct, frozen=True):
    """A parsed page; `broken` says what of it could not be read, empty for all of it."""

    root: "Element"
    encoding: str
    broken: str = ""


def page_of(path: "Path", encoding: str | None = None) -> ParsedPage:
    """Return a file parsed as HTML; raise a `UserError` when it can't be read."""
    return parsed(bounded_bytes(path, LARGEST), path.name, encoding)


def parsed(data: bytes, where: str, encoding: str | None = None) -> ParsedPage:
    """Return HTML bytes parsed; raise a `UserError` when nothing is in them or can be read."""
    from lxml import etree  # noqa: PLC0415 - slow to load, and few files need it

    text, name = page_text(data, where, encoding)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True
    )
    text = _ENDS.sub("", fit(text))
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UserError(f"The page can’t be read: {error}.", where=where) from None
    if root is None:  # pyright: ignore[reportUnnecessaryComparison] - what lxml gives for nothing
        raise UserError("The page is empty.", where=where)
    return ParsedPage(root, name, _stopped(parser))


def fit(text: str) -> str:
    """Return mark-up without characters that no text has, be they written out or by number."""
    return _NUMBERED.sub(_fit, _UNFIT.sub("", text))


def _fit(found: "re.Match[str]") -> str:
    number = int(found[1], 10) if found[1] else int(found[2], 16)
    known = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
    return found[0] if known or 0x10000 <= number < 0x110000 else "\ufffd"


def _stopped(parser: "object") -> str:
    """Return why the parser read no further, if it didn't."""
    log = getattr(parser, "error_log", ())
    for one in log:
        if one.level_name == "FATAL" and "RESOURCE" in one.type_name:
            return f"The page is nested too deeply: it could be read up to line {one.line:,}."
    return ""


def page_text(data: bytes, where: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a page and the encoding that it is in, whatever it says.

    Marks and strict UTF-8 are proof; after them counts what the page says, last what its bytes
    look like. A cut or broken character costs itself only.
    """
    name = _encoding(data, where, encoding)
    text = normalised(data.decode(name, "replace"))
    if not text.strip():
        raise UserError("The file is empty.", where=where)
    return text, name


def _encoding(data: bytes, where: str, given: str | None) -> str:
    if given or data.startswith(_MARKS):
        return detected(data, where, given)
    found = _DECLARED.search(data[:_HEAD])
    said = found[1].decode("ascii", "replace").lower() if found else ""
    said = named_by_page(said)
    if said.startswith("iso2022") and _SHIFTING.search(data):
        return said
    if _mostly(data, "utf-8"):
        return "utf-8"
    if said and not said.startswith("utf") and _mostly(data, said):
        return said
    return detected(data, where)


def _mostly(data: bytes, name: str) -> bool:
    """Tell whether nearly all of the bytes can be read in an encoding: cut files end anywhere."""
    if _reads_but_end(data, name):
        return True
    text = data.decode(name, "replace")
    beyond = sum(c > "\x7f" for c in text)
    return text.count("\ufffd") <= max(1, _FEW * beyond) and beyond > 1 / _FEW


def _reads_but_end(data: bytes, name: str) -> bool:
    """Tell whether all of the bytes can be read, of which the last ones may be half a character."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
    except UnicodeError:
        return False
    return True


def line(element: "Element") -> str:
    """Return all text of an element as one line."""
    return " ".join(lines(element)).strip()


def lines(element: "Element", *, until: "frozenset[Element]" = frozenset()) -> list[str]:
    """Return the lines that a reader sees, blank ones left out; see `pieces`."""
    if not len(element) and not until and _tag(element) not in _UNLIKE:
        text = _joined([element.text or ""])
        return [text] if text else []
    return [one for one in pieces(element, until=until) if one]


def pieces(element: "Element", *, until: "frozenset[Element]" = frozenset()) -> Iterator[str]:
    """Yield the lines of an element as a reader sees them, without white space around them.

    Inline mark-up breaks nothing; each block and each `<br>` ends a line, and one that is blank
    stands where two of them meet. Scripts and the elements in `until` are passed over, what comes
    after them isn't. Line ends of preformatted text are kept.
    """
    parts: list[str] = []
    for kept, piece in _walk(element, until):
        if piece is None:
            yield _joined(parts)
            parts.clear()
        elif kept and "\n" in piece:
            first, *rest = piece.split("\n")
            parts.append(first)
            for one in rest:
                yield _joined(parts)
                parts[:] = [one]
        else:
            parts.append(piece)
    yield _joined(parts)


def _joined(parts: list[str]) -> str:
    text = "".join(parts)
    return (_BLANKS.sub(" ", text) if _MORE.search(text) else text).strip()


def _walk(element: "Element", until: "frozenset[Element]") -> Iterator[tuple[bool, str | None]]:
    """Yield text, with whether it is preformatted, and None for the end of a line."""
    from lxml import etree  # noqa: PLC0415 - see above

    silent = kept = 0
    for event, one in etree.iterwalk(element, events=("start", "end")):
        tag = _tag(one)
        starts = event == "start"
        hidden = tag in _NEVER or one in until
        step = 1 if starts else -1
        apart = tag in _APART and not silent
        if starts and apart:
            yield False, None
        silent += step if hidden else 0
        kept += step if tag == "pre" else 0
        if not starts and (apart or (tag == "br" and not silent)):
            yield False, None
        text = one.text if starts else one.tail
        if not starts and one is element:
            return
        if text and not silent:
            yield bool(kept), text


def _tag(element: "Element") -> str:
    tag: object = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(512)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def has_class(element: "Element", name: str) -> bool:
    """Tell whether an element has a class, written as it may be."""
    names = element.get("class")
    return names is not None and name in names.lower().split()
