"""Review and Reliability in the window: how soon they show something, memory, stalls.

Each time in a process of its own, which opens a project that two coders have finished. The page
itself, which is made when somebody first comes to it, is there before; stalls are those of
comparing and computing once more, when the page has been shown.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from annotator.gui.reliability.page import ReliabilityPage
from annotator.gui.review import ReviewPage
from bench.children import Told, ask
from bench.edits import STALL
from bench.material import Material
from bench.measuring import Times, forget_peak, megabytes, peak
from bench.rows import Row
from bench.window import BenchWindow, Heartbeat, home, rest, until

_OF = 10_000
"""Articles for which the targets in seconds are; where the work is linear, fewer get less."""
_SHOWS, _POINTS, _INTERVALS = 0.5, 3.0, 8.0
_PAUSE = 0.5
_REVIEW_MEMORY, _MEMORY = 150.0, 300.0


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of both pages."""
    size, path = material.sizes.team, str(material.copy(material.team()))
    few = material.sizes.few
    yield from _review(size, [ask(reviewed, path) for _ in range(few)])
    yield from _reliability(size, [ask(computed, path) for _ in range(few)])


def _review(size: int, told: list[Told]) -> Iterator[Row]:
    name = f"Review, {size:,} articles × 2 coders"
    first, whole = (Times([one[key] for one in told]) for key in ("first", "whole"))
    yield Row(f"{name}: the first difference", first.median, "s", _SHOWS, first.told)
    yield Row(f"{name}: all of them", whole.median, "s", None, whole.told)
    more = median(one["more"] for one in told)
    yield Row(f"{name}: memory", more, "+ MB", _REVIEW_MEMORY)
    yield Row(f"{name}: stall", max(one["stall"] for one in told), "ms", STALL)


def _reliability(size: int, told: list[Told]) -> Iterator[Row]:
    name, share = f"Reliability, {size:,} articles", size / _OF
    points, whole = (Times([one[key] for one in told]) for key in ("points", "whole"))
    yield Row(f"{name}: point estimates", points.median, "s", _POINTS * share, points.told)
    yield Row(f"{name}: 1,000 resamples", whole.median, "s", _INTERVALS * share, whole.told)
    yield Row(f"{name}: memory", median(one["peak"] for one in told), "MB", _MEMORY)
    yield Row(f"{name}: stall", max(one["stall"] for one in told), "ms", STALL)


def reviewed(path: str) -> Told:
    """Come to Review; wait for the first difference listed, then for all of them; compare again."""
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
        page = shown.project.page(ReviewPage)
        rest(2 * _PAUSE)
        forget_peak()
        before, start = megabytes(), time.process_time()
        shown.project.show(ReviewPage)
        until(lambda: page.differences.model.rowCount() > 0)
        first = time.process_time() - start
        until(lambda: not page.comparison.under_way)
        whole = time.process_time() - start
        rest(_PAUSE)
        with Heartbeat() as heart:
            page.comparison.refresh()
            until(lambda: not page.comparison.under_way)
            rest(_PAUSE)
        more = peak() - before
        return {"first": first, "whole": whole, "more": more, "stall": 1000 * heart.longest}


def computed(path: str) -> Told:
    """Come to Reliability; wait for the values, then for their intervals; compute them again."""
    made: list[float] = []
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
        page = shown.project.page(ReliabilityPage)

        def take(_: object) -> None:
            made.append(time.process_time())

        page.body.computation.made.connect(take)
        rest(2 * _PAUSE)
        start = time.process_time()
        shown.project.show(ReliabilityPage)
        until(lambda: len(made) == 2)
        points, whole = made[0] - start, made[1] - start
        rest(_PAUSE)
        with Heartbeat() as heart:
            page.body.compute()
            until(lambda: len(made) == 4)
            rest(_PAUSE)
        return {"points": points, "whole": whole, "stall": 1000 * heart.longest}
