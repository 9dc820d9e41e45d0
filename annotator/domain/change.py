"""What one edit did to one record, and how changes are applied, inverted and folded."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from annotator.domain.keyed_lists import merged_list
from annotator.domain.kinds import KINDS, R, from_values, kind_name, map_attributes, to_values
from annotator.domain.record import Record, Values, alike

Key = tuple[str, str]
"""A record's kind and id."""

_AS_ONE: dict[str, tuple[tuple[str, ...], ...]] = {
    "annotation": (("fragments", "texts", "contexts", "on_text"),),
    "refusal": (("fragments", "on_text"),),
    "layout": (("stretches", "on_text"),),
    "article": (("text_sha256", "length", "first_text"), ("excluded", "excluded_on")),
}
"""By kind, what says where something stands: it changes as one, or the parts could contradict."""
_COUNTED_IN = {
    "annotation": ("fragments", "on_text"),
    "refusal": ("fragments", "on_text"),
    "layout": ("stretches", "on_text"),
    "article": ("excluded", "excluded_on"),
}
"""By kind, what is counted in a text, and the attribute that says in which one."""


class Change(msgspec.Struct, frozen=True):
    """The unit of history: some attributes of one record, before and after.

    A creation has no `before` and a deletion no `after`; the other side then holds the whole
    record. Otherwise both hold only what changed; in a map, only the entries that changed, and
    None where an entry is absent. Where both are empty, it is said again that the record is there.
    """

    kind: str
    record: str
    before: Values | None
    after: Values | None

    @property
    def key(self) -> Key:
        """The record's kind and id."""
        return self.kind, self.record

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.kind, self.record, self.after, self.before)


class Changes(msgspec.Struct, frozen=True):
    """What one edit did: what views refresh from.

    Of a very large one the single changes are not `all_told`: what is shown is to be read anew.
    """

    edit: str
    label: str
    coder: str
    at: str
    changes: tuple[Change, ...] = ()
    all_told: bool = True

    @property
    def some(self) -> bool:
        """Whether anything was changed."""
        return bool(self.changes) or not self.all_told

    def __iter__(self) -> Iterator[Change]:  # type: ignore[override]
        """Iterate over the single changes."""
        return iter(self.changes)

    def ids(self, kind: type[R]) -> set[str]:
        """Return the ids of the records of this kind that were created, changed or deleted."""
        name = kind_name(kind)
        return {change.record for change in self.changes if change.kind == name}

    def removed(self, kind: type[R]) -> list[R]:
        """Return the records of this kind that were deleted, as they were."""
        name = kind_name(kind)
        return [
            from_values(kind, change.before)
            for change in self.changes
            if change.kind == name and change.after is None and change.before is not None
        ]

    def created(self, kind: type[R]) -> list[R]:
        """Return the records of this kind that were created, as they were then."""
        name = kind_name(kind)
        return [
            from_values(kind, change.after)
            for change in self.changes
            if change.kind == name and change.before is None and change.after is not None
        ]


def differing_attributes(old: Record, new: Record) -> list[str]:
    """Return the attributes in which two states of a record differ, in their order."""
    names = old.__struct_fields__
    differing = {
        name
        for name in names
        # Most are the very same thing in both: what is asked for each is not asked by a call.
        if (was := getattr(old, name)) is not (now := getattr(new, name)) and not alike(was, now)
    }
    _as_one(kind_name(type(old)), differing)
    return [name for name in names if name in differing]


def change_of(old: Record, new: Record, said: Collection[str] | None = None) -> Change | None:
    """Return the change from one state of a record to another, or None when they are equal.

    What is `said` again is in it though it doesn't differ; of no attribute, that the record is
    there.
    """
    names = differing_attributes(old, new)
    if said is None:
        pair = (to_values(one, names) for one in (old, new))
        return difference(kind_name(type(new)), new.id, *pair) if names else None
    names = [*dict.fromkeys((*names, *said))]
    before, after = (to_values(one, names) if names else {} for one in (old, new))
    return Change(kind_name(type(new)), new.id, before, after)


def _as_one(kind: str, differing: set[str]) -> None:
    for group in _AS_ONE.get(kind, ()):
        if not differing.isdisjoint(group):
            differing.update(group)


def difference(
    kind: str, record: str, before: Values | None, after: Values | None
) -> Change | None:
    """Return the change from one state of a record to another, or None when they are equal."""
    if alike(before, after):
        return None
    if before is None or after is None:
        return Change(kind, record, before, after)
    maps = map_attributes(kind)
    old: Values = {}
    new: Values = {}
    differing = {name for name in after if not alike(before.get(name), after[name])}
    _as_one(kind, differing)
    for name in after:
        if name not in differing:
            continue
        if name in maps:
            old[name], new[name] = _map_difference(before.get(name) or {}, after[name] or {})
        else:
            old[name], new[name] = before.get(name), after[name]
    return Change(kind, record, old, new)


def _map_difference(before: Values, after: Values) -> tuple[Values, Values]:
    every = before.keys() | after.keys()
    names = sorted(n for n in every if not alike(before.get(n), after.get(n)))
    return {n: before.get(n) for n in names}, {n: after.get(n) for n in names}


def updated(kind: str, state: Values, delta: Values) -> Values:
    """Return a record's attributes with the given ones set, entry by entry in maps."""
    result: dict[str, Any] = dict(state)
    maps = map_attributes(kind)
    for name, value in delta.items():
        if name in maps:
            result[name] = merged_map(result.get(name, {}), value)
        else:
            result[name] = value
    place, counted = _COUNTED_IN.get(kind, ("", ""))
    if place in delta and counted not in delta and result.get(counted):
        result[counted] = ""  # whoever wrote it knew of no text but the first
    return result


def merged_map(current: Values, delta: Values | None) -> Values:
    """Return a map with these entries set; those that are None are absent."""
    merged = {**current, **(delta or {})}
    return {key: entry for key, entry in merged.items() if entry is not None}


def applied(change: Change, state: Values | None) -> Values | None:
    """Return a record's attributes after a change; in a code's lists, entry by entry."""
    if change.after is None:
        return None
    if change.before is None:
        # Of what stands by itself two people can make the same record: then the first one's stands.
        kept = state is not None and KINDS[change.kind].owner is None
        return state if kept else change.after
    state = state or {}
    result = updated(change.kind, state, change.after)
    if change.kind == "code":
        for name, after in change.after.items():
            result[name] = merged_list(name, state.get(name), change.before.get(name), after)
    return result


def fold(changes: Iterable[Change]) -> dict[Key, Values]:
    """Return the records that exist after these changes, which come in the order of their clocks.

    Attributes and existence are last-writer-wins registers, so the fold of a union of histories
    does not depend on how it was put together.
    """
    attributes: dict[Key, Values] = {}
    existing: dict[Key, bool] = {}
    for change in changes:
        key = change.kind, change.record  # what is asked for each is not asked by a call
        if change.after is None:
            existing[key] = False
            continue
        made = change.before is None
        known = attributes.get(key) if existing.get(key) or not made else None
        attributes[key] = applied(change, known) or {}
        if made or (known and not change.after):
            existing[key] = True
    return {key: attributes[key] for key, lives in existing.items() if lives}


@cache
def order_of(kind: str) -> int:
    """Return a kind's place in the order in which each kind refers only to earlier ones."""
    return list(KINDS).index(kind)
