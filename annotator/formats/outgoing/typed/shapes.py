"""What a column holds, said once for every format that declares it; and values fitted to that."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, cast

import msgspec

from annotator.domain.codebook import Field
from annotator.domain.field_type_row import plain_words

_LARGEST = 2**63


class Plain(StrEnum):
    """A value without parts, by the name that Arrow and Hugging Face have for its type."""

    TEXT = "string"
    WHOLE = "int64"
    REAL = "float64"
    FLAG = "bool"
    DATE = "date32"
    TIME = "timestamp[us, tz=UTC]"
    BYTES = "binary"


class ListOf(msgspec.Struct, frozen=True):
    """Any number of values of one shape."""

    each: "Shape"


class Nested(msgspec.Struct, frozen=True):
    """Named values, each of a shape of its own."""

    named: Mapping[str, "Shape"]


Shape = Plain | ListOf | Nested

TEXTS = ListOf(Plain.TEXT)
STRETCHES = ListOf(Nested({"start": Plain.WHOLE, "end": Plain.WHOLE}))
"""Stretches `[start, end)` of a text, in Unicode code points."""


def shape_of(field: Field) -> Shape:
    """Return what answers to a field are."""
    row = field.type.row
    if row.several:
        return TEXTS
    if row.is_day:
        return Plain.DATE
    return {"integer": Plain.WHOLE, "boolean": Plain.FLAG}.get(row.json_type, Plain.TEXT)


def shape_of_values(values: Sequence[Any]) -> Plain:
    """Return the plain shape that all these values have; text where they are of several kinds."""
    given = [one for one in values if one is not None]
    if given and all(isinstance(one, bool) for one in given):
        return Plain.FLAG
    if given and all(_is_whole(one) for one in given):
        return Plain.WHOLE
    if given and all(isinstance(one, float) or _is_whole(one) for one in given):
        return Plain.REAL
    return Plain.TEXT


def fitted(value: Any, shape: Shape) -> Any:
    """Return a value as a shape has it, with all its parts; None where it can't be one."""
    if value is None:
        return None
    match shape:
        case ListOf(each):
            several = isinstance(value, list | tuple)
            found = cast("Sequence[Any]", value) if several else [value]
            return [fitted(one, each) for one in found]
        case Nested(named):
            parts = cast("Mapping[str, Any]", value)
            return {name: fitted(parts.get(name), one) for name, one in named.items()}
        case Plain():
            return _TAKEN[shape](value)


def _is_whole(value: Any) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and -_LARGEST <= value < _LARGEST


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _time(value: Any) -> dt.datetime | None:
    """Return a moment; one without a zone is taken for UTC, as the program writes them."""
    try:
        found = dt.datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError):
        return None


_TAKEN: Mapping[Plain, Callable[[Any], Any]] = {
    Plain.TEXT: lambda value: value if isinstance(value, str) else plain_words(value),
    Plain.FLAG: lambda value: value if isinstance(value, bool) else None,
    Plain.WHOLE: lambda value: value if _is_whole(value) else None,
    Plain.REAL: lambda value: float(value) if isinstance(value, int | float) else None,
    Plain.DATE: _day,
    Plain.TIME: _time,
}
