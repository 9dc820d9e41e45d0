"""ProQuest's fields: which label means what, and where an article's text begins and ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from annotator.formats.archives.days import as_date, published
from annotator.formats.archives.entries import Entry, archive_data, body, language_code

_RULE = re.compile(r"[_=-]{20,}")
_LABEL = re.compile(r"([^\W\d_][^:：\n]{0,48})\s?[:：](?:\s+|$)")
_COUNT = re.compile(r"(\D{2,20})\d{1,6}(\D{1,6})\d{1,6}")
_PAGE = re.compile(r":\s*([\w.,; -]{1,20}?)\.?$")


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of an export with the label that it begins with.

    `starts` says that an entry may begin here, `counts` that it only numbers one; `words` is a
    number of words that the file gives, `bold` says that all of it is in bold letters.
    """

    text: str = ""
    label: str = ""
    link: str = ""
    words: str = ""
    bold: bool = False
    starts: bool = False
    counts: bool = False


class _Data(msgspec.Struct, frozen=True):
    """Labels in all languages, in lower case, to metadata keys.

    The keys "text", "abstract", "info" and "title" aren't metadata; nothing is what isn't kept.
    `documents` begin the line that numbers an entry, `nobody` are authors that are none,
    `none` says that there is no abstract, `furniture` are lines that are no text, `links` those
    with the entry's address.
    """

    labels: dict[str, str]
    documents: tuple[str, ...]
    nobody: frozenset[str]
    none: frozenset[str]
    furniture: tuple[str, ...]
    links: tuple[str, ...]


@cache
def _data() -> _Data:
    return archive_data("proquest.json", _Data)


def is_marked(text: str) -> bool:
    """Tell whether a text in lower case has labels that only these exports have."""
    marks = ("proquest document", "proquest-dokument", "proquest :", "proquest:")
    return any(one in text for one in marks) or any(one in text for one in _data().links)


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn between entries."""
    return _RULE.fullmatch(line.strip()) is not None


def is_start(line: str) -> bool:
    """Tell whether a line only numbers an entry: "Document 1 of 2"."""
    found = _COUNT.fullmatch(line.strip())
    return found is not None and found[1].strip().lower() in _data().documents


def _key(label: str) -> str | None:
    bare = " ".join(label.rstrip(" :：").lower().split())
    return _data().labels.get(bare)


def labelled(lines: Sequence[str]) -> Paragraph:
    """Return a paragraph of plain text with the label that it begins with, if it is a known one."""
    text = " ".join(lines)
    found = _LABEL.match(text)
    if found and _key(found[1]) is not None:
        return Paragraph(label=found[1], text=text[found.end() :])
    return Paragraph(text=text)


def entries_of(paragraphs: Iterable[Paragraph]) -> Iterator[Entry]:
    """Yield the entries of an export: those of its parts that have fields."""
    held: list[Paragraph] = []
    for one in paragraphs:
        if one.starts:
            yield from _entry(held)
            held = []
        elif not one.counts:
            held.append(one)
    yield from _entry(held)


def _entry(held: Sequence[Paragraph]) -> Iterator[Entry]:
    keys = [_key(one.label) if one.label else None for one in held]
    if sum(key is not None for key in keys) < 2:
        return
    begins = next((n for n, key in enumerate(keys) if key == "text"), None)
    ends = _tail(held, begins)
    heads = range(begins if begins is not None else len(held))
    fields = [
        *((held[n], keys[n]) for n in heads),
        *((held[n], keys[n]) for n in range(ends, len(held))),
    ]
    meta, title = _fields(fields)
    meta["words"] = next((one.words for one in held if one.words), "")
    texts = [one.text for one in held[begins:ends]] if begins is not None else []
    abstract = any(key == "abstract" for key in keys)
    why = "it has an abstract but no text" if abstract and not any(texts) else ""
    kept = [one for one in texts if not one.lower().startswith(_data().furniture)]
    yield Entry(title=title or _first(held, keys), parts=body(kept), meta=meta, why=why)


def _tail(held: Sequence[Paragraph], begins: int | None) -> int:
    """Return where the fields after a text begin: all from there on have a label, each its own.

    One line without a label may go on with the field before it.
    """
    if begins is None:
        return len(held)
    seen: set[str] = set()
    ends = n = len(held)
    loose = 0
    while n > begins + 1:
        n -= 1
        label = held[n].label.rstrip(" :：").lower()
        if not held[n].label:
            loose += 1
            if loose > _FURNITURE and ends < len(held):
                break
            continue
        if label in seen:
            break
        seen.add(label)
        ends, loose = n, 0
    return ends


_FURNITURE = 1  # lines without a label between two fields


def _first(held: Sequence[Paragraph], keys: Sequence[str | None]) -> str:
    """Return what stands before the first field: the title."""
    first = next((n for n, key in enumerate(keys) if key is not None), 0)
    bold = next((one.text for one in held[:first] if one.bold), "")
    return bold or next((one.text for one in held[:first] if one.text), "")


def _fields(fields: Sequence[tuple[Paragraph, str | None]]) -> tuple[dict[str, str], str]:
    """Return metadata and title; what the fields at the end say goes before the first line's."""
    found: dict[str, str] = {}
    link = ""
    for one, key in fields:
        if one.text.lower() in _data().links:
            link = one.link or link
        if key and one.text:
            found[key] = one.text
        if key == "url" and one.link:
            found[key] = one.link
    info, title = found.pop("info", ""), found.pop("title", "")
    found.pop("abstract", "")
    found["language"] = language_code(found.get("language", ""))
    found["outlet"] = _outlet(found.get("outlet", "") or info)
    found["published"] = as_date(found.get("published", "")) or published(info)
    if not found.get("page") and (page := _PAGE.search(info)):
        found["page"] = page[1]
    if found.get("author", "").strip().lower() in _data().nobody:
        found["author"] = ""
    found["url"] = found.get("url") or link
    return found, title


def _outlet(written: str) -> str:
    return written.partition(";")[0].partition("[")[0].strip()
