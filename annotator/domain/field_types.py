"""The types of fields: one row each, and whatever treats types differently asks the row.

A new type is one member of `FieldType`, with its row, and one widget in `gui/inspector/rows.py`.
"""

import datetime as dt
import re
from collections.abc import Hashable
from enum import StrEnum
from typing import Any, Self, cast

from annotator.domain.errors import UserError
from annotator.domain.field_type_row import (
    AskedField,
    Default,
    FieldTypeRow,
    Level,
    Value,
    plain_words,
)

RESERVED_IDS = frozenset({"na", "none", "null", "true", "false", "nan"})
"""Words that other programs read as missing, true or false."""
_SLUG = re.compile(r"[a-z0-9_]+\Z")
_SLUG_SCHEMA = {"type": "string", "pattern": "^[a-z0-9_]+$"}
_NUMBERS = (Level.INTERVAL, Level.ORDINAL, Level.NOMINAL)
_FLAGS = {"yes": True, "no": False}
_MINUS = "\N{MINUS SIGN}"


def is_id(value: Any) -> bool:
    """Tell whether exports can use a value as an id."""
    return isinstance(value, str) and bool(_SLUG.match(value)) and value not in RESERVED_IDS


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_date(value: Any) -> bool:
    try:
        # Other spellings of ISO 8601 (20250519, 2025-W21-1) are taken by Python and not by us.
        return dt.date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


class _ChoiceRow(FieldTypeRow):
    def accepts(self, field: AskedField, value: Any, /) -> bool:
        return isinstance(value, str) and value in field.choice_ids()

    def expectation(self, field: AskedField, /) -> str:
        return f"It takes {', '.join(field.choice_ids())}."

    def suggested_by(self, value: Any, /) -> bool:
        return is_id(value)

    def words(self, field: AskedField, value: object, /) -> str:
        if isinstance(value, list):
            return ", ".join(self.words(field, one) for one in cast("list[object]", value))
        return field.choice_name(plain_words(value))

    def offered(self, field: AskedField, /) -> list[str]:
        return list(field.choice_ids())

    def measured(self, field: AskedField, answer: Any, level: Level, /) -> Hashable | None:
        """Take a choice's place in the codebook, which is what orders it."""
        if level not in (Level.ORDINAL, Level.INTERVAL):
            return answer
        places = list(field.choice_ids())
        return float(places.index(answer)) if answer in places else None


class _ChoicesRow(_ChoiceRow):
    def accepts(self, field: AskedField, value: Any, /) -> bool:
        if not isinstance(value, list):
            return False
        chosen = cast("list[Any]", value)
        each = all(super(_ChoicesRow, self).accepts(field, one) for one in chosen)
        return each and len(set(chosen)) == len(chosen)

    def read_default(self, text: str) -> Default:
        return tuple(one.strip() for one in text.split(",") if one.strip()) or None

    def suggested_by(self, value: Any, /) -> bool:
        return isinstance(value, list)

    def level_of(self, field: AskedField, /) -> Level:
        """Take sets, whatever order is asked for."""
        return field.level if field.level is Level.NOMINAL else Level.SET

    def measured(self, _field: AskedField, answer: Any, _level: Level, /) -> Hashable | None:
        return answer


class _NumberRow(FieldTypeRow):
    def accepts(self, _field: AskedField, value: Any, /) -> bool:
        return _is_number(value)

    def read(self, text: str) -> Value:
        try:
            return int(text.replace(_MINUS, "-"))
        except ValueError:
            raise UserError(f"“{text}” is no whole number.") from None

    def from_json(self, value: Any) -> Any:
        """Take 1.0 for 1: table programs write it where some answers are missing."""
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def suggested_by(self, value: Any, /) -> bool:
        return _is_number(self.from_json(value))


class _ScaleRow(_NumberRow):
    def accepts(self, field: AskedField, value: Any, /) -> bool:
        return _is_number(value) and value in {step.value for step in field.steps}

    def expectation(self, field: AskedField, /) -> str:
        return f"It takes {field.steps[0].value} to {field.steps[-1].value}."

    def suggested_by(self, _value: Any, /) -> bool:
        return False

    def words(self, field: AskedField, value: object, /) -> str:
        return field.signed(cast("int", value)) if _is_number(value) else plain_words(value)

    def offered(self, field: AskedField, /) -> list[str]:
        return [str(step.value) for step in field.steps]

    def as_choices(self, field: AskedField, /) -> list[tuple[Value, str]]:
        return [(step.value, step.label or field.signed(step.value)) for step in field.steps]


class _FlagRow(FieldTypeRow):
    def accepts(self, _field: AskedField, value: Any, /) -> bool:
        return isinstance(value, bool)

    def read(self, text: str) -> Value:
        if text.casefold() not in _FLAGS:
            raise UserError(f"“{text}” is neither yes nor no.")
        return _FLAGS[text.casefold()]

    def suggested_by(self, value: Any, /) -> bool:
        return isinstance(value, bool)

    def summary(self, field: AskedField, value: object) -> str:
        """Say yes by the field's name, as a bare "yes" says nothing, and no by silence."""
        if not isinstance(value, bool):
            return plain_words(value)
        said = f"{field.name} yes" if field.name.endswith("?") else field.name
        return said if value else ""

    def offered(self, _field: AskedField, /) -> list[str]:
        return list(_FLAGS)

    def as_choices(self, _field: AskedField, /) -> list[tuple[Value, str]]:
        return [(value, name.capitalize()) for name, value in _FLAGS.items()]


class _TextRow(FieldTypeRow):
    def level_of(self, _field: AskedField, /) -> Level:
        return Level.NOMINAL


class _DateRow(FieldTypeRow):
    def accepts(self, _field: AskedField, value: Any, /) -> bool:
        return _is_date(value)

    def read(self, text: str) -> Value:
        try:
            return dt.date.fromisoformat(text).isoformat()
        except ValueError:
            raise UserError(f"“{text}” is no date.", remedy="Write it as 2025-05-19.") from None

    def suggested_by(self, value: Any, /) -> bool:
        return _is_date(value)

    def measured(self, _field: AskedField, answer: Any, level: Level, /) -> Hashable | None:
        if level is not Level.INTERVAL:
            return answer
        try:
            return float(dt.date.fromisoformat(answer[:10]).toordinal())
        except ValueError:
            return None


class FieldType(StrEnum):
    """What kind of value a field takes; each member is a type's row, in the editor's order."""

    _value_: str
    row: FieldTypeRow

    def __new__(cls, name: str, row: FieldTypeRow) -> Self:
        """Make a member that files know by its name and that brings its row."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.row = row
        return member

    CHOICE = (
        "choice",
        _ChoiceRow(
            title="Choice",
            takes="one of its choices",
            levels=(Level.NOMINAL, Level.ORDINAL),
            has_choices=True,
            turns_into=("multi_choice",),
            schema=_SLUG_SCHEMA | {"description": "a choice's id"},
        ),
    )
    MULTI_CHOICE = (
        "multi_choice",
        _ChoicesRow(
            title="Several choices",
            takes="some of its choices",
            levels=(Level.SET,),
            default_hint="none, or ids with commas",
            has_choices=True,
            several=True,
            schema={
                "type": "array",
                "items": _SLUG_SCHEMA,
                "description": "the ids of several choices",
            },
        ),
    )
    SCALE = (
        "scale",
        _ScaleRow(
            title="Scale",
            takes="one of its steps",
            levels=(Level.ORDINAL, Level.INTERVAL, Level.NOMINAL),
            has_steps=True,
            numeric=True,
            turns_into=("choice", "number"),
            schema={"type": "integer", "description": "a scale's step"},
        ),
    )
    FLAG = (
        "flag",
        _FlagRow(
            title="Yes or no",
            takes="yes or no",
            numeric=True,
            turns_into=("choice",),
            schema={"type": "boolean", "description": "a flag"},
        ),
    )
    TEXT = (
        "text",
        _TextRow(
            title="Text",
            takes="a text",
            example="In so many words",
            labels=False,
            by_chance=False,
            schema={"type": "string", "description": "a text"},
        ),
    )
    NUMBER = (
        "number",
        _NumberRow(
            title="Whole number",
            takes="a whole number",
            example="12",
            levels=_NUMBERS,
            default_hint="none, or a whole number",
            numeric=True,
            labels=False,
            schema={"type": "integer", "description": "a whole number"},
        ),
    )
    DATE = (
        "date",
        _DateRow(
            title="Date",
            takes="a date like 2025-05-19",
            example="2025-05-19",
            levels=_NUMBERS,
            default_hint="none, or a date like 2025-05-19",
            is_day=True,
            labels=False,
            schema={"type": "string", "description": "a date (YYYY-MM-DD)"},
        ),
    )


FIRST_TYPE = next(iter(FieldType))
"""The type that a new field begins with; the codebook lists its answers."""


FREE_TYPE = FieldType.TEXT
"""The type that takes whatever can be written."""
YES_OR_NO = FieldType.FLAG
"""The type whose answers are yes and no."""


def suggested_type(value: Any) -> FieldType:
    """Return the type of field that a value looks like an answer to."""
    return next((kind for kind in FieldType if kind.row.suggested_by(value)), FREE_TYPE)
