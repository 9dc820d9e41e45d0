"""Long rows of things taken a few at a time, so that no work on them holds them all."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield all things in their order, in lists of at most so many."""
    rest = iter(things)
    while few := list(islice(rest, size)):
        yield few
