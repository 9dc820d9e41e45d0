"""Finds the day, and the time, in what archives write of them, in the languages of their pages."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from annotator.formats.archives.entries import archive_data
from annotator.formats.files.dates import iso

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.{0,40})?")
_LONGEST = 300  # code points in which a date is looked for
_EAST = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_ERA = re.compile(r"(明治|大正|昭和|平成|令和) ?(\d{1,2}|元) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before the first one of each era."""
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])(?::|h|时|時)([0-5]\d)(?::([0-5]\d))?(?!\d)")
_HALF = re.compile(r"\s?([ap])\.?m\b", re.IGNORECASE)
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = frozenset(
    (
        *("de", "del", "of", "the", "st", "nd", "rd", "th", "er", "d", "di", "el", "le", "a", "o"),
        *("º", "ª", "von", "vom", "g", "г", "y", "kl", "den", "вым"),
    )
)
_TURN = 50  # years of two digits up to it are of this century


class _Months(msgspec.Struct, frozen=True):
    """The beginnings of the months' names in all languages, each with its number."""

    months: tuple[tuple[str, ...], ...]


@cache
def _beginnings() -> Mapping[str, int]:
    months = archive_data("months.json", _Months).months
    return {name: n for n, names in enumerate(months, 1) for name in names}


def published(written: str) -> str:
    """Return day and time of a text in ISO 8601, as far as it has them; else "" ."""
    text = unicodedata.normalize("NFKC", written[:_LONGEST])
    text = " ".join(text.split())
    day = _day(text)
    if not day:
        return ""
    time = _time(text)
    return f"{day}T{time}" if time else day


def time_of(written: str) -> str:
    """Return the time of day in a text that is nothing else: `09:05:30` or `09:05`; else ""."""
    text = " ".join(unicodedata.normalize("NFKC", written[:_LONGEST]).split())
    found = _TIME.match(text)
    rest = text[found.end() :].strip() if found else text
    return _time(text) if found and len(rest) <= 6 and not any(c.isdigit() for c in rest) else ""


def as_date(written: str) -> str:
    """Return a date in ISO 8601, or as it was written when it isn't understood."""
    bare = " ".join(written.split())
    return bare if _ISO.fullmatch(bare) else published(bare) or iso(bare)


def _day(text: str) -> str:
    if found := _EAST.search(text):
        return _date(*found.groups())
    if found := _ERA.search(text):
        year = 1 if found[2] == "元" else int(found[2])
        return _date(str(_ERAS[found[1]] + year), found[3], found[4])
    return _named(_WORDS.findall(text)) or _numbers(text)


def _numbers(text: str) -> str:
    for first, mark, second, third in _NUMBERS.findall(text):
        if len(first) == 4:
            return _date(first, second, third)
        if len(first) > 2:
            continue
        year = (
            third if len(third) == 4 else str(int(third) + (1900 if int(third) > _TURN else 2000))
        )
        day_first, month_first = _date(year, second, first), _date(year, first, second)
        if mark == "." or not month_first or day_first == month_first:
            return day_first
        if not day_first:
            return month_first
    return ""


def _named(words: Sequence[str]) -> str:
    """Find a month's name with day and year on both sides, or both before or after it."""
    telling = [one for one in words if one.casefold() not in _BETWEEN]
    for n, word in enumerate(telling):
        month = _month(word)
        if not month:
            continue
        around = telling[max(0, n - 2) : n], telling[n + 1 : n + 3]
        for day, year in _pairs(*around):
            if len(year) == 4 and len(day) <= 2 and (found := _date(year, str(month), day)):
                return found
    return ""


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    pairs = list(zip(before[-1:], after[:1], strict=False))  # 5 October 2013
    pairs += [(year, day) for day, year in pairs]  # 2013 October 5
    if len(after) == 2:
        pairs.append((after[0], after[1]))  # October 5, 2013
    return [(day, year) for day, year in pairs if day.isdecimal() and year.isdecimal()]


def _month(word: str) -> int:
    bare = word.casefold()
    known = _beginnings()
    for length in range(min(len(bare), 12), 2, -1):
        if found := known.get(bare[:length]):
            return found
    return 0


def _time(text: str) -> str:
    found = _TIME.search(text)
    if not found:
        return ""
    hour, seconds = int(found[1]), f":{found[3]}" if found[3] else ""
    if half := _HALF.match(text, found.end()):
        hour = hour % 12 + (12 if half[1] in "pP" else 0)
    return f"{hour:02}:{found[2]}{seconds}"


def _date(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
