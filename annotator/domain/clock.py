"""A hybrid logical clock: wall time that never runs backwards and never gives one stamp twice.

After Kulkarni, Demirbas, Madappa, Avva & Leone (2014), "Logical Physical Clocks".
"""

import re
import secrets
import time

NEVER = "0" * 15 + "-000000-"
"""A stamp before all others."""

_STAMP = re.compile(r"(\d{15})-(\d{6})-[0-9a-f]*\Z", re.ASCII)
_FULL = 999_999


class HybridClock:
    """Gives stamps that sort as text in the order in which they were given.

    A stamp is `milliseconds-counter-device`: 15 digits since 1970, 6 digits, 8 hex digits.
    """

    def __init__(self, latest: str = NEVER) -> None:
        self._device = secrets.token_hex(4)
        self._millis, self._counter = 0, 0
        self.witness(latest)

    def witness(self, stamp: str) -> None:
        """Make every later stamp follow this one, which may come from another device.

        Raise a `ValueError` when it is no stamp.
        """
        parts = _STAMP.match(stamp)
        if parts is None:
            raise ValueError(f"“{stamp}” is no stamp of a clock")
        self._millis, self._counter = max(
            (self._millis, self._counter), (int(parts[1]), int(parts[2]))
        )

    def tick(self) -> str:
        """Return a new stamp, later than all given or witnessed so far."""
        now = time.time_ns() // 1_000_000
        if now > self._millis:
            self._millis, self._counter = now, 0
        elif self._counter == _FULL:
            self._millis, self._counter = self._millis + 1, 0
        else:
            self._counter += 1
        return f"{self._millis:015d}-{self._counter:06d}-{self._device}"
