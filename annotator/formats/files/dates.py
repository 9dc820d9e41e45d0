"""Reads the dates of foreign files as ISO 8601, as far as they mean one day only."""

import datetime as dt
import re
from collections.abc import Iterator

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?)?")
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED = (
    re.compile(
        r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?(?P<m>[^\W\d_]+)\.?,?"
        r"\s+(?:de\s+)?(?P<y>\d{4})"
    ),
    re.compile(r"(?P<m>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"),
)
_WEEKDAY = re.compile(r"[^\W\d_]+\.?,\s+(?=\d|[^\W\d_]+\.?\s+\d)")
_TIME = re.compile(r"(?P<day>.+?)(?:,|\s+at|\s+um|\s+à|T)?\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?)")
# Beginnings that tell a month apart, in English, German, French, Spanish, Italian, Portuguese
# and Dutch.
_MONTHS = (
    ("jan", "jän", "ene", "gen"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "maa", "mrt"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)


def iso(written: str) -> str:
    """Return a date, or a date and time, in ISO 8601; as it was written if it is ambiguous."""
    text = " ".join(written.split())
    if _ISO.fullmatch(text):
        return text
    timed = _TIME.fullmatch(text)
    day = _day(timed["day"] if timed else text)
    if day is None:
        return _from_mail(text) or text
    return f"{day.isoformat()}T{timed['time'].zfill(5)}" if timed else day.isoformat()


def _day(text: str) -> dt.date | None:
    bare = _WEEKDAY.sub("", text, count=1)
    meanings = {day for day in (*_from_numbers(bare), *_from_names(bare)) if day is not None}
    return meanings.pop() if len(meanings) == 1 else None


def _from_numbers(text: str) -> Iterator[dt.date | None]:
    if compact := _COMPACT.fullmatch(text):
        yield _date(*compact.groups())
    if not (found := _NUMBERS.fullmatch(text)):
        return
    first, mark, second, third = found.groups()
    if len(first) == 4:
        yield _date(first, second, third)
    elif len(third) == 4:
        yield _date(third, second, first)
        if mark != ".":  # with dots the day always comes first
            yield _date(third, first, second)


def _from_names(text: str) -> Iterator[dt.date | None]:
    for pattern in _NAMED:
        if found := pattern.fullmatch(text):
            month = _month(found["m"].casefold())
            yield _date(found["y"], str(month), found["d"]) if month else None


def _month(name: str) -> int | None:
    numbers = (n for n, starts in enumerate(_MONTHS, 1) if name.startswith(starts))
    return next(numbers, None)


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _from_mail(text: str) -> str:
    """Read the form of e-mail and news feeds (RFC 5322)."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - seldom, and much comes with it

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
