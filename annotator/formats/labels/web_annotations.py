"""W3C Web Annotations: JSON-LD whose targets are stretches of texts that lie beside it.

Exports of Hypothesis have the same targets; their texts are the project's articles by their URLs.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.files.encodings import LARGEST_ARTICLE, bounded_bytes, detected
from annotator.formats.files.folder import export_above
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions
from annotator.formats.labels.foreign import (
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignLink,
)
from annotator.formats.labels.json_objects import Values, first_objects, objects_of, texts_in
from annotator.formats.labels.placing import Placer
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.stamps import stamp
from annotator.formats.labels.units import OffsetUnit, Positions
from annotator.formats.labels.web_annotation_parts import (
    DEEPEST,
    Selected,
    TargetPlace,
    ends_of,
    fields_of,
    label_without_tag,
    person_of,
    places_of,
    remarks_of,
    tags_of,
)

SUFFIXES = (".jsonld",)
_CONTEXT = "ns/anno"
_KINDS = ('"Annotation"', '"AnnotationPage"', '"AnnotationCollection"')
_TEXTS = ("", ".txt", ".md")
_WITHIN = ("first", "items", "@graph", "next", "annotations", "rows")
_MOST_PARTS = 30  # of an address


class _Text(msgspec.Struct):
    """A text that targets name, with the labels on it; `id` is that of the project's article."""

    name: str
    positions: Positions
    raw: str
    placer: Placer
    id: str = ""
    title: str = ""
    labels: list[ForeignLabel] = msgspec.field(default_factory=list[ForeignLabel])
    in_bytes: Positions | None = None
    """The places of its bytes, once a target counts these."""

    def span_of_bytes(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a stretch of bytes of UTF-8 in code points."""
        if self.in_bytes is None:
            self.in_bytes = Positions(self.raw, OffsetUnit.UTF8)
        return self.in_bytes.span(start, end)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file says that it is of the standard, or has an annotation's parts."""
    for one in first_objects(glimpse):
        if _CONTEXT in one.get("@context", ""):
            return True
        kind = one.get("type", one.get("@type", ""))
        if any(mark in kind for mark in _KINDS) and {"target", "items", "first"} & one.keys():
            return True
        if {"uri", "user", "target"} <= one.keys() or '"uri"' in one.get("rows", ""):
            return True
    return False


def along(path: Path) -> Iterable[Path]:
    """Return the texts that a file of annotations is about, as far as they lie beside it."""
    try:
        every = _annotations_in(path, None)
    except UserError:
        return []
    sources = {place.source for one in every for place in places_of(one)}
    found = (_beside(path, one) for one in sources)
    return [one for one in found if one is not None]


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    every = _annotations_in(path, options.encoding)
    reading = _Reading(path, options, {_id(one) for one in every} - {""})
    for one in every:
        reading.take(one)
    documents = [
        ForeignDocument(
            name=one.name,
            text=one.positions.text,
            id=one.id,
            title=one.title,
            meta={} if one.id else {"document": one.name},
            labels=reading.linked(one.labels),
        )
        for one in reading.texts.values()
        if one is not None
    ]
    return ForeignFile(
        tool="Web annotations",
        documents=documents,
        problems=list(reading.problems()),
        own=export_above(path) is not None,
    )


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


class _Reading:
    """The annotations of one file, sorted by the texts that they are on."""

    def __init__(self, path: Path, options: ReadOptions, ids: set[str]) -> None:
        self._path = path
        self._options = options
        self._ids = ids
        self.texts: dict[str, _Text | None] = {}
        self._without: dict[str, int] = {}
        self._refused: list[UserError] = []
        self._links: dict[str, list[ForeignLink]] = {}
        self._notes: dict[str, list[str]] = {}

    def take(self, one: Values) -> None:
        """Take an annotation: on a text, or on another annotation, which is a link or a remark."""
        places = places_of(one)
        on_others = [place.source for place in places if self._is_other(place.source)]
        on_others += texts_in(one.get("references"))[-1:]
        ends = list(ends_of(one, self._ids))
        if on_others and ends:
            kind = next(iter(tags_of(one, self._ids)), "related")
            for start in on_others:
                self._links.setdefault(start, []).extend(
                    ForeignLink(type=kind, to=end) for end in ends
                )
            return
        if on_others and not any(place.pieces for place in places):
            said = remarks_of(one, self._ids) or tags_of(one, self._ids)
            for start in on_others:
                self._notes.setdefault(start, []).extend(said)
            return
        links = [ForeignLink(type="related", to=end) for end in ends]
        for place in places:
            text = self._text(place)
            if text is None:
                self._without[place.source] = self._without.get(place.source, 0) + 1
            else:
                text.labels.extend(self._labels(one, place, text, links))

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
            remedy = (
                "Put the text (.txt) into the same folder under that name, or import the page "
                "first with its URL."
            )
            yield UserError(message, remedy=remedy)

    def _is_other(self, address: str) -> bool:
        """Tell whether an address is another annotation's, be it one that isn't here."""
        return address in self._ids or address.startswith(("urn:", "_:"))

    def _labels(
        self, one: Values, place: TargetPlace, text: _Text, links: Sequence[ForeignLink]
    ) -> Iterator[ForeignLabel]:
        """Yield a label for each tag of an annotation on a text."""
        pieces = place.pieces
        if len(pieces) > 1 or (text.id and any(each.quote for each in pieces)):
            pieces = [_placed(each, text) for each in pieces]
        spans = [_span(each, text) for each in pieces]
        known = tuple(each for each in spans if each is not None)
        is_known = bool(pieces) and len(known) == len(pieces)
        lost = next((n for n, each in enumerate(spans) if each is None), 0)
        quotes = [each.quote for each in pieces if each.quote is not None]
        quote = "".join(quotes) if len(quotes) == len(pieces) else None
        first = pieces[lost] if pieces else Selected()
        label = ForeignLabel(
            label="",
            fragments=known if is_known else (),
            placeless=bool(pieces) and not is_known,
            quote=(quote or None) if is_known else first.quote,
            before=first.before,
            after=pieces[-1].after if is_known else first.after,
            fields=fields_of(one),
            links=tuple(links),
            coder=person_of(one.get("creator", one.get("user"))),
            note="\n".join(remarks_of(one, self._ids)),
            at=stamp(one.get("created")),
            modified=stamp(one.get("modified", one.get("updated"))),
        )
        tags = tags_of(one, self._ids) or [label_without_tag(one)]
        for n, tag in enumerate(tags):
            ident = _id(one) if n == 0 else ""
            yield msgspec.structs.replace(label, label=tag, id=ident)

    def _text(self, place: TargetPlace) -> _Text | None:
        if place.source not in self.texts:
            self.texts[place.source] = self._read(place)
        return self.texts[place.source]

    def _read(self, place: TargetPlace) -> _Text | None:
        if place.text.strip():
            return _text_of(place.text.partition("\n")[0][:60], place.text)
        path = _beside(self._path, place.source)
        if path is None:
            return self._in_project(place.source)
        try:
            data = bounded_bytes(path, LARGEST_ARTICLE)
            raw = data.decode(detected(data, path.name, self._options.encoding))
        except UserError as error:
            self._refused.append(error)
            return None
        return _text_of(path.stem, raw) if raw.strip() else None

    def _in_project(self, source: str) -> _Text | None:
        """Return the project's article with an address or title, if there is one."""
        here = self._options.articles
        every = [] if here is None else here.by_url(source) or here.by_title(source)
        if len(every) != 1:
            return None
        found = every[0]
        made = _text_of(found.title, found.text)
        made.id, made.title = found.id, found.title
        return made


def _text_of(name: str, raw: str) -> _Text:
    positions = Positions(raw)
    return _Text(name, positions, raw, Placer(positions.text))


def _span(piece: Selected, text: _Text) -> tuple[int, int] | None:
    if piece.span is None or piece.in_article:
        return piece.span
    if piece.in_bytes:
        return text.span_of_bytes(*piece.span)
    return text.positions.span(*piece.span)


def _placed(piece: Selected, text: _Text) -> Selected:
    """Return a piece of several, or one on a page that the project has, where its words are.

    In a page of the project, only words and those around them tell that.
    """
    if piece.quote is None:
        return piece
    span = None if text.id else _span(piece, text)
    found = text.placer.place((span,) if span else (), piece.quote, piece.before, piece.after)
    if found.problem or len(found.fragments) != 1:
        return msgspec.structs.replace(piece, span=None)
    start, end = found.fragments[0]
    return Selected((start, end), in_article=True, quote=text.positions.text[start:end])


def _id(one: Values) -> str:
    found = one.get("id", one.get("@id"))
    return found if isinstance(found, str) else ""


def _annotations_in(path: Path, encoding: str | None) -> list[Values]:
    every: list[Values] = []
    for _, one in objects_of(path, encoding):
        if isinstance(one, UserError):
            raise one.at(path.name)
        every.extend(_annotations(one))
    return every


def _annotations(value: Any, depth: int = 0) -> Iterator[Values]:
    """Yield the annotations of a collection, a page, a list, or the one that it is."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in cast("list[Any]", value):
            yield from _annotations(each, depth + 1)
    if not isinstance(value, dict):
        return
    one = cast("Values", value)
    if "target" in one:
        yield one
        return
    for key in _WITHIN:
        yield from _annotations(one.get(key), depth + 1)


def _beside(path: Path, source: str) -> Path | None:
    """Return the text that an address names, in the file's own folder or below it."""
    try:
        name = unquote(urlsplit(source).path) if "://" in source or "%" in source else source
    except ValueError:
        return None
    folder = path.parent.resolve()
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    for length in range(min(len(parts), _MOST_PARTS), 0, -1):
        for ending in _TEXTS:
            try:
                found = folder.joinpath(*parts[-length:]).with_name(parts[-1] + ending).resolve()
                is_text = found.suffix.lower() in (".txt", ".md") and found.is_file()
            except (OSError, ValueError):
                continue
            if is_text and found.is_relative_to(folder):
                return found
    return None
