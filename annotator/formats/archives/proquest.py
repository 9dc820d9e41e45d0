"""ProQuest's exports: HTML, plain text and e-mails, with one article or many."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from email.errors import MessageError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import UserError
from annotator.formats.archives import html_pages as pages
from annotator.formats.archives.entries import found_in, number_in
from annotator.formats.archives.proquest_fields import (
    PageParagraph,
    entries_of,
    is_marked,
    is_rule,
    is_start,
    labelled,
)
from annotator.formats.files.encodings import LARGEST, bounded_bytes, decoded
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

if TYPE_CHECKING:
    from annotator.formats.archives.html_pages import Element

_ANCHOR = "docid_"
_NAMED = "ProQuest".lower()
_MAIL = re.compile(
    r"(?:from [^\n]{1,200}\n)?(?:received|from|to|subject|date|message-id|return-path"
    r"|mime-version|delivered-to|content-type|x-[\w-]{1,60})\s?:",
    re.IGNORECASE,
)
_WRAPPED = 120  # code points of a line that is surely not wrapped
_QUOTED = 0.5  # of the lines of a text that is forwarded
_COUNTED = re.compile(r"^\D{2,20}\d{1,6}\D{1,6}(\d{1,6})$")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is an export of ProQuest."""
    if glimpse.is_zip or glimpse.is_rtf or glimpse.head.startswith(b"%PDF"):
        return False
    start = glimpse.squeezed.replace("= ", "")
    if _NAMED not in start:
        return False
    if _MAIL.match(glimpse.text.lstrip()):
        return "@proquest.com" in start[:6000] or _ANCHOR in start or is_marked(start)
    if glimpse.is_html or "<p" in start[:4000] or "<div" in start[:4000]:
        return f'name="{_ANCHOR}' in start or is_marked(start)
    return is_rule(glimpse.text.lstrip("\ufeff\r\n ").partition("\n")[0]) and is_marked(start)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of an export, and those of which it has no text."""
    try:
        data = bounded_bytes(path, LARGEST)
        if _MAIL.match(Glimpse(path).text.lstrip()):
            content, is_page, encoding = _mail(data, path.name)
        else:
            content, is_page, encoding = data, _is_page(data), options.encoding
        broken = ""
        if is_page:
            page = pages.parsed(content, path.name, encoding)
            paragraphs, encoding, broken = _of_page(page.root), page.encoding, page.broken
        else:
            found = decoded(content, path.name, encoding)
            paragraphs, encoding = _of_text(_unquoted(found.text)), found.encoding
        entries = list(entries_of(paragraphs))
        stated = _stated(paragraphs)
        yield from found_in(path.name, entries, encoding=encoding or "", stated=stated)
        if broken:
            yield UserError(broken, where=path.name)
    except UserError as error:
        yield error


def _is_page(data: bytes) -> bool:
    start = data[:8192].replace(b"\0", b"").lower()
    return b"<p" in start or b"<div" in start or b"<html" in start


def _mail(data: bytes, where: str) -> tuple[bytes, bool, str | None]:
    """Return the content of an e-mail, whether it is HTML, and its encoding."""
    import email  # noqa: PLC0415 - only for e-mails
    import email.policy  # noqa: PLC0415 - see above

    try:
        message: Any = email.message_from_bytes(
            data.removeprefix(BOM_UTF8), policy=email.policy.default
        )
        parts = [one for one in message.walk() if one.get_content_maintype() == "text"]
        parts.sort(key=lambda one: one.get_content_subtype() != "html")
        if parts:
            content: bytes = parts[0].get_payload(decode=True) or b""
            return content, parts[0].get_content_subtype() == "html", _known(parts[0])
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError) as error:
        message = f"The e-mail can’t be read: {type(error).__name__}."
        raise UserError(message, where=where) from None
    raise UserError("The e-mail holds no text.", where=where)


def _known(part: Any) -> str | None:
    """Return a part's encoding unless it is one that its HTML says better, or there is none."""
    name = str(part.get_content_charset("") or "")
    return name if name and part.get_content_subtype() != "html" else None


def _of_page(root: "Element") -> list[PageParagraph]:
    """Return the paragraphs of a page; those that begin in bold letters have a label."""
    found: list[PageParagraph] = []
    words = ""
    for kind, element in _flow(root):
        if kind == "start":
            found.append(PageParagraph(starts=True))
        elif kind == "words":
            words = element.get("wordcount") or ""
            found.append(PageParagraph(words=words))
        else:
            found += _paragraphs(element)
    return found


def _flow(root: "Element") -> Iterator[tuple[str, "Element"]]:
    """Yield where entries begin, where their words are counted, and the innermost blocks."""
    for one in root.iter():
        if one.tag == "a" and (one.get("name") or "").lower().startswith(_ANCHOR):
            yield "start", one
        if one.tag == "text" and one.get("wordcount"):
            yield "words", one
        if one.tag in _BLOCKS and not _has_blocks(one):
            yield "block", one
        elif one.tag in _BLOCKS and (loose := _own(one)) is not None:
            yield "block", loose


_BLOCKS = frozenset(("p", "div", "td", "li", "h1", "h2", "h3", "h4", "blockquote", "pre", "body"))


def _has_blocks(element: "Element") -> bool:
    return any(one.tag in _BLOCKS for one in element.iterdescendants())


def _own(element: "Element") -> "Element | None":
    """Return what of an element stands before its first block, as one of its own."""
    from copy import copy  # noqa: PLC0415 - one name, used once

    if not (element.text or "").strip() and not any(one.tag == "strong" for one in element):
        return None
    made = element.makeelement("p")
    made.text = element.text
    for one in element:
        if one.tag in _BLOCKS or _has_blocks(one):
            break
        made.append(copy(one))
    return made


def _paragraphs(element: "Element") -> Iterator[PageParagraph]:
    first = next((one for one in element.iter("strong", "b")), None)
    label = pages.line(first) if first is not None else ""
    link = next((one.get("href") or "" for one in element.iter("a")), "")
    style = (element.get("style") or "").replace(" ", "").lower()
    bold = "font-weight:bold" in style
    inner = any(one.tag == "text" for one in element.iterancestors())
    lines = pages.lines(element)
    if not lines:
        return
    if label and lines[0].startswith(label) and label.rstrip().endswith((":", "：")):
        text = lines[0][len(label) :].strip()
        yield PageParagraph(label=label, text=text, whole=lines[0], link=link, inner=inner)
        lines = lines[1:]
    for line in lines:
        counts = is_start(line) and not inner
        yield PageParagraph(
            text=line, link=link, bold=bold and not inner, counts=counts, inner=inner
        )


def _of_text(text: str) -> list[PageParagraph]:
    """Return the paragraphs of a plain text, each with the label that it begins with.

    Where lines are longer than those that are wrapped, each is a paragraph; else blank lines part
    them.
    """
    found: list[PageParagraph] = []
    held: list[str] = []
    lines = [one.strip() for one in text.split("\n")]
    whole = any(len(one) > _WRAPPED and " " in one[:_WRAPPED] for one in lines)
    for bare in [*lines, ""]:
        if held and (whole or is_rule(bare) or is_start(bare) or not bare):
            found.append(labelled(held))
            held = []
        if is_rule(bare) or is_start(bare) or not bare:
            if is_rule(bare):
                found.append(PageParagraph(starts=True))
            elif bare:
                found.append(PageParagraph(text=bare, counts=True))
        else:
            held.append(bare)
    return found


def _unquoted(text: str) -> str:
    """Return a text without the marks of a forwarded one; an empty link begins an entry there."""
    lines = text.split("\n")
    quoted = [one[1:].strip() for one in lines if one.startswith(">")]
    if len(quoted) < _QUOTED * len(lines):
        return text
    return "\n".join("_" * 60 if one == "<>" else one for one in quoted)


def _stated(paragraphs: list[PageParagraph]) -> int:
    counts = [_COUNTED.match(one.text) for one in paragraphs if one.counts]
    return max((number_in(one[1]) for one in counts if one), default=0)
