"""The page of the actors: how soon its first rows are there, sorted by a figure, found by words.

A study of a dozen coders with ten annotations on each article, of which most that can name an
actor do, and an actor for five articles. The page itself is made before; stalls are those of all
three acts.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from annotator.gui.actors_page import ActorsPage
from annotator.gui.actors_page.model import ActorColumn
from bench.children import Told, ask
from bench.edits import STALL
from bench.material import Material
from bench.measuring import forget_peak, megabytes, peak
from bench.rows import Row
from bench.studies import CODERS, LEAD
from bench.window import BenchWindow, Heartbeat, home, rest, until

_SOON = 0.1
_MEMORY = 60.0
_PAUSE = 1.0
_ACTS = {"first": "the first rows", "sorted": "sorted by quotes", "found": "found by words"}


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of the page, for each size of project."""
    for size in material.sizes.projects:
        path = material.copy(material.study(size))
        for who, name in ((LEAD, "the lead"), (CODERS[0], "a blind coder")):
            told = [ask(looked_at, str(path), who) for _ in range(material.sizes.few)]
            label = f"Actors of {size:,} articles, {name}"
            for key, act in _ACTS.items():
                yield Row(f"{label}: {act}", median(one[key] for one in told), "s", _SOON)
            yield Row(f"{label}: memory", median(one["more"] for one in told), "+ MB", _MEMORY)
            yield Row(f"{label}: stall", max(one["stall"] for one in told), "ms", STALL)


def looked_at(path: str, who: str) -> Told:
    """Come to the page, sort it by a figure, and find actors by words; CPU seconds."""
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
        shown.session.coder = who
        page = shown.project.page(ActorsPage)
        rest(_PAUSE)
        forget_peak()
        before = megabytes()
        with Heartbeat() as heart:
            first = _until_listed(page, lambda: shown.project.show(ActorsPage))
            rest(_PAUSE)
            ordered = _until_listed(page, lambda: page.sort_by(ActorColumn.QUOTES))
            rest(_PAUSE)
            found = _until_listed(page, lambda: page.bar.words.setText("olena"))
            rest(_PAUSE)
        more = peak() - before
        times = {"first": first, "sorted": ordered, "found": found}
        return {**times, "more": more, "stall": 1000 * heart.longest}


def _until_listed(page: ActorsPage, act: Callable[[], object]) -> float:
    listed: list[float] = []
    page.model.modelReset.connect(lambda: listed.append(time.process_time()))
    start = time.process_time()
    act()
    until(lambda: bool(listed))
    page.model.modelReset.disconnect()
    return listed[0] - start
