"""doccano: one object per text, with labels as [start, end, label], as entities, or of the text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from annotator.domain.errors import UserError
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.labels.foreign import (
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignLink,
)
from annotator.formats.labels.json_objects import (
    Values,
    dicts_in,
    first_objects,
    integer,
    meta_of,
    objects_of,
)
from annotator.formats.labels.own_marks import gold_of
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.units import OffsetUnit, Positions

_TRIPLES = re.compile(r'\[\s*\[\s*\d+\s*,\s*\d+\s*,\s*"')
_CATEGORIES = re.compile(r'\[\s*(\]|")')
_LABELS = ("label", "labels")
_TEXTS = ("text", "data")
_OWN = frozenset(
    (
        *(*_LABELS, *_TEXTS, "id", "title", "name", "entities", "relations", "annotations", "meta"),
        *("Comments", "comments", "cats", "annotation_approver", "annotated_by", "username"),
        "offset_unit",
    )
)
_UNITS = (OffsetUnit.UTF16, OffsetUnit.GRAPHEMES, OffsetUnit.CODE_POINTS)
"""What offsets may count, what is likeliest first."""


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file has texts with labels in one of doccano's forms."""
    objects = first_objects(glimpse)
    if not objects or any("schema" in one or "_input_hash" in one for one in objects):
        return False
    texts = [one for one in objects if any(key in one for key in _TEXTS)]
    return bool(texts) and any(map(_is_its_own, texts))


def _is_its_own(one: Mapping[str, str]) -> bool:
    if any(_TRIPLES.match(one.get(key, "")) for key in _LABELS):
        return True
    for key in ("entities", "annotations"):
        if one.get(key, "").startswith("[") and '"start_offset"' in one[key]:
            return True
    if one.get("entities", "").startswith("[") and "relations" in one and "spans" not in one:
        return True
    categories = any(_CATEGORIES.match(one.get(key, "")) for key in _LABELS)
    return categories and not {"spans", "answer", "tokens"} & one.keys()


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    problems: list[UserError] = []
    entries: list[tuple[str, Values, str]] = []
    for place, one in objects_of(path, options.encoding):
        if isinstance(one, UserError):
            problems.append(one)
            continue
        text = next((one[key] for key in _TEXTS if isinstance(one.get(key), str)), "")
        if text.strip():
            entries.append((place, one, text))
        else:
            problems.append(UserError("It has no text.", where=place))
    unit, told = _unit(entries)
    documents = [_document(place, one, Positions(text, unit)) for place, one, text in entries]
    return ForeignFile(tool="Doccano", documents=documents, problems=problems, told=told)


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _document(place: str, one: Values, positions: Positions) -> ForeignDocument:
    meta: Values = dict(one["meta"]) if isinstance(one.get("meta"), dict) else {}
    title = next((one[key] for key in ("title", "name") if isinstance(one.get(key), str)), "")
    name = title or str(meta.get("doc") or "") or place
    labels = _labels(one, positions)
    remarks = [str(note.get("text", "")) for note in dicts_in(one.get("Comments"))]
    remarks += [str(text) for text in _listed(one.get("Comments")) if isinstance(text, str)]
    return ForeignDocument(
        name=name if name == place else f"{place}, {name}",
        title=title,
        text=positions.text,
        meta=meta_of(meta) | meta_of(one, _OWN),
        labels=list(map(gold_of, labels) if _is_own(one) else labels),
        note="\n".join(filter(None, remarks)),
    )


def _is_own(one: Values) -> bool:
    """Tell whether an export of ours wrote a line, and not doccano, which has remarks on each."""
    return one.get("offset_unit") in _UNITS and one.get("Comments") != []


def _labels(one: Values, positions: Positions) -> Iterator[ForeignLabel]:
    coder = next((one[k] for k in ("annotated_by", "username") if isinstance(one.get(k), str)), "")
    links = _links(one)
    for start, end, label, entry in _spans(one):
        place = positions.span(start, end)
        user = entry.get("user")
        yield ForeignLabel(
            id=str(entry.get("id", "")),
            label=label,
            fragments=(place,) if place else (),
            placeless=place is None,
            links=tuple(links.get(str(entry.get("id", "")), ())),
            coder=coder or ("" if user is None else str(user)),
        )
    for label in _categories(one):
        yield ForeignLabel(label=label, coder=coder)


def _links(one: Values) -> dict[str, list[ForeignLink]]:
    """Return the links by the id of the label that they go out from."""
    links: dict[str, list[ForeignLink]] = {}
    for each in dicts_in(one.get("relations")):
        kind = str(each.get("type") or each.get("label") or "related")
        link = ForeignLink(type=kind, to=str(each.get("to_id", "")))
        links.setdefault(str(each.get("from_id", "")), []).append(link)
    return links


def _spans(one: Values) -> Iterator[tuple[int, int, str, Values]]:
    """Yield start, end, label and the entry itself of each label on a stretch."""
    for key in _LABELS:
        for entry in _listed(one.get(key)):
            listed = cast("list[Any]", entry) if isinstance(entry, list) else []
            if len(listed) >= 3 and (span := _ends(listed[0], listed[1])):
                yield *span, str(listed[2]), {}
    for key in (*_LABELS, "entities", "annotations"):
        for entry in dicts_in(one.get(key)):
            first = entry.get("start_offset", entry.get("start"))
            last = entry.get("end_offset", entry.get("end"))
            if span := _ends(first, last):
                yield *span, str(entry.get("label", "")), entry


def _categories(one: Values) -> Iterator[str]:
    """Yield the labels of the whole text."""
    for key in (*_LABELS, "cats"):
        value = one.get(key)
        if isinstance(value, str) and value.strip():
            yield value.strip()
        for entry in _listed(value):
            if isinstance(entry, str) and entry.strip():
                yield entry.strip()
    for entry in dicts_in(one.get("annotations")):
        if "start_offset" not in entry and isinstance(entry.get("label"), str | int):
            yield str(entry["label"])


def _ends(start: Any, end: Any) -> tuple[int, int] | None:
    first, last = integer(start), integer(end)
    return None if first is None or last is None else (first, last)


def _listed(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _unit(entries: Iterable[tuple[str, Values, str]]) -> tuple[OffsetUnit, list[Told]]:
    """Return what the file's offsets count: as it says, or told from where labels begin and end.

    Only texts in which it makes a difference can tell: there the unit is right with which most
    labels begin and end where words do.
    """
    scores: dict[OffsetUnit, float] = dict.fromkeys(_UNITS, 0.0)
    asked = 0
    for _, one, text in entries:
        if one.get("offset_unit") in _UNITS:
            return OffsetUnit(one["offset_unit"]), []
        spans = list(_spans(one))
        if text.isascii() and "\r" not in text:
            continue
        ways = {unit: Positions(text, unit) for unit in _UNITS}
        for start, end, _, _ in spans:
            places = {unit: way.span(start, end) for unit, way in ways.items()}
            if len(set(places.values())) == 1:
                continue
            asked += 1
            for unit, place in places.items():
                scores[unit] += _fit(ways[unit].text, place)
    best = max(_UNITS, key=lambda unit: scores[unit])
    if not asked or best is OffsetUnit.UTF16:
        return OffsetUnit.UTF16, []
    message = f"Its offsets were taken for {best.value}: so labels begin and end where words do."
    return best, [Told("", message)]


def _fit(text: str, place: tuple[int, int] | None) -> float:
    """Return how well a stretch begins and ends where words do, 0 to 2."""
    if place is None:
        return 0
    start, end = place
    return _is_edge(text, start, text[start]) + _is_edge(text, end, text[end - 1])


def _is_edge(text: str, at: int, inside: str) -> float:
    """Tell whether words begin or end at a position; `inside` is the label's own character."""
    if inside.isspace():
        return 0
    if at in (0, len(text)):
        return 1
    return float(not (text[at - 1].isalnum() and text[at].isalnum()))
