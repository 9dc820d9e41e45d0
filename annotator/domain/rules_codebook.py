"""What a code and a field's value must fulfil."""

import re
from typing import Any, cast

from annotator.domain.bounds import MOST
from annotator.domain.codebook import Code, Field, LinkRule, Scope
from annotator.domain.errors import UserError
from annotator.domain.field_types import is_id
from annotator.domain.record import json_value

MAXIMUM_DEPTH = 3
"""How many levels codes may stand in."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


def check_id(slug: str, where: str) -> None:
    """Raise a `UserError` unless exports can use this as an id."""
    if not is_id(slug):
        message = f"“{slug}” can't be an id."
        remedy = "Use a–z, 0–9 and _ only, and no word that means missing or true (na, none, true)."
        raise UserError(message, where=where, remedy=remedy)


def check_code(code: Code) -> None:
    """Raise a `UserError` unless the code's ids, key, colour, fields and links make sense."""
    where = f"code {code.id}"
    check_id(code.id, where)
    if not code.name.strip():
        raise UserError("A code needs a name.", where=where)
    if not _COLOUR.match(code.colour):
        raise UserError(
            f"“{code.colour}” is no colour.", where=where, remedy="Write it as #0072B2."
        )
    if len(code.key) > 1 or (code.key and not code.key.isprintable()):
        raise UserError(f"“{code.key}” is no key.", where=where, remedy="Use one letter or none.")
    if code.key.isdigit():
        raise UserError("Digits choose answers and can't be a code's key.", where=where)
    if code.unit.scope not in (None, code.scope):
        wanted = "a stretch of text" if code.unit.scope is Scope.SPAN else "the whole article"
        message = f"A code that asks of each {code.unit} applies to {wanted}."
        raise UserError(message, where=where, remedy="Change one of the two.")
    _check_lengths(code, where)
    _check_unique([field.id for field in code.fields], where, "field")
    _check_unique([rule.type for rule in code.links], where, "link")
    for field in code.fields:
        place = f"{where}, field {field.id}"
        _check_field(field, place)
        _check_default(code, field, place)
        _check_condition(code, field, place)
    for rule in code.links:
        _check_rule(rule, f"{where}, link {rule.type}")


def _check_field(field: Field, where: str) -> None:
    check_id(field.id, where)
    if not field.name.strip():
        raise UserError("A field needs a name.", where=where)
    if field.type.row.has_choices:
        if not field.choices:
            raise UserError("A choice field needs choices.", where=where)
        if any(below.choices for choice in field.choices for below in choice.choices):
            raise UserError("Choices stand in at most two levels.", where=where)
        ids = list(field.choice_ids())
        _check_unique(ids, where, "choice")
        for choice in ids:
            check_id(choice, where)
    if field.type.row.has_steps:
        if len(field.steps) < 2:
            raise UserError("A scale needs at least two steps.", where=where)
        _check_unique([str(step.value) for step in field.steps], where, "step")


def _check_default(code: Code, field: Field, where: str) -> None:
    if field.default is not None:
        value, place = json_value(field.default), f"{where}, default"
        check_value(code, field.id, value, place)
        if not field.type.row.accepts(field.offering(), value):
            message = f"{code.name} – {field.name} begins with an answer that is retired."
            raise UserError(message, where=place, remedy="Choose another default, or none.")


def _check_condition(code: Code, field: Field, where: str) -> None:
    if field.shown_if is None:
        return
    place = f"{where}, shown if"
    if field.shown_if.field == field.id:
        raise UserError("A field can't depend on itself.", where=place)
    other = code.field(field.shown_if.field)
    for value in field.shown_if.values:
        many = other is not None and other.type.row.several
        check_value(code, field.shown_if.field, [value] if many else value, place)


def _check_rule(rule: LinkRule, where: str) -> None:
    check_id(rule.type, where)
    if not rule.name.strip():
        raise UserError("A link needs a name.", where=where)
    if not rule.ends:
        raise UserError("A link needs something to end at.", where=where)
    if rule.maximum is not None and not max(rule.minimum, 1) <= rule.maximum:
        raise UserError("A link's maximum is at least one and its minimum.", where=where)


def _check_lengths(code: Code, where: str) -> None:
    sizes = {
        "fields": len(code.fields),
        "links": len(code.links),
        "choices": max((len(list(field.choice_ids())) for field in code.fields), default=0),
        "steps": max((len(field.steps) for field in code.fields), default=0),
    }
    for name, size in sizes.items():
        if size > MOST[name]:
            raise UserError(f"A code has at most {MOST[name]:,} {name}.", where=where)


def _check_unique(ids: list[str], where: str, what: str) -> None:
    known: set[str] = set()
    for one in ids:
        if one in known:
            raise UserError(f"The {what} {one} is there twice.", where=where)
        known.add(one)


def check_value(code: Code, name: str, value: Any, where: str) -> None:
    """Raise a `UserError` unless the code has this field and the field takes this value."""
    field = code.field(name)
    if field is None:
        raise UserError(f"{code.name} has no field “{name}”.", where=where)
    row = field.type.row
    if not row.accepts(field, value):
        given = ", ".join(map(str, cast("list[Any]", value))) if isinstance(value, list) else value
        message = f"“{given}” is no answer to {code.name} – {field.name}."
        raise UserError(message, where=where, remedy=row.expectation(field))
