"""What a Web Annotation says: its targets, its bodies, and who made it."""

from collections.abc import Container, Iterator, Mapping
from typing import Any, cast
from urllib.parse import unquote

import msgspec

from annotator.domain.article import normalised
from annotator.formats.labels.json_objects import Values, integer, texts_in

DEEPEST = 20
"""How deeply collections, targets and selectors may lie within one another."""
_NAMING = ("nickname", "account", "name", "email", "id")
_DESCRIBING = ("describing", "classifying")
_REMARKS = ("commenting", "replying", "questioning", "editing")
_LONGEST_TAG = 200  # characters
_CHARACTERS = "#char="


class Selected(msgspec.Struct):
    """A stretch of a text: where it is, and its words with those around it.

    `in_bytes` says that UTF-8 is counted, `in_article` that it is the article's text.
    """

    span: tuple[int, int] | None = None
    in_bytes: bool = False
    in_article: bool = False
    quote: str | None = None
    before: str = ""
    after: str = ""


class TargetPlace(msgspec.Struct):
    """Where one annotation stands in one text; `text` is that, where the annotation holds it."""

    source: str
    pieces: list[Selected] = msgspec.field(default_factory=list[Selected])
    text: str = ""


def places_of(one: Values) -> list[TargetPlace]:
    """Return the texts that an annotation is on, with its pieces in each."""
    places: dict[str, TargetPlace] = {}
    for target in _listed(one.get("target")):
        for found in _targets(target):
            known = places.setdefault(found.source, found)
            if known is not found:
                known.pieces += found.pieces
    address = one.get("uri")
    if isinstance(address, str) and not any(places):
        places[address] = TargetPlace(address)
    return list(places.values())


def _targets(target: Any, depth: int = 0) -> Iterator[TargetPlace]:
    if isinstance(target, str):
        source, mark, value = target.partition(_CHARACTERS)
        piece = _of_fragment(f"char={value}") if mark else None
        yield TargetPlace(source, [piece] if piece else [])
    if not isinstance(target, dict) or depth > DEEPEST:
        return
    given = cast("Values", target)
    if given.get("items") is not None and "selector" not in given:
        for each in _listed(given["items"]):
            yield from _targets(each, depth + 1)
        return
    source = given.get("source", given.get("id", ""))
    place = TargetPlace(_address(source))
    if isinstance(source, dict):
        held = cast("Values", source)
        text = held.get("value", held.get("chars"))
        if isinstance(text, str):
            place.text = text
            place.source = place.source or text
    piece = Selected()
    for selector in _selectors(given.get("selector")):
        _take_selector(piece, selector)
    if piece.span is not None or piece.quote is not None:
        place.pieces.append(piece)
    yield place


def _selectors(value: Any, depth: int = 0) -> Iterator[Values]:
    """Yield selectors, with those that refine them instead of the ones refined."""
    for each in _listed(value):
        if not isinstance(each, dict) or depth > DEEPEST:
            continue
        selector = cast("Values", each)
        if selector.get("type") == "Choice" or "items" in selector:
            yield from _selectors(selector.get("items"), depth + 1)
        elif selector.get("refinedBy") is not None:
            yield from _selectors(selector["refinedBy"], depth + 1)
        else:
            yield selector


def _take_selector(piece: Selected, selector: Values) -> None:
    """Take one of the ways in which the same stretch is described."""
    kind = selector.get("type", selector.get("@type"))
    if kind in ("TextPositionSelector", "DataPositionSelector"):
        start, end = integer(selector.get("start")), integer(selector.get("end"))
        if start is not None and end is not None and (piece.span is None or piece.in_bytes):
            piece.span, piece.in_bytes = (start, end), kind == "DataPositionSelector"
    elif kind == "TextQuoteSelector" and isinstance(selector.get("exact"), str):
        piece.quote = normalised(selector["exact"])
        piece.before = normalised(_text(selector.get("prefix")))
        piece.after = normalised(_text(selector.get("suffix")))
    elif kind == "FragmentSelector" and piece.span is None:
        found = _of_fragment(_text(selector.get("value")))
        piece.span = found.span if found else None


def _of_fragment(value: str) -> Selected | None:
    """Return a place in the way of RFC 5147: char=10,20."""
    name, _, said = value.partition("=")
    first, _, last = said.partition(";")[0].partition(",")
    start, end = integer(first), integer(last)
    return (
        Selected((start, end)) if name == "char" and start is not None and end is not None else None
    )


def _bodies(one: Values, others: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield what an annotation says, each with its purpose."""
    motivation = _purpose(one.get("motivation"), "")
    for tag in texts_in(one.get("tags")):
        yield "tagging", tag
    if isinstance(one.get("text"), str):
        yield "commenting", one["text"]
    for body in _listed(one.get("body", one.get("bodyValue"))):
        if isinstance(body, str) and body not in others:
            yield motivation, body
        elif isinstance(body, dict):
            given = cast("Mapping[str, Any]", body)
            purpose = _purpose(given.get("purpose"), motivation)
            value = given.get("value", given.get("label"))
            if isinstance(value, str | int | float):
                yield purpose, str(value)
            elif purpose in ("tagging", "classifying", "identifying"):
                address = _address(given.get("source", given.get("id", "")))
                if address and address not in others:
                    yield (
                        purpose,
                        unquote(address.rstrip("/#").replace("#", "/").rpartition("/")[2]),
                    )


def tags_of(one: Values, others: Container[str] = ()) -> list[str]:
    """Return the labels that an annotation gives; `others` are the ids of annotations."""
    every = list(_bodies(one, others))
    tags = [value for purpose, value in every if purpose == "tagging"]
    if not tags:
        tags = [
            value
            for purpose, value in every
            if purpose in (*_DESCRIBING, "identifying", "") and "=" not in value
        ]
    found = (one.strip() for one in tags)
    return list(dict.fromkeys(one for one in found if one and len(one) <= _LONGEST_TAG))


def label_without_tag(one: Values) -> str:
    """Return what an annotation without tags is called: by why it was made."""
    return _purpose(one.get("motivation"), "") or "annotation"


def fields_of(one: Values) -> dict[str, Any]:
    """Return what is said of a label in the form name=value."""
    found: dict[str, Any] = {}
    for purpose, value in _bodies(one, ()):
        before, sign, said = value.partition("=")
        name = before.strip()
        said = said if name == before else said.strip()  # as in “name = value”
        if purpose not in _DESCRIBING or not sign or not name or len(name) >= 100:
            continue
        known = found.get(name)
        if known is None:
            found[name] = said
        else:
            found[name] = [*(known if isinstance(known, list) else [known]), said]
    return found


def remarks_of(one: Values, others: Container[str] = ()) -> list[str]:
    """Return what an annotation says in sentences."""
    tags = tags_of(one, others)
    return [
        value
        for purpose, value in _bodies(one, others)
        if value.strip()
        and value.strip() not in tags
        and (purpose in _REMARKS or (purpose not in ("tagging", "linking") and "=" not in value))
    ]


def ends_of(one: Values, others: Container[str]) -> Iterator[str]:
    """Yield the annotations that an annotation's bodies are."""
    for body in _listed(one.get("body")):
        given = cast("Mapping[str, Any]", body) if isinstance(body, dict) else {"id": body}
        if "value" not in given:
            address = _address(given.get("source", given.get("id", "")))
            if address in others:
                yield address


def person_of(value: Any) -> str:
    """Return the name of who made an annotation."""
    for one in _listed(value):
        if isinstance(one, str):
            bare = one.strip().removeprefix("mailto:").removeprefix("acct:")
            return bare.rstrip("/").rpartition("/")[2].partition("@")[0]
        if isinstance(one, dict):
            given = cast("Values", one)
            name = next((given[k] for k in _NAMING if isinstance(given.get(k), str)), "")
            return person_of(name) if name.startswith(("http", "mailto:", "acct:")) else name
    return ""


def _purpose(value: Any, instead: str) -> str:
    """Return the first of some purposes without the name of the vocabulary."""
    first = next((one for one in _listed(value) if isinstance(one, str)), instead)
    return first.rpartition(":")[2].rpartition("/")[2].rpartition("#")[2]


def _address(value: Any) -> str:
    if isinstance(value, dict):
        return _text(cast("Values", value).get("id"))
    return value if isinstance(value, str) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]
