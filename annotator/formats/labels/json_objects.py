"""JSON of other programs: the first objects of a file at a glance, and all of them with places."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import bounded_bytes, detected
from annotator.formats.files.strict_json import decoded
from annotator.formats.glimpse import Glimpse

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}\[\]:,]', re.DOTALL)
_SEEN = re.compile(r"\S")
_FIRST = 20  # objects that tell what a file is
_SHOWN = 600  # characters of each value
_FURTHER = 4 * 2**20  # bytes; one long text may fill the first look
_BOM = "\ufeff"
Values = dict[str, Any]


@lru_cache(4)
def first_objects(glimpse: Glimpse) -> tuple[dict[str, str], ...]:
    """Return the first objects of a file of JSON or JSONL: keys with how their values begin.

    A file that is cut off, or no JSON at all, gives what can be seen.
    """
    head = glimpse.text.removeprefix(_BOM).lstrip()
    if head[:1] not in ("{", "["):
        return ()
    objects, is_cut = _scanned(head)
    if is_cut and len(objects) < 2:
        try:
            with glimpse.path.open("rb") as file:
                further = file.read(_FURTHER).decode("utf-8-sig", "replace").lstrip()
        except OSError:
            return tuple(objects)
        objects, _ = _scanned(further)
    return tuple(objects)


def objects_of(path: Path, encoding: str | None = None) -> Iterator[tuple[str, Values | UserError]]:
    """Yield the objects of a file with their places, or why one can't be read.

    It may be JSONL, a list, one object, or one after the other; raise a `UserError` for others.
    """
    data = bounded_bytes(path)
    if not data.strip():
        raise UserError("The file is empty.", where=path.name)
    text = data.decode(detected(data, path.name, encoding)).removeprefix(_BOM)
    start = text.lstrip()[:1]
    if start == "[":
        listed = decoded(text.encode(), path.name)
        for number, one in enumerate(cast("list[Any]", listed), 1):
            place = f"entry {number}"
            yield place, _object(one, place)
        return
    if start != "{":
        raise UserError("It is no JSON.", where=path.name)
    lines = [(number, one) for number, one in enumerate(text.split("\n"), 1) if one.strip()]
    if _is_whole(lines[0][1]):
        for number, line in lines:
            place = f"line {number}"
            try:
                yield place, _object(decoded(line.encode(), place), place)
            except UserError as error:
                yield place, error
        return
    yield from _one_after_the_other(text, path.name)


def texts_in(value: Any) -> list[str]:
    """Return a text, or the texts of a list."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [one for one in cast("list[Any]", value) if isinstance(one, str)]
    return []


def dicts_in(value: Any) -> list[Values]:
    """Return an object, or the objects of a list."""
    if isinstance(value, dict):
        return [cast("Values", value)]
    if isinstance(value, list):
        return [cast("Values", one) for one in cast("list[Any]", value) if isinstance(one, dict)]
    return []


def integer(value: Any) -> int | None:
    """Return a whole number, be it written as a text or with a point; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 18:
        return int(value)
    return value if isinstance(value, int) else None


def number(value: Any) -> float | None:
    """Return a number; None for anything else."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def meta_of(values: Values, without: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    """Return what is plain of an object as metadata: numbers and texts, not lists and objects."""
    return {
        key: value
        for key, value in values.items()
        if key not in without
        and isinstance(value, str | int | float | bool)
        and value != ""
        and key.strip()
    }


def _object(value: Any, place: str) -> Values | UserError:
    if isinstance(value, dict):
        return cast("Values", value)
    return UserError("It is no object.", where=place)


def _is_whole(line: str) -> bool:
    try:
        decoded(line.encode(), "")
    except UserError:
        return False
    return True


def _one_after_the_other(text: str, where: str) -> Iterator[tuple[str, Values | UserError]]:
    """Yield objects that are written over several lines each."""
    decoder, at, count = json.JSONDecoder(), 0, 0
    while (rest := _SEEN.search(text, at)) is not None:
        count += 1
        place = f"entry {count}"
        try:
            value, at = decoder.raw_decode(text, rest.start())
        except (ValueError, RecursionError) as error:
            raise UserError(f"It is no JSON: {error}.", where=where) from None
        yield place, _object(value, place)


def _scanned(text: str) -> tuple[list[dict[str, str]], bool]:
    """Return the objects seen, and whether the last of them is cut off."""
    scan = _Scan(text)
    for token in _TOKEN.finditer(text):
        if not scan.goes_on_with(token[0][0], token):
            break
    else:
        scan.end_value(len(text))
    cut_off = scan.current is not None
    return [*scan.found, *([scan.current] if scan.current is not None else [])], cut_off


class _Scan:
    """The first objects of a text of JSON, token by token."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._base = self._depth = 0
        if text.startswith("["):
            self._base = 1
        self._key, self._start = "", -1
        self.found: list[dict[str, str]] = []
        self.current: dict[str, str] | None = None

    def goes_on_with(self, sign: str, token: re.Match[str]) -> bool:
        """Take a token that begins with a sign; return False when enough was seen."""
        at_top = self._depth == self._base + 1
        if at_top and sign in ",}":
            self.end_value(token.start())
        if sign in "{[":
            self._open(sign)
        elif sign in "}]":
            return self._close()
        elif at_top and self.current is not None and self._start < 0:
            if sign == '"' and not self._key:
                self._key = token[0][1:-1]
            elif sign == ":":
                self._start = token.end()
        return True

    def end_value(self, at: int) -> None:
        """Keep how the value of the last key begins."""
        if self.current is not None and self._key and self._start >= 0:
            last = min(at, self._start + _SHOWN)
            self.current[self._key] = self._text[self._start : last].strip()
        self._key, self._start = "", -1

    def _open(self, sign: str) -> None:
        if sign == "{" and self._depth == self._base:
            self.current = {}
            self._key, self._start = "", -1
        self._depth += 1

    def _close(self) -> bool:
        self._depth -= 1
        if self._depth == self._base and self.current is not None:
            self.found.append(self.current)
            self.current = None
        return len(self.found) < _FIRST and self._depth >= 0
