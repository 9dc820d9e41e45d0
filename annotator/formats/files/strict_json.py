"""Decoding foreign JSON into typed values, with refusals that name the place."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.record import Values

T = TypeVar("T")
_BOM = b"\xef\xbb\xbf"


def decoded(data: bytes, where: str) -> Any:
    """Return the JSON values in UTF-8 bytes; raise a `UserError` when they are no JSON."""
    with _explained(where):
        return msgspec.json.decode(data.removeprefix(_BOM))


def decoded_as(data: bytes, wanted: type[T], where: str = "") -> T:
    """Return the typed struct in UTF-8 bytes; raise a `UserError` that names the JSON path."""
    with _explained(where):
        return msgspec.json.decode(data.removeprefix(_BOM), type=wanted)


def pretty(values: Any) -> bytes:
    """Return JSON for people: indented, UTF-8, with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(values), indent=2) + b"\n"


def converted(values: Any, wanted: type[T], where: str) -> T:
    """Return JSON values as a typed struct; raise a `UserError` that names the JSON path."""
    with _explained(where):
        return msgspec.convert(values, wanted)


@contextmanager
def _explained(where: str) -> Generator[None]:
    try:
        yield
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        place = ", ".join(part for part in (where, path.strip("`")) if part)
        raise UserError(f"{message}.", where=place) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"It is no JSON: {error}.", where=where) from None
    except RecursionError:
        raise UserError("It is nested too deeply.", where=where) from None


def refuse_unknown_keys(values: Any, struct: Any, where: str) -> None:
    """Raise a `UserError` for a key that nothing of the struct was read from: a slip of the pen."""
    if isinstance(struct, msgspec.Struct):
        known = struct.__struct_encode_fields__
        for key in cast("Values", values):
            if key not in known:
                remedy = f"Known are {', '.join(known)}."
                raise UserError(f"“{key}” is no key here.", where=where, remedy=remedy)
    for place, below, read in _below(values, struct):
        refuse_unknown_keys(below, read, where + place)


def _below(values: Any, struct: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(struct, msgspec.Struct):
        for key, value in cast("Values", values).items():
            yield f".{key}", value, getattr(struct, key)
    elif isinstance(struct, tuple):
        pieces = zip(cast("list[Any]", values), cast("tuple[Any, ...]", struct), strict=True)
        for n, (value, read) in enumerate(pieces):
            yield f"[{n}]", value, read
