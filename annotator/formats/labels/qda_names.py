"""What programs for qualitative analysis have in common: names of codes, colours, notes."""

import re
from collections.abc import Iterable

from annotator.domain.wording import quoted
from annotator.formats.labels.units import Positions

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class UniqueNames:
    """Names of codes, each told apart from one of the same name under another code."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def name(self, name: str, parent: str = "") -> str:
        """Return the name of a code, with the one above it or a number where it is taken."""
        bare = " ".join(name.split()) or "Code"
        found = bare
        if parent and found.casefold() in self._taken:
            found = f"{bare} ({parent})"
        n = self._next.get(bare.casefold(), 2)
        while found.casefold() in self._taken:
            found = f"{bare} {n}"
            n += 1
        self._next[bare.casefold()] = n
        self._taken.add(found.casefold())
        return found


def colour(said: object) -> str:
    """Return a colour as #RRGGBB; empty where it is none."""
    return said if isinstance(said, str) and _COLOUR.fullmatch(said) else ""


def joined(notes: Iterable[str]) -> str:
    """Return several notes as one, each once."""
    return "\n".join(dict.fromkeys(one.strip() for one in notes if one.strip()))


def note_on(positions: Positions, start: int, end: int, words: str, by: str = "") -> str:
    """Return a note that stands at a place of a text, with the words there and whose it is."""
    place = positions.span(start, end)
    there = quoted(positions.text[slice(*place)].strip()) if place else f"{start}–{end}"
    return f"{there}: {words.strip()}{f' ({by})' if by else ''}"


def integer_of(cell: object) -> int | None:
    """Return a cell of a database as a whole number; None for anything else."""
    if isinstance(cell, str):
        bare = cell.strip()
        is_number = bare.isascii() and bare.removeprefix("-").isdigit() and len(bare) < 18
        return int(bare) if is_number else None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    return cell if isinstance(cell, int) else None


def words_of(cell: object) -> str:
    """Return a cell of a database as text; empty for nothing."""
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return "" if cell is None else str(cell)
