"""The days, weeks, months, quarters and years between two of them."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from annotator.analysis.insights.facts import Category

MOST_FILLED = 2000
"""Above so many stretches of time, those without anything are left out: a date is surely wrong."""


def filled(ident: str, used: Sequence[Category]) -> list[Category]:
    """Return stretches of time in their order, with those between them that have nothing.

    `ident` is what they are: `day`, `week`, `month`, `quarter` or `year`. Where they would be too
    many, only those that are used are returned.
    """
    after = _AFTER.get(ident)
    if after is None or not used:
        return list(used)
    found: list[Category] = []
    for name in _from(used[0].id, after):
        found.append(Category(name, name))
        if name == used[-1].id:
            return found
        if len(found) == MOST_FILLED:
            break
    return list(used)


def _from(first: str, after: Callable[[str], str]) -> Iterator[str]:
    name = first
    while name:
        yield name
        try:
            name = after(name)
        except (ValueError, OverflowError):  # after the year 9999
            return


def _after_day(name: str) -> str:
    return (dt.date.fromisoformat(name) + dt.timedelta(days=1)).isoformat()


def _after_week(name: str) -> str:
    year, week = name.split("-W")
    monday = dt.date.fromisocalendar(int(year), int(week), 1) + dt.timedelta(days=7)
    year_after, week_after, _ = monday.isocalendar()
    return f"{year_after:04}-W{week_after:02}"


def _after_part(mark: str, parts: int, digits: int) -> Callable[[str], str]:
    def after(name: str) -> str:
        year, part = name.split(mark)
        next_year, place = divmod(int(year) * parts + int(part), parts)
        return f"{next_year:04}{mark}{place + 1:0{digits}}"

    return after


_AFTER: dict[str, Callable[[str], str]] = {
    "day": _after_day,
    "week": _after_week,
    "month": _after_part("-", 12, 2),
    "quarter": _after_part("-Q", 4, 1),
    "year": lambda name: f"{int(name) + 1:04}",
}
