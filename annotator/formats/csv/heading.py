"""Finds the heading of a table among its first rows, and what stands above it."""

from collections.abc import Sequence

import msgspec

from annotator.domain.wording import counted, noun, quoted
from annotator.formats.csv.dialect import usual_count
from annotator.formats.files.headings import known_names
from annotator.formats.incoming import Told

LOOKED_AT = 60
"""Among how many rows the heading is looked for."""
_LONGEST_NAME = 80  # characters; what is longer names no column
_NAMED = 3


class FoundHeading(msgspec.Struct, frozen=True):
    """The place of the heading among the first rows; None where the first row is an article."""

    at: int | None

    def told(self, rows: Sequence[tuple[int, Sequence[str]]], name: str) -> Told | None:
        """Return what is to be said of the lines above it."""
        above = rows[: self.at or 0]
        if not above:
            return None
        first, last = above[0][0], above[-1][0]
        lines = f"line {first}" if first == last else f"lines {first}–{last}"
        said = ", ".join(quoted(" ".join(filter(None, row))) for _, row in above[:_NAMED])
        are = noun(len(above), "is", "are")
        message = f"{counted(len(above), 'row')} above the heading {are} left out:"
        more = ", …" if len(above) > _NAMED else ""
        return Told(f"{name}, {lines}", f"{message} {said}{more}.")


def heading_of(rows: Sequence[Sequence[str]]) -> FoundHeading:
    """Return where the heading stands: in the first row, but for good reasons to believe otherwise.

    It is further down where a row there has names of columns that are known, and none above it
    has, or where all above it have fewer cells than the rows of the table.
    """
    if not rows:
        return FoundHeading(None)
    known = [known_names(row) for row in rows]
    usual = usual_count(rows)
    if len(rows[0]) == 1 and usual < 2:
        alone = rows[0][0].strip()
        return FoundHeading(0 if known[0] or len(alone) <= _LONGEST_NAME else None)
    if known[0] >= 2 or (known[0] and len(rows[0]) >= usual):
        return FoundHeading(0)
    for n, row in enumerate(rows):
        if known[n] >= 2 and len(row) >= 2 and not any(len(above) > len(row) for above in rows[:n]):
            return FoundHeading(n)
    if usual and len(rows[0]) < usual:
        first = next(n for n, row in enumerate(rows) if len(row) == usual)
        if all(_filled(row) < usual for row in rows[:first]) and not known[0]:
            return FoundHeading(first)
    return FoundHeading(0)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)
