"""Web pages and pieces of them as blocks, through lxml; nothing is fetched and no script is run."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.formats.blocks.block import Block, BlockKind, Blocks
from annotator.formats.files.encodings import detected, named_by_page, reads

Element: TypeAlias = Any
"""An element of lxml: what its trees hold beside them (comments) has no type of its own."""

LARGEST_PAGE = 64 * 2**20
"""How many bytes a page may have; those saved as one file hold their pictures."""


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_BLOCKS = _names(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li
    main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead
    title tr ul
    """
)
_UNREAD = _names(
    """
    applet area audio base button canvas col embed head iframe img input link map meta
    noscript object param picture script select source style svg template textarea track
    video wbr math datalist
    """
)
_KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.ITEM,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "blockquote": BlockKind.QUOTE,
}
_INLINE_MEANINGFUL = frozenset(("b", "strong"))
_SPACES = re.compile(r"[ \t\r\n\f\u200b\u2060]+")
_AROUND_BREAKS = re.compile(r" *\v *")
_PARAGRAPH_BREAK = re.compile(r"\v{2,}")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{0,200}?base64,[A-Za-z0-9+/=%]*+")
_WRAPPERS = re.compile(
    r"<(/?)(?:div|section|article|main|blockquote|table|tbody|tr|td|ul|ol|li)\b[^<>]{0,4000}>",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:span|font|b|i|em|strong|u|small|big|center|a)\b[^<>]{0,4000}>", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page says its encoding


class PageBlock(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph of a page: its text, the element it stands in, how much of it is linked."""

    text: str
    element: Element
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 1
    linked: float = 0.0
    bold: bool = False

    @property
    def tag(self) -> str:
        """The name of the element."""
        return str(self.element.tag)


class WebPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page as a tree, with the encoding that it was read in and how much of it was no text."""

    root: Element
    encoding: str
    unreadable: int = 0


def read(data: bytes, where: str, encoding: str | None = None) -> Blocks:
    """Return the blocks of a page, all of them; raise a `UserError` when it can't be read."""
    page = page_of(data, where, encoding)
    return Blocks(blocks=tuple(map(plain_block, page_blocks(page.root))), encoding=page.encoding)


def plain_block(block: PageBlock) -> Block:
    """Return a block of a page as that of any document."""
    style = str(block.element.get("class") or "").lower()
    return Block(text=block.text, kind=block.kind, level=block.level, style=style, bold=block.bold)


def page_of(data: bytes, where: str, encoding: str | None = None, said: str = "") -> WebPage:
    """Return a page as a tree; `said` is the encoding that came with it, where one did.

    Raise a `UserError` when it is no page, too large, or nested too deeply to be one.
    """
    if len(data) > LARGEST_PAGE:
        raise UserError(f"The page is larger than {LARGEST_PAGE // 2**20} MiB.", where=where)
    if b";base64," in data:
        data = _EMBEDDED.sub(b"", data)
    name = _encoding(data, where, encoding, said)
    text = data.decode(name, "replace")
    return WebPage(root=tree_of(text, where), encoding=name, unreadable=text.count("\ufffd"))


def tree_of(text: str, where: str) -> Element:
    """Return the tree of a page's text, be it but a fragment; raise a `UserError`."""
    marked = _XML_HEAD.sub("", normalised(text).replace("\0", ""))
    if not marked.strip():
        raise UserError("The file is empty.", where=where)
    root = _parsed(marked)
    if root is None:  # too deep: without what only wraps, the same text is shallow
        root = _parsed(_INLINE.sub("", _WRAPPERS.sub("<p>", marked)))
    if root is None:
        message = "The page is nested too deeply, or no page."
        raise UserError(message, where=where, remedy="Save it again in the browser.")
    return root


def _parsed(text: str) -> Element | None:
    from lxml import etree, html  # noqa: PLC0415 - slow, and few files need it

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    cut_off = any("depth" in str(one.message) for one in parser.error_log)
    return None if cut_off else root


def page_blocks(root: Element) -> list[PageBlock]:
    """Return the paragraphs of a tree in reading order; what is hidden or no text is left out."""
    return list(_Walk().blocks(root))


class _Walk:
    """Collects text until a block ends: text before and after a block within another is its own."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = self._bold = 0  # characters
        self._in_link = self._in_bold = self._in_pre = 0  # depth

    def blocks(self, root: Element) -> Iterator[PageBlock]:
        from lxml import etree  # noqa: PLC0415 - see above

        untyped: Any = etree.iterwalk
        walk = untyped(root, events=("start", "end"))
        stack: list[Element] = []
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in _BLOCKS:
                    yield from self._flush(stack)
                    stack.append(element)
                if tag in _UNREAD or _is_hidden(element):
                    walk.skip_subtree()
                    self._skip = element
                    continue
                self._enter(tag, 1)
                if tag == "br":
                    self._parts.append("\v")
                self._add(element.text)
            else:
                if getattr(self, "_skip", None) is element:
                    self._skip = None
                else:
                    self._enter(tag, -1)
                if tag in _BLOCKS:
                    yield from self._flush(stack)
                    stack.pop()
                if element is not root:
                    self._add(element.tail)

    def _enter(self, tag: str, step: int) -> None:
        if tag == "a":
            self._in_link += step
        elif tag in _INLINE_MEANINGFUL:
            self._in_bold += step
        elif tag == "pre":
            self._in_pre += step

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._parts.append(text.replace("\n", "\v") if self._in_pre else text)
        letters = len(text.strip())
        self._linked += letters if self._in_link else 0
        self._bold += letters if self._in_bold else 0

    def _flush(self, stack: list[Element]) -> Iterator[PageBlock]:
        whole, linked, bold = "".join(self._parts), self._linked, self._bold
        self._parts, self._linked, self._bold = [], 0, 0
        if not whole or whole.isspace():
            return
        element = stack[-1] if stack else None
        if element is None:
            return
        kind, level = _kind(element)
        squeezed = _AROUND_BREAKS.sub("\v", _SPACES.sub(" ", whole)).strip(" \v\u3000\xa0")
        size = max(1, len(squeezed))
        for part in _PARAGRAPH_BREAK.split(squeezed):
            if text := part.replace("\v", "\n").strip():
                yield PageBlock(
                    text=text,
                    element=element,
                    kind=kind,
                    level=level,
                    linked=min(1.0, linked / size),
                    bold=bold * 10 >= size * 9,
                )


def _kind(element: Element) -> tuple[BlockKind, int]:
    """Return what a block is by its element, or by one just above it."""
    for _ in range(3):
        tag = str(element.tag)
        if tag in _KINDS:
            return _KINDS[tag], int(tag[1]) if tag[0] == "h" else 1
        above = element.getparent()
        if above is None or tag not in {"p", "div", "span"}:
            break
        element = above
    return BlockKind.PARAGRAPH, 1


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


def _encoding(data: bytes, where: str, encoding: str | None, said: str) -> str:
    """Return what a page is read in: what the user says, its mark, UTF-8 if it is, what it says."""
    if encoding:
        return detected(data, where, encoding)
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return detected(data, where)
    declared = _DECLARED.search(data[:_HEAD]) or _XML.match(data[:_HEAD])
    named = [said, declared[1].decode("ascii", "ignore") if declared else ""]
    names = [name for one in named if one and (name := named_by_page(one))]
    is_plain = data.isascii()
    if is_plain and names and names[0].startswith(("iso2022", "hz")):
        return names[0]
    if is_plain or reads(data, "utf-8"):
        return "utf-8"
    # A page of which a few bytes are wrong is still what it says that it is.
    fitting = next((name for name in (*names, "utf-8") if _fits(data, name)), "")
    return fitting or detected(data, where)


def _fits(data: bytes, name: str) -> bool:
    """Tell whether most of what is beyond ASCII can be read in an encoding."""
    text = data.decode(name, "replace")
    bad = text.count("\ufffd")
    return bad * 3 <= len(text) - len(text.encode("ascii", "ignore"))
