"""Matching the codes of two codebooks, and their fields and choices: by id, then by name."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.codebook import Choice, Code, Field
from annotator.domain.names import folded
from annotator.domain.record import Values


class FieldMatch(msgspec.Struct, frozen=True):
    """Which of our fields one of theirs is, and which of its choices theirs are, by id."""

    field: str
    choices: dict[str, str]

    def value(self, value: Any) -> Any:
        """Return an answer in our terms."""
        if isinstance(value, list):
            return [self.choices.get(one, one) for one in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - a JSON value
        return self.choices.get(value, value) if isinstance(value, str) else value


class MatchedCode(msgspec.Struct, frozen=True):
    """One of their codes as one of ours."""

    theirs: Code
    ours: Code
    fields: dict[str, FieldMatch]

    def values(self, values: Values) -> Values:
        """Return answers in our terms; None in a change stands for no answer."""
        found = ((self.fields.get(name, FieldMatch(name, {})), v) for name, v in values.items())
        return {match.field: match.value(value) for match, value in found}

    def to_values(self) -> Values:
        """Return the matching by ids, to be kept: names may change later."""
        return {
            "code": self.ours.id,
            "fields": {theirs: match.field for theirs, match in self.fields.items()},
            "choices": {theirs: match.choices for theirs, match in self.fields.items()},
        }


def matched(theirs: Code, ours: Code, known: Values | None = None) -> MatchedCode:
    """Match two codes' fields and choices; what was matched before (`known`) stays so."""
    fields = {one.id: _field(one, ours) for one in theirs.fields}
    before = known or {"fields": {}, "choices": {}}
    for name, field in before["fields"].items():
        now = fields.get(name)
        choices = (now.choices if now and now.field == field else {}) | before["choices"][name]
        fields[name] = FieldMatch(field, choices)
    return MatchedCode(theirs, ours, fields)


def _field(theirs: Field, code: Code) -> FieldMatch:
    ours = code.field(theirs.id) or _by_name(theirs.name, code.fields)
    if ours is None:
        return FieldMatch(theirs.id, {})
    known = set(ours.choice_ids())
    names = {folded(choice.name): choice.id for choice in _flat(ours.choices)}
    choices = {
        one.id: one.id if one.id in known else names.get(folded(one.name), one.id)
        for one in _flat(theirs.choices)
    }
    return FieldMatch(ours.id, choices)


def like(theirs: Code, codes: Iterable[Code]) -> Code | None:
    """Return the code of the same name and scope, if there is one."""
    same = [c for c in codes if c.scope is theirs.scope and c.group == theirs.group]
    return _by_name(theirs.name, same)


def _by_name(name: str, things: Iterable[Any]) -> Any:
    return next((one for one in things if folded(one.name) == folded(name)), None)


def _flat(choices: Iterable[Choice]) -> list[Choice]:
    return [one for choice in choices for one in (choice, *choice.choices)]


def extended(match: MatchedCode, used: Mapping[str, set[str]]) -> Code:
    """Return our code with those of their fields and choices that are used and that it lacks.

    `used` has, by our field's id, the choices that answers have; a field without choices counts
    as used when it is named.
    """
    fields = list(match.ours.fields)
    places = {field.id: n for n, field in enumerate(fields)}
    for theirs in match.theirs.fields:
        ours = match.fields[theirs.id].field
        if ours not in used:
            continue
        if ours not in places:
            places[ours] = len(fields)
            fields.append(structs.replace(theirs, shown_if=None, required=False))
            continue
        field = fields[places[ours]]
        missing = used[ours].difference(field.choice_ids())
        more = [structs.replace(c, choices=()) for c in _flat(theirs.choices) if c.id in missing]
        if field.type is theirs.type and more:
            fields[places[ours]] = structs.replace(field, choices=(*field.choices, *more))
    return structs.replace(match.ours, fields=tuple(fields))


def difference_in_words(before: Code, after: Code) -> str:
    """Say how a code differs from what it was: its name, its fields, their choices."""
    parts: list[str] = []
    if before.name != after.name:
        parts.append(f"called {after.name}, not {before.name}")
    old = {field.id: field for field in before.fields}
    new = {field.id: field for field in after.fields}
    parts += [f"field {new[one].name} added" for one in new if one not in old]
    parts += [f"field {old[one].name} removed" for one in old if one not in new]
    for one in (one for one in new if one in old and new[one] != old[one]):
        parts.append(_field_in_words(old[one], new[one]))
    if not parts and before != after:
        parts.append("guideline or looks changed")
    return "; ".join(parts)


def _field_in_words(before: Field, after: Field) -> str:
    old = {choice.id: choice.name for choice in _flat(before.choices)}
    new = {choice.id: choice.name for choice in _flat(after.choices)}
    added = [name for one, name in new.items() if one not in old]
    removed = [name for one, name in old.items() if one not in new]
    words = [f"{', '.join(added)} added"] if added else []
    words += [f"{', '.join(removed)} removed"] if removed else []
    return f"{after.name}: {', '.join(words) or 'changed'}"
