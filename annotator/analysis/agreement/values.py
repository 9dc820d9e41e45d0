"""Values that coders gave, made comparable at a level of measurement and numbered."""

import math
from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import chain
from typing import Any, Literal, cast

import msgspec
import numpy as np

from annotator.analysis.agreement.arrays import Floats, Ints

Level = Literal["nominal", "ordinal", "interval", "ratio", "set"]
Units = Iterable[Sequence[Any]]
"""One unit after the other, each with one value per coder; `None` (and not-a-number) is missing."""

MISSING = -1
"""The number that stands for a missing value."""


class Numbered(msgspec.Struct, frozen=True):
    """Units as numbers of values: `codes` is units × coders, `values` says what the numbers mean.

    At the levels that have an order, the numbers follow it.
    """

    codes: Ints
    values: list[Any]


def numbered(units: Units, level: Level = "nominal") -> Numbered:
    """Give the units' values numbers; raise `ValueError` where the level cannot compare them."""
    if level not in {"nominal", "ordinal", "interval", "ratio", "set"}:
        message = f"There is no level of measurement named {level!r}."
        raise ValueError(message)
    rows = [[comparable(value, level) for value in unit] for unit in units]
    return number_rows(rows, level)


def number_rows(rows: Sequence[Sequence[Hashable]], level: Level) -> Numbered:
    """Give numbers to values that are comparable already."""
    seen = dict.fromkeys(value for row in rows for value in row if value is not None)
    values = _in_order(seen, level) if level in {"ordinal", "interval", "ratio"} else list(seen)
    if level == "ordinal" and values and isinstance(values[0], float):
        rows = [[None if v is None else float(cast("Any", v)) for v in row] for row in rows]
    index = {value: place for place, value in enumerate(values)}
    codes = np.full((len(rows), max(map(len, rows), default=0)), MISSING, dtype=np.intp)
    for place, row in enumerate(rows):
        codes[place, : len(row)] = [MISSING if v is None else index[v] for v in row]
    return Numbered(codes, values)


def comparable(value: Any, level: Level) -> Hashable | None:
    """Return a value that equals others as the level means it; a collection is a set of values."""
    if value is None or _is_nan(value):
        return None
    if level in {"interval", "ratio"}:
        return _number(value)
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        if level == "ordinal":
            message = f"Ordinal values have an order, and {value!r} is a set of values."
            raise ValueError(message)
        return frozenset(cast("Collection[Hashable]", value))
    one = cast("Hashable", value)
    return frozenset((one,)) if level == "set" else one


def masi(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return the MASI distance of two sets, from 0 (equal) to 1 (nothing in common).

    One minus the Jaccard index times 1, 2/3 where one set holds the other, 1/3 where they overlap:
    Passonneau (2006), Measuring Agreement on Set-valued Items.
    """
    if one == other:
        return 0.0
    common = len(one & other)
    share = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - share * common / len(one | other)


def distances(values: Sequence[Any], level: Level) -> Floats:
    """Return the squared differences of all values from all others, for sets and ratios."""
    if level == "set":
        return _masi_table(values)
    points = np.array(values, dtype=np.float64)
    sums = points[:, None] + points[None, :]
    apart = points[:, None] - points[None, :]
    return np.where(apart == 0, 0.0, apart / np.where(sums == 0, np.inf, sums)) ** 2


def _masi_table(values: Sequence[frozenset[Any]]) -> Floats:
    """Return `masi` of all sets with all others at once: there may be thousands of sets."""
    members = {one: place for place, one in enumerate(dict.fromkeys(chain.from_iterable(values)))}
    holds = np.zeros((len(values), len(members)))
    for row, value in enumerate(values):
        holds[row, [members[one] for one in value]] = 1.0
    sizes = holds.sum(axis=1)
    table = holds @ holds.T  # what two sets have in common, which becomes their distance
    for row, common in enumerate(table):
        either = sizes + sizes[row] - common
        within = (common == sizes) | (common == sizes[row])
        share = np.where(within, 2 / 3, 1 / 3)
        same = either == common
        common[:] = np.where(same, 0.0, 1 - share * common / np.where(same, 1.0, either))
    return table


def _is_nan(value: Any) -> bool:
    """Tell not-a-number, whichever kind of float it is, by its not being equal to itself."""
    return isinstance(value, float | np.floating) and value != value  # noqa: PLR0124


def _number(value: Any) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        message = f"At this level of measurement values are numbers, and {value!r} is none."
        raise ValueError(message)
    return found


def _in_order(values: Iterable[Hashable], level: Level) -> list[Any]:
    """Sort values: as numbers if all of them can be read as such, or else as they are."""
    try:
        return sorted({_number(value) for value in values})
    except ValueError:
        if level != "ordinal":
            raise
    try:
        return sorted(cast("Iterable[Any]", values))
    except TypeError as error:
        message = "Ordinal values must be all numbers or all strings, to have an order."
        raise ValueError(message) from error
