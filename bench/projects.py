"""What grows with the project, if anything: opening, editing, filtering, the next article, Ctrl+K.

Projects with ten annotations on each article stand side by side, each in a window, and take turns.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import cycle
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.window.command_palette import SearchPalette
from bench.children import Told, ask
from bench.edits import STALL, Tagger
from bench.material import Material
from bench.measuring import Times, Way, cpu, forget_peak, in_turns, megabytes, nothing, peak
from bench.rows import Row
from bench.window import BenchWindow, Heartbeat, Painted, home, rest, until

_EDIT = {10_000: 1.3, 100_000: 1.5}
_OPEN = {10_000: 0.3, 100_000: 0.5}
_WORDS = ("m", "mi", "min", "prices")
"""What is typed into the filter: each is filtered by."""
_SHARE = " of "
"""Stands in the line above the list, "12 of 340 articles", once the list is filtered."""


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of each act, for each size of project."""
    yield from _opening(material)
    with home() as settings:
        paths = {n: material.copy(material.project(n)) for n in material.sizes.projects}
        windows = {n: BenchWindow(settings, path) for n, path in paths.items()}
        for shown in windows.values():
            shown.open_article("a1")
        yield from _edits(material, windows)
        yield from _next(material, windows)
        for size, shown in windows.items():
            yield from _filter(material, size, shown, paths[size])
        yield from _palette(material, windows)
        for shown in windows.values():
            shown.close()


# Opening


def _opening(material: Material) -> Iterator[Row]:
    for size in material.sizes.projects:
        path = str(material.copy(material.project(size)))
        told = [ask(opened, path) for _ in range(material.sizes.few)]
        taken = Times([one["seconds"] for one in told])
        more = sorted(one["more"] for one in told)[len(told) // 2]
        label = f"open {size:,} articles until the list is usable"
        yield Row(label, taken.median, "s", _OPEN.get(size, 0.3), taken.told)
        yield Row(f"{label}: memory", more, "+ MB", 60.0)


def opened(path: str) -> Told:
    """Open a project in a window that shows the start page, and type into its filter."""
    with home() as settings, BenchWindow(settings) as shown:
        rest(0.5)
        forget_peak()
        before = megabytes()
        seconds = cpu(lambda: shown.open(Path(path)))
        rest(1.0)
        return {"seconds": seconds, "more": peak() - before}


# Acts in projects of several sizes


def _against_the_first(
    material: Material,
    windows: dict[int, BenchWindow],
    act: Callable[[BenchWindow], Way],
) -> dict[int, Times]:
    ways = [act(shown) for shown in windows.values()]
    found = in_turns(material.sizes.rounds, *ways, warm=2)
    return dict(zip(windows, found, strict=True))


def _edits(material: Material, windows: dict[int, BenchWindow]) -> Iterator[Row]:
    taggers = {shown: Tagger(shown) for shown in windows.values()}
    found = _against_the_first(
        material, windows, lambda shown: Way(taggers[shown].select, taggers[shown].press)
    )
    first = min(found)
    for size, times in found.items():
        stall = max(taggers[windows[size]].stall_after() for _ in range(material.sizes.few))
        if size != first:
            ratio = times.median / found[first].median
            detail = f"{times.told}; {first:,} articles {found[first].told}"
            yield Row(
                f"tag by key among {size:,} articles", ratio, "×", _EDIT.get(size, 1.3), detail
            )
        yield Row(f"stall after it among {size:,} articles", stall, "ms", STALL)


def _next(material: Material, windows: dict[int, BenchWindow]) -> Iterator[Row]:
    def way(shown: BenchWindow) -> Way:
        return Way(lambda: rest(0.1), lambda: shown.painted(lambda: shown.coding.step_article(1)))

    for size, times in _against_the_first(material, windows, way).items():
        yield Row(f"next article of {size:,}", 1000 * times.median, "ms", 40.0, times.told)


def _palette(material: Material, windows: dict[int, BenchWindow]) -> Iterator[Row]:
    """From Ctrl+K until the list is painted, and for each letter typed into it."""

    def way(shown: BenchWindow) -> Way:
        return Way(partial(_close_palette, shown), partial(_open_palette, shown))

    for size, times in _against_the_first(material, windows, way).items():
        yield Row(f"Ctrl+K among {size:,} articles", 1000 * times.median, "ms", 50.0, times.told)
        typed = in_turns(material.sizes.rounds, Way(nothing, partial(_type, windows[size])))[0]
        yield Row(f"a letter typed there, {size:,}", 1000 * typed.median, "ms", None, typed.told)
        _close_palette(windows[size])


def _shown_palette(shown: BenchWindow) -> SearchPalette | None:
    found = [one for one in shown.window.findChildren(SearchPalette) if one.isVisible()]
    return found[0] if found else None


def _open_palette(shown: BenchWindow) -> None:
    shown.window.menu_actions.by_id["palette"].trigger()
    palette = _shown_palette(shown)
    if palette is None:
        raise LookupError("There is no palette.")
    Painted(palette.list.viewport()).wait(0)


def _close_palette(shown: BenchWindow) -> None:
    palette = _shown_palette(shown)
    if palette is not None:
        palette.reject()
        rest(0.05)


_letters = cycle("min")


def _type(shown: BenchWindow) -> None:
    palette = _shown_palette(shown)
    if palette is None:
        raise LookupError("There is no palette.")
    watch = Painted(palette.list.viewport())
    watch.after(lambda: QTest.keyClicks(palette.line, next(_letters)))


# The filter


def _filter(material: Material, size: int, shown: BenchWindow, path: Path) -> Iterator[Row]:
    found = {word: _filtered(material, shown, path, word) for word in _WORDS}
    more = {word: 1000 * (taken.median - bare.median) for word, (taken, bare, _) in found.items()}
    worst = max(more, key=more.__getitem__)
    taken, bare, _ = found[worst]
    detail = f"“{worst}” {taken.told}; the query {bare.told}"
    yield Row(f"filter {size:,} articles as one types", more[worst], "+ ms", 20.0, detail)
    stall = max(stall for *_, stall in found.values())
    yield Row(f"stall in it, {size:,} articles", stall, "ms", 30.0)


def _filtered(
    material: Material, shown: BenchWindow, path: Path, word: str
) -> tuple[Times, Times, float]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as bare:
        query = "SELECT rowid FROM text_fts WHERE text_fts MATCH ?"
        found = in_turns(
            material.sizes.rounds,
            Way(partial(_list, shown, ""), partial(_list, shown, word)),
            Way(nothing, lambda: bare.execute(query, [f'"{word}" *']).fetchall()),
        )
    with Heartbeat() as heart:
        _list(shown, "")
        _list(shown, word)
        rest(0.1)
    _list(shown, "")
    return found[0], found[1], 1000 * heart.longest


def _list(shown: BenchWindow, words: str) -> None:
    """Filter, until what is found is listed and painted."""
    panel = shown.coding.articles
    (told,) = [one for one in panel.findChildren(PlainLabel) if one.text().endswith("articles")]
    panel.filter.setText(words)
    panel.filter.run_now()
    QApplication.processEvents()
    if (_SHARE in told.text()) is not bool(words):
        until(lambda: (_SHARE in told.text()) is bool(words))
        QApplication.processEvents()
