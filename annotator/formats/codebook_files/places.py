"""Where in a codebook's file something is wrong: its line, and code and field by name."""

import re
from collections.abc import Callable, Iterator
from typing import Any, cast

from annotator.domain.errors import UserError
from annotator.domain.record import Values

Step = str | int
LineOf = Callable[[tuple[Step, ...]], int]
"""Returns the line, from 1, in which the value at a path begins; 0 where that can't be told."""

_PATH = re.compile(r"\$((?:\.\w+|\[\d+\]|\[\.\.\.\])*)")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_BY_ID = re.compile(r", code ([^,]+)(?:, field ([^,]+))?")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s{}\[\],":]+')
_TABLE = re.compile(r"[ \t]*\[\[[ \t]*([\w.]+)[ \t]*\]\]")
_CALLED = {"codes": "code", "fields": "field", "choices": "choice", "links": "link"}


def named(error: UserError, values: Values, line_of: LineOf, *, paths: bool = True) -> UserError:
    """Return a refusal whose place tells line, code and field by name besides the path.

    Without `paths` the path is left out, as in a file that is no tree.
    """
    found = _PATH.search(error.where)
    if found is None:
        return error
    steps = tuple(name or int(n) for name, n in _STEP.findall(found[1]))
    by_id = _BY_ID.search(error.where, found.end())
    steps = _with_field(steps, values, by_id[2] if by_id else None)
    file, rest = error.where[: found.start()].rstrip(", "), error.where[found.end() :]
    line = _line(steps, line_of)
    path = found[0] if paths else ""
    parts = [file, f"line {line}" if line else "", path, _names(steps, values)]
    left = _BY_ID.sub("", rest, count=1).strip(", ")
    where = ", ".join(part for part in (*parts, left) if part)
    return type(error)(error.message, where=where, remedy=error.remedy)


def _line(steps: tuple[Step, ...], line_of: LineOf) -> int:
    """Return the line of a path, or of what it lies in."""
    for end in range(len(steps), 1, -1):
        line = line_of(steps[:end])
        if line:
            return line
    return 0


def _with_field(steps: tuple[Step, ...], values: Values, field: str | None) -> tuple[Step, ...]:
    """Return a path to a code as the path to its field, where a refusal names that by its id."""
    if field is None or len(steps) != 2:
        return steps
    listed = _at((*steps, "fields"), values)
    ids = [_get(one, "id") for one in cast("list[Any]", listed)] if isinstance(listed, list) else []
    return (*steps, "fields", ids.index(field)) if field in ids else steps


def _names(steps: tuple[Step, ...], values: Values) -> str:
    names: list[str] = []
    for n in range(0, len(steps) - 1, 2):
        kind, one = _CALLED.get(str(steps[n])), _at(steps[: n + 2], values)
        name = _get(one, "name") or _get(one, "id")
        if kind is None or not isinstance(steps[n + 1], int):
            break
        if isinstance(name, str) and name.strip():
            names.append(f"{kind} “{name.strip()}”")
    return ", ".join(names)


def _at(steps: tuple[Step, ...], values: Any) -> Any:
    for step in steps:
        values = _item(values, step) if isinstance(step, int) else _get(values, step)
    return values


def _item(listed: Any, place: int) -> Any:
    found = cast("list[Any]", listed) if isinstance(listed, list) else []
    return found[place] if place < len(found) else None


def _get(one: Any, name: str) -> Any:
    return cast("Values", one).get(name) if isinstance(one, dict) else None


# Lines


def json_lines(text: str) -> LineOf:
    """Return what finds the line of a value in a text that is JSON."""

    def line_of(wanted: tuple[Step, ...]) -> int:
        for path, offset in _json_values(text):
            if tuple(path) == wanted:
                return text.count("\n", 0, offset) + 1
        return 0

    return line_of


def _json_values(text: str) -> Iterator[tuple[list[Step], int]]:
    """Yield the path to each value, and where in the text it begins."""
    path: list[Step] = []
    at_key = False
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "}]":
            path.pop()
            at_key = False
        elif sign == ",":
            last = path[-1]
            at_key = isinstance(last, str)
            path[-1] = last + 1 if isinstance(last, int) else last
        elif at_key:
            path[-1] = sign[1:-1]
            at_key = False
        else:
            yield path, token.start()
            at_key = sign == "{"
            if sign in "{[":
                path.append("" if at_key else 0)


def toml_lines(text: str) -> LineOf:
    """Return what finds the line of a table in a text that is TOML; values have their table's."""

    def line_of(wanted: tuple[Step, ...]) -> int:
        return next((line for path, line in _toml_tables(text) if path == wanted), 0)

    return line_of


def _toml_tables(text: str) -> Iterator[tuple[tuple[Step, ...], int]]:
    counts: dict[tuple[Step, ...], int] = {}
    for line, words in enumerate(text.splitlines(), 1):
        found = _TABLE.match(words)
        if found is None:
            continue
        path: tuple[Step, ...] = ()
        names = found[1].split(".")
        for n, name in enumerate(names):
            path = (*path, name)
            if n == len(names) - 1:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        yield path, line
