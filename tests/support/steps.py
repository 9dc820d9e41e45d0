"""How much work something is, whatever the machine: the functions that it calls."""

import sys
from collections.abc import Callable
from types import FrameType


def steps(act: Callable[[], object]) -> int:
    """Return how many functions are called to do something, Python's own ones included."""
    count = 0

    def count_call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(count_call)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def are_in_proportion(short: Callable[[], object], twice: Callable[[], object]) -> bool:
    """Tell whether twice as much to do takes about twice the steps."""
    return steps(twice) <= 2.3 * steps(short) + 500
