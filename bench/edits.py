"""A key that tags a selection: from the press until it is saved and repainted.

The floor is a durable insert of one row through bare `sqlite3` and a repaint of a bare view with
the same text. What the window does after the paint is told as the longest stall.
"""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.gui.settings.settings import Settings
from bench.material import Material
from bench.measuring import Times, Way, in_turns, nothing
from bench.rows import Row
from bench.sizes import ArticleSize
from bench.window import Bare, BenchWindow, Heartbeat, home, rest

TARGETS = {"S": 8.0, "M": 10.0, "L": 16.0, "D": 16.0}
STALL = 50.0
"""Milliseconds for which the window may stand still, whatever it does."""
_AFTERWARDS = 0.6
"""Seconds after an edit in which what can wait is done."""
_PAUSE = 0.05
"""Seconds between two key presses, in which what the first left to do is done."""
_LONGEST = 40
"""Characters."""


class Tagger:
    """Selects words of the open article, other ones each time, and tags them by a key."""

    def __init__(self, shown: BenchWindow) -> None:
        self._shown = shown
        self._chance = random.Random(1)

    def select(self) -> None:
        """Select some words; this is not measured."""
        view = self._shown.view
        self._shown.window.activateWindow()
        self._open_again()
        start = self._chance.randrange(max(1, len(view.text) - _LONGEST))
        end = min(len(view.text), start + self._chance.randint(3, _LONGEST))
        view.setFocus()
        self._shown.session.select("")
        view.set_selection(start, end)
        rest(_PAUSE)

    def _open_again(self) -> None:
        """See to it that the article isn't done: tagging in one that is asks first."""
        session, article = self._shown.session, self._shown.session.article
        if article is not None and article.statuses.get(session.coder_id) is WorkStatus.DONE:
            session.apply(SetStatus(article.article.id, WorkStatus.IN_PROGRESS))

    def press(self) -> None:
        """Press the key, until the text is painted with the new mark."""
        view = self._shown.view
        self._shown.painted(lambda: QTest.keyClick(view, Qt.Key.Key_F))

    def stall_after(self) -> float:
        """Tag once more; return how long the window stands still after that, in milliseconds."""
        self.select()
        self.press()
        with Heartbeat() as heart:
            rest(_AFTERWARDS)
        return 1000 * heart.longest


class Inserter:
    """Writes a row to a file of its own, on disk when it returns."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = TRUNCATE")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")

    def insert(self) -> None:
        """Write it."""
        self._connection.execute("INSERT INTO t (body) VALUES ('a row')")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def rows(material: Material) -> Iterator[Row]:
    """Yield what a key press takes more than the floor, and the stall after it."""
    with home() as settings:
        for name, size in material.sizes.articles.items():
            bare, window, stall = _measured(material, settings, size)
            more = 1000 * (window.median - bare.median)
            detail = f"{window.told}; insert and repaint {bare.told}"
            yield Row(f"tag by key: {size.words}", more, "+ ms", TARGETS[name], detail)
            yield Row(f"stall after it: {size.words}", stall, "ms", STALL)


def _measured(
    material: Material, settings: Settings, size: ArticleSize
) -> tuple[Times, Times, float]:
    shown = BenchWindow(settings, material.copy(material.article(size)))
    shown.open_article("two")
    bare, tagger, floor = Bare(shown.view), Tagger(shown), Inserter(material.folder())
    bare.setPlainText(shown.view.text)

    def insert_and_repaint() -> None:
        floor.insert()
        bare.painted(bare.viewport().update)

    before = len(shown.session.project.find(Annotation))
    rounds = 2 * material.sizes.rounds
    found = in_turns(
        rounds, Way(nothing, insert_and_repaint), Way(tagger.select, tagger.press), warm=2
    )
    if len(shown.session.project.find(Annotation)) < before + rounds:
        raise LookupError("The key tagged nothing.")
    stall = max(tagger.stall_after() for _ in range(material.sizes.few))
    floor.close()
    bare.close()
    bare.deleteLater()
    shown.close()
    return found[0], found[1], stall
