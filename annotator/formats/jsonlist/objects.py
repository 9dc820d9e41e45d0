"""Objects as rows: keys within keys become columns, lists become cells, labels stay aside."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import msgspec

from annotator.domain.wording import counted, enumerated
from annotator.formats.incoming import Told

MOST_KEYS = 1000
"""How many keys a list of objects may have in all, those within keys among them."""
_DEEPEST = 4
_MOST_WITHIN = 60  # keys within a key; what has more is no record but data
_LABELS = frozenset(
    ("label", "labels", "spans", "entities", "annotations", "ents", "tags", "relations", "tokens",
     "predictions", "completions", "result", "quotes")
)  # fmt: skip
_STARTS = frozenset(("start", "start_offset", "startoffset", "begin", "start_char", "offset"))
_ENDS = (frozenset(("from_id", "to_id")), frozenset(("head", "child")))
_NAMES = ("literal", "name", "full_name", "fullname", "label", "title", "value", "text")
_MOST_NAMED = 5

Row = dict[str, Any]


class UnreadLabels:
    """The keys that hold labels with offsets, which are not read."""

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}

    def note(self, key: str, count: int) -> None:
        """Remember that a key holds so many labels."""
        self._keys[key] = self._keys.get(key, 0) + count

    def told(self, where: str) -> Told | None:
        """Return what is to be said of them, if there were any."""
        if not self._keys:
            return None
        names = enumerated([f"“{key}”" for key in list(self._keys)[:_MOST_NAMED]])
        count = counted(sum(self._keys.values()), "label")
        message = (
            f"{count} under {names} are not read: only the articles come in."
            " Say which tool the file is from (--format), if it is among the formats."
        )
        return Told(where, message)


def flat(values: Mapping[str, Any], labels: UnreadLabels) -> Row:
    """Return an object as a row."""
    row: Row = {}
    _flatten("", values, row, labels, 0)
    return row


def keys_of(rows: Iterable[Row]) -> dict[str, None]:
    """Return the keys of rows, in the order in which they come up."""
    found: dict[str, None] = {}
    for row in rows:
        found.update(dict.fromkeys(row))
    return found


def objects_in(values: Any) -> tuple[list[Any], str] | None:
    """Return the list of objects in a JSON file, and under which keys it stands.

    Services wrap it: the longest one counts. An object that holds none is one itself.
    """
    if isinstance(values, list):
        return cast("list[Any]", values), ""
    if not isinstance(values, dict):
        return None
    mapping = cast("dict[str, Any]", values)
    found = list(_lists_below(mapping, "", 0))
    if found:
        return max(found, key=lambda one: len(one[0]))
    if len(mapping) > 1 and all(isinstance(one, dict) for one in mapping.values()):
        return list(mapping.values()), ""
    return [mapping], ""


def _lists_below(
    values: Mapping[str, Any], place: str, depth: int
) -> Iterable[tuple[list[Any], str]]:
    for key, value in values.items():
        path = f"{place}.{key}" if place else key
        if isinstance(value, list):
            listed = cast("list[Any]", value)
            # Paragraphs, authors and labels are lists in an article, and no articles.
            if _are_objects(listed) and not _is_part(key, listed):
                yield listed, path
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _lists_below(cast("Row", value), path, depth + 1)


def _are_objects(listed: Sequence[Any]) -> bool:
    return bool(listed) and all(
        isinstance(one, dict) and len(cast("Row", one)) > 1 for one in listed
    )


def _is_part(key: str, listed: Sequence[Any]) -> bool:
    return _are_labels(key, listed) or key.lower() in {"author", "authors", "tags", "keywords"}


def _flatten(
    place: str, values: Mapping[str, Any], row: Row, labels: UnreadLabels, depth: int
) -> None:
    for name, value in values.items():
        key = f"{place}.{name}" if place else name
        if isinstance(value, dict):
            within = cast("Row", value)
            day = _day(within)
            if day:
                row[key] = day
            elif depth >= _DEEPEST or len(within) > _MOST_WITHIN:
                row[key] = _encoded(within)
            else:
                _flatten(key, within, row, labels, depth + 1)
        elif isinstance(value, list):
            listed = cast("list[Any]", value)
            if _are_labels(name, listed):
                labels.note(key, len(listed))
            else:
                row[key] = _cells(listed)
        else:
            row[key] = value


def _cells(listed: Sequence[Any]) -> Any:
    """Return a list as it stands in a cell: values by themselves, people by their names."""
    if not any(isinstance(one, dict | list) for one in listed):
        return list(listed)
    named = [_named(cast("Row", one)) for one in listed if isinstance(one, dict)]
    if len(named) == len(listed) and all(named):
        return named
    return _encoded(listed)


def _named(one: Mapping[str, Any]) -> str:
    """Return what an object is called, as authors and tags are listed; empty when it is nothing."""
    given, family = one.get("given"), one.get("family")
    if isinstance(family, str):
        return f"{given} {family}" if isinstance(given, str) and given else family
    found = (one.get(name) for name in _NAMES)
    return next((name for name in found if isinstance(name, str)), "")


def _day(values: Mapping[str, Any]) -> str:
    """Return the day in the form of CSL ({"date-parts": [[2025, 3, 4]]}) or of MongoDB."""
    said = values.get("$date") or values.get("raw")
    if isinstance(said, str):
        return said
    parts = values.get("date-parts")
    first = cast("list[Any]", parts)[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list):
        return ""
    try:
        numbers = [int(one) for one in cast("list[Any]", first)[:3]]
    except (TypeError, ValueError):
        return ""
    return "-".join(f"{one:02}" if n else f"{one:04}" for n, one in enumerate(numbers))


def _are_labels(key: str, listed: Sequence[Any]) -> bool:
    """Tell whether a list holds labels on stretches of the text."""
    if not listed:
        return False
    first = listed[0]
    if isinstance(first, dict):
        names = {name.lower() for name in cast("Row", first)}
        linked = any(ends <= names for ends in _ENDS)
        return linked or (bool(names & _STARTS) and key.lower() in _LABELS)
    if isinstance(first, list):
        span = cast("list[Any]", first)
        return len(span) >= 2 and all(isinstance(n, int) for n in span[:2])
    return False


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
