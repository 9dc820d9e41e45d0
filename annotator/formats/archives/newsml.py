"""NewsML-G2 of news agencies: messages and items, with their texts as HTML, NITF or plain text."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.archives import nitf
from annotator.formats.archives.days import as_date
from annotator.formats.archives.entries import DownloadEntry, EntryPart, body, found_in
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

_ROOTS = ("<newsitem", "<newsmessage", ":newsitem", ":newsmessage")
_NAMESPACE = "iptc.org/std/nar"
_HEADS = {f"h{n}": StretchRole.SUBHEAD for n in range(1, 7)}
_CAPTIONS = frozenset(("figcaption", "caption"))
_BLOCKS = frozenset(("p", "li", "blockquote", "pre", "tr", "dt", "dd", "td", *_CAPTIONS, *_HEADS))
_NO_TEXTS = ("picture", "video", "audio", "graphic", "animation", "package", "composite")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is NewsML-G2."""
    start = glimpse.squeezed
    return _NAMESPACE in start and any(one in start for one in _ROOTS)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a message, and the items that hold no text."""
    try:
        tree = tree_of(path, options.encoding)
        items = [one for one in tree.root.iter() if name_of(one) == "newsItem"]
        yield from found_in(path.name, map(_entry, items), encoding=tree.encoding)
        if tree.broken:
            yield UserError(tree.broken, where=path.name)
    except UserError as error:
        yield error


def _entry(item: "Element") -> DownloadEntry:
    headlines = [" ".join(xml_lines(one)) for one in local_all(item, "headline")]
    title = next((one for one in headlines if one), "")
    content = local(item, "contentSet")
    wrapped = local(content, nitf.ROOT) if content is not None else None
    meta = _meta(item)
    if wrapped is not None:
        inner = nitf.entry_of(wrapped)
        known = {key: value for key, value in meta.items() if value}
        return DownloadEntry(
            title=title or inner.title, parts=inner.parts, meta=dict(inner.meta) | known
        )
    parts = list(_parts(content)) if content is not None else []
    kind = _kind(item)
    why = f"it is no text but of the kind “{kind}”" if kind and not parts else ""
    return DownloadEntry(title=title or _heading(content), parts=parts, meta=meta, why=why)


def _kind(item: "Element") -> str:
    found = local(item, "itemMeta", "itemClass")
    code = (found.get("qcode") or found.get("uri") or "") if found is not None else ""
    name = code.replace("/", ":").rpartition(":")[2]
    return name if name in _NO_TEXTS else ""


def _parts(content: "Element") -> Iterator[EntryPart]:
    for one in content:
        name = name_of(one)
        if name == "inlineXML":
            yield from _of_page(one)
        elif name == "inlineData":
            yield from body(_plain(one))


def _of_page(inline: "Element") -> Iterator[EntryPart]:
    inner = next((one for one in local_all(inline, "body")), inline)
    blocks = [one for one in inner.iterdescendants() if name_of(one) in _BLOCKS]
    if not blocks:
        yield from body(xml_lines(inner))
        return
    for one in blocks:
        name = name_of(one)
        if any(name_of(up) in _BLOCKS for up in one.iterancestors()):
            continue
        role = _HEADS.get(name, StretchRole.CAPTION if name in _CAPTIONS else StretchRole.BODY)
        if name == "h1":
            role = StretchRole.HEADLINE
        yield from (EntryPart(line, role) for line in xml_lines(one))


def _plain(data: "Element") -> list[str]:
    text = "".join(str(one) for one in data.itertext())
    encoding = (data.get("encoding") or "").lower()
    if "base64" in encoding:
        import base64  # noqa: PLC0415 - seldom
        import binascii  # noqa: PLC0415 - seldom

        try:
            text = base64.b64decode("".join(text.split())).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return []
    apart = text.replace("\r\n", "\n").split("\n\n")
    if len(apart) > 1:
        return [" ".join(one.split()) for one in apart]
    return [" ".join(one.split()) for one in text.splitlines()]


def _heading(content: "Element | None") -> str:
    found = local(content, "h1") if content is not None else None
    return " ".join(xml_lines(found)) if found is not None else ""


def _meta(item: "Element") -> dict[str, str]:
    issued = (
        child_text(item, "itemMeta", "firstCreated"),
        child_text(item, "contentMeta", "contentCreated"),
        child_text(item, "itemMeta", "versionCreated"),
        child_text(item, "contentMeta", "contentModified"),
    )
    language = local(item, "contentMeta", "language")
    return {
        "outlet": _named(item, "contentMeta", "infoSource") or _named(item, "itemMeta", "provider"),
        "agency": _named(item, "itemMeta", "provider"),
        "published": as_date(next((one for one in issued if one), "")),
        "author": child_text(item, "contentMeta", "by") or _creators(item),
        "section": _named(item, "contentMeta", "subject"),
        "language": (language.get("tag") or "") if language is not None else "",
        "url": _link(item),
        "document_number": item.get("guid") or "",
        "words": _words(item),
    }


def _named(item: "Element", *path: str) -> str:
    found = local(item, *path)
    if found is None:
        return ""
    code = found.get("literal") or found.get("qcode") or found.get("uri") or ""
    return child_text(found, "name") or code.rpartition(":")[2]


def _creators(item: "Element") -> str:
    meta = local(item, "contentMeta")
    if meta is None:
        return ""
    return "; ".join(filter(None, (child_text(one, "name") for one in local_all(meta, "creator"))))


def _link(item: "Element") -> str:
    for one in local_all(item, "link"):
        if (one.get("href") or "").startswith(("http://", "https://")):
            return one.get("href") or ""
    return ""


def _words(item: "Element") -> str:
    for name in ("inlineXML", "inlineData"):
        for one in local_all(item, name):
            if one.get("wordcount"):
                return one.get("wordcount") or ""
    return ""
