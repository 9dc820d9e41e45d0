"""CPU time of acts that take turns, and how much memory a process has and had."""

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_FORGET_THE_PEAK = "5"


class Times(NamedTuple):
    """How many seconds of CPU time an act took, each time that it was done."""

    seconds: list[float]

    @property
    def median(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.seconds)

    @property
    def p99(self) -> float:
        """What only one in a hundred exceeds; of fewer than a hundred the longest."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]

    @property
    def told(self) -> str:
        """Median and p99, in milliseconds."""
        return f"{1000 * self.median:.2f} ms, p99 {1000 * self.p99:.2f}"


class Way(NamedTuple):
    """One of the acts that take turns: what must be so before, and what is measured."""

    prepare: Callable[[], object]
    act: Callable[[], object]


def nothing() -> None:
    """Prepare nothing."""


def cpu(act: Callable[[], object]) -> float:
    """Return the CPU time that this process spent on an act, in seconds, whatever its threads."""
    start = time.process_time()
    act()
    return time.process_time() - start


def in_turns(rounds: int, *ways: Way, warm: int = 1) -> tuple[Times, ...]:
    """Do each act so often, one after the other, so that all of them meet the machine's moods.

    The first `warm` rounds are not counted.
    """
    found = tuple(Times([]) for _ in ways)
    for number in range(warm + rounds):
        for way, times in zip(ways, found, strict=True):
            way.prepare()
            taken = cpu(way.act)
            if number >= warm:
                times.seconds.append(taken)
    return found


def cpu_of_children(act: Callable[[], object]) -> float:
    """Return the CPU time of the processes that an act starts and waits for, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def megabytes() -> float:
    """Return how much memory this process has in use; where nobody can tell, the most it had."""
    return _of_status("VmRSS") or peak()


def peak() -> float:
    """Return the most memory that this process had in use, in MB."""
    # What `getrusage` says begins with what the process that started this one had in use.
    found = _of_status("VmHWM")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found or most / (1 if sys.platform != "darwin" else 1024) / 1024


def forget_peak() -> None:
    """Count the peak from now on, where the system can do that."""
    gc.collect()
    with suppress(OSError):
        _CLEAR.write_text(_FORGET_THE_PEAK)


def _of_status(name: str) -> float:
    if not _STATUS.is_file():
        return 0.0
    lines = _STATUS.read_text().splitlines()
    found = next((line for line in lines if line.startswith(f"{name}:")), f"{name}: 0")
    return int(found.split()[1]) / 1024
