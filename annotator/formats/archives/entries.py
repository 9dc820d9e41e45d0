"""What archives' readers find, one entry after the other, and how it becomes articles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from annotator.domain.article import normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.wording import counted, cut, noun
from annotator.formats.incoming import Found, Incoming, Told
from annotator.resources import resource

T = TypeVar("T")
_LONGEST_TITLE = 300  # code points
_IN_A_REPORT = 80  # code points of a title
_AROUND = frozenset(StretchRole) - {StretchRole.BODY, StretchRole.SUBHEAD, StretchRole.PULL_QUOTE}
_MAY_REPEAT = (StretchRole.STANDFIRST, StretchRole.PULL_QUOTE)
_NO_TEXT = "it has no text"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class EntryPart(msgspec.Struct, frozen=True):
    """A paragraph of an entry and what it is on its page."""

    text: str
    role: StretchRole = StretchRole.BODY


class DownloadEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of an archive's file: title, paragraphs and metadata; blank values mean nothing.

    `why` says why it has no text, where the archive says so.
    """

    title: str = ""
    parts: Sequence[EntryPart] = ()
    meta: "dict[str, str]" = msgspec.field(default_factory=dict[str, str])
    why: str = ""

    @property
    def has_text(self) -> bool:
        """Whether there is more than headlines."""
        return any(one.text.strip() for one in self.parts if one.role not in _AROUND)


def body(paragraphs: Iterable[str]) -> list[EntryPart]:
    """Return paragraphs of a body, blank ones left out."""
    return [EntryPart(one) for one in paragraphs if one.strip()]


def found_in(
    name: str,
    entries: Iterable[DownloadEntry],
    *,
    encoding: str = "",
    stated: int = 0,
    of_search: bool = False,
) -> Iterator[Found]:
    """Yield each entry as an article, or by name why it is none.

    `stated` is how many the file itself says that there are, 0 where it doesn't: it is told when
    there are others. `of_search` says that the file counts what a search found, of which it may
    hold a part. Raise nothing; yield the refusal of a file that holds no entry at all.
    """
    count = 0
    for count, entry in enumerate(entries, 1):
        yield _one(name, count, entry, encoding)
    if not count:
        remedy = "Get the file again from the archive, with the full texts."
        yield UserError("No article was found in the file.", where=name, remedy=remedy)
    if stated and stated != count:
        said = counted(stated, "article")
        if of_search:
            yield Told(name, f"The search had {said}, the file holds {count:,} of them.")
        else:
            yield Told(name, f"The file says {said}, {count:,} {noun(count, 'was', 'were')} found.")


def _one(name: str, number: int, entry: DownloadEntry, encoding: str) -> Incoming | UserError:
    title = _clean(entry.title)
    where = f"{name}, entry {number:,}"
    if not entry.has_text:
        named = f"“{cut(title, _IN_A_REPORT)}”: " if title else ""
        why = entry.why or _NO_TEXT
        message = f"{named}{why}." if named else f"{why[0].upper()}{why[1:]}."
        return UserError(message, where=where)
    text, stretches = _text(title, entry.parts)
    meta = {key: value for key, one in entry.meta.items() if (value := _clean(one))}
    article = NewArticle(
        id=new_id(),
        title=cut(title or text.partition("\n")[0], _LONGEST_TITLE),
        text=text,
        meta=meta,
        stretches=stretches,
    )
    return Incoming(where=where, article=article, encoding=encoding)


def _clean(text: str) -> str:
    return " ".join(_CONTROLS.sub("", normalised(text)).split())


def _text(title: str, parts: Sequence[EntryPart]) -> tuple[str, tuple[RoleStretch, ...]]:
    """Return headline and paragraphs, a blank line between them, and what is no body."""
    kept = [
        EntryPart(text, one.role)
        for one in parts
        if (text := _CONTROLS.sub("", normalised(one.text)).strip())
    ]
    if title and kept and _same(kept[0].text, title):
        kept[0] = EntryPart(kept[0].text, StretchRole.HEADLINE)
    elif title and not any(one.role is StretchRole.HEADLINE for one in kept):
        kept.insert(0, EntryPart(title, StretchRole.HEADLINE))
    whole = _folded(" ".join(one.text for one in kept if one.role is StretchRole.BODY))
    stretches: list[RoleStretch] = []
    start = 0
    for one in kept:
        end = start + len(one.text)
        if one.role is not StretchRole.BODY:
            again = one.role in _MAY_REPEAT and _folded(one.text) in whole
            stretches.append(RoleStretch(start, end, one.role, again))
        start = end + 2
    return "\n\n".join(one.text for one in kept), tuple(stretches)


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def archive_data(file: str, wanted: type[T]) -> T:
    """Return the typed data of an archive: its field names and marks in each language."""
    return msgspec.json.decode(resource("archives", file).read_bytes(), type=wanted)


@cache
def _languages() -> dict[str, str]:
    codes = archive_data("languages.json", dict[str, tuple[str, ...]])
    return {name: code for code, names in codes.items() for name in names}


def language_code(name: str) -> str:
    """Return the code of a language that an archive names; the name where it isn't known."""
    return _languages().get(name.strip().lower(), name)


def is_language(name: str) -> bool:
    """Tell whether a text is the name of a language in one that archives' pages are in."""
    return name.strip().lower() in _languages()


def number_in(text: str) -> int:
    """Return the whole number that a text says, with marks between thousands; 0 for none."""
    digits = "".join(str(int(c)) for c in text if c.isdecimal())
    return int(digits) if 0 < len(digits) < 10 else 0
