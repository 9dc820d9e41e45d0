"""spaCy's binary files: documents with entities, lists of spans and categories."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, cast

from msgspec import structs

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.labels.foreign import ForeignDocument, ForeignFile, ForeignLabel
from annotator.formats.labels.json_objects import meta_of, number
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.spacy_docs import Doc, DocSpan, docs_of, is_doc_bin
from annotator.formats.labels.spacy_own import OwnDocument, own_document, own_labels
from annotator.formats.labels.units import Positions

SUFFIXES = (".spacy",)
_ATTRIBUTE = "._."
_TITLES = ("title", "headline")
_NAMES = ("id", "doc_id", "name", "document")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is compressed, and begins as those with documents do."""
    return glimpse.head[:1] == b"\x78" and is_doc_bin(glimpse.head)


def _file(path: Path, _options: ReadOptions) -> ForeignFile:
    documents: list[ForeignDocument] = []
    problems: list[UserError] = []
    told: list[Told] = []
    for n, doc in enumerate(docs_of(bounded_bytes(path)), 1):
        if isinstance(doc, UserError):
            problems.append(doc)
            continue
        made = _document(n, doc)
        if not made.text.strip():
            problems.append(UserError("It has no text.", where=made.name))
            continue
        documents.append(made)
        if doc.guessed_blanks:
            told.append(Told(made.name, "Blanks between its words are not known: all have one."))
    return ForeignFile(tool="spaCy", documents=documents, problems=problems, told=told)


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _document(n: int, doc: Doc) -> ForeignDocument:
    parts = [
        f"{word} " if blank or doc.guessed_blanks else word
        for word, blank in zip(doc.words, doc.blanks, strict=True)
    ]
    starts = list(accumulate(map(len, parts), initial=0))
    positions = Positions("".join(parts))
    own = own_document(doc.user_data)
    if own is not None:
        return _own(n, own, doc, starts, positions)
    meta = _meta(doc)
    title = next((str(meta.pop(key)) for key in _TITLES if key in meta), "")
    name = next((str(meta[key]) for key in _NAMES if key in meta), title)
    return ForeignDocument(
        name=f"document {n}, {name}" if name else f"document {n}",
        text=positions.text,
        title=title,
        meta=meta,
        labels=list(_labels(doc, starts, positions)),
    )


def _own(
    n: int, own: OwnDocument, doc: Doc, starts: Sequence[int], positions: Positions
) -> ForeignDocument:
    """Return a document that this program has written, with what was added to it since."""
    places: dict[str, list[tuple[int, int]]] = {}
    for one in doc.spans:
        if one.group and one.ident in own.annotations:
            span = positions.span(*_stretch(doc, starts, one))
            places.setdefault(one.ident, []).extend([span] if span else [])
    added = [one for one in doc.spans if one.group and one.ident not in own.annotations]
    further = structs.replace(doc, spans=added, cats={}, user_data={})
    return ForeignDocument(
        name=f"document {n}, {own.title or own.id}",
        text=positions.text,
        id=own.id,
        title=own.title,
        meta=own.meta,
        labels=[*own_labels(own, places), *_labels(further, starts, positions)],
        actors=own.actors,
    )


def _stretch(doc: Doc, starts: Sequence[int], one: DocSpan) -> tuple[int, int]:
    """Return where a span begins and ends, in code points of the document's text."""
    return starts[one.start], starts[one.end - 1] + len(doc.words[one.end - 1])


def _meta(doc: Doc) -> dict[str, Any]:
    """Return what is said of a whole document, be it as an attribute of one's own."""
    plain: dict[str, Any] = {}
    for key, value in doc.user_data.items():
        if isinstance(key, str):
            plain[key] = value
        elif isinstance(key, tuple):
            parts = cast("tuple[Any, ...]", key)
            if len(parts) == 4 and parts[0] == _ATTRIBUTE and parts[2] is None:
                plain[str(parts[1])] = value
    return meta_of(plain)


def _labels(doc: Doc, starts: Sequence[int], positions: Positions) -> Iterator[ForeignLabel]:
    """Yield the spans, each once though it may be an entity as well, and the categories."""
    several = len({one.group for one in doc.spans if one.group}) > 1
    attributes = _attributes(doc)
    known: set[tuple[str, int, int, str]] = set()
    in_groups = {(one.label, one.start, one.end) for one in doc.spans if one.group}
    for one in doc.spans:
        place = (one.label, one.start, one.end)
        if (not one.group and place in in_groups) or (*place, one.group) in known:
            continue
        known.add((*place, one.group))
        first, last = _stretch(doc, starts, one)
        span = positions.span(first, last)
        fields = dict(attributes.get((first, last), {}))
        if one.kb_id:
            fields["kb_id"] = one.kb_id
        if several and one.group:
            fields["group"] = one.group
        yield ForeignLabel(
            label=one.label or one.group or "Span",
            fragments=(span,) if span else (),
            placeless=span is None,
            fields=fields,
        )
    for label, share in doc.cats.items():
        if (number(share) or 0) >= 0.5 or share is True:
            yield ForeignLabel(label=str(label))


def _attributes(doc: Doc) -> dict[tuple[int, int], dict[str, Any]]:
    """Return what attributes of one's own say of stretches, by where these begin and end."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for key, value in doc.user_data.items():
        if not isinstance(key, tuple) or not isinstance(value, str | int | float | bool):
            continue
        parts = cast("tuple[Any, ...]", key)
        if len(parts) == 4 and isinstance(parts[2], int) and isinstance(parts[3], int):
            found.setdefault((parts[2], parts[3]), {})[str(parts[1])] = value
    return found
