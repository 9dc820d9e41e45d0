"""What every record of a project has in common."""

from typing import Any, cast

import msgspec

Values = dict[str, Any]
"""A record's attributes as JSON values."""


def json_value(value: Any) -> Any:
    """Return a field's value as JSON gives it back: answers to a multi-choice are a list."""
    return list(cast("tuple[Any, ...]", value)) if isinstance(value, tuple) else value


def alike(one: object, other: object) -> bool:
    """Tell whether two values are the same in type, too: Python takes 1, 1.0 and True for equal."""
    if one is other or one != other:
        return one is other
    return (type(one) is type(other) is str) or _encoded(one) == _encoded(other)


def _encoded(value: object) -> bytes:
    return msgspec.json.encode(value, order="sorted")


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a project stores and whose history it keeps."""

    id: str


class Fragment(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """The stretch `[start, end)` of an article's text, in Unicode code points."""

    start: int
    end: int
