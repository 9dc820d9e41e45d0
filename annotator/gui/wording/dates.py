"""Dates for people, in the order and with the names of the system's locale."""

import re
from functools import lru_cache

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

_NEAR = ("today", "yesterday")
_WEEKDAY = re.compile(r"[,،]?\s*dddd[,،]?\s*")


def short_date(published: str) -> str:
    """Write an ISO 8601 date as "19 May 2025"; anything else stays as it is."""
    day = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    if not day.isValid() or published[10:11] not in {"", "T", " "}:
        return published
    locale = QLocale()
    return locale.toString(day, _format(locale.name()))


def short_moment(moment: str) -> str:
    """Write an ISO 8601 moment in local time: "today, 14:05" or its date."""
    day, hour = _local(moment)
    return f"{day}, {hour}" if hour and day in _NEAR else day


def full_moment(moment: str, *, seconds: bool = False) -> str:
    """Write an ISO 8601 moment in local time: "today, 14:05" or "19 May 2025, 14:05"."""
    day, hour = _local(moment, seconds=seconds)
    return f"{day}, {hour}" if hour else day


def moment_in_sentence(moment: str) -> str:
    """Write an ISO 8601 moment in local time as in "which ben did at 14:05"."""
    day, hour = _local(moment)
    when = f"at {hour}" if hour else ""
    if day == _NEAR[0]:
        return when
    return " ".join(part for part in (day if day in _NEAR else f"on {day}", when) if part)


def _local(moment: str, *, seconds: bool = False) -> tuple[str, str]:
    """Return the day and the hour of a moment in local time; what is none stays as it is."""
    local = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    if not local.isValid():
        return moment, ""
    today = QDate.currentDate()
    form = "HH:mm:ss" if seconds else QLocale.FormatType.ShortFormat
    hour = QLocale().toString(local.time(), form)
    days = {today: _NEAR[0], today.addDays(-1): _NEAR[1]}
    day = local.date()
    return days.get(day) or short_date(day.toString(Qt.DateFormat.ISODate)), hour


@lru_cache(maxsize=8)
def _format(locale: str) -> str:
    """Return the locale's long date format without the day of the week, its month shortened."""
    long = QLocale(locale).dateFormat(QLocale.FormatType.LongFormat)
    return _WEEKDAY.sub("", long).replace("MMMM", "MMM").strip()
