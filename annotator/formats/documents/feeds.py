"""News feeds (RSS, Atom) that were saved: each entry is an article: its text or its summary."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.errors import UserError
from annotator.domain.wording import cut
from annotator.formats.documents.fragment import fragment_pieces
from annotator.formats.documents.roles import Piece, article_of, folded, with_headline
from annotator.formats.files.dates import iso
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, Incoming, ReadOptions, Told

SUFFIXES = (".rss", ".atom", ".rdf")

_LARGEST = 64 * 2**20  # bytes
_MOST = 50_000  # entries
_ROOT = re.compile(r"<(?:rss|(?:\w+:)?feed|rdf:rdf)[\s>]", re.IGNORECASE)
_KNOWN = ("rss", "purl.org/rss", "w3.org/2005/atom", "purl.org/atom")
_MORE = re.compile(
    r"^\s*(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,200}"
    r"|(?:continue reading|read more|weiterlesen|lire la suite|seguir leyendo|leer más)\b"
    r".{0,60})\s*$",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(r"^\S+@\S+\s*\(([^()]{2,80})\)$")


def read(path: Path, options: ReadOptions) -> Iterator[Found]:  # noqa: ARG001 - of every importer
    """Yield an article for each entry, or why it can't come in."""
    try:
        feed = _parsed(bounded_bytes(path, _LARGEST), path.name)
    except UserError as error:
        yield error
        return
    entries: list[Any] = feed.entries[:_MOST]
    for number, entry in enumerate(entries, 1):
        yield from _entry(entry, feed.feed, path.name, number)
    if len(feed.entries) > _MOST:
        yield UserError(f"It has more than {_MOST:,} entries; the rest was left.", where=path.name)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a feed, whatever its name."""
    start = glimpse.squeezed[:5000]
    found = _ROOT.search(start)
    return found is not None and not glimpse.is_html and any(one in start for one in _KNOWN)


def _parsed(data: bytes, where: str) -> Any:
    if b"<!ENTITY" in data[: 64 * 1024]:
        message = "The feed defines entities of its own, which none needs; it isn’t read."
        raise UserError(message, where=where, remedy="Save the feed again.")
    import feedparser  # noqa: PLC0415 - slow, and few files need it

    untyped: Any = feedparser
    try:
        # A stream, for it would take a text for an address.
        feed = untyped.parse(io.BytesIO(data), response_headers={"content-location": ""})
    except Exception as error:
        message = f"The feed can’t be read: {type(error).__name__}."
        raise UserError(message, where=where, remedy="Save the feed again.") from error
    if not feed.entries:
        raise UserError("The feed has no entries.", where=where)
    return feed


def _entry(entry: Any, feed: Any, name: str, number: int) -> Iterator[Found]:
    title = _words(entry.get("title"))
    where = f"{name}, entry {number}"
    said = f"{where}, “{cut(title, 80)}”" if title else where
    try:
        pieces, is_whole = _text(entry, where)
        meta = _meta(entry, feed)
        article = article_of(with_headline(pieces, title), title=title, meta=meta, where=where)
    except UserError as error:
        yield error
        return
    yield Incoming(where=where, article=article, encoding="utf-8")
    if not is_whole:
        yield Told(said, "The feed has only a summary of it.")


def _text(entry: Any, where: str) -> tuple[list[Piece], bool]:
    """Return an entry's paragraphs, and whether they are its text and not a summary."""
    given = [_value(one) for one in entry.get("content") or ()]
    summary = _value(entry.get("summary_detail") or {"value": entry.get("summary")})
    longest = max(given, key=len, default="")
    pieces = _pieces(longest, where) if longest.strip() else []
    if pieces and len(longest) * 2 > len(summary):
        return pieces, True
    pieces = _pieces(summary, where) if summary.strip() else pieces
    # Some feeds put the whole text where others have a summary of it.
    is_whole = sum(len(one.text) for one in pieces) > 1500 and len(pieces) > 3
    return pieces, is_whole


def _value(content: Any) -> str:
    value = str(content.get("value") or "")
    if content.get("type") == "text/plain":
        import html  # noqa: PLC0415 - beside its use

        return html.escape(value, quote=False).replace("\n\n", "<p>").replace("\n", "<br>")
    return value


def _pieces(text: str, where: str) -> list[Piece]:
    return [one for one in fragment_pieces(text, where) if not _MORE.match(one.text)]


def _meta(entry: Any, feed: Any) -> dict[str, str]:
    source: Any = entry.get("source") or {}
    written = entry.get("published") or entry.get("created") or entry.get("updated") or ""
    sections = [_words(one.get("term") or one.get("label")) for one in entry.get("tags") or ()]
    language = _words(_language_of(entry) or feed.get("language"))
    link = _words(entry.get("link"))
    return {
        "outlet": _words(source.get("title")) or _words(feed.get("title")),
        "author": _author(entry),
        "published": iso(_words(written)),
        "url": link if link.startswith(("http://", "https://")) else "",
        "language": language.replace("_", "-").partition("-")[0].lower(),
        "section": ", ".join(dict.fromkeys(filter(None, sections)))[:300],
    }


def _language_of(entry: Any) -> str:
    content: Any = entry.get("content") or [{}]
    titled: Any = entry.get("title_detail") or {}
    return str(content[0].get("language") or titled.get("language") or "")


def _author(entry: Any) -> str:
    names = [_words(one.get("name")) for one in entry.get("authors") or ()]
    names = list(dict.fromkeys(filter(None, names))) or [_words(entry.get("author"))]
    plain = [(found[1] if (found := _MAIL.match(name)) else name) for name in names]
    return ", ".join(name for name in plain if folded(name))


def _words(value: Any) -> str:
    """Return a field's words: feeds write entities and elements even into titles."""
    text = str(value or "")
    if "<" in text or "&" in text:
        import html  # noqa: PLC0415 - beside its use

        text = html.unescape(re.sub(r"<[^<>]{0,500}>", "", text))
    return " ".join(text.split())
