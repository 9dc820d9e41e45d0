"""A hybrid logical clock: wall time that never runs backwards and never gives one stamp twice.

After Kulkarni, Demirbas, Madappa, Avva & Leone (2014), "Logical Physical Clocks".
"""

import secrets
import time

_NEVER = "0" * 15 + "-000000-"


class HybridClock:
    """Gives stamps that sort as text in the order in which they were given.

    A stamp is `milliseconds-counter-device`: 15 digits since 1970, 6 digits, 8 hex digits.
    """

    def __init__(self, latest: str = _NEVER) -> None:
        self._device = secrets.token_hex(4)
        self._millis, self._counter = 0, 0
        self.witness(latest)

    def witness(self, stamp: str) -> None:
        """Make every later stamp follow this one, which may come from another device."""
        millis, counter, _ = stamp.split("-")
        self._millis, self._counter = max(
            (self._millis, self._counter), (int(millis), int(counter))
        )

    def tick(self) -> str:
        """Return a new stamp, later than all given or witnessed so far."""
        now = time.time_ns() // 1_000_000
        if now > self._millis:
            self._millis, self._counter = now, 0
        else:
            self._counter += 1
        return f"{self._millis:015d}-{self._counter:06d}-{self._device}"
