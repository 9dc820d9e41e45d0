"""What lists say of articles whose texts have not come in yet, and how the two find each other."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import msgspec

from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.record import Record, Values

T = TypeVar("T")
Mark = tuple[str, str]
"""By what an article is known: `address`, `doi`, `heading` or `title`, and which it is."""
_LONGEST_ADDRESS = 4_000  # characters
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(.+)", re.IGNORECASE)
_SERVICES = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_LAST_PARTS = re.compile(r"(?:/(?:index|default)\.(?:html?|php|aspx?)|/amp)?/*$", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|icid|ncid|cmpid|cmp|ocid|xtor|amp|outputtype"
    r"|at_(?:medium|campaign|custom\d)|smid|sr_share|partner|wt[._]?mc.*",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:^|doi\.org/|doi:\s*)(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHORTEST = 12  # letters of a title that, with a day, tells an article


class ArticleShell(Record, frozen=True, kw_only=True):
    """An article without its text: what a list says of it, until its text comes in.

    `address`, `doi` and `heading` are what its text is known by, each empty where the list doesn't
    say it; the id is derived from them.
    """

    address: str = ""
    doi: str = ""
    heading: str = ""
    title: str = ""
    meta: Values = msgspec.field(default_factory=dict[str, Any])


class ArticleMarks(NamedTuple):
    """By what an article is known elsewhere; each may be empty."""

    address: str = ""
    doi: str = ""
    heading: str = ""

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield those that there are, with the attributes of shells that have them."""
        return ((name, mark) for name, mark in self._asdict().items() if mark)


def marks_of(title: str, meta: Mapping[str, Any]) -> ArticleMarks:
    """Return by what an article is known: address, DOI, and its title with the day."""
    url = str(meta.get("url") or "").strip()
    said = (str(meta.get("doi") or "").strip(), url)
    doi = next((found for one in said if (found := _doi_in(one))), "")
    return ArticleMarks(
        address=address_of(url),
        doi=doi,
        heading=_heading(title, str(meta.get("published") or "")),
    )


def known_marks(title: str, meta: Mapping[str, Any]) -> set[Mark]:
    """Return all marks by which an article is found: those that lists have, and its title alone.

    An address that is none (`address_of`) stands as it is written.
    """
    found = {*marks_of(title, meta).named(), title_mark(title)}
    url = meta.get("url")
    if isinstance(url, str) and url.strip():
        found.add(address_mark(url))
    return found


def title_mark(title: str) -> Mark:
    """Return the mark of a title, whatever its case and blanks."""
    return "title", folded(title)


def address_mark(url: str) -> Mark:
    """Return the mark of an address."""
    return "address", address_of(url) or url.strip()


def shell_of(title: str, meta: Values) -> ArticleShell | None:
    """Return what a list says of an article; None where nothing tells which one it is."""
    marks = marks_of(title, meta)
    if not any(marks):
        return None
    return ArticleShell(
        id=derived_id("shell", *marks), **marks._asdict(), title=title, meta=dict(meta)
    )


def surest(
    marks: ArticleMarks,
    meta: Mapping[str, Any],
    others: Iterable[T],
    marks_of_other: Callable[[T], ArticleMarks],
    meta_of_other: Callable[[T], Mapping[str, Any]],
) -> list[T]:
    """Return of others those that are about the same article: with its address or DOI, if any.

    Else the one with the same title and day, if there is but one and nothing speaks against it: an
    agency’s report has the same title in many outlets.
    """
    sure: list[T] = []
    likely: list[T] = []
    for one in others:
        their = marks_of_other(one)
        if (marks.address and marks.address == their.address) or (
            marks.doi and marks.doi == their.doi
        ):
            sure.append(one)
        elif marks.heading and marks.heading == their.heading:
            apart = marks.address and their.address and _host(marks) != _host(their)
            if not apart and _agree(meta.get("outlet"), meta_of_other(one).get("outlet")):
                likely.append(one)
    return sure or (likely if len(likely) == 1 else [])


def _host(marks: ArticleMarks) -> str:
    return marks.address.partition("/")[0]


def _agree(one: object, other: object) -> bool:
    """Tell whether two names may be of one outlet: one of them is in the other, or is not known."""
    first, second = _letters(str(one or "")), _letters(str(other or ""))
    return not first or not second or first in second or second in first


def filled(meta: Mapping[str, Any], shell: ArticleShell) -> Values:
    """Return an article's metadata with what a list says beside it; its own values stay."""
    own = {key: value for key, value in meta.items() if value not in ("", None)}
    return {**own, **{key: value for key, value in shell.meta.items() if key not in own}}


def address_of(url: str) -> str:
    """Return an address as it is compared: without what doesn't change the page that it names."""
    written = url.strip()
    archived = _ARCHIVED.fullmatch(written)
    written = archived[1] if archived else written
    if len(written) > _LONGEST_ADDRESS:
        return ""
    if "://" not in written:
        written = f"http://{written}"
    try:
        parts = urlsplit(written)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or "." not in host:
        return ""
    name = _SERVICES.sub("", host, count=1)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if _names(pair[0])]
    path = _LAST_PARTS.sub("", unquote(parts.path))
    where = f"{name}:{port}" if port not in (None, 80, 443) else name
    return where + path + (f"?{urlencode(sorted(query))}" if query else "")


def _doi_in(written: str) -> str:
    found = _DOI.search(written) if len(written) <= _LONGEST_ADDRESS else None
    return found[1].casefold().rstrip(".,;") if found else ""


def _letters(written: str) -> str:
    decomposed = unicodedata.normalize("NFKD", written.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _names(key: str) -> bool:
    return _TRACKING.fullmatch(key) is None


def _heading(title: str, published: str) -> str:
    day = _DAY.match(published)
    letters = _letters(title)
    return f"{letters}|{day[0]}" if day and len(letters) >= _SHORTEST else ""
