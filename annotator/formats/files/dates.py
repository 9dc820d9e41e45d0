"""Reads the dates of foreign files as ISO 8601, as far as they mean one day only.

What has several meanings stays as it was written, with all that was written.
"""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

import msgspec

from annotator.formats.files.date_words import (
    AFTERNOON,
    FILLERS,
    MONTHS,
    MORNING,
    WEEKDAYS,
    bare,
    offset_of,
)

_LONGEST = 100  # characters
_YEARS = range(1500, 2200)
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?")
_SIGNS = str.maketrans(
    {"：": ":", "．": ".", "／": "/", "，": ",", "（": "(", "）": ")", "\u200f": " ", "\u200e": " ",
     "、": ",", "،": ",", "–": "-", "\u2011": "-", "−": "-", "|": " ", "·": " ", "•": " "}
)  # fmt: skip
_TWO_WORDS = re.compile(r"(كانون|تشرين) (الثاني|الأول|الاول)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})(\s?[./-]\s?)(\d{1,2})\2(\d{1,4})\.?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?")
_EAST = re.compile(
    r"(?:(令和|平成|昭和)\s*(\d{1,2}|元)|(\d{4}))\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})\s?[:h時时点點시ч]\s?(?P<m>\d{2}|\d(?=[分분]))"
    r"(?::(?P<s>\d{2}(?:\.\d+)?)|\s?[分분](?:\s?(?P<e>\d{2})\s?[秒초])?)?(?![\d:])"
)
_DOTTED = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})\.(?P<m>\d{2})(?=\s?(?:uhr|h\b|hrs|[ap]\.?\s?m\b|gmt|utc))"
)
_BARE_HOUR = re.compile(r"(?<![\d:.])(?P<h>\d{1,2})(?=\s?(?:uhr\b|[ap]\.?m\b|[ap]\.\s?m\.))")
_HALF = re.compile(
    r"(?<![^\W\d_])(?P<pm>p\.?\s?m\b\.?|p\.\s?m\.)|(?<![^\W\d_])(?P<am>a\.?\s?m\b\.?|a\.\s?m\.)"
)
_OFFSET = re.compile(r"(?:\b(?:utc|gmt)\s?)?(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<m>\d{2})?(?!\d)")
_PAIRED = re.compile(r"\([^()]*\)")
_TOKENS = re.compile(r"\d+|[^\W\d]+|[^\w\s]")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_KEPT_SIGNS = frozenset(",.()-/;'’:ºª°")


class _Clock(msgspec.Struct, frozen=True):
    """A time of day as it was found, and what was written beside it."""

    time: str
    rest: str


@lru_cache(maxsize=4096)
def iso(written: str) -> str:
    """Return a date, or a date and time, in ISO 8601; as it was written if it is ambiguous."""
    text = " ".join(written.split())
    if len(text) > _LONGEST or not any(c.isdecimal() for c in text):
        return text
    return _read(_plain(text)) or text


def _plain(text: str) -> str:
    """Return a text with Western digits, in lower case but for the marks of ISO 8601."""
    western = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text
    )
    return " ".join(_TWO_WORDS.sub(r"\1_\2", western.translate(_SIGNS)).split())


def _read(text: str) -> str | None:
    if _ISO.fullmatch(text):
        return text
    if compact := _COMPACT.fullmatch(text):
        return _from_compact(compact)
    if _EPOCH.fullmatch(text):
        moment = dt.datetime.fromtimestamp(int(text[:10]), dt.UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}Z"
    low = re.sub(r"(?<=\d)t(?=\d\d:)", " ", text.lower())
    clock = _clock(low)
    if clock is None:
        return _day(low)
    zone, rest = _zone(clock.rest)
    day = _day(rest)
    return f"{day}T{clock.time}{zone}" if day and len(day) > len("2025-03") else None


def _from_compact(found: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = found.groups()
    date = _date(year, month, day)
    if date is None or hour is None:
        return date
    time = _time(int(hour), int(minute), second)
    return f"{date}T{time}{'Z' if zone else ''}" if time else None


# The time of day


def _clock(text: str) -> _Clock | None:
    """Return the one time of day in a text; None where there is none."""
    found = _CLOCK.search(text) or _DOTTED.search(text) or _BARE_HOUR.search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    half, before, after = _half(before, after)
    parts = found.groupdict()
    time = _time(int(parts["h"]), int(parts.get("m") or 0), _second(parts), half)
    return _Clock(time or "", f"{before.rstrip(' ,T')} | {after}") if time else _Clock("", "?")


def _second(parts: dict[str, str | None]) -> str | None:
    return parts.get("s") or parts.get("e")


def _half(before: str, after: str) -> tuple[str, str, str]:
    """Return which half of the day is told after a time or before it, and what is left."""
    if found := _HALF.match(after.lstrip()):
        return ("pm" if found["pm"] else "am"), before, after.lstrip()[found.end() :]
    for words, half in ((AFTERNOON, "pm"), (MORNING, "am")):
        for word in words:
            if len(word) > 1 or not word.isascii():
                if before.rstrip().endswith(word) and not word.isascii():
                    return half, before.rstrip().removesuffix(word), after
                if re.match(rf"{word}(?!\w)", after.lstrip()):
                    return half, before, after.lstrip().removeprefix(word)
    return "", before, after


def _time(hour: int, minute: int, second: str | None, half: str = "") -> str | None:
    if half and (hour == 0 or (hour > 12 and half == "am")):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or float(second or 0) >= 60:
        return None
    return f"{hour:02}:{minute:02}" + (f":{second}" if second else "")


def _zone(rest: str) -> tuple[str, str]:
    """Return the offset that is told after a time, and the rest; an unknown zone stays there."""
    before, _, after = rest.partition("|")
    said = re.sub(r"^\s*(?:uhr|hrs|h|ч)\b\.?", "", after).strip(" ,")
    if found := _OFFSET.match(said.removeprefix("(")):
        hours, minutes = int(found["h"]), int(found["m"] or 0)
        if hours <= 14 and minutes < 60:
            left = _PAIRED.sub("", said.removeprefix("(")[found.end() :]).removeprefix(")")
            # E-mails write -0000 for UTC, which ISO 8601 does not have.
            sign = found["sign"] if hours or minutes else "+"
            return f"{sign}{hours:02}:{minutes:02}", f"{before} {left}"
    if named := re.match(r"\(?([^\W\d_]{1,5})\)?(?![\w:+-])", said):
        offset = offset_of(named[1])
        if offset is not None:
            return offset, f"{before} {said[named.end() :]}"
    return "", f"{before} {after}"


# The day


def _day(text: str) -> str | None:
    """Return the one day (or month) that a text means, without a time."""
    if east := _EAST.search(text):
        era, number, year, month, day = east.groups()
        if era:
            year = str(_ERAS[era] + (1 if number == "元" else int(number)))
        rest = text[: east.start()] + " " + text[east.end() :]
        return _date(year, month, day) if _says_nothing(rest) else None
    meanings = {one for one in (*_from_numbers(text), _from_names(text)) if one is not None}
    return meanings.pop() if len(meanings) == 1 else None


def _says_nothing(text: str) -> bool:
    """Tell whether there are but days of the week and fillers in what is left of a date."""
    return all(
        one in _KEPT_SIGNS or bare(one) in WEEKDAYS or bare(one) in FILLERS
        for one in _TOKENS.findall(text)
    )


def _from_numbers(text: str) -> list[str | None]:
    if compact := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text.strip()):
        return [_date(*compact.groups())]
    found = _NUMBERS.search(text)
    if found is None or not _says_nothing(text[: found.start()] + " " + text[found.end() :]):
        return []
    first, mark, second, third = found.groups()
    if len(first) == 4 and len(third) <= 2:
        return [_date(first, second, third)]
    if len(third) == 4 and len(first) <= 2:
        day_first = _date(third, second, first)
        # With dots the day always comes first.
        return [day_first] if mark.strip() == "." else [day_first, _date(third, first, second)]
    return []


def _from_names(text: str) -> str | None:
    """Return the day that a month's name, a year and a day make, in whatever order."""
    years: list[str] = []
    days: list[str] = []
    months: list[int] = []
    for one in _TOKENS.findall(text):
        word = bare(one)
        if one.isdecimal():
            (years if len(one) == 4 else days).append(one)
        elif word in MONTHS and word not in WEEKDAYS:
            months.append(MONTHS[word])
        elif one not in _KEPT_SIGNS and word not in WEEKDAYS and word not in FILLERS:
            return None
    if not months:  # “mar” is a month as well as a day
        months = [MONTHS[w] for w in map(bare, _TOKENS.findall(text)) if w in MONTHS]
    if len(years) != 1 or len(set(months)) != 1 or len(days) > 1:
        return None
    if days:
        return _date(years[0], str(months[0]), days[0])
    return f"{years[0]}-{months[0]:02}" if int(years[0]) in _YEARS else None


def _date(year: str, month: str, day: str) -> str | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year in _YEARS else None
