"""How much a project keeps: the one table of bounds, for new edits and for files of others.

They lie far beyond what people write and within what lists, labels and texts can show in time.
What a project holds already stays, and stays readable.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.record import Values, alike
from annotator.domain.wording import counted, shortened

LONGEST_TEXT = 2_000_000
"""How many characters an article's text may have."""
LONGEST_STRING = 1_000_000
"""How many characters any other text may have: a note, a guideline, a value of metadata."""
LONGEST: Mapping[str, int] = {
    "handle": 100,
    "title": 10_000,
    "codebook_title": 10_000,
    "name": 2_000,
    "kind": 2_000,
    "role": 2_000,
    "affiliation": 2_000,
    "aliases": 2_000,
    "reason": 10_000,
    "label": 10_000,
}
"""How many characters the attributes of these names may have, or each of their entries."""
MOST_CODES = 1_000
"""How many codes a codebook may have."""
MOST: Mapping[str, int] = {
    "fields": 1_000,
    "links": 1_000,
    "choices": 5_000,
    "steps": 1_000,
    "aliases": 1_000,
    "variables": 1_000,
    "meta": 1_000,
    "values": 1_000,
    "fragments": 10_000,
    "texts": 10_000,
    "contexts": 10_000,
    "excluded": 100_000,
    "stretches": 100_000,
}
"""How many entries the lists and maps of these names may have."""
MOST_ENTRIES = 10_000
"""How many entries any other list or map may have."""
DEEPEST = 20
"""In how many levels lists and maps may stand in each other."""
LONGEST_CELL = 64 * 2**20
"""How many bytes one cell of another project file may have."""

_SMALL = 1000  # bytes; a record of fewer can exceed no bound but a handle's
_OF_TEXT = ("texts",)


def check_bounds(values: Values, where: str, old: Values | None = None) -> None:
    """Raise a `UserError` when something among a record's attributes is too long or too many.

    What was so before, in `old`, may stay.
    """
    for name, value in values.items():
        if old is None or not alike(old.get(name), value):
            for message in _excesses(name, name, value, 0):
                raise UserError(message, where=where, remedy="Shorten it.")


def is_small(encoded: bytes) -> bool:
    """Tell by a record's JSON whether nothing in it can exceed a bound, but for a handle."""
    return len(encoded) <= _SMALL


def is_within_bounds(values: Values) -> bool:
    """Tell of most attributes, at a glance at their JSON, that nothing exceeds a bound.

    `check_bounds` looks at the others one by one.
    """
    encoded = msgspec.json.encode(values)
    levels = encoded.count(b"[") + encoded.count(b"{")
    return is_small(encoded) and levels <= DEEPEST and b'"handle"' not in encoded


def check_text(text: str, where: str) -> None:
    """Raise a `UserError` when a text is too long for an article."""
    if len(text) > LONGEST_TEXT:
        message = f"The text has {len(text):,} characters, and an article at most {LONGEST_TEXT:,}."
        raise UserError(message, where=where, remedy="Split it into several articles.")


def check_count(codes: int, where: str) -> None:
    """Raise a `UserError` when these are too many codes for a codebook."""
    if codes > MOST_CODES:
        message = f"There are {codes:,} codes, and a codebook has at most {MOST_CODES:,}."
        raise UserError(message, where=where, remedy="Make some of them choices of a field.")


def _excesses(place: str, name: str, value: Any, depth: int) -> Iterator[str]:
    """Yield what is wrong with a value; `name` is that of the attribute which it is in."""
    if isinstance(value, str):
        most = _longest(name)
        if len(value) > most:
            said = counted(len(value), "character")
            yield f"“{place}” has {said}, and at most {most:,} are kept."
    elif isinstance(value, msgspec.Struct):
        yield from _in_entries(place, msgspec.structs.asdict(value).items(), depth)
    elif isinstance(value, dict):
        entries = cast("Values", value)
        yield from _too_many(place, name, len(entries))
        for key, entry in entries.items():
            yield from _excesses(f"a name in {place}", "name", key, depth + 1)
            yield from _excesses(f"{place}.{shortened(key)}", "", entry, depth + 1)
    elif isinstance(value, list | tuple):
        listed = cast("list[Any]", value)
        yield from _too_many(place, name, len(listed))
        for entry in listed:
            yield from _in_list(place, name, entry, depth + 1)


def _in_list(place: str, name: str, entry: Any, depth: int) -> Iterator[str]:
    """Look at an entry: an object has attributes of its own, else it is measured as its list is."""
    if depth > DEEPEST:
        yield f"“{place}” is nested too deeply."
    elif isinstance(entry, dict):
        yield from _in_entries(place, cast("Values", entry).items(), depth)
    else:
        yield from _excesses(place, name, entry, depth)


def _in_entries(place: str, entries: Iterable[tuple[str, Any]], depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        yield f"“{place}” is nested too deeply."
        return
    for name, entry in entries:
        yield from _excesses(f"{place}.{shortened(name)}", name, entry, depth + 1)


def _too_many(place: str, name: str, count: int) -> Iterator[str]:
    most = MOST.get(name, MOST_ENTRIES)
    if count > most:
        yield f"“{place}” has {counted(count, 'entry', 'entries')}, and at most {most:,} are kept."


def _longest(name: str) -> int:
    return LONGEST_TEXT if name in _OF_TEXT else LONGEST.get(name, LONGEST_STRING)
