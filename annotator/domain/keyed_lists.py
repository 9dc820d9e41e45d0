"""Lists whose entries have names of their own, so that two people's changes to them both hold."""

from typing import Any

from annotator.domain.record import Values

_KEYS = {"fields": "id", "choices": "id", "steps": "value", "links": "type"}
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
    return {entry.get(key): entry for entry in entries}


def _merged_entry(current: Values, before: Values, after: Values) -> Values:
    """Return an entry with its attributes changed one by one; one that is absent is default."""
    result = dict(current)
    for name in before.keys() | after.keys():
        if before.get(name) == after.get(name):
            continue
        if name in after:
            lists = (result.get(name, []), before.get(name, []), after[name])
            result[name] = merged_list(name, *lists) if name in _KEYS else after[name]
        else:
            result.pop(name, None)
    return result


def _ordered(current: list[Any], new: list[Any]) -> list[Any]:
    """Return the keys in the new order, with those it lacks behind what they stood behind."""
    order = list(new)
    for n, key in enumerate(current):
        if key not in order:
            place = order.index(current[n - 1]) + 1 if n else 0
            order.insert(place, key)
    return order
