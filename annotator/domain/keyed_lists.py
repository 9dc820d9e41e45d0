"""Lists whose entries have names of their own, so that two people's changes to them both hold."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from annotator.domain.record import Values

_KEYS = {"fields": "id", "choices": "id", "steps": "value", "links": "type", "moved": "was"}
"""By attribute, what names an entry of such a list in a code."""

_Entries = dict[Any, Values]


def merged_list(name: str, current: Any, before: Any, after: Any) -> Any:
    """Return a code's attribute with what changed from `before` to `after` done to `current`.

    An attribute that is no such list takes the new value as it is.
    """
    key = _KEYS.get(name)
    lists = (current, before, after)
    if key is None or current == before or not all(isinstance(one, list) for one in lists):
        return after
    now, old, new = (_by_key(one, key) for one in lists)
    entries: _Entries = {k: e for k, e in now.items() if k in new or k not in old}
    for k, entry in new.items():
        if k not in old or (k not in now and entry != old[k]):
            entries[k] = entry
        elif k in now and entry != old[k]:
            entries[k] = _merged_entry(now[k], old[k], entry)
    return [entries[k] for k in _ordered(list(now), list(new)) if k in entries]


def _by_key(entries: list[Values], key: str) -> _Entries:
    return {(type(entry.get(key)), entry.get(key)): entry for entry in entries}


def _merged_entry(current: Values, before: Values, after: Values) -> Values:
    """Return an entry with its attributes changed one by one; one that is absent is default."""
    result = dict(current)
    for name in before.keys() | after.keys():
        if before.get(name) == after.get(name):
            continue
        if name in _KEYS:
            lists = (result.get(name, []), before.get(name, []), after.get(name, []))
            result[name] = merged_list(name, *lists)
        elif name in after:
            result[name] = after[name]
        if name not in after and not (name in _KEYS and result[name]):
            result.pop(name, None)
    if lost := _lost_ends(result, before, after):
        result["choices"] = [*result.get("choices", []), *lost]
    return result


def _lost_ends(field: Values, before: Values, after: Values) -> list[Values]:
    """Return the choices that a change lets answers become, and that somebody else took away.

    So it is where two people merge the same two choices, each into the other one. What stood below
    a choice stands elsewhere by then.
    """
    known = before.get("moved", [])
    wanted = {end for one in after.get("moved", []) if one not in known for end in _ends_of(one)}
    if not wanted:
        return []
    there = {one["id"] for one in _every(field.get("choices", []))}
    moved = {one["was"]: one for one in field["moved"]}
    return [
        {name: value for name, value in choice.items() if name != "choices"}
        for choice in _every(after.get("choices", []))
        if choice["id"] in wanted and not _leads_to(choice["id"], there, moved)
    ]


def _leads_to(answer: Any, there: set[Any], moved: dict[Any, Values]) -> bool:
    """Tell whether an answer is one that is there, or has become one."""
    waiting, seen = [answer], set[Any]()
    while waiting:
        one = waiting.pop()
        if one in there:
            return True
        if one in moved and one not in seen:
            seen.add(one)
            waiting += _ends_of(moved[one])
    return False


def _ends_of(moved: Values) -> list[Any]:
    now = moved.get("now")
    ends = cast("list[Any]", now) if isinstance(now, list) else [now]
    return [one for one in ends if one is not None]


def _every(choices: Iterable[Values]) -> Iterator[Values]:
    for one in choices:
        yield one
        yield from one.get("choices", [])


def _ordered(current: list[Any], new: list[Any]) -> list[Any]:
    """Return the keys in the new order, with those it lacks behind what they stood behind."""
    order = list(new)
    for n, key in enumerate(current):
        if key not in order:
            place = order.index(current[n - 1]) + 1 if n else 0
            order.insert(place, key)
    return order
