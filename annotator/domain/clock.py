"""A hybrid logical clock: wall time that never runs backwards and never gives one stamp twice.

After Kulkarni, Demirbas, Madappa, Avva & Leone (2014), "Logical Physical Clocks". Stamps that are
ahead of this machine's clock are bounded when two histories meet (ADR 0024).
"""

import re
import secrets
import time
from collections.abc import Callable, Mapping

from annotator.domain.wording import counted

NEVER = "0" * 15 + "-000000-"
"""A stamp before all others."""
AHEAD = 60 * 60 * 1000
"""By how many milliseconds a stamp may be ahead and still count as it is: machines do drift."""

_STAMP = re.compile(r"(\d{15})-(\d{6})-([0-9a-f]{0,64})\Z", re.ASCII)
_FULL = 999_999
_DEVICE = 8  # hex digits of an ordinary stamp's third part; a bounded one has more
_LONGEST_KEPT = 46  # hex digits that a bounded stamp keeps of the third part
_SLOW = 10 * 60 * 1000  # milliseconds that a machine's clock may be behind without a word
_LAST_DATE = 253_402_300_799_999  # milliseconds since 1970
_UNITS = ((365 * 24 * 60, "year"), (24 * 60, "day"), (60, "hour"), (1, "minute"))


_this: dict[str, Callable[[], str]] = {}
"""What says which device this program runs on."""


def new_device() -> str:
    """Return an id for a device: it is drawn, and says nothing of the device or of who uses it."""
    return secrets.token_hex(_DEVICE // 2)


def is_device(device: str) -> bool:
    """Tell whether a text is the id of a device."""
    return re.fullmatch(rf"[0-9a-f]{{{_DEVICE}}}", device) is not None


def has_device() -> bool:
    """Tell whether it is said with which id to stamp."""
    return bool(_this)


def use_device(device: Callable[[], str] | None) -> None:
    """Stamp with the id that this gives, asked when it is needed; else each clock draws its own."""
    _this.clear()
    if device is not None:
        _this["device"] = device


class HybridClock:
    """Gives stamps that sort as text in the order in which they were given.

    A stamp is `milliseconds-counter-device`: 15 digits since 1970, 6 digits, 8 hex digits.
    """

    def __init__(self, latest: str = NEVER) -> None:
        self._device = ""
        self._millis, self._counter = 0, 0
        self.witness(latest)

    def witness(self, stamp: str) -> None:
        """Make every later stamp follow this one, which may come from another device.

        Raise a `ValueError` when it is no stamp.
        """
        millis, counter, _ = _parts(stamp)
        self._millis, self._counter = max((self._millis, self._counter), (millis, counter))

    def tick(self) -> str:
        """Return a new stamp, later than all given or witnessed so far."""
        self._device = self._device or _this.get("device", new_device)()
        now = now_millis()
        if now > self._millis:
            self._millis, self._counter = now, 0
        else:
            self._millis, self._counter = _next(self._millis, self._counter)
        return f"{self._millis:015d}-{self._counter:06d}-{self._device}"


def now_millis() -> int:
    """Return this machine's time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def millis_of(stamp: str) -> int:
    """Return a stamp's milliseconds; raise a `ValueError` when it is no stamp."""
    return _parts(stamp)[0]


def device_of(stamp: str) -> str:
    """Return the id of the device that gave a stamp, also of one that was bounded since.

    Raise a `ValueError` when it is no stamp.
    """
    return _parts(stamp)[2][-_DEVICE:]


def is_no_date(stamp: str) -> bool:
    """Tell whether a stamp lies after the year 9999, where stamps could run out."""
    return millis_of(stamp) > _LAST_DATE


def is_bounded(stamp: str) -> bool:
    """Tell whether a stamp took the place of one that was ahead."""
    return len(_parts(stamp)[2]) > _DEVICE


def bounded(
    clocks: Mapping[str, str], now: int, others: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return other stamps, by edit, for those of one history that are ahead of `now`.

    They follow the latest stamp that is not ahead and keep their own order. What they are depends
    on the history alone, and never on who bounds them or when. `others` are bounded with them, and
    have no say in it.
    """
    latest = max((one for one in clocks.values() if not _is_ahead(one, now)), default=NEVER)
    millis, counter = _next(*_parts(latest)[:2])
    return {
        edit: f"{millis:015d}-{counter:06d}-{_as_digits(clock)}"
        for edit, clock in (*clocks.items(), *(others or {}).items())
        if _is_ahead(clock, now)
    }


def time_in_words(millis: int) -> str:
    """Return about how long a time is, in its largest unit: "3 years", "2 hours", "12 minutes"."""
    minutes = max(round(millis / 60_000), 1)
    size, unit = next(one for one in _UNITS if minutes >= one[0])
    return counted(round(minutes / size), unit)


def behind_in_words(latest: str, now: int) -> str:
    """Say that this machine's clock is behind a project's latest stamp, or nothing if it isn't."""
    behind = millis_of(latest) - now
    if behind <= _SLOW:
        return ""
    return (
        f"This computer's clock is {time_in_words(behind)} behind the newest edit in the project. "
        "Everything works, but please look at its date and time."
    )


def _is_ahead(stamp: str, now: int) -> bool:
    return millis_of(stamp) > now + AHEAD


def _parts(stamp: str) -> tuple[int, int, str]:
    parts = _STAMP.match(stamp)
    if parts is None:
        raise ValueError(f"“{stamp[:80]}” is no stamp of a clock")
    return int(parts[1]), int(parts[2]), parts[3]


def _next(millis: int, counter: int) -> tuple[int, int]:
    return (millis + 1, 0) if counter == _FULL else (millis, counter + 1)


def _as_digits(stamp: str) -> str:
    """Return a stamp as hex digits that sort as stamps do."""
    millis, counter, device = _parts(stamp)
    return f"{millis:013x}{counter:05x}{device[:_LONGEST_KEPT]}"
