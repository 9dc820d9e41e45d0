"""What a web page says of itself: OpenGraph, JSON-LD, other marks in its head, its address."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import msgspec

from annotator.formats.blocks.html import Element
from annotator.formats.files.dates import iso

_LARGEST_DATA = 4 * 2**20  # characters of one piece of JSON-LD
_MOST_NODES = 20_000
_MOST_OF_ONE = 50
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "itemListElement")
_ARTICLES = frozenset(
    (
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "Report",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "TechArticle",
        "ScholarlyArticle",
    )
)
_FALLBACKS = frozenset(("WebPage", "ItemPage", "VideoObject", "PodcastEpisode"))
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate"),
    *(
        "publishdate",
        "publish-date",
        "publish_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date",
    ),
    *("dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "date.issued"),
    *("last-modified", "article.published", "cxenseparse:recs:publishtime", "citation_date"),
)
_AUTHORS = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
)
_SECTIONS = (
    "article:section",
    "parsely-section",
    "section",
    "og:article:section",
    "cxenseparse:section",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")
_SPLIT_TITLE = re.compile(r"\s+[|·»–—-]\s+|\s*\|\s*")
_JUNK = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$"
)
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_SPACES = re.compile(r"\s+")


class PageMeta(msgspec.Struct, kw_only=True):
    """What a page says of its article; empty where it says nothing.

    `title` is its headline, `page_title` that of the window, `lead` its summary, `body` its text
    as its data have it; `free` is whether it may be read without paying.
    """

    title: str = ""
    page_title: str = ""
    lead: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    body: str = ""
    free: bool = True
    is_article: bool = False

    def values(self) -> dict[str, str]:
        """Return what goes into the article's metadata."""
        keys = ("outlet", "author", "published", "section", "language", "url")
        return {key: value for key in keys if (value := str(getattr(self, key)))}


def page_meta(root: Element, address: str = "") -> PageMeta:
    """Return what a page says of itself; `address` is where it is known to come from."""
    marks, data = _marks(root), _article_data(root)
    title = _text(data.get("headline")) or _first(marks, _TITLES) or _text(data.get("name"))
    page_title = _squeezed(" ".join(root.xpath("string(//title)").split()))
    url = _address(root, marks, data, address)
    outlet = (
        _first(marks, ("og:site_name",))
        or _named(data.get("publisher"))
        or _named(data.get("isPartOf"))
        or _first(
            marks, ("application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title")
        )
        or _outlet_in(page_title, title)
    )
    return PageMeta(
        title=title,
        page_title=page_title,
        lead=_text(data.get("description"))
        or _first(marks, ("og:description", "description", "twitter:description")),
        outlet=outlet,
        author=_authors(data, marks, outlet),
        published=_published(root, marks, data, url),
        section=_section(data, marks),
        language=_language(root, marks, data),
        url=url,
        body=str(data.get("articleBody") or "") if isinstance(data.get("articleBody"), str) else "",
        free=str(data.get("isAccessibleForFree", "true")).lower() != "false",
        is_article=bool(data) or _first(marks, ("og:type",)) == "article",
    )


def _marks(root: Element) -> dict[str, list[str]]:
    """Return what stands in the page's meta elements, by their names in lower case."""
    found: dict[str, list[str]] = {}
    for one in root.iter("meta"):
        name = (
            one.get("property") or one.get("name") or one.get("itemprop") or one.get("http-equiv")
        )
        content = _squeezed(one.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _article_data(root: Element) -> Mapping[str, Any]:
    """Return what JSON-LD says of the article, references within it followed."""
    nodes: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes.extend(_nodes(script.text or ""))
    known = {str(one["@id"]): one for one in nodes if "@id" in one and len(one) > 1}
    for wanted in (_ARTICLES, _FALLBACKS):
        for node in nodes:
            if not wanted.isdisjoint(_types(node)):
                return {key: _followed(value, known) for key, value in node.items()}
    return {}


def _nodes(written: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a piece of JSON-LD, however deep they are; none where it is no JSON."""
    if len(written) > _LARGEST_DATA:
        return
    try:
        data: Any = json.loads(_JUNK.sub("", _JUNK.sub("", written)), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop()
        waiting.extend(reversed(_list(one)))
        if node := _object(one):
            yield node
            waiting.extend(node[key] for key in reversed(_INNER) if key in node)


def _list(value: Any) -> list[Any]:
    return cast(list[Any], value) if isinstance(value, list) else []


def _object(value: Any) -> dict[str, Any]:
    return cast(dict[str, Any], value) if isinstance(value, dict) else {}


def _first_of(value: Any) -> Any:
    return next(iter(_list(value)), "") if isinstance(value, list) else value


def _followed(value: Any, known: Mapping[str, dict[str, Any]]) -> Any:
    if every := _list(value):
        return [_followed(one, known) for one in every[:_MOST_OF_ONE]]
    node = _object(value)
    return known.get(str(node["@id"]), value) if "@id" in node and "name" not in node else value


def _types(node: Mapping[str, Any]) -> set[str]:
    given: Any = node.get("@type")
    return {str(one).rpartition("/")[2] for one in _list(given) or [given]}


def _text(value: Any) -> str:
    import html  # noqa: PLC0415 - beside its use

    found = _first_of(value)
    return _squeezed(html.unescape(found)) if isinstance(found, str) else ""


def _named(value: Any) -> str:
    found = _first_of(value)
    return _text(_object(found).get("name")) if isinstance(found, dict) else _text(found)


def _authors(data: Mapping[str, Any], marks: Mapping[str, Sequence[str]], outlet: str) -> str:
    given = data.get("author") or data.get("creator")
    every = _list(given) or [given]
    names = [name for one in every if (name := _named(one)) and not _is_address(name)]
    people = [name for name in names if name.casefold() != outlet.casefold()]
    if found := list(dict.fromkeys(people or names)):
        return ", ".join(found)
    for key in ("article:author", *_AUTHORS):
        if said := [one for one in marks.get(key, ()) if not _is_address(one)]:
            return ", ".join(dict.fromkeys(said))
    return ""


def _section(data: Mapping[str, Any], marks: Mapping[str, Sequence[str]]) -> str:
    given = data.get("articleSection")
    if isinstance(given, list):
        names = [_text(one) for one in _list(given)]
        return _first(marks, _SECTIONS) or ", ".join(dict.fromkeys(filter(None, names)))
    return _text(given) or _first(marks, _SECTIONS)


def _published(
    root: Element, marks: Mapping[str, Sequence[str]], data: Mapping[str, Any], url: str
) -> str:
    written = [_text(data.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")]
    written += [one for key in _DATES for one in marks.get(key, ())]
    written += [one.get("datetime") or "" for one in root.iter("time")]
    for one in filter(None, written):
        day = iso(one)
        if re.match(r"\d{4}-\d{2}-\d{2}", day):
            return day
    if found := _DAY_IN_ADDRESS.search(url):
        return iso(f"{found[1]}-{found[2].zfill(2)}-{found[3].zfill(2)}")
    return ""


def _language(root: Element, marks: Mapping[str, Sequence[str]], data: Mapping[str, Any]) -> str:
    given = data.get("inLanguage")
    node = _object(given)
    given = (node.get("alternateName") or node.get("name")) if node else given
    said = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        root.get("xml:lang"),
        _text(given),
        _first(marks, ("og:locale", "content-language", "dc.language", "language", "inlanguage")),
    )
    for one in said:
        if one and (found := _LANGUAGE.match(one.strip())):
            return found[0].lower()
    return ""


def _address(
    root: Element, marks: Mapping[str, Sequence[str]], data: Mapping[str, Any], address: str
) -> str:
    links = root.xpath("//link[translate(@rel,'CANONIL','canonil')='canonical']/@href")
    page = data.get("mainEntityOfPage")
    node = _object(page)
    page = (node.get("@id") or node.get("url")) if node else page
    said = [*links[:1], _first(marks, ("og:url",)), _text(page), _text(data.get("url")), address]
    for one in said:
        whole = _joined(address, str(one).strip()) if one else ""
        # A page that calls the whole site its address says nothing of the article’s.
        if whole and (urlsplit(whole).path.strip("/") or urlsplit(whole).query):
            return whole
    return address if _is_address(address) else ""


def _joined(base: str, url: str) -> str:
    try:
        whole = urljoin(base, url) if base else url
        return whole if _is_address(whole) and urlsplit(whole).netloc else ""
    except ValueError:
        return ""


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _outlet_in(page_title: str, title: str) -> str:
    """Return what a window’s title has after the headline, if that is short enough for a name."""
    parts = _SPLIT_TITLE.split(page_title)
    if len(parts) < 2 or (title and not page_title.startswith(title[:20])):
        return ""
    return parts[-1] if len(parts[-1].split()) <= 5 else ""


def title_without_outlet(page_title: str, outlet: str) -> str:
    """Return a window’s title without the name of the site at its end."""
    for part in (" | ", " - ", " – ", " — ", " · ", " » "):
        head, mark, tail = page_title.rpartition(part)
        if mark and (tail.strip().casefold() == outlet.casefold() or not outlet):
            return head.strip()
    return page_title


def _first(marks: Mapping[str, Sequence[str]], keys: Sequence[str]) -> str:
    return next((marks[key][0] for key in keys if marks.get(key)), "")


def _squeezed(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
