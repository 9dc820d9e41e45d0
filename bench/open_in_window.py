"""Times opening an article in the whole window, from the project file to the first drawing.

Reading the records, tables, heading and inspector included, against `setPlainText` in a bare view
that is on the screen already. What the view alone costs is in `open_article`.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_theme
from annotator.gui.settings.settings import CODER, THEME, Settings
from annotator.gui.window.main_window import MainWindow
from annotator.store.project import Project
from bench.open_article import CASES, SIZE, article, rows

ROUNDS = 7
CODES = {"Q": "quote", "S": "source", "F": "frame", "C": "cue", "T": "sentiment"}


def run() -> list[tuple[str, float, float]]:
    """Return label, ratio of the medians, and the ratio aimed at, for each size of article."""
    app = application()
    results: list[tuple[str, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        settings = Settings()
        settings.set(CODER, "bench")
        apply_theme(app, settings.get(THEME))
        for label, size, count, target in CASES:
            path = Path(folder) / f"{count}.annotator"
            results.append((f"in the window: {label}", _ratio(path, settings, size, count), target))
    return results


def _ratio(path: Path, settings: Settings, size: int, count: int) -> float:
    text = article(size)
    window = MainWindow(settings)
    window.open_project(_project(path, text, count))
    window.resize(*SIZE)
    window.show()
    session = window.project.session if window.project else None
    bare = QPlainTextEdit()
    bare.resize(*SIZE)
    bare.show()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        bare.setPlainText("Short.")
        if session is not None:
            session.open_article("short")
            QApplication.processEvents()
            times[0].append(_timed(lambda: bare.setPlainText(text)))
            times[1].append(_timed(lambda: session.open_article("long")))
    window.close()
    bare.close()
    return statistics.median(times[1]) / statistics.median(times[0])


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    return time.perf_counter() - start


def _project(path: Path, text: str, count: int) -> Project:
    project = Project.create(path, codebook=default_codebook())
    project.coder = "bench"
    articles = (
        NewArticle(id="long", title="Long", text=text),
        NewArticle(id="short", title="Short", text="Short."),
    )
    project.apply(ImportRecords(articles=articles))
    tags = [
        Tag(id=row[0], article="long", code=CODES[row[3]], fragments=row[1])
        for row in rows(len(text), count)
    ]
    project.apply(Together(tags))
    return project


if __name__ == "__main__":
    for label, ratio, target in run():
        print(f"{label}: {ratio:.1f} (target {target})")
