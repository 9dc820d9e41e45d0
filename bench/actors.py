"""The page of the actors: how soon its first rows are there, sorted by a figure, found by words.

A project with ten annotations on each article and as many actors as articles, each annotation
that can name one naming one. The page itself is made before; stalls are those of all three acts.
"""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from annotator.domain.annotation import Annotation, make_link
from annotator.domain.batches import batched
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor
from annotator.gui.actors_page import ActorsPage
from annotator.gui.actors_page.model import ActorColumn
from annotator.store.project import Project
from bench.children import Told, ask
from bench.edits import STALL
from bench.material import CODER, Material
from bench.measuring import forget_peak, megabytes, peak
from bench.rows import Row
from bench.window import BenchWindow, Heartbeat, home, rest, until

_SOON = 0.1
_MEMORY = 60.0
_PAUSE = 1.0
_AT_ONCE = 2_000
_GIVEN = ("Maja", "Olena", "John", "Petra", "Amir", "Li", "Sofia", "Kwame", "Ines", "Pavel")


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of the page, for each size of project."""
    for size in material.sizes.projects:
        path = material.copy(material.project(size))
        _name_actors(path, size)
        told = [ask(looked_at, str(path)) for _ in range(material.sizes.few)]
        name = f"Actors, {size:,} articles and actors"
        for key, act in (
            ("first", "the first rows"),
            ("sorted", "sorted by quotes"),
            ("found", "found by words"),
        ):
            yield Row(f"{name}: {act}", median(one[key] for one in told), "s", _SOON)
        yield Row(f"{name}: memory", median(one["more"] for one in told), "+ MB", _MEMORY)
        yield Row(f"{name}: stall", max(one["stall"] for one in told), "ms", STALL)


def _name_actors(path: Path, count: int) -> None:
    """Add actors, and links to them from all labels that can have one."""
    chance = random.Random(7)
    with Project.open(path, CODER) as project:
        actors = tuple(
            Actor(id=f"actor{n}", name=f"{chance.choice(_GIVEN)} {chance.choice(_GIVEN)}son {n}")
            for n in range(count)
        )
        for some in batched(actors, _AT_ONCE):
            project.apply(ImportRecords(records=tuple(some)))
        rules = {
            code.id: next((one.type for one in code.links if one.admits("actor")), "")
            for code in project.codebook().codes
        }
        links = [
            make_link(one.id, rules[one.code], actor=f"actor{int(count * chance.random() ** 2)}")
            for one in project.find(Annotation)
            if rules.get(one.code)
        ]
        for some in batched(links, _AT_ONCE):
            project.apply(ImportRecords(records=tuple(some)))


def looked_at(path: str) -> Told:
    """Come to the page, sort it by a figure, and find actors by words; CPU seconds."""
    with home() as settings, BenchWindow(settings, Path(path)) as shown:
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
