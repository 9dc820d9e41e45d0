"""What the columns of one table hold: as said, as kept, by their names, or by what they have."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.domain.article import STANDARD_META
from annotator.domain.errors import UserError
from annotator.formats.files.headings import (
    DATES,
    FILE,
    TEXT,
    TITLE,
    checked_mapping,
    guess_mapping,
)
from annotator.formats.incoming import ReadOptions, Told

SAMPLE = 50
"""From how many rows it is told what the columns hold."""

Cells = Mapping[str, Any]
"""What stands in a row, by its columns: a value, or a list of them."""

_LONG = 300  # characters of a cell that looks like a text
_NO_TEXTS = ("abstract", "summary", "description", "note", "extra", "snippet", "themes", "lead")
"""What a column is called that is long and still no article's text."""
_STATEMENTS = (
    frozenset(("annotation_id", "source_actor", "stance_name")),
    frozenset(("statement ID", "document ID", "document title")),
)
"""The columns by which a table of statements, or an event list, is known: its texts are quotes."""
_SHORT_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})")
_LAST_CENTURY = 70  # years from here on, of two digits, are of 19..


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What each column of a table holds.

    `listed` says that there are no texts, only what is known of articles; `short_years` are the
    keys whose days are written “28.02.05”, in this order; `remarks` say what was guessed.
    """

    mapping: Mapping[str, str]
    listed: bool = False
    short_years: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()

    def told(self, where: str) -> Iterable[Told]:
        """Yield what is to be said of it."""
        return (Told(where, one) for one in self.remarks)


def planned(header: Sequence[str], options: ReadOptions, sample: Sequence[Cells]) -> Plan:
    """Return what the columns hold; raise a `UserError` when what the user said can't be."""
    given = options.mapping or {}
    if not given and any(columns <= set(header) for columns in _STATEMENTS):
        message = "It is a table of statements: each row is a quote, and no article."
        remedy = "Import the articles, or export as CSV, XLSX or JSONL what is to come back."
        raise UserError(message, remedy=remedy)
    kept = options.kept.of(header)
    mapping = checked_mapping(header, given, kept)
    remarks: list[str] = []
    if any(guess_mapping(header)[column] != target for column, target in kept.items()):
        remarks.append("Its columns are taken as they are kept for tables with these columns.")
    listed = _is_list(mapping, sample)
    if not listed and not {TEXT, FILE} & set(mapping.values()):
        column = _longest(mapping, sample, {*given, *kept})
        if column:
            mapping[column] = TEXT
            remarks.append(
                f"No column is called text: “{column}” is taken for it, as its cells are longest."
            )
    return Plan(
        mapping=mapping,
        listed=listed,
        short_years=frozenset(_short_years(mapping, sample)),
        remarks=tuple(remarks),
    )


def with_long_year(day: str) -> str:
    """Return a day like “28.02.05” with all of its year, other things as they are."""
    found = _SHORT_DAY.fullmatch(day.strip())
    if found is None:
        return day
    century = 19 if int(found[3]) >= _LAST_CENTURY else 20
    return f"{found[1]}.{found[2]}.{century}{found[3]}"


def _is_list(mapping: Mapping[str, str], sample: Sequence[Cells]) -> bool:
    """Tell whether a table has no texts but says which articles it is about.

    A column with long texts of which nothing is known yet makes it none.
    """
    held = set(mapping.values())
    if {TEXT, FILE} & held or not ("url" in held or {TITLE, "published"} <= held):
        return False
    return not _long_columns(mapping, sample)


def _long_columns(mapping: Mapping[str, str], sample: Sequence[Cells]) -> dict[str, int]:
    """Return the columns with mostly long cells of which nothing is known, and how long in all."""
    long: dict[str, list[int]] = {}
    for cells in sample:
        for column, cell in cells.items():
            if isinstance(cell, str) and len(cell) > _LONG and not _is_known(mapping, column):
                long.setdefault(column, []).append(len(cell))
    return {column: sum(of) for column, of in long.items() if 2 * len(of) > len(sample)}


def _is_known(mapping: Mapping[str, str], column: str) -> bool:
    target = mapping.get(column, "")
    return target in (*STANDARD_META, TITLE) or any(one in target for one in _NO_TEXTS)


def _longest(mapping: Mapping[str, str], sample: Sequence[Cells], said: set[str]) -> str:
    long = _long_columns(mapping, sample)
    return max((one for one in long if one not in said), key=lambda one: long[one], default="")


def _short_years(mapping: Mapping[str, str], sample: Sequence[Cells]) -> Iterable[str]:
    """Yield the keys of columns whose days have years of two digits, at the end.

    “05.02.28” is a day where the year stands first: of the two, the one that changes more from row
    to row is the day.
    """
    for column, target in mapping.items():
        if target not in DATES:
            continue
        cells = [str(one[column]).strip() for one in sample if one.get(column) not in (None, "")]
        found = [day for one in cells if (day := _SHORT_DAY.fullmatch(one))]
        if not found or len(found) < len(cells):
            continue
        days, years = {int(one[1]) for one in found}, {int(one[3]) for one in found}
        valid = all(1 <= int(one[1]) <= 31 and 1 <= int(one[2]) <= 12 for one in found)
        if valid and len(days) > len(years):
            yield target
