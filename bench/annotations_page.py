"""The page of all annotations: how soon one sees the first, how soon all, and how it stands still.

A study of a dozen coders and sixty codes with ten labels on each article, for who leads it and for
who is in the middle of some articles, and blind to colleagues' labels there. *First* ends when
rows stand there, *all* when all are in their order; on CPU time of all threads.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.gui.annotations_page import AnnotationsPage
from annotator.gui.settings.settings import CODER, Settings
from annotator.store.reading.label_query import LabelGroup, LabelSort
from bench.material import Material
from bench.measuring import Times, cpu
from bench.rows import Row
from bench.studies import CODERS, LEAD
from bench.window import BenchWindow, Heartbeat, home, rest, until

_FIRST, _STALL = 100.0, 50.0
"""Milliseconds until the first rows stand there, and for which the window may stand still."""
_WORDS = ("prices", "code:quote", "stance:2", "-code:quote minister", "version:<4", "actor:olena")
_PAUSE = 0.2


def rows(material: Material) -> Iterator[Row]:
    """Yield what sorting, grouping and filtering take, by who looks."""
    with home() as settings:
        for size in material.sizes.projects:
            for who, name in ((LEAD, "the lead"), (CODERS[0], "a blind coder")):
                yield from _looked(
                    material, settings, material.copy(material.study(size)), who, name
                )


def _looked(
    material: Material, settings: Settings, path: Path, who: str, name: str
) -> Iterator[Row]:
    settings.set(CODER, who)
    shown = BenchWindow(settings, path)
    shown.session.coder = who
    shown.open_article("a1")
    page = shown.project.show(AnnotationsPage)
    until(lambda: _is_idle(page))
    labels = f"{page.lister.total:,} annotations, {name}"
    for act, do in _acts(page).items():
        with Heartbeat() as heart:
            taken = [_taken(page, do) for _ in range(material.sizes.few)]
        first, whole = (Times(list(one)) for one in zip(*taken, strict=True))
        yield Row(f"{labels}: {act}", 1000 * first.median, "ms", _FIRST, first.told)
        yield Row(f"{labels}: {act}, all", 1000 * whole.median, "ms", None, whole.told)
        yield Row(f"{labels}: {act}, stall", 1000 * heart.longest, "ms", _STALL)
    shown.close()


def _acts(page: AnnotationsPage) -> dict[str, Callable[[], object]]:
    """Return every sorting, grouping and filter there is, by what it is called."""
    order = (*list(LabelSort)[1:], LabelSort.PLACE)  # it begins and ends in reading order
    return {
        **{f"sorted by {by}": partial(page.table.sorting.emit, by) for by in order},
        **{f"grouped by {by}": partial(page.want, "", by) for by in LabelGroup if by},
        **{f"filtered by {words}": partial(page.want, words) for words in _WORDS},
    }


def _taken(page: AnnotationsPage, act: Callable[[], object]) -> tuple[float, float]:
    """Return after how many seconds the first rows stand there, and all are in their order."""
    page.want("")
    until(lambda: _is_idle(page))
    rest(_PAUSE)
    found: list[object] = []
    page.lister.found.connect(found.append)

    def first() -> None:
        act()
        until(lambda: found and (_is_idle(page) or _is_read(page)))
        QApplication.processEvents()

    soon = cpu(first)
    later = cpu(lambda: until(lambda: _is_idle(page)))
    page.lister.found.disconnect(found.append)
    return soon, soon + later


def _is_read(page: AnnotationsPage) -> bool:
    """Tell whether the rows at the top are read."""
    heading = page.model.heading_at(0) is not None
    return page.model.row_at(1 if heading else 0) is not None


def _is_idle(page: AnnotationsPage) -> bool:
    return not page.lister.busy and not page.lister.reading
