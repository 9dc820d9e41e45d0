"""Lets work be given up that is long before a file's first article is there."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

_EVERY = 0xFFF  # steps but one, of which the last is told

_told: ContextVar[Callable[[], object] | None] = ContextVar("pulse", default=None)


@contextmanager
def telling(pulse: Callable[[], object]) -> Generator[None]:
    """Call `pulse` within the block whenever `beat` is due; what it raises ends the work."""
    token = _told.set(pulse)
    try:
        yield
    finally:
        _told.reset(token)


def beat(step: int) -> None:
    """Tell that a step of many was done: each four thousandth is told."""
    if step & _EVERY == 0 and (pulse := _told.get()) is not None:
        pulse()
