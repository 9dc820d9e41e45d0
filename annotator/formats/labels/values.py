"""Foreign answers as ours: which type of field fits them, and each as the field takes it."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from msgspec import structs

from annotator.domain.bounds import LONGEST_STRING, MOST
from annotator.domain.codebook import Choice, Field
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import BETWEEN_CHOICES, ScaleStep
from annotator.domain.field_types import FREE_TYPE, FieldType
from annotator.domain.names import folded
from annotator.formats.labels.names import free_slug, slug

_LONGEST_CHOICE = 80  # characters
_MOST_CHOICES = 200
_INTEGER = re.compile(r"[-+−]?(0|[1-9]\d{0,17})")
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def plain(value: Any) -> Any:
    """Return a foreign value as one of ours or a list of texts; None for nothing."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, list | tuple):
        every = [plain(one) for one in cast("Sequence[Any]", value)]
        kept = [_text(one) for one in every if one is not None]
        return list(dict.fromkeys(kept)) or None
    if isinstance(value, dict):
        said = (f"{k}: {_text(v)}" for k, v in cast("dict[str, Any]", value).items())
        return "; ".join(said) or None
    return value


def guessed(ident: str, name: str, values: Sequence[Any], listed: Sequence[Any] = ()) -> Field:
    """Return a field that takes all of these (as `plain` gives them), and those listed."""
    every = [plain(one) for one in (*listed, *values)]
    every = [one for one in every if one is not None]
    numbers = [_number(one) for one in every]
    if every and all(isinstance(one, bool) for one in every):
        return _field(ident, name, FieldType.FLAG)
    if every and None not in numbers:
        return _of_numbers(ident, name, len(listed), [one for one in numbers if one is not None])
    several = any(isinstance(one, list) and len(cast("list[Any]", one)) > 1 for one in every)
    texts = list(dict.fromkeys(one for value in every for one in _each(value)))
    wordy = any(len(one) > _LONGEST_CHOICE or "\n" in one for one in texts)
    if wordy or len(texts) > _MOST_CHOICES or not texts:
        return _field(ident, name, FREE_TYPE)
    if not several and all(FieldType.DATE.row.suggested_by(one) for one in texts):
        return _field(ident, name, FieldType.DATE)
    kind = FieldType.MULTI_CHOICE if several else FieldType.CHOICE
    return with_choices(_field(ident, name, kind), texts)


def with_choices(field: Field, values: Iterable[Any]) -> Field:
    """Return a choice field with what it lacks of these values, as far as it can have them."""
    known = set(field.choice_ids())
    for text in dict.fromkeys(one for value in values for one in _each(plain(value))):
        if _choice(field, text) is None and len(known) < MOST["choices"]:
            choice = Choice(id=free_slug(text, known), name=text)
            known.add(choice.id)
            field = structs.replace(field, choices=(*field.choices, choice))
    return field


def answer(field: Field, value: Any) -> Any:
    """Return a foreign value as the field takes it; None where it doesn't.

    Words that are free keep the blanks at their ends, unless they are nothing else.
    """
    if field.type is FREE_TYPE and (words := _only_words(value)) is not None:
        return words[:LONGEST_STRING] if words.strip() else None
    value, row = plain(value), field.type.row
    if row.has_choices:
        chosen = [_choice(field, one) for one in _each(value)]
        if row.several and None in chosen and isinstance(value, str):
            chosen = [_choice(field, one) for one in value.split(BETWEEN_CHOICES)]
        if None in chosen or (len(chosen) != 1 and not row.several):
            return None
        return list(dict.fromkeys(chosen)) if row.several else chosen[0]
    if field.type is FREE_TYPE:
        return "; ".join(_each(value))[:LONGEST_STRING] or None
    if isinstance(value, list):
        listed = cast("list[str]", value)
        value = listed[0] if len(listed) == 1 else None
    if field.type is FieldType.FLAG and isinstance(value, str):
        value = _WORDS.get(value.casefold(), value)
    if isinstance(value, str) and not row.accepts(field, value):
        try:
            value = row.read(value)
        except UserError:
            return None
    return value if value is not None and row.accepts(field, value) else None


def _only_words(value: Any) -> str | None:
    """Return the one text that a value is, or that is all in it, with its blanks; else None."""
    if isinstance(value, list | tuple) and len(cast("Sequence[Any]", value)) == 1:
        value = cast("Sequence[Any]", value)[0]
    return value if isinstance(value, str) else None


def _of_numbers(ident: str, name: str, listed: int, numbers: Sequence[int]) -> Field:
    steps = sorted(set(numbers))
    if listed >= 2 and len(steps) == listed and steps[-1] - steps[0] < MOST["steps"]:
        field = _field(ident, name, FieldType.SCALE)
        return structs.replace(field, steps=tuple(ScaleStep(value=one) for one in steps))
    return _field(ident, name, FieldType.NUMBER)


def _field(ident: str, name: str, kind: FieldType) -> Field:
    return Field(id=ident, name=name, type=kind, level=kind.row.levels[0])


def _choice(field: Field, text: str) -> str | None:
    """Return the choice that a text means: by its id, its name, or what its name becomes."""
    every = [one for choice in field.choices for one in (choice, *choice.choices)]
    for one in every:
        if one.id == text:
            return one.id
    wanted = folded(text)
    named = next((one.id for one in every if folded(one.name) == wanted), None)
    if named is not None:
        return named
    made = slug(text)
    return next((one.id for one in every if one.id == made and slug(one.name) != made), None)


def _number(value: Any) -> int | None:
    if isinstance(value, list):
        listed = cast("list[str]", value)
        return _number(listed[0]) if len(listed) == 1 else None
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value.replace("−", "-"))
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _each(value: Any) -> list[str]:
    """Return the texts of one answer or of several."""
    if value is None:
        return []
    if isinstance(value, list):
        return [_text(one) for one in cast("list[Any]", value)]
    return [_text(value)]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
