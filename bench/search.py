"""Searching a project for words: the first hits on the screen, all of them, and what stands still.

A study of a dozen coders with ten annotations on each article. Of an expression that names no
whole word each text is read.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.gui.search import SearchPage
from annotator.workflow.searching.hits import HitSort, SearchPlace
from bench.material import Material
from bench.measuring import Times, Way, in_turns, nothing
from bench.rows import Row
from bench.window import BenchWindow, Heartbeat, home, until

_WORD, _EXPRESSION = "prices", r"[a-z]rices"
_FIRST, _STALL = 100.0, 50.0
"""Milliseconds within which the first hits are wanted, and for which the window may stand still."""


def rows(material: Material) -> Iterator[Row]:
    """Yield the rows of each act, for each size of project."""
    with home() as settings:
        for size in material.sizes.projects:
            path = material.copy(material.study(size))
            shown = BenchWindow(settings, path)
            shown.open_article("a1")
            yield from _searched(material, size, shown, path)
            shown.close()


def _searched(material: Material, size: int, shown: BenchWindow, path: Path) -> Iterator[Row]:
    project = shown.window.project
    if project is None:
        raise LookupError("No project is open.")
    page = project.show(SearchPage)
    QApplication.processEvents()
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as bare:
        query = "SELECT rowid FROM text_fts WHERE text_fts MATCH ?"
        floor = partial(_ask, bare, query, f'"{_WORD}"')
        for label, words, regex in (
            ("a word", _WORD, False),
            ("an expression", _EXPRESSION, True),
        ):
            first, all_of_it = (
                in_turns(
                    material.sizes.few,
                    Way(
                        partial(_clear, page, regex=regex), partial(_look, page, words, whole=whole)
                    ),
                    Way(nothing, floor),
                )
                for whole in (False, True)
            )
            what = f"search {size:,} articles for {label}"
            yield _row(f"{what}: the first hits", first[0], _FIRST)
            yield _row(f"{what}: all of them", all_of_it[0], None)
    with Heartbeat() as heart:
        for places in (frozenset((SearchPlace.TEXT,)), frozenset(SearchPlace)):
            _clear(page, regex=False)
            for place, box in page.bar.places.items():
                box.setChecked(place in places)
            _look(page, _WORD, whole=True)
    yield Row(f"stall in searching {size:,} articles", 1000 * heart.longest, "ms", _STALL)
    with Heartbeat() as heart:
        for by in HitSort:
            page.sort_by(by)
            until(lambda: not page.model.is_sorting)
            QApplication.processEvents()
    hits = f"{len(page.model.hits):,} hits"
    yield Row(f"stall in sorting {hits}, {size:,} articles", 1000 * heart.longest, "ms", _STALL)


def _row(label: str, taken: Times, wanted: float | None) -> Row:
    return Row(label, 1000 * taken.median, "ms", wanted, taken.told)


def _ask(bare: sqlite3.Connection, query: str, word: str) -> None:
    bare.execute(query, [word]).fetchall()


def _clear(page: SearchPage, *, regex: bool) -> None:
    page.bar.want("")
    page.bar.regex.setChecked(regex)
    until(lambda: not page.finder.under_way and not page.model.rowCount())


def _look(page: SearchPage, words: str, *, whole: bool) -> None:
    """Look for words until the first hits, or all of them, are listed and painted."""
    page.bar.want(words)
    until(lambda: bool(page.model.rowCount()) and not (whole and page.finder.under_way))
    QApplication.processEvents()
