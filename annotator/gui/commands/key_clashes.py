"""Which commands' keys get into each other's way."""

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.gui.commands.command import Command

Row = Command[Any]


def rivals(row: Row, key: str, among: Iterable[Row], declared: Sequence[Row]) -> list[Row]:
    """Return the other commands that have a key where this one would have it.

    What shares a key as it is declared is meant to: a list's own command goes before what all
    lists do.
    """
    meant = _pairs(declared, key)
    having = (one for one in among if key in one.keys and one.id != row.id)
    return [one for one in having if _meet(one, row) and {one.id, row.id} not in meant]


def clashes(rows: Sequence[Row], declared: Sequence[Row]) -> dict[str, list[tuple[str, Row]]]:
    """Return for each command, by its id, the keys that others have, too, and whose they are."""
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        for key in row.keys:
            by_key.setdefault(key, []).append(row)
    found: dict[str, list[tuple[str, Row]]] = {}
    for key, having in by_key.items():
        for row in having if len(having) > 1 else ():
            for other in rivals(row, key, having, declared):
                found.setdefault(row.id, []).append((key, other))
    return found


def _pairs(declared: Sequence[Row], key: str) -> list[set[str]]:
    having = [one for one in declared if key in one.keys]
    return [{one.id, other.id} for one in having for other in having if _meet(one, other)]


def _meet(one: Row, other: Row) -> bool:
    """Tell whether one key press could mean both."""
    if one.scope.shortcuts or other.scope.shortcuts:
        return not (one.scope.apart or other.scope.apart)
    kinds = one.scope.kind, other.scope.kind
    return issubclass(kinds[0], kinds[1]) or issubclass(kinds[1], kinds[0])
