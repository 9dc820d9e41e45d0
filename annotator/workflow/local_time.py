"""What the clock and the calendar of this machine say, so that tests can say otherwise."""

import datetime as dt
import time


class LocalTime:
    """Asks the system."""

    def millis(self) -> int:
        """Return milliseconds that never run backwards, since no particular moment."""
        return time.monotonic_ns() // 1_000_000

    def today(self) -> str:
        """Return the day where one is, as 2026-01-31."""
        return dt.datetime.now().astimezone().date().isoformat()

    def midnight(self) -> int:
        """Return when that day began, in milliseconds since 1970."""
        day = dt.datetime.now().astimezone().date()
        begun = dt.datetime.combine(day, dt.time()).astimezone()
        return round(begun.timestamp() * 1000)


HERE = LocalTime()
