"""Dates for people, in the order and with the names of the system's locale."""

import re
from functools import lru_cache

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

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
    local = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    if not local.isValid():
        return moment
    today = QDate.currentDate()
    hour = QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
    if local.date() == today:
        return f"today, {hour}"
    if local.date() == today.addDays(-1):
        return f"yesterday, {hour}"
    return short_date(local.date().toString(Qt.DateFormat.ISODate))


def full_moment(moment: str) -> str:
    """Write an ISO 8601 moment in local time with its hour: "19 May 2025, 14:05"."""
    local = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    day = QDate.currentDate()
    if not local.isValid() or local.date() in {day, day.addDays(-1)}:
        return short_moment(moment)
    hour = QLocale().toString(local.time(), QLocale.FormatType.ShortFormat)
    return f"{short_moment(moment)}, {hour}"


@lru_cache(maxsize=8)
def _format(locale: str) -> str:
    """Return the locale's long date format without the day of the week, its month shortened."""
    long = QLocale(locale).dateFormat(QLocale.FormatType.LongFormat)
    return _WEEKDAY.sub("", long).replace("MMMM", "MMM").strip()
