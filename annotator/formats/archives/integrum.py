"""Integrum, a Russian archive: HTML reports and XLSX tables."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.layout import StretchRole
from annotator.formats.archives import html_pages as pages
from annotator.formats.archives.days import as_date
from annotator.formats.archives.entries import (
    DownloadEntry,
    EntryPart,
    archive_data,
    body,
    found_in,
)
from annotator.formats.files.encodings import LARGEST, bounded_bytes
from annotator.formats.files.zips import BROKEN, opened_zip
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

if TYPE_CHECKING:
    from annotator.formats.archives.html_pages import Element

_NAME = "Integrum"
_LOOK = 256 * 1024  # bytes of a table's words that are looked into
_WORDS = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
_FIELD = re.compile(r"\^([^\W\d_]{2}):\s?(.*)")
_ESCAPED = re.compile(r"_x000[0-9A-Fa-f]_")
_INDENT = re.compile(r"(?:\t| {2,}|\u3000)")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}\.?")
_MOST_ROWS = 200_000


class _Data(msgspec.Struct, frozen=True):
    """Codes of an HTML report's fields and headings of a table's columns, to metadata keys.

    Headings are in lower case; several may mean the text: the first that has one counts. `links`
    are the words of links to what else there was.
    """

    codes: dict[str, str]
    columns: dict[str, str]
    telling: tuple[tuple[str, ...], ...]
    links: frozenset[str]


@cache
def _data() -> _Data:
    return archive_data("integrum.json", _Data)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a report or a table of Integrum."""
    if glimpse.is_zip:
        words = _words(glimpse)
        return any(all(one in words for one in heads) for heads in _data().telling)
    if not glimpse.is_html or b"<pre" not in glimpse.head.lower():
        return False
    codes = [f"^{one}:" for one in _data().codes]
    try:
        text, _ = pages.page_text(glimpse.head, "")
    except UserError:
        return False
    return sum(one in text for one in codes) >= 2


def _words(glimpse: Glimpse) -> str:
    """Return the beginning of the words in a table."""
    found: list[str] = []
    try:
        with zipfile.ZipFile(glimpse.path) as opened:
            for name in _WORDS:
                if name in glimpse.members:
                    with opened.open(name) as part:
                        found.append(part.read(_LOOK).decode("utf-8", "replace").lower())
    except BROKEN:
        return ""
    return " ".join(found)


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a file, and the entries without a text."""
    try:
        if Glimpse(path).is_zip:
            yield from found_in(path.name, _rows(path))
            return
        page = pages.page_of(path, options.encoding)
        blocks = [one for one in page.root.iter("td") if _is_head(one)]
        tables = frozenset(_table(one) for one in blocks)
        entries = [_entry(one, tables) for one in blocks]
        stated = sum((one.get("href") or "").startswith("#") for one in page.root.iter("a"))
        yield from found_in(path.name, entries, encoding=page.encoding, stated=stated)
        if page.broken:
            yield UserError(page.broken, where=path.name)
    except UserError as error:
        yield error


def _is_head(cell: "Element") -> bool:
    return not list(cell.iter("table")) and len(_fields(cell)) >= 2


def _fields(cell: "Element") -> dict[str, str]:
    """Return the fields of an article's head; lines without a code go on with the one before."""
    found: dict[str, str] = {}
    key = ""
    for line in pages.lines(cell):
        mark = _FIELD.match(line)
        key = _data().codes.get(mark[1], "") if mark else key
        value = (mark[2] if mark else line).strip()
        if key and value:
            found[key] = f"{found[key]} {value}" if key in found else value
    return found


def _table(cell: "Element") -> "Element":
    return next((one for one in cell.iterancestors("table")), cell)


def _entry(cell: "Element", tables: "frozenset[Element]") -> DownloadEntry:
    meta = _fields(cell)
    title = meta.pop("title", "")
    texts: list[str] = []
    for one in _table(cell).itersiblings():
        if one in tables:
            break
        if one.tag in ("h1", "h2", "h3", "h4"):
            title = pages.line(one) or title
        elif one.tag == "pre":
            texts += _unwrapped(_raw(one))
        elif one.tag in ("p", "div", "blockquote"):
            texts += pages.lines(one)
    lead = [EntryPart(one, StretchRole.STANDFIRST) for one in (meta.pop("lead", ""),)]
    return DownloadEntry(title=title, parts=[*lead, *body(texts)], meta=_meta(meta))


def _raw(element: "Element") -> list[str]:
    return "".join(str(one) for one in element.itertext()).split("\n")


def _unwrapped(raw: Sequence[str]) -> list[str]:
    """Join the lines of each paragraph: it begins indented, or after a blank line."""
    found: list[str] = []
    begins = True
    for one in raw:
        text = " ".join(one.split())
        if not text:
            begins = True
            continue
        if begins or _INDENT.match(one):
            found.append(text)
        else:
            found[-1] = f"{found[-1]} {text}"
        begins = False
    return found


def _meta(found: Mapping[str, str]) -> dict[str, str]:
    meta = dict(found) | {"database": _NAME}
    meta["author"] = meta.get("author", "").strip(" ,;")
    day, time = meta.get("published", ""), meta.pop("time", "")
    bare = day if ":" in day or not time.strip("0: ") else f"{day} {time}"
    meta["published"] = as_date(bare) if day else ""
    return meta


def _rows(path: Path) -> Iterator[DownloadEntry]:
    """Yield the entries of a table; raise a `UserError` when it is none of the archive."""
    cells = _cells(path)
    head: list[str] = []
    for row in cells:
        texts = [_text(one) for one in row]
        if not head:
            keys = [_data().columns.get(" ".join(one.lower().split()), "") for one in texts]
            head = keys if "title" in keys and {"text", "summary"} & set(keys) else []
            continue
        found: dict[str, str] = {}
        for key, text in zip(head, texts, strict=False):
            if key and text and key not in found:
                found[key] = text
        if found:
            title, summary = found.pop("title", ""), found.pop("summary", "")
            text = found.pop("text", "") or summary
            yield DownloadEntry(title=title, parts=list(_parts(text)), meta=_meta(found))


def _cells(path: Path) -> Iterator[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - few files need it

    data = bounded_bytes(path, LARGEST)
    with opened_zip(data, path.name):
        pass
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            yield from book.get_sheet_by_name(name).to_python(nrows=_MOST_ROWS)
    except (CalamineError, OSError, ValueError) as error:
        message = f"The table can’t be read: {type(error).__name__}."
        raise UserError(message, where=path.name, remedy="Get it again.") from None


def _text(cell: object) -> str:
    text = _ESCAPED.sub("", str(cell)) if cell is not None else ""
    return unicodedata.normalize("NFC", text).strip()


def _parts(text: str) -> Iterator[EntryPart]:
    """Yield the paragraphs of a cell; the day above them is a dateline, links below aren't kept."""
    lines = [line for one in text.splitlines() if (line := " ".join(one.split()))]
    while len(lines) > 1 and _data().links.issuperset(_named(lines[-1])):
        lines.pop()
    for n, one in enumerate(lines):
        dated = n == 0 and len(lines) > 1 and _DAY.fullmatch(one)
        yield EntryPart(one, StretchRole.DATELINE if dated else StretchRole.BODY)


def _named(line: str) -> list[str]:
    return [name for one in line.lower().split("|") if (name := one.strip())]
