"""Finds the date in a line of an article's head: "March 14, 2013 Thursday 11:21 AM GMT"."""

import re
from collections.abc import Iterator

import msgspec

from annotator.formats.files.dates import iso

_WORD = r"[^\W\d_]{3,12}"
_DAYS = (
    re.compile(
        rf"(?<!\w)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?({_WORD})\.?,?\s+(?:de\s+)?(\d{{4}})(?!\d)"
    ),
    re.compile(rf"(?<!\w)({_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)"),
)
_NUMBERS = re.compile(r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}\1\d{4})(?!\d)")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_MONTH = re.compile(rf"({_WORD})\.?,?\s+(\d{{4}})")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:T[\d:]{5,8}(?:[+-]\d{2}:\d{2})?)?)?")
_TIME = re.compile(
    r"[\s,]*(?:at\s|um\s|à\s|T)?\s*(\d{1,2})(?::|h|\.)(\d{2})(?::(\d{2}))?"
    r"\s*([AaPp]\.?[Mm]\.?(?!\w))?\s*(?:Uhr|h)?\s*([A-Z]{2,5}(?!\w))?"
)
_WEEKDAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira""".split()
)
_ZONES = {
    **dict.fromkeys(("GMT", "UTC", "WET"), "+00:00"),
    **dict.fromkeys(("BST", "WEST", "CET", "MEZ"), "+01:00"),
    **dict.fromkeys(("CEST", "MESZ", "EET"), "+02:00"),
    **{"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00"},
    **{"MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"},
    **{"JST": "+09:00", "KST": "+09:00", "HKT": "+08:00"},
}
_LONGEST = 160  # code points of a line that holds a date
_MOST_WORDS = 10  # of what may follow a date in its line


class Dated(msgspec.Struct, frozen=True):
    """A date in ISO 8601, with the time if there is one, and what stands beside it in its line."""

    published: str
    before: str
    rest: str


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
        if _FULL.fullmatch(day := iso(match[0]))
    ]
    for match in _CJK.finditer(line):
        found.append((match.start(), match.end(), "-".join(p.zfill(2) for p in match.groups())))
    if not found and (month := _MONTH.fullmatch(line.strip())):
        day = iso(f"1 {month[1]} {month[2]}")
        if _FULL.fullmatch(day):
            found.append((0, len(line), day[:7]))
    yield from sorted(found)


def _timed(day: str, after: str) -> tuple[str, str]:
    """Return the day with the time that follows it, and what follows that."""
    rest = _without_weekday(after.strip(" ,;|·–—)"))
    found = _TIME.match(rest) if len(day) == 10 else None
    if found is None:
        return day, rest
    hour, minute = int(found[1]), int(found[2])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        return day, rest
    seconds = f":{found[3]}" if found[3] else ""
    zone = _ZONES.get(found[5] or "", "")
    end = found.end() if zone or not found[5] else found.start(5)
    left = _without_weekday(rest[end:].strip(" ,;|·–—)"))
    return f"{day}T{hour:02d}:{minute:02d}{seconds}{zone}", left


def _without_weekday(text: str) -> str:
    """Leave out a day of the week that stands first or last."""
    words = text.split()
    if words and words[0].strip(".,;").lower() in _WEEKDAYS:
        words = words[1:]
    elif words and words[-1].strip(".,;").lower() in _WEEKDAYS:
        words = words[:-1]
    return " ".join(words)
