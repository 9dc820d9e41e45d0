"""The paragraphs of an archive's HTML page as blocks, with its line breaks; nothing is fetched."""

import re
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.blocks.block import Block, BlockKind, Blocks
from annotator.formats.files.encodings import detected

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div"),
        *("dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav"),
        *("ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr"),
        *("ul", "title"),
    )
)
_SKIPPED = frozenset(("script", "style", "head", "noscript", "template", "svg"))
_BLANK = Block(text="")
_EMPTY_DIV = re.compile(rb"<div\b[^<>]{0,200}/>", re.IGNORECASE)  # HTML knows none: all would nest


def read(data: bytes, where: str, encoding: str | None = None) -> Blocks:
    """Return a page's paragraphs with a blank block between them; raise a `UserError` for none."""
    from lxml import etree  # noqa: PLC0415 - few files need it, and it loads slowly

    name = detected(data, where, encoding)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        page = data.decode(name, "replace").encode("utf-8", "replace")
        root = etree.fromstring(_EMPTY_DIV.sub(b"<hr>", page), parser)
        found = _Walk().blocks(etree.iterwalk(root, events=("start", "end")))
    except (etree.LxmlError, ValueError, TypeError, AssertionError) as error:
        message = f"The page can’t be read: {error}."
        raise UserError(message, where=where, remedy="Get it again.") from None
    return Blocks(blocks=tuple(found), encoding=name)


class _Walk:
    """Gathers text until a paragraph ends; no deeper than a page can be by rights."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.parts: list[str] = []
        self.skipping = 0
        self.pre = 0

    def blocks(self, events: Any) -> list[Block]:
        for event, element in events:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                self._start(tag, element.text)
            else:
                self._end(tag, element.tail)
        self._flush("")
        return self.found

    def _start(self, tag: str, text: str | None) -> None:
        if tag in _BLOCKS:
            self._flush("")
        if tag in _SKIPPED:
            self.skipping += 1
        if tag == "pre":
            self.pre += 1
        if tag == "br":
            self.parts.append("\n")
        elif tag in {"td", "th"} and any(part.strip() for part in self.parts):
            self.parts.append("\t")
        self._text(text)

    def _end(self, tag: str, tail: str | None) -> None:
        if tag in _SKIPPED:
            self.skipping -= 1
        if tag == "pre":
            self.pre -= 1
        if tag in _BLOCKS:
            self._flush(tag)
        self._text(tail)

    def _text(self, text: str | None) -> None:
        if text and not self.skipping:
            self.parts.append(text if self.pre else _one_line(text))

    def _flush(self, tag: str) -> None:
        text = "".join(self.parts)
        self.parts = []
        lines = [line.strip(" \r") for line in text.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if not lines:
            return
        row = tag == "tr"
        level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0
        kind = BlockKind.ROW if row else BlockKind.HEADING if level else BlockKind.PARAGRAPH
        block = Block(text="\n".join(lines).strip("\t"), kind=kind, level=level or 1)
        self.found.extend((block, _BLANK))


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
