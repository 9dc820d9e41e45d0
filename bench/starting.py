"""Cold starts and memory at rest, in processes of their own.

CPU time from the start of the process until the first paint, and what a window that nobody touches
has in use a while later; the floor is an empty `QMainWindow`. Compiled modules are there.
"""

import statistics
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.children import run_python
from bench.material import Material
from bench.measuring import Times, cpu_of_children
from bench.rows import Row
from bench.window import home

_REST = 1_500
"""Milliseconds."""
_EMPTY, _START = "empty", "start"
_COMMAND_LINE = "from annotator.cli.main import main; main()"


def rows(material: Material) -> Iterator[Row]:
    """Yield the ratios of starts, of memory, and of a command of the command line."""
    sample, rounds = str(material.sample()), material.sizes.few
    with home() as settings:
        settings.sync()
        at = settings.path.parent
        empty, start, opened = _in_turns(
            rounds, *(partial(_painted, what, at) for what in (_EMPTY, _START, sample))
        )
        detail = f"{{}}; empty window {empty.told}"
        ratio = start.median / empty.median
        yield Row("cold start: start page", ratio, "×", 3.0, detail.format(start.told))
        ratio = opened.median / empty.median
        yield Row("cold start: sample project", ratio, "×", 4.0, detail.format(opened.told))
        yield from _memory(material, at)
    info = ("-c", _COMMAND_LINE, "info", sample)
    bare, told = _in_turns(rounds, partial(run_python, "-c", "pass"), partial(run_python, *info))
    detail = f"{told.told}; python -c pass {bare.told}"
    yield Row("annotator info, sample project", told.median / bare.median, "×", 10.0, detail)


def _memory(material: Material, at: Path) -> Iterator[Row]:
    empty, start, opened = (
        statistics.median(float(_painted(what, at, _REST)) for _ in range(material.sizes.few))
        for what in (_EMPTY, _START, str(material.empty()))
    )
    detail = f"{opened:.0f} MB; empty window {empty:.0f} MB, start page {start:.0f} MB"
    yield Row("memory at rest: empty project", opened / empty, "×", 2.0, detail)


def _painted(what: str, at: Path, rest: int = 0) -> str:
    return run_python("-m", "bench.first_paint", what, str(rest), home=at)


def _in_turns(rounds: int, *acts: Callable[[], object]) -> tuple[Times, ...]:
    """As `in_turns`, on the CPU time of processes; the first time compiles, and isn't counted."""
    found = tuple(Times([]) for _ in acts)
    for number in range(rounds + 1):
        for act, times in zip(acts, found, strict=True):
            taken = cpu_of_children(act)
            if number:
                times.seconds.append(taken)
    return found
