"""The page of all annotations: how soon one sees what is listed, and how long the window stands.

It ends when all numbers are known and the rows in view are read, on CPU time of all threads.
"""

from collections.abc import Callable, Iterator

from annotator.domain.edits.annotations import SetNote
from annotator.gui.annotations_page import AnnotationsPage
from annotator.store.reading.label_query import LabelGroup
from bench.material import Material
from bench.measuring import Times, cpu
from bench.rows import Row
from bench.window import BenchWindow, Heartbeat, home, until

_FIRST, _STALL = 100.0, 50.0
"""Milliseconds until the first rows stand there, and for which the window may stand still."""
_WORDS = ("prices", "code:quote", "stance:2", "-code:quote minister")


def rows(material: Material) -> Iterator[Row]:
    """Yield what filtering, grouping and following an edit take, for each size of project."""
    with home() as settings:
        for size in material.sizes.projects:
            shown = BenchWindow(settings, material.copy(material.project(size)))
            shown.open_article("a1")
            page = shown.project.show(AnnotationsPage)
            _until_listed(page)
            yield from _acts(material, size, page)
            shown.close()


def _acts(material: Material, size: int, page: AnnotationsPage) -> Iterator[Row]:
    labels = f"{page.lister.total:,} annotations"
    one = page.model.number_at(0)
    annotation = page.session.project.labels.ids([one or 0])[one or 0]
    notes = iter(range(1000))
    acts: dict[str, Callable[[int], object]] = {
        "filter": lambda n: page.want(_WORDS[n % len(_WORDS)]),
        "all again": lambda n: page.want("" if n % 2 else "prices"),
        "group": lambda n: page.want("", list(LabelGroup)[1 + n % 5]),
        "follow an edit": lambda _: page.session.apply(SetNote(annotation, str(next(notes)))),
    }
    for name, act in acts.items():
        with Heartbeat() as heart:
            taken = Times([_taken(page, act, n) for n in range(material.sizes.few)])
        told = f"{size:,} articles; {taken.told}"
        yield Row(f"{name} among {labels}", 1000 * taken.median, "ms", _FIRST, told)
        yield Row(f"stall in it: {name}, {labels}", 1000 * heart.longest, "ms", _STALL)


def _taken(page: AnnotationsPage, act: Callable[[int], object], n: int) -> float:
    def done() -> None:
        act(n)
        _until_listed(page)

    return cpu(done)


def _until_listed(page: AnnotationsPage) -> None:
    until(lambda: not page.lister.busy and not page.lister.reading)
