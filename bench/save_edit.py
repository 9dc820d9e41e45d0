"""From the key press to saved and repainted, against a bare durable insert.

Both happen in one run on one disk: the window opens a project with a coded article, Q is pressed on
sixty sentences one after another, and each time it is measured until the row is on disk and the
text is painted. The bare insert is one row in SQLite with WAL and synchronous=FULL.
"""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_theme
from annotator.gui.settings.settings import CODER, THEME, Settings
from annotator.gui.window.main_window import MainWindow
from annotator.store.project import Project

_ROUNDS = 60
_TARGET = 40.0


def run() -> list[tuple[str, float, float]]:
    """Return one row: what was compared, the ratio, and the ratio to be proud of."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        bare = statistics.median(_bare_inserts(Path(folder) / "bare.sqlite"))
        edit = statistics.median(_key_presses(Path(folder) / "bench.annotator"))
    return [("key press to saved and repainted / a bare durable insert", edit / bare, _TARGET)]


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _bare_inserts(path: Path) -> Iterator[float]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    for _ in range(_ROUNDS):
        yield _timed(lambda: connection.execute("INSERT INTO t (body) VALUES ('x')"))
    connection.close()


def _key_presses(path: Path) -> Iterator[float]:
    app = application()
    settings = Settings()
    apply_theme(app, settings.get(THEME))
    settings.set(CODER, "bench")
    window = MainWindow(settings)
    window.open_project(_project(path))
    window.show()
    if window.project is None:
        return
    view = window.project.coding.pane.view
    app.processEvents()
    for _ in range(_ROUNDS):
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_J)
        app.processEvents()

        def press() -> None:
            QTest.keyClick(view, Qt.Key.Key_F)
            app.processEvents()

        yield _timed(press)
    window.close()


def _project(path: Path) -> Project:
    project = Project.create(path, codebook=default_codebook())
    sentences = [f"Sentence number {n} says “something” about the budget." for n in range(80)]
    text = "\n".join(" ".join(sentences[n : n + 4]) for n in range(0, 80, 4))
    project.coder = "bench"
    project.apply(ImportRecords(articles=(NewArticle(id="bench", title="Bench", text=text),)))
    return project


if __name__ == "__main__":
    for label, ratio, target in run():
        print(f"{label}: {ratio:.1f} (target {target:.0f})")
