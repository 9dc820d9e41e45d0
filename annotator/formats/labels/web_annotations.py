"""W3C Web Annotations: JSON-LD whose targets are stretches of texts that lie beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.files.encodings import LARGEST_ARTICLE, bounded_bytes, detected
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions
from annotator.formats.labels.foreign import (
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignLink,
)
from annotator.formats.labels.incoming import found, taken_labels
from annotator.formats.labels.json_objects import Values, first_objects, integer, whole_of
from annotator.formats.labels.units import Positions
from annotator.formats.taken_labels import TakenLabel

SUFFIXES = (".jsonld",)
_CONTEXT = "ns/anno"
_KINDS = ('"Annotation"', '"AnnotationPage"', '"AnnotationCollection"')
_TEXTS = ("", ".txt", ".md")
_NAMING = ("nickname", "account", "name", "email", "id")
_DEEPEST = 20
_MOST = 500_000  # annotations
_DESCRIBING = ("describing", "classifying")
_REMARKS = ("commenting", "replying", "questioning", "editing")


class _Place(msgspec.Struct):
    """Where one annotation stands in one text."""

    source: str
    spans: list[tuple[int, int]] = msgspec.field(default_factory=list[tuple[int, int]])
    quotes: list[Values] = msgspec.field(default_factory=list[Values])


class _Text(msgspec.Struct):
    """A text that targets name, with the labels on it."""

    name: str
    positions: Positions
    labels: list[ForeignLabel] = msgspec.field(default_factory=list[ForeignLabel])


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file says that it is of the standard, or has an annotation's parts."""
    for one in first_objects(glimpse):
        if _CONTEXT in one.get("@context", ""):
            return True
        kind = one.get("type", one.get("@type", ""))
        if any(mark in kind for mark in _KINDS) and {"target", "items", "first"} & one.keys():
            return True
    return False


def along(path: Path) -> Iterable[Path]:
    """Return the texts that a file of annotations is about, as far as they lie beside it."""
    try:
        every = list(_annotations(whole_of(path)))
    except UserError:
        return []
    sources = {place.source for one in every for place in _places(one)}
    found = (_beside(path, one) for one in sources)
    return [one for one in found if one is not None]


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the texts as articles with the annotations on them, or why one can't come in."""
    try:
        file = _file(path, options)
    except UserError as error:
        yield error
        return
    yield from found(path, file, options)


def labels(path: Path, options: ReadOptions) -> Sequence[TakenLabel]:
    """Return what the names in a file are taken for; raise a `UserError`."""
    return taken_labels(_file(path, options), options)


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    reading = _Reading(path, options.encoding)
    for one in _annotations(whole_of(path)):
        reading.take(one)
    documents = [
        ForeignDocument(
            name=one.name,
            text=one.positions.text,
            meta={"document": one.name},
            labels=reading.linked(one.labels),
        )
        for one in reading.texts.values()
        if one is not None
    ]
    return ForeignFile(
        tool="Web annotations", documents=documents, problems=list(reading.problems())
    )


class _Reading:
    """The annotations of one file, sorted by the texts that they are on."""

    def __init__(self, path: Path, encoding: str | None) -> None:
        self._path = path
        self._encoding = encoding
        self.texts: dict[str, _Text | None] = {}
        self._without: dict[str, int] = {}
        self._refused: list[UserError] = []
        self._links: dict[str, list[ForeignLink]] = {}
        self._notes: dict[str, list[str]] = {}

    def take(self, one: Values) -> None:
        """Take an annotation: on a text, or on another annotation, which is a link or a remark."""
        places = _places(one)
        on_others = [place.source for place in places if _is_annotation(place.source)]
        if on_others and (ends := list(_ends(one))):
            for start in on_others:
                for end in ends:
                    link = ForeignLink(type=_first_tag(one) or "related", to=end)
                    self._links.setdefault(start, []).append(link)
            return
        if on_others and not any(place.spans or place.quotes for place in places):
            for start in on_others:
                self._notes.setdefault(start, []).extend(_remarks(one) or _tags(one))
            return
        for place in places:
            text = self._text(place)
            if text is None:
                self._without[place.source] = self._without.get(place.source, 0) + 1
            else:
                text.labels.extend(_labels(one, place, text.positions))

    def linked(self, labels: Iterable[ForeignLabel]) -> list[ForeignLabel]:
        """Return labels with the links and remarks that stand in annotations of their own."""
        return [
            msgspec.structs.replace(
                one,
                links=(*one.links, *self._links.get(one.id, ())),
                note="\n".join(filter(None, (one.note, *self._notes.get(one.id, ())))),
            )
            for one in labels
        ]

    def problems(self) -> Iterator[UserError]:
        """Yield which texts aren't there or can't be read."""
        yield from self._refused
        for source, count in self._without.items():
            said = counted(count, "annotation")
            message = f"The text of {said} isn’t beside the file: “{source[:200]}”."
            remedy = "Put the text (.txt) into the same folder under that name."
            yield UserError(message, remedy=remedy)

    def _text(self, place: _Place) -> _Text | None:
        if place.source not in self.texts:
            self.texts[place.source] = self._read(place.source)
        return self.texts[place.source]

    def _read(self, source: str) -> _Text | None:
        path = _beside(self._path, source)
        if path is None:
            return None
        try:
            data = bounded_bytes(path, LARGEST_ARTICLE)
            raw = data.decode(detected(data, path.name, self._encoding))
        except UserError as error:
            self._refused.append(error)
            return None
        return _Text(path.stem, Positions(raw)) if raw.strip() else None


def _annotations(value: Any, depth: int = 0) -> Iterator[Values]:
    """Yield the annotations of a collection, a page, a list, or the one that it is."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in cast("list[Any]", value)[:_MOST]:
            yield from _annotations(each, depth + 1)
    if not isinstance(value, dict):
        return
    one = cast("Values", value)
    if "target" in one or "oa:hasTarget" in one:
        yield one
        return
    for key in ("first", "items", "@graph", "next", "annotations", "rows"):
        yield from _annotations(one.get(key), depth + 1)


def _places(one: Values) -> list[_Place]:
    """Return the texts that an annotation is on, with its pieces in each."""
    places: dict[str, _Place] = {}
    for target in _listed(one.get("target")):
        if isinstance(target, str):
            places.setdefault(target.partition("#char=")[0], _Place(target.partition("#char=")[0]))
            _take_fragment(places[target.partition("#char=")[0]], target.partition("#")[2])
            continue
        if not isinstance(target, dict):
            continue
        given = cast("Values", target)
        if given.get("items") is not None and "selector" not in given:
            for each in _listed(given["items"]):
                for place in _places({"target": each}):
                    known = places.setdefault(place.source, _Place(place.source))
                    known.spans += place.spans
                    known.quotes += place.quotes
            continue
        source = _address(given.get("source", given.get("id", "")))
        place = places.setdefault(source, _Place(source))
        for selector in _selectors(given.get("selector")):
            _take_selector(place, selector)
    return list(places.values())


def _selectors(value: Any, depth: int = 0) -> Iterator[Values]:
    """Yield selectors, with those that refine them instead of the ones refined."""
    for each in _listed(value):
        if not isinstance(each, dict) or depth > _DEEPEST:
            continue
        selector = cast("Values", each)
        if selector.get("type") == "Choice" or "items" in selector:
            yield from _selectors(selector.get("items"), depth + 1)
        elif selector.get("refinedBy") is not None:
            yield from _selectors(selector["refinedBy"], depth + 1)
        else:
            yield selector


def _take_selector(place: _Place, selector: Values) -> None:
    kind = selector.get("type", selector.get("@type"))
    if kind in ("TextPositionSelector", "DataPositionSelector"):
        start, end = integer(selector.get("start")), integer(selector.get("end"))
        if start is not None and end is not None:
            place.spans.append((start, end))
    elif kind == "TextQuoteSelector" and isinstance(selector.get("exact"), str):
        place.quotes.append(selector)
    elif kind == "FragmentSelector":
        _take_fragment(place, str(selector.get("value", "")))


def _take_fragment(place: _Place, value: str) -> None:
    """Take a place in the way of RFC 5147: char=10,20."""
    name, _, said = value.partition("=")
    first, _, last = said.partition(";")[0].partition(",")
    start, end = integer(first), integer(last)
    if name == "char" and start is not None and end is not None:
        place.spans.append((start, end))


def _labels(one: Values, place: _Place, positions: Positions) -> Iterator[ForeignLabel]:
    """Yield a label for each tag of an annotation on a text."""
    spans = [positions.span(*each) for each in place.spans]
    inside = tuple(each for each in spans if each is not None)
    known = inside if len(inside) == len(place.spans) else ()
    quotes = [normalised(str(each["exact"])) for each in place.quotes]
    first = place.quotes[0] if place.quotes else Values()
    last = place.quotes[-1] if place.quotes else Values()
    quote = None
    if len(quotes) == 1 or (len(quotes) > 1 and len(quotes) == len(known)):
        quote = "".join(quotes)
    fields = dict(_fields(one))
    remarks = _remarks(one)
    tags = _tags(one) or [str(one.get("motivation") or "annotation").rpartition(":")[2]]
    for n, tag in enumerate(tags):
        yield ForeignLabel(
            id=str(one.get("id", one.get("@id", ""))) if n == 0 else "",
            label=tag,
            fragments=known,
            placeless=not known and bool(place.spans or quotes),
            quote=quote,
            before=str(first.get("prefix") or ""),
            after=str(last.get("suffix") or ""),
            fields=fields,
            coder=_person(one.get("creator")),
            note="\n".join(remarks),
            at=_stamp(one.get("created")),
            modified=_stamp(one.get("modified")),
        )


def _bodies(one: Values) -> Iterator[tuple[str, str]]:
    """Yield what an annotation says, each with its purpose."""
    motivation = str(next(iter(_listed(one.get("motivation"))), ""))
    for body in _listed(one.get("body", one.get("bodyValue"))):
        if isinstance(body, str):
            yield motivation, body
        elif isinstance(body, dict):
            given = cast("Mapping[str, Any]", body)
            purpose = str(next(iter(_listed(given.get("purpose"))), motivation))
            value = given.get("value", given.get("label"))
            if isinstance(value, str | int | float):
                yield purpose, str(value)
            elif given.get("purpose") in ("tagging", "classifying", "identifying"):
                address = _address(given.get("source", given.get("id", "")))
                if address and not _is_annotation(address):
                    yield purpose, unquote(address.rstrip("/").rpartition("/")[2])


def _tags(one: Values) -> list[str]:
    """Return the labels that an annotation gives."""
    every = list(_bodies(one))
    tags = [value for purpose, value in every if purpose.rpartition(":")[2] == "tagging"]
    if not tags:
        tags = [
            value
            for purpose, value in every
            if purpose.rpartition(":")[2] in (*_DESCRIBING, "identifying", "") and "=" not in value
        ]
    return list(dict.fromkeys(one.strip() for one in tags if one.strip() and len(one) <= 200))


def _first_tag(one: Values) -> str:
    return next(iter(_tags(one)), "")


def _fields(one: Values) -> Iterator[tuple[str, Any]]:
    """Yield what is said of a label in the form name=value."""
    for purpose, value in _bodies(one):
        name, sign, said = value.partition("=")
        if purpose.rpartition(":")[2] in _DESCRIBING and sign and name.strip() and len(name) < 100:
            yield name.strip(), said.strip()


def _remarks(one: Values) -> list[str]:
    """Return what an annotation says in sentences."""
    tags = _tags(one)
    return [
        value
        for purpose, value in _bodies(one)
        if value not in tags
        and value.strip() not in tags
        and (
            purpose.rpartition(":")[2] in _REMARKS
            or (purpose.rpartition(":")[2] not in ("tagging", "linking") and "=" not in value)
        )
    ]


def _ends(one: Values) -> Iterator[str]:
    """Yield the annotations that an annotation's bodies are."""
    for body in _listed(one.get("body")):
        given = cast("Mapping[str, Any]", body) if isinstance(body, dict) else {"id": body}
        if "value" not in given:
            address = _address(given.get("source", given.get("id", "")))
            if _is_annotation(address):
                yield address


def _is_annotation(address: str) -> bool:
    """Tell whether an address is another annotation's, as texts are files."""
    return address.startswith(("urn:", "_:")) or "/annotation" in address or "/anno/" in address


def _beside(path: Path, source: str) -> Path | None:
    """Return the text that an address names, in the file's own folder or below it."""
    name = unquote(urlsplit(source).path) if "://" in source or "%" in source else source
    folder = path.parent.resolve()
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    for length in range(len(parts), 0, -1):
        for ending in _TEXTS:
            try:
                found = folder.joinpath(*parts[-length:]).with_name(parts[-1] + ending).resolve()
            except (OSError, ValueError):
                continue
            is_text = found.suffix.lower() in (".txt", ".md")
            if is_text and found.is_relative_to(folder) and found.is_file():
                return found
    return None


def _address(value: Any) -> str:
    if isinstance(value, dict):
        return str(cast("Values", value).get("id", ""))
    return value if isinstance(value, str) else ""


def _person(value: Any) -> str:
    for one in _listed(value):
        if isinstance(one, str):
            return one.rstrip("/").rpartition("/")[2].removeprefix("mailto:").partition("@")[0]
        if isinstance(one, dict):
            given = cast("Values", one)
            name = next((given[k] for k in _NAMING if isinstance(given.get(k), str)), "")
            return _person(name) if name.startswith(("http", "mailto:")) else name
    return ""


def _stamp(value: Any) -> str:
    text = str(value) if isinstance(value, str) else ""
    try:
        msgspec.convert(text.replace("Z", "+00:00"), type=__import__("datetime").datetime)
    except (msgspec.ValidationError, ValueError):
        return ""
    return text


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]
