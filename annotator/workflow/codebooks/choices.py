"""Splitting and merging the choices of a field, and giving it another type, as edits."""

from collections.abc import Collection, Sequence

from msgspec import structs

from annotator.domain.codebook import Choice, Code, Field, Moved
from annotator.domain.edits.reshaping import ReshapeField
from annotator.domain.errors import UserError
from annotator.domain.field_types import FieldType
from annotator.domain.wording import enumerated
from annotator.workflow.codebook_text import free_slug


def conversions(kind: FieldType) -> list[FieldType]:
    """Return the types that fields of a type can be given so that answers stay what they were."""
    return [FieldType(name) for name in kind.row.turns_into]


def merge_choices(code: Code, field: str, away: Collection[str], into: str) -> ReshapeField:
    """Return the edit that makes some choices of a field another one of it."""
    old = _field(code, field)
    gone = [one for one in old.choice_ids() if one in away and one != into]
    if not gone or into not in old.choice_ids():
        raise UserError("Two choices are needed to be merged.", remedy="Choose two of them.")
    kept, below = _without(old.choices, set(gone))
    if below and any(one.id == into for one in kept):
        kept = tuple(
            structs.replace(one, choices=(*one.choices, *below)) if one.id == into else one
            for one in kept
        )
    else:
        kept = (*kept, *below)
    new = structs.replace(old, choices=kept)
    names = enumerated([old.choice_name(one) for one in gone])
    label = f"{names} merged into {old.choice_name(into)}"
    return ReshapeField(code.id, new, tuple(Moved(one, into) for one in gone), label)


def split_choice(
    code: Code, field: str, choice: str, names: Sequence[str], goes_to: int | None
) -> ReshapeField:
    """Return the edit that makes several choices of one.

    Labels that have it get the one at the place `goes_to` of the names, or are to be answered
    again.
    """
    old = _field(code, field)
    wanted = [name.strip() for name in names if name.strip()]
    if len(wanted) < 2 or choice not in old.choice_ids():
        raise UserError("A choice is split in two at least.", remedy="Name two.")
    taken = set(old.choice_ids())
    parts: list[Choice] = []
    for name in wanted:
        parts.append(Choice(free_slug(name, taken), name))
        taken.add(parts[-1].id)
    new = structs.replace(old, choices=_replaced(old.choices, choice, parts))
    now = None if goes_to is None else parts[goes_to].id
    label = f"{old.choice_name(choice)} split into {enumerated(wanted)}"
    return ReshapeField(code.id, new, (Moved(choice, now),), label)


def turn_field(code: Code, field: str, kind: FieldType) -> ReshapeField:
    """Return the edit that gives a field another type, one of its `conversions`."""
    old = _field(code, field)
    if kind not in conversions(old.type):
        message = f"{old.name} can't be made {kind.row.title.lower()} without losing answers."
        raise UserError(message, remedy="Add a field beside it.")
    label = f"{old.name} is {kind.row.title.lower()} now"
    level = old.level if old.level in kind.row.levels else kind.row.levels[0]
    new = structs.replace(old, type=kind, level=level)
    moved: list[Moved] = []
    if kind.row.has_choices and not old.type.row.has_choices:
        choices: list[Choice] = []
        for answer, name in old.type.row.as_choices(old):
            ident = free_slug(_spelt(name), {one.id for one in choices})
            choices.append(Choice(ident, name))
            moved.append(Moved(answer, ident))
        new = structs.replace(new, choices=tuple(choices))
    if not kind.row.has_steps:
        new = structs.replace(new, steps=())
    return ReshapeField(code.id, new, tuple(moved), label)


def _spelt(name: str) -> str:
    """Return a name with its sign in words, since an id has none: +2 and −2 stay two."""
    sign = {"\N{MINUS SIGN}": "minus ", "+": "plus "}.get(name[:1])
    return name if sign is None else sign + name[1:]


def _field(code: Code, field: str) -> Field:
    found = code.field(field)
    if found is None:
        raise UserError(f"{code.name} has no field {field}.", remedy="Look at the code again.")
    return found


def _without(
    choices: tuple[Choice, ...], gone: set[str]
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return choices without some, and those that stood below what is gone."""
    kept: list[Choice] = []
    homeless: list[Choice] = []
    for one in choices:
        below = tuple(each for each in one.choices if each.id not in gone)
        if one.id in gone:
            homeless += below
        else:
            kept.append(structs.replace(one, choices=below))
    return tuple(kept), tuple(homeless)


def _replaced(
    choices: tuple[Choice, ...], choice: str, parts: Sequence[Choice]
) -> tuple[Choice, ...]:
    found: list[Choice] = []
    for one in choices:
        if one.id == choice:
            found += (structs.replace(parts[0], choices=one.choices), *parts[1:])
        else:
            found.append(structs.replace(one, choices=_replaced(one.choices, choice, parts)))
    return tuple(found)
