"""ProQuest's fields: which label means what, and where an article's text begins and ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from annotator.domain.layout import StretchRole
from annotator.formats.archives.days import as_date, published
from annotator.formats.archives.entries import DownloadEntry, EntryPart, archive_data, language_code

_RULE = re.compile(r"[_=-]{20,}")
_LABEL = re.compile(r"([^\W\d_][^:：\n]{0,48})\s?[:：](?:\s+|$)")
_COUNT = re.compile(r"(\D{2,20})\d{1,6}(\D{1,6})\d{1,6}")
_ROLES = {"caption": StretchRole.CAPTION, "credit": StretchRole.BYLINE}
_LINK = re.compile(r"https?://[^\s<>]{1,2000}")
_PAGE = re.compile(r":\s*([\w.,; -]{1,20}?)\.?$")


class PageParagraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of an export with the label that it begins with; `whole` is it with its label.

    `starts` says that an entry may begin here, `counts` that it only numbers one; `words` is a
    number of words that the file gives, `bold` says that all of it is in bold letters, `inner` that
    the file marks it as a part of the text.
    """

    text: str = ""
    label: str = ""
    whole: str = ""
    link: str = ""
    words: str = ""
    bold: bool = False
    inner: bool = False
    starts: bool = False
    counts: bool = False

    @property
    def shown(self) -> str:
        """The paragraph as it stands on its page."""
        return self.whole or self.text


class _Data(msgspec.Struct, frozen=True):
    """Labels in all languages, in lower case, to metadata keys.

    The keys "text", "abstract", "info", "title", "caption" and "credit" aren't metadata; nothing
    is what isn't kept.
    `documents` begin the line that numbers an entry, `nobody` are authors that are none,
    `none` says that there is no abstract, `furniture` are lines that are no text, `links` those
    with the entry's address, `marks` are what else only these exports have.
    """

    labels: dict[str, str]
    documents: tuple[str, ...]
    nobody: frozenset[str]
    none: frozenset[str]
    furniture: tuple[str, ...]
    links: tuple[str, ...]
    marks: tuple[str, ...]


@cache
def _data() -> _Data:
    return archive_data("proquest.json", _Data)


def is_marked(text: str) -> bool:
    """Tell whether a text in lower case has labels that only these exports have."""
    numbers = (one for one, key in _data().labels.items() if key == "document_number")
    return any(one in text for one in (*numbers, *_data().links, *_data().marks))


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


def labelled(lines: Sequence[str]) -> PageParagraph:
    """Return a paragraph of plain text with the label that it begins with, if it is a known one."""
    text = " ".join(lines)
    found = _LABEL.match(text)
    if found and _key(found[1]) is not None:
        return PageParagraph(label=found[1], text=text[found.end() :], whole=text)
    return PageParagraph(text=text)


def entries_of(paragraphs: Iterable[PageParagraph]) -> Iterator[DownloadEntry]:
    """Yield the entries of an export: those of its parts that have fields."""
    held: list[PageParagraph] = []
    numbered = False
    for one in paragraphs:
        if one.starts or one.counts or (numbered and one.bold):
            yield from _entry(held)
            held, numbered = [], False
        if not (one.starts or one.counts):
            held.append(one)
            numbered = numbered or _key(one.label) == "document_number"
    yield from _entry(held)


def _entry(held: Sequence[PageParagraph]) -> Iterator[DownloadEntry]:
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
    parts = list(_parts(held[begins:ends])) if begins is not None else []
    parts += [_part(one) for one, key in fields if key in _ROLES and one.text]
    abstract = any(key == "abstract" and not _is_none(one) for one, key in fields)
    why = "it has an abstract but no text" if abstract else ""
    yield DownloadEntry(title=title or _first(held, keys), parts=parts, meta=meta, why=why)


def _is_none(one: PageParagraph) -> bool:
    return one.text.strip().lower() in _data().none


def _parts(held: Sequence[PageParagraph]) -> Iterator[EntryPart]:
    """Yield the paragraphs of a text; the first of them has the label that says that it is one."""
    for n, one in enumerate(held):
        text = one.shown if n else one.text
        bare = text.strip().lower()
        if not bare or bare in _data().none or bare.startswith(_data().furniture):
            continue
        yield _part(one) if n else EntryPart(text)


def _part(one: PageParagraph) -> EntryPart:
    """Return a paragraph and what it is, by the label that it begins with."""
    label = one.label or one.shown.partition(":")[0]
    return EntryPart(one.shown, _ROLES.get(_key(label) or "", StretchRole.BODY))


def _tail(held: Sequence[PageParagraph], begins: int | None) -> int:
    """Return where the fields after a text begin: all from there on have a label, each its own.

    One line without a label may go on with the field before it; what only looks like a label may
    stand between them.
    """
    if begins is None:
        return len(held)
    seen: set[str] = set()
    ends = n = len(held)
    loose = 0
    marked = not held[-1].inner
    while n > begins + 1:
        n -= 1
        if marked and held[n].inner:
            break
        label = held[n].label.rstrip(" :：").lower()
        if _key(held[n].label) is None:
            loose += 0 if _LABEL.match(held[n].shown) and n + 1 >= ends - _STRANGE else 1
            if loose > _FURNITURE and ends < len(held):
                break
            continue
        if label in seen:
            break
        seen.add(label)
        ends, loose = n, 0
    return ends


_STRANGE = 6  # unknown labels between two fields
_FURNITURE = 1  # lines without a label between two fields


def _first(held: Sequence[PageParagraph], keys: Sequence[str | None]) -> str:
    """Return what stands before the first field: the title."""
    first = next((n for n, key in enumerate(keys) if key is not None), 0)
    bold = next((one.text for one in held[:first] if one.bold), "")
    return bold or next((one.text for one in held[:first] if one.text), "")


def _fields(fields: Sequence[tuple[PageParagraph, str | None]]) -> tuple[dict[str, str], str]:
    """Return metadata and title; what the fields at the end say goes before the first line's."""
    found: dict[str, str] = {}
    link = ""
    for one, key in fields:
        if one.text.lower().startswith(_data().links):
            link = one.link or _address(one.text) or link
        if key and one.text:
            found[key] = one.text
        if key == "url":
            found[key] = one.link or _address(one.text) or one.text
    info, title = found.pop("info", ""), found.pop("title", "")
    for key in ("abstract", *_ROLES):
        found.pop(key, "")
    found["language"] = language_code(found.get("language", ""))
    found["outlet"] = _outlet(found.get("outlet", "") or info)
    found["published"] = as_date(found.get("published", "")) or published(info)
    if not found.get("page") and (page := _PAGE.search(info)):
        found["page"] = page[1]
    if found.get("author", "").strip().lower() in _data().nobody:
        found["author"] = ""
    found["url"] = found.get("url") or link
    return found, title


def _address(text: str) -> str:
    """Return the last address in a text: what comes before it is what leads there."""
    found = _LINK.findall(text)
    return found[-1] if found else ""


def _outlet(written: str) -> str:
    return written.partition(";")[0].partition("[")[0].strip()
