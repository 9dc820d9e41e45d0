"""A machine whose clock is ahead or behind."""

import time
from collections.abc import Generator
from contextlib import contextmanager

import pytest

HOUR = 3_600_000
YEAR = 365 * 24 * HOUR


@contextmanager
def shifted(millis: int) -> Generator[None]:
    """Let this machine's clock be ahead by milliseconds, or behind if by less than nothing."""
    real = time.time_ns
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: real() + millis * 1_000_000)
        yield
