"""ninjs, the JSON of news agencies: one item, a list of them, or one in each line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.archives import html_pages as pages
from annotator.formats.archives.days import as_date
from annotator.formats.archives.entries import DownloadEntry, EntryPart, body, found_in
from annotator.formats.archives.nitf import compact
from annotator.formats.files import strict_json
from annotator.formats.files.encodings import LARGEST, bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

_BODIES = re.compile(r'"(?:body_(?:text|xhtml|html|html5)|bodies)"\s*:')
_TELLING = re.compile(
    r'"(?:versioncreated|versionCreated|pubstatus|pubStatus|firstcreated|description_text'
    r'|profile|urgency|ninjs[\w.]{0,8})"\s*:'
)
_IDENTITY = re.compile(r'"(?:uri|altids|altIds)"\s*:')
_LISTS = ("items", "_items", "data", "results", "associations")
_BLOCKS = frozenset(("p", "li", "blockquote", "pre", "tr"))
_NO_TEXTS = frozenset(("picture", "video", "audio", "graphic", "composite", "planning", "event"))
_HEADS = frozenset(f"h{n}" for n in range(1, 7))
_CAPTIONS = frozenset(("figcaption", "caption"))


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is ninjs: JSON with the keys that only such items have."""
    start = glimpse.text.lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        return False
    return all(one.search(start) for one in (_BODIES, _TELLING, _IDENTITY))


def read(path: Path, _options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a file, and the items without a text (pictures, videos)."""
    try:
        data = bounded_bytes(path, LARGEST)
        entries, wrong = _entries(data, path.name)
        yield from found_in(path.name, entries, encoding="utf-8")
        yield from wrong
    except UserError as error:
        yield error


def _entries(data: bytes, where: str) -> tuple[list[DownloadEntry], list[UserError]]:
    """Return the entries of a file and which of its lines can't be read."""
    try:
        return [_entry(one) for one in _items(strict_json.decoded(data, where))], []
    except UserError:
        lines = [one for one in data.splitlines() if one.strip()]
        if len(lines) < 2:
            raise
    found: list[DownloadEntry] = []
    wrong: list[UserError] = []
    for number, one in enumerate(data.splitlines(), 1):
        if not one.strip():
            continue
        try:
            values = strict_json.decoded(one, f"{where}, line {number:,}")
            found += [_entry(item) for item in _items(values)]
        except UserError as error:
            wrong.append(error)
    if not found:
        raise wrong[0]
    return found, wrong


def _items(values: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the items of a value: itself, those of a list, or those of a list that it holds."""
    if isinstance(values, list):
        for one in cast("list[Any]", values):
            if isinstance(one, dict):
                yield cast("Mapping[str, Any]", one)
    elif isinstance(values, dict):
        whole = cast("Mapping[str, Any]", values)
        within = [whole[key] for key in _LISTS if isinstance(whole.get(key), list)]
        if within and not any(key.startswith(("body", "bodies", "headline")) for key in whole):
            yield from _items(within[0])
        else:
            yield whole


def _entry(item: Mapping[str, Any]) -> DownloadEntry:
    title = _string(item.get("headline")) or _role_of(item.get("headlines"), "value")
    parts = _text(item)
    kind = _string(item.get("type"))
    lead = [
        EntryPart(one, StretchRole.STANDFIRST)
        for one in (
            _string(item.get("description_text")) or _role_of(item.get("descriptions"), "value"),
        )
        if one and parts and not _begins(parts, one)
    ]
    why = f"it is no text but of the kind “{kind}”" if kind in _NO_TEXTS and not parts else ""
    return DownloadEntry(title=title, parts=[*lead, *parts], meta=_meta(item), why=why)


def _begins(parts: Sequence[EntryPart], lead: str) -> bool:
    return " ".join(parts[0].text.split()).startswith(" ".join(lead.split()))


def _text(item: Mapping[str, Any]) -> list[EntryPart]:
    """Return the paragraphs of the first body that has any; those with mark-up come first."""
    bodies = item.get("bodies")
    several = cast("list[Any]", bodies) if isinstance(bodies, list) else []
    listed = [cast("Mapping[str, Any]", one) for one in several if isinstance(one, dict)]
    texts = [
        *((_string(item.get(key)), True) for key in ("body_xhtml", "body_html5", "body_html")),
        *((_string(one.get("value")), "html" in _string(one.get("contenttype"))) for one in listed),
        (_string(item.get("body_text")), False),
    ]
    for text, marked in texts:
        if parts := (list(_of_page(text)) if marked else body(text.splitlines())):
            return parts
    return []


def _of_page(text: str) -> Iterator[EntryPart]:
    if not text.strip():
        return
    root = pages.parsed(f"<html><body>{text}</body></html>".encode(), "", "utf-8").root
    blocks = [one for one in root.iter() if one.tag in _BLOCKS | _HEADS | _CAPTIONS]
    if not blocks:
        yield from body(pages.lines(root))
        return
    for one in blocks:
        if any(up.tag in _BLOCKS | _HEADS | _CAPTIONS for up in one.iterancestors()):
            continue
        role = StretchRole.SUBHEAD if one.tag in _HEADS else StretchRole.BODY
        role = StretchRole.CAPTION if one.tag in _CAPTIONS else role
        yield from (EntryPart(line, role) for line in pages.lines(one))


def _meta(item: Mapping[str, Any]) -> dict[str, str]:
    moments = ("firstcreated", "firstCreated", "versioncreated", "versionCreated", "contentcreated")
    created = next((one for key in moments if (one := _string(item.get(key)))), "")
    return {
        "outlet": _names(item.get("infosources") or item.get("infosource") or item.get("source"))
        or _string(item.get("copyrightholder")),
        "published": as_date(compact(created)),
        "author": _string(item.get("byline"))
        or _string(item.get("by"))
        or _names(item.get("authors")),
        "section": _names(item.get("section") or item.get("sections") or item.get("subject")),
        "language": _string(item.get("language")),
        "url": _address(item),
        "document_number": _string(item.get("uri")),
        "edition": _string(item.get("edition")),
        "words": _number(item.get("wordcount")),
    }


def _address(item: Mapping[str, Any]) -> str:
    for key in ("url", "canonical", "link", "uri"):
        if (one := _string(item.get(key))).startswith(("http://", "https://")):
            return one
    return ""


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _names(value: object) -> str:
    if isinstance(value, str):
        return value
    several = cast("Iterable[Any]", value) if isinstance(value, list) else ()
    named = (
        _string(cast("Mapping[str, Any]", one).get("name"))
        for one in several
        if isinstance(one, dict)
    )
    return "; ".join(filter(None, named))


def _role_of(value: object, key: str) -> str:
    several = cast("Iterable[Any]", value) if isinstance(value, list) else ()
    for one in several:
        if isinstance(one, dict) and (text := _string(cast("Mapping[str, Any]", one).get(key))):
            return text
    return ""
