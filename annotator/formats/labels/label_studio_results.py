"""The results of Label Studio: regions with answers on them, answers on the text, relations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec

from annotator.formats.labels.actor_links import actor_links
from annotator.formats.labels.foreign import ForeignLabel, ForeignLink
from annotator.formats.labels.json_objects import Values, dicts_in, number
from annotator.formats.labels.label_studio_text import TaskText
from annotator.formats.labels.label_studio_whole import WholeCodes, meta_in

_LABELS = ("labels", "hypertextlabels", "paragraphlabels", "timeserieslabels")
_ANSWERS = ("choices", "number", "rating", "text", "taxonomy", "datetime", "textarea")
_UNLABELLED = "region"
_PIECE = re.compile(r"~\d+$")


class _Region(msgspec.Struct):
    """One stretch with the names of its labels and what is said of it."""

    value: Values
    labels: list[str] = msgspec.field(default_factory=list[str])
    fields: Values = msgspec.field(default_factory=dict[str, Any])
    score: float | None = None
    note: str = ""
    links: tuple[ForeignLink, ...] = ()


def labels_of(results: Sequence[Values], text: TaskText) -> Iterator[ForeignLabel]:
    """Yield the labels of one set of results, each with its answers and links."""
    regions: dict[str, _Region] = {}
    links: dict[str, list[ForeignLink]] = {}
    whole = WholeCodes(results)
    for n, one in enumerate(results):
        if one.get("type") == "relation":
            _take_relation(one, links)
            continue
        value = cast("Values", one["value"]) if isinstance(one.get("value"), dict) else {}
        names = _names(one, value)
        if _is_region(value):
            ident = str(one.get("id") or n)
            region = regions.setdefault(ident, _Region(value))
            region.labels += [name for name in names if name not in region.labels]
            region.score = number(one.get("score")) if region.score is None else region.score
            region.note = "\n".join(filter(None, (region.note, _note(one))))
            region.links += tuple(actor_links(meta_in(one).get("links")))
            if not names and (answer := _answer(value)) is not None:
                region.fields[str(one.get("from_name") or "answer")] = answer
        elif not whole.takes(one, _answer(value)):
            yield from _of_text(one, value, names)
    yield from whole.labels()
    for ident, pieces in _joined(regions).items():
        yield from _of_region(ident, pieces, links.get(ident, ()), text)


def _of_region(
    ident: str, pieces: Sequence[_Region], links: Sequence[ForeignLink], text: TaskText
) -> Iterator[ForeignLabel]:
    """Yield the labels of a region, or of those that are the pieces of one."""
    region = pieces[0]
    places = [place for one in pieces if (place := text.place(one.value)) is not None]
    is_placed = len(places) == len(pieces)
    quote = region.value.get("text") if len(pieces) == 1 else None
    for label in region.labels or [_UNLABELLED]:
        yield ForeignLabel(
            id=ident,
            label=label,
            fragments=tuple(places) if is_placed else (),
            placeless=not is_placed,
            quote=quote if isinstance(quote, str) else None,
            fields={name.removeprefix(f"{label}."): one for name, one in region.fields.items()},
            links=(*links, *region.links) if label == (region.labels or [label])[0] else (),
            score=region.score,
            note=region.note,
        )


def _joined(regions: Mapping[str, _Region]) -> Mapping[str, Sequence[_Region]]:
    """Return the regions by id, those called ID~2, ID~3 … with the one called ID.

    They are the pieces of one label that has several.
    """
    found: dict[str, list[_Region]] = {}
    for ident, region in regions.items():
        first = _PIECE.sub("", ident)
        is_piece = first in found and regions[first].labels == region.labels
        found.setdefault(first if is_piece else ident, []).append(region)
    return found


def results_of_row(row: Values) -> list[Values]:
    """Return what a row of the short form says, as results of the long one.

    Between the task's id and who answered stand the answers, before them the task's own data.
    """
    keys = list(row)
    first = keys.index("id") + 1 if "id" in keys else 0
    last = keys.index("annotator") if "annotator" in keys else len(keys)
    plain = set(keys[first:last]) if first else set[str]()
    results: list[Values] = []
    for name, value in row.items():
        if isinstance(value, str | int | float) and name in plain:
            kind = "choices" if isinstance(value, str) else "number"
            answer: Any = [value] if isinstance(value, str) else value
            results.append({"from_name": name, "type": kind, "value": {kind: answer}})
        for each in dicts_in(value):
            if {"from_id", "to_id"} <= each.keys():
                results.append({**each, "type": "relation"})
                continue
            kind = next((one for one in (*_LABELS, *_ANSWERS) if one in each and one != "text"), "")
            if kind or name in plain:
                region = {"id": f"{each['start']}-{each.get('end')}"} if "start" in each else {}
                results.append({**region, "from_name": name, "type": kind, "value": each})
    return results


def _take_relation(one: Values, links: dict[str, list[ForeignLink]]) -> None:
    start, end = str(one.get("from_id")), str(one.get("to_id"))
    if one.get("direction") == "left":
        start, end = end, start
    for kind in _texts(one.get("labels")) or ["related"]:
        links.setdefault(start, []).append(ForeignLink(type=kind, to=end))
        if one.get("direction") == "bi":
            links.setdefault(end, []).append(ForeignLink(type=kind, to=start))


def _of_text(one: Values, value: Values, names: list[str]) -> Iterator[ForeignLabel]:
    """Yield what is said of the whole text: a code with a field of the same name."""
    for name in names:
        yield ForeignLabel(label=name)
    answer = _answer(value)
    if answer is not None and not names:
        name = str(one.get("from_name") or "answer")
        yield ForeignLabel(label=name, fields={name: answer}, score=number(one.get("score")))


def _is_region(value: Values) -> bool:
    return "start" in value and "end" in value


def _names(one: Values, value: Values) -> list[str]:
    """Return the labels that a result gives."""
    kind = str(one.get("type", ""))
    for key in (kind, *_LABELS):
        if key.endswith("labels") and key in value:
            return _texts(value[key])
    return []


def _answer(value: Values) -> Any:
    """Return what a result answers; of several levels the names joined."""
    for key in _ANSWERS:
        if key == "taxonomy" and isinstance(value.get(key), list):
            paths = [_texts(path) for path in cast("list[Any]", value[key])]
            return _single([" / ".join(path) for path in paths if path])
        if key == "text" and _is_region(value):
            if isinstance(value.get(key), list):
                return _single(_texts(value[key]))
            continue
        if value.get(key) is not None:
            return _single(value[key])
    return None


def _single(answer: Any) -> Any:
    """Return the one entry of a list with one, None for an empty list."""
    if not isinstance(answer, list):
        return answer
    entries = cast("list[Any]", answer)
    return entries[0] if len(entries) == 1 else entries or None


def _note(one: Values) -> str:
    """Return what was written on a region."""
    return "\n".join(_texts(meta_in(one).get("text")))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in cast("list[Any]", value)] if isinstance(value, list) else []
