"""Thousands of selections and edits in one session: the last hundred against the first.

In turns an annotation of an article is selected and its end is moved, to and fro, so that there are
as many at the end as at the beginning; only the history grows.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle

from bench.material import Material
from bench.measuring import Times, cpu, megabytes
from bench.rows import Row
from bench.window import BenchWindow, home

_HUNDRED = 100
_WARM = 50


def rows(material: Material) -> Iterator[Row]:
    """Yield the ratio of times, and how much memory the session has taken."""
    acts = material.sizes.acts
    few = min(_HUNDRED, acts // 4)
    path = material.copy(material.article(material.sizes.articles["S"]))
    with home() as settings, BenchWindow(settings, path) as shown:
        shown.open_article("one")
        play = _play(shown)
        for _ in range(min(_WARM, acts) // 2):
            next(play)()
        before = megabytes()
        taken = [cpu(next(play)) for _ in range(acts // 2)]
        more = megabytes() - before
    first, last = Times(taken[: few // 2]), Times(taken[-few // 2 :])
    name = f"{acts:,} selections and edits"
    detail = f"last {last.told}; first {first.told}"
    ratio = last.median / first.median
    yield Row(f"{name}: the last {few} / the first", ratio, "×", 1.05, detail)
    yield Row(f"{name}: memory", more, "+ MB")


def _play(shown: BenchWindow) -> Iterator[Callable[[], None]]:
    """Yield acts, each of which selects and then edits."""
    end = len(shown.view.text)
    names = [one.id for one in shown.session.visible_annotations() if (one.end or end) < end]
    for direction in cycle((1, -1)):
        for name in names:
            yield partial(_select_and_move, shown, name, direction)


def _select_and_move(shown: BenchWindow, name: str, direction: int) -> None:
    shown.painted(partial(shown.session.select, name))
    move = shown.coding.pane.coding.move_boundary
    shown.painted(partial(move, "end", direction, by_word=False))
