"""Finds the date in a line of an article's head: "March 14, 2013 Thursday 11:21 AM GMT"."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from annotator.formats.files.dates import iso
from annotator.resources import resource

_WORD = r"[^\W\d_]{3,12}"
_DAYS = (
    re.compile(
        rf"(?<!\w)(\d{{1,2}})(?:\.\s?|(?:st|nd|rd|th|er|º)?\s)(?:de\s)?({_WORD})\.?,?\s"
        r"(?:de\s)?(\d{4})(?!\d)"
    ),
    re.compile(rf"(?<!\w)({_WORD})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})(?!\d)"),
)
_NUMBERS = re.compile(r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}\1\d{4})(?!\d)")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_MONTH = re.compile(rf"({_WORD})\.?,?\s+(\d{{4}})")
_SEASON = re.compile(rf"({_WORD})(?:\s?[-–/&]\s?({_WORD}))?,?\s(\d{{4}}(?:\s?[-–/]\s?\d{{2,4}})?)")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:T[\d:]{5,8}(?:[+-]\d{2}:\d{2})?)?)?")
_TIME = re.compile(
    r"[\s,]*(?:at\s|um\s|à\s|T)?\s*(\d{1,2})(?::|h|\.)(\d{2})(?::(\d{2}))?"
    r"\s*([AaPp]\.?[Mm]\.?(?!\w))?\s*(?:Uhr|h)?\s*([A-Z]{2,5}(?!\w))?([+-]\d{1,2}(?!\d))?"
)
_LONGEST = 160  # code points of a line that holds a date
_MOST_WORDS = 10  # of what may follow a date in its line


class _Words(msgspec.Struct, frozen=True):
    """Words that dates are written with, in lower case; zones by their letters."""

    weekdays: frozenset[str]
    seasons: frozenset[str]
    zones: dict[str, str]


@cache
def _words() -> _Words:
    data = resource("archives", "lexis-dates.json").read_bytes()
    return msgspec.json.decode(data, type=_Words)


class Dated(msgspec.Struct, frozen=True):
    """A date in ISO 8601, with the time if there is one, and what stands beside it in its line."""

    published: str
    before: str
    rest: str


@lru_cache(4096)
def dated(line: str, *, alone: bool = True) -> Dated | None:
    """Return the date of a line; with `alone`, only of one that is there for its date.

    That is one that begins with it, or with a day of the week, and goes on with little else.
    """
    if len(line) > _LONGEST:
        return None
    for start, end, day in _days(line):
        before = _without_weekday(line[:start].strip(" ,;|·–—-("))
        published, rest = _timed(day, line[end:])
        if not alone:
            return Dated(published, before, rest)
        if not before and not line[end:].lstrip().startswith((":", "?", "’", "'")):
            return Dated(published, "", rest) if len(rest.split()) <= _MOST_WORDS else None
    return None


def date_in(value: str) -> str:
    """Return the date that a field holds, or the value as it is."""
    if _ISO.fullmatch(value):
        return value
    found = dated(value, alone=False)
    return found.published if found is not None else iso(value)


def _days(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each date stands and what it is, the first one first."""
    found = [
        (match.start(), match.end(), day)
        for pattern in (*_DAYS, _NUMBERS)
        for match in pattern.finditer(line)
        if _FULL.fullmatch(day := iso(_spaced(match)))
    ]
    found += [
        (match.start(), match.end(), "-".join(p.zfill(2) for p in match.groups()))
        for match in _CJK.finditer(line)
    ]
    if not found and (month := _MONTH.fullmatch(line.strip())):
        day = iso(f"1 {month[1]} {month[2]}")
        if _FULL.fullmatch(day):
            found.append((0, len(line), day[:7]))
    if not found and (season := _SEASON.fullmatch(line.strip())) and _is_season(season):
        found.append((0, len(line), line.strip()))
    yield from sorted(found)


def _spaced(found: re.Match[str]) -> str:
    """Return a date with a blank behind each dot: "10.Dezember 2019"."""
    return found[0] if found.re is _NUMBERS else found[0].replace(".", ". ")


def _is_season(found: re.Match[str]) -> bool:
    """Tell whether words before a year are seasons or months: "January/February 2012"."""
    words = [word for word in (found[1], found[2]) if word]
    known = (
        word.lower() in _words().seasons or _FULL.fullmatch(iso(f"1 {word} 2000")) for word in words
    )
    return all(known)


def _timed(day: str, after: str) -> tuple[str, str]:
    """Return the day with the time that follows it, and what follows that."""
    rest = _without_weekday(after.strip(" ,;|·–—)"))
    found = _TIME.match(rest) if _FULL.fullmatch(day) else None
    if found is None:
        return day, rest
    hour, minute = int(found[1]), int(found[2])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        return day, rest
    seconds = f":{found[3]}" if found[3] else ""
    zone = _words().zones.get(found[5] or "", "")
    if zone == "+00:00" and found[6]:  # "GMT+1"
        zone = f"{found[6][0]}{found[6][1:].zfill(2)}:00"
    end = found.end() if zone or not found[5] else found.start(5)
    left = _without_weekday(rest[end:].strip(" ,;|·–—)"))
    return f"{day}T{hour:02d}:{minute:02d}{seconds}{zone}", left


def _without_weekday(text: str) -> str:
    """Leave out a day of the week that stands first or last."""
    words = text.split()
    if words and words[0].strip(".,;").lower() in _words().weekdays:
        words = words[1:]
    elif words and words[-1].strip(".,;").lower() in _words().weekdays:
        words = words[:-1]
    return " ".join(words)
