"""NITF, the XML of news agencies and of newspapers' archives: one article with marked-up head."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.archives.days import as_date
from annotator.formats.archives.entries import DownloadEntry, EntryPart, found_in
from annotator.formats.archives.xml_pages import (
    child_text,
    local,
    local_all,
    tree_of,
    xml_lines,
)
from annotator.formats.files.xml_tree import local as name_of
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

if TYPE_CHECKING:
    from annotator.formats.archives.html_pages import Element

_MARK = "<nitf"
ROOT = _MARK.strip("<")
"""The name of the first element."""
_OTHERS = ("<newsml", "<newsitem", "<newsmessage", "iptc.org/std/nar")
"""What wraps it into something else."""
_LEAD = "lead_paragraph"
_PAGES = ("print_page_number",)
_SECTIONS = ("section", "print_section", "online_sections", "dsk")
_ROLES = {
    "hl1": StretchRole.SUBHEAD,
    "hl2": StretchRole.SUBHEAD,
    "media-caption": StretchRole.CAPTION,
    "pullquote": StretchRole.PULL_QUOTE,
}
_PASSED = frozenset(("media-metadata", "media-reference", "media-producer", "body.end"))
_BLOCKS = frozenset(("p", "li", "dt", "dd", "tr", "pre", "credit", "note", "fn", *_ROLES))


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is NITF, whatever stands before its first element."""
    start = glimpse.squeezed
    return _MARK in start and not any(mark in start for mark in _OTHERS)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of a file, or each of them where several are wrapped."""
    try:
        tree = tree_of(path, options.encoding)
        roots = [one for one in tree.root.iter() if name_of(one) == ROOT]
        yield from found_in(path.name, map(entry_of, roots), encoding=tree.encoding)
        if tree.broken:
            yield UserError(tree.broken, where=path.name)
    except UserError as error:
        yield error


def entry_of(root: "Element") -> DownloadEntry:
    """Return the entry of an element of NITF."""
    head = local(root, "body.head")
    title = child_text(root, "hedline", "hl1") or child_text(root, "hedline")
    parts: list[EntryPart] = []
    if head is not None:
        parts += _head_parts(head)
    for content in local_all(root, "body.content"):
        parts += _without_lead(content)
    tagline = child_text(root, "tagline")
    if tagline:
        parts.append(EntryPart(tagline))
    return DownloadEntry(title=title or child_text(root, "title"), parts=parts, meta=_meta(root))


def _head_parts(head: "Element") -> Iterator[EntryPart]:
    for one in local_all(head, "hl2"):
        yield from (EntryPart(line, StretchRole.STANDFIRST) for line in xml_lines(one))
    for one in local_all(head, "abstract"):
        yield from (EntryPart(line, StretchRole.STANDFIRST) for line in xml_lines(one))
    if (dateline := child_text(head, "dateline")) != "":
        yield EntryPart(dateline, StretchRole.DATELINE)


def _without_lead(content: "Element") -> list[EntryPart]:
    """Return the paragraphs of a body; a block with the first ones, which come again, is none."""
    parts = list(_parts_of(content))
    blocks = [one for one in content if name_of(one) == "block"]
    if len(blocks) > 1 and blocks[0].get("class") == _LEAD:
        lead, rest = list(_parts_of(blocks[0])), list(_parts_of(blocks[1]))
        if lead and rest[: len(lead)] == lead:
            return parts[len(lead) :]
    return parts


def _parts_of(content: "Element") -> Iterator[EntryPart]:
    """Yield the paragraphs of a body, and what they are: subheads, captions, text."""
    loose = (content.text or "").strip()
    if loose and not any(name_of(one) in _BLOCKS for one in content.iterdescendants()):
        yield from (EntryPart(line) for line in xml_lines(content))
        return
    for one in content.iterdescendants():
        name = name_of(one)
        inside = {name_of(up) for up in one.iterancestors()}
        if name not in _BLOCKS or inside & (_PASSED | _BLOCKS):
            continue
        role = _ROLES.get(name, StretchRole.BODY)
        if name == "p" and (one.get("class") or "").lower() in ("subhead", "crosshead"):
            role = StretchRole.SUBHEAD
        yield from (EntryPart(line, role) for line in xml_lines(one))


def _meta(root: "Element") -> dict[str, str]:
    pub = local(root, "pubdata")
    numbered = local(root, "doc-id")
    issued = local(root, "date.issue")
    story = local(root, "story.date")
    moments = (
        _of(pub, "date.publication"),
        _of(issued, "norm"),
        _of(story, "norm"),
        child_text(root, "story.date"),
    )
    return {
        "outlet": _of(pub, "name")
        or child_text(root, "copyrite.holder")
        or _of(numbered, "regsrc"),
        "published": as_date(compact(next((one for one in moments if one), ""))),
        "section": _of(pub, "position.section") or _named(root, _SECTIONS),
        "page": _of(pub, "position.sequence") or _named(root, _PAGES),
        "edition": _of(pub, "edition.name") or _of(pub, "edition.area"),
        "author": _byline(root),
        "words": _of(pub, "item-length") if "word" in _of(pub, "unit-of-measure") else "",
        "document_number": _of(numbered, "id-string"),
        "url": _of(pub, "ex-ref"),
        "agency": child_text(root, "distributor"),
    }


def _of(element: "Element | None", attribute: str) -> str:
    return (element.get(attribute) or "") if element is not None else ""


def _named(root: "Element", names: Sequence[str]) -> str:
    """Return what the first element says that has one of some names."""
    for one in local_all(root, "meta"):
        if (one.get("name") or "").lower() in names:
            return one.get("content") or ""
    return ""


def _byline(root: "Element") -> str:
    """Return who wrote it: the names in a byline, or all of it without the word before them."""
    found: list[str] = []
    bylines = list(local_all(root, "byline"))
    printed = [one for one in bylines if not (one.get("class") or "").startswith("normalized")]
    for one in printed or bylines:
        people = [" ".join(xml_lines(person)) for person in local_all(one, "person")]
        text = " ".join(xml_lines(one))
        first, _, rest = text.partition(" ")
        found += people or [
            rest if first.lower() in ("by", "von", "par", "por", "di", "de") else text
        ]
    return "; ".join(dict.fromkeys(one for one in found if one))


def compact(moment: str) -> str:
    """Return ISO 8601 without marks (20130904T1205Z) with them; anything else as it is."""
    digits = moment[:8]
    if len(digits) != 8 or not digits.isdigit():
        return moment
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    rest = moment[8:].lstrip("T")
    clock = rest[:6].rstrip("Z+-")
    if not clock.isdigit() or len(clock) not in (4, 6):
        return day
    time = ":".join(clock[n : n + 2] for n in range(0, len(clock), 2))
    zone = rest[len(clock) :]
    if not zone and not clock.strip("0"):
        return day
    zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 and zone[1:].isdigit() else zone
    return f"{day}T{time}{zone}"
