"""Factiva's fields: by their codes, and as its pages show them without."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from annotator.domain.layout import StretchRole
from annotator.formats.archives.days import as_date, published, time_of
from annotator.formats.archives.entries import (
    DownloadEntry,
    EntryPart,
    archive_data,
    is_language,
    language_code,
)

NAME = "Factiva"
HEADLINE = "HD"
"""The code of the field with the headline."""
ACCESSION_NUMBER = re.compile(r"\b[A-Za-z][A-Za-z0-9]{7}(?:19|20)\d{6}[a-z][0-9a-z]{8}\b")
"""The number of a document: source, day and what tells it apart."""
_COUNT = re.compile(r"([\d.,' \u00a0\u202f]{1,12})\s?([^\W\d_]{1,12})")
_CODED = re.compile(r"([A-Z]{2,3})(?:[\t |\u00a0]+(\S.*))?")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,8}")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_PAGE = re.compile(r"[A-Z]{0,4}\.?-?\d{1,4}[A-Z]?(?:[,;/ –-]+[A-Z]{0,4}\.?\d{1,4}[A-Z]?){0,20}")
_LONGEST_HEAD = 14  # lines from the number of words to the copyright
_LONGEST_TAIL = 4  # lines that are no text before the document number
_TEXTS = {"lead": StretchRole.BODY, "text": StretchRole.BODY, "caption": StretchRole.CAPTION}


class _Data(msgspec.Struct, frozen=True):
    """Words of Factiva's pages in all languages of its interface, in lower case.

    `codes` gives for each code the metadata key, "title", "time", "lead", "text" or "caption", or
    nothing for what isn't kept.
    """

    words: frozenset[str]
    document: frozenset[str]
    copyright: tuple[str, ...]
    results: frozenset[str]
    by: frozenset[str]
    logo: tuple[str, ...]
    codes: dict[str, str]


@cache
def _data() -> _Data:
    return archive_data("factiva.json", _Data)


def is_code(text: str) -> bool:
    """Tell whether a text is the code of a field."""
    return text in _data().codes


def is_count(label: str) -> bool:
    """Tell whether a label says how many results a search had."""
    return label.strip(" :").lower() in _data().results


def words_of(line: str) -> str:
    """Return the digits of a line that says how long an article is; "" for every other line."""
    found = _COUNT.fullmatch(line.strip())
    if not found or found[2].lower() not in _data().words:
        return ""
    return "".join(c for c in found[1] if c.isdigit())


def accession(line: str) -> str:
    """Return the document number of a line that holds nothing else; "" for every other line."""
    found = ACCESSION_NUMBER.search(line)
    if not found:
        return ""
    label = (line[: found.start()] + line[found.end() :]).replace(":", " ").replace("|", " ")
    words = label.lower().split()
    known = {*_data().document, "an"}
    last = (
        len(words) < 2 and line.rstrip(" |").endswith(found[0]) and label.replace(" ", "").isalpha()
    )
    return found[0] if last or all(one in known for one in words) else ""


def is_logo(line: str) -> bool:
    """Tell whether a line only names the archive: the head of a page."""
    rest = line.lower()
    for one in _data().logo:
        rest = rest.replace(one, "")
    return not any(c.isalnum() for c in rest)


def byline(text: str) -> str:
    """Return an author without the word "by" before the name."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if rest and first.lower() in _data().by else text.strip()


def when(written: str) -> str:
    """Return a moment in ISO 8601."""
    return as_date(written) if written else ""


def head_end(lines: Sequence[str], counted: int) -> int:
    """Return where an article's head ends that begins with its number of words: after the rights.

    Where they are missing, it ends after the language.
    """
    stop = min(len(lines), counted + _LONGEST_HEAD)
    after_language = counted + 1
    for n in range(counted, stop):
        if lines[n].lower().startswith(_data().copyright):
            return n + 1
        if is_language(lines[n]):
            after_language = n + 1
    return after_language


def shown_head(lines: Sequence[str]) -> dict[str, str]:
    """Return the metadata of a head without codes: words, day, outlet, code, …, language."""
    meta = {"database": NAME}
    rest = list(lines)
    while rest and not _counts(rest) and not published(rest[0]):
        key = "credit" if meta.get("author") else "author"
        meta.setdefault(key, rest.pop(0))
    if _counts(rest):
        meta["words"] = "".join(c for c in rest.pop(0) if c.isdigit())
    if rest and (published(rest[0]) or _YEAR.search(rest[0])):
        written = rest.pop(0)
        meta["published"] = published(written) or written
    while rest and rest[-1].lower().startswith(_data().copyright):
        rest.pop()
    at = next((n for n, one in enumerate(rest) if is_language(one)), None)
    if at is not None:
        meta["language"] = language_code(rest[at])
        rest = rest[:at]
    rest = [one for one in rest if not _takes_time(meta, one)]
    if rest:
        meta["outlet"] = rest.pop(0)
    if rest and _SOURCE_CODE.fullmatch(rest[0]):
        rest.pop(0)
    _sort_out(meta, rest)
    return meta


def _counts(lines: Sequence[str]) -> bool:
    """Tell whether the first line says how long an article is: a day follows an unknown word."""
    if not lines or not _COUNT.fullmatch(lines[0].strip()):
        return False
    return words_of(lines[0]) != "" or (len(lines) > 1 and published(lines[1]) != "")


def _takes_time(meta: dict[str, str], line: str) -> bool:
    time = time_of(line)
    if time and len(meta.get("published", "")) == 10:
        meta["published"] += f"T{time}"
    return bool(time)


def _sort_out(meta: dict[str, str], rest: Sequence[str]) -> None:
    """Tell edition and page apart: a page is the last one that looks so, and 0 is none."""
    kept = [one for one in rest if one.strip("0 ")]
    if kept and _PAGE.fullmatch(kept[-1]):
        meta["page"] = kept[-1]
        kept = kept[:-1]
    if kept:
        meta["edition"] = "; ".join(kept)


def before_count(lines: Sequence[str], bold: int | None) -> tuple[str, str, str]:
    """Return section, headline and author from the lines before the number of words.

    `bold` is the line that is set in bold letters, where one is.
    """
    if bold is not None and bold < len(lines):
        first = bold
        return " · ".join(lines[:first]), lines[bold], " ".join(lines[bold + 1 :])
    if len(lines) >= 3:
        return lines[-3], lines[-2], lines[-1]
    if len(lines) == 2:
        first, second = lines
        by = second.partition(" ")[0].lower() in _data().by
        names = second.istitle() and len(second.split()) <= 4 and len(first) > len(second)
        return ("", first, second) if by or names else (first, second, "")
    return "", lines[0] if lines else "", ""


def end_of(lines: Sequence[str]) -> int:
    """Return how many of the last lines are text: not the publisher and the document number.

    The publisher stands alone before the number, or not at all; another number may precede it.
    """
    at = _numbered(lines)
    if at is None:
        return len(lines)
    end = at - 1 if _publisher(lines, at) else at
    return end - 1 if end and not any(c.isalpha() for c in lines[end - 1]) else end


def _publisher(lines: Sequence[str], at: int) -> str:
    """Return the publisher before a document number; a sentence is none."""
    before = lines[at - 1].strip() if at else ""
    letters = any(c.isalpha() for c in before)
    return before if letters and not before.endswith((".", "!", "?", "。", "”", '"')) else ""


def _numbered(lines: Sequence[str]) -> int | None:
    stop = len(lines) - 1
    for n in range(stop, max(-1, stop - _LONGEST_TAIL), -1):
        if accession(lines[n]):
            return n
    return None


def ended(lines: Sequence[str]) -> dict[str, str]:
    """Return document number and publisher that an article ends with."""
    at = _numbered(lines)
    if at is None:
        return {}
    return {"document_number": accession(lines[at]), "publisher": _publisher(lines, at)}


def coded_lines(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield code and lines of each field of a text with codes; other lines belong to it."""
    code, held = "", list[str]()
    for line in lines:
        one = line.strip(" \t|")
        found = _CODED.fullmatch(one)
        if found and is_code(found[1]):
            if code:
                yield code, held
            code, held = found[1], [found[2]] if found[2] else []
        elif code:
            held.append(one)
    if code:
        yield code, held


def coded_entry(rows: Iterable[tuple[str, list[str]]]) -> DownloadEntry:
    """Return the entry that fields with codes make."""
    meta = {"database": NAME}
    title, time = "", ""
    parts: list[EntryPart] = []
    for code, lines in rows:
        key = _data().codes[code]
        if key in _TEXTS:
            parts += [EntryPart(one, _TEXTS[key]) for one in lines if one.strip()]
        elif key == "title":
            title = " ".join(lines)
        elif key == "time":
            time = time_of(" ".join(lines))
        elif key:
            value = " ".join(lines)
            meta[key] = f"{meta[key]}; {value}" if meta.get(key) else value
    parts.sort(key=lambda one: one.role is StretchRole.CAPTION)
    return DownloadEntry(title=title, parts=parts, meta=_read(meta, time))


def _read(meta: dict[str, str], time: str) -> dict[str, str]:
    """Return the values of fields as they are kept."""
    day = when(meta.get("published", ""))
    return meta | {
        "author": byline(meta.get("author", "")),
        "words": words_of(meta.get("words", "")) or meta.get("words", ""),
        "published": f"{day}T{time}" if time and len(day) == 10 else day,
        "language": language_code(meta.get("language", "")),
        "document_number": accession(meta.get("document_number", ""))
        or meta.get("document_number", ""),
    }
