"""The real window, driven and watched: when it has painted, and how long it stood still."""

import os
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from annotator.gui.coding.page import CodingPage
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_theme
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, THEME, Settings
from annotator.gui.text import ArticleView
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.open_project import OpenProject
from annotator.store.project import Project
from bench import material

SIZE = QSize(1280, 800)
BEAT = 5
"""Milliseconds between two heartbeats."""
_LOOK = 2
_SOON, _LONGEST = 60.0, 3_600.0
"""Seconds after which what is waited for is missing."""


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let all through."""
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    def wait(self, before: int) -> None:
        """Let events be handled until it was painted more often than before."""
        end = time.monotonic() + _SOON
        while self.times <= before:
            QApplication.processEvents()
            # As the program's own loop does; outside of one Qt keeps what is to be deleted.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if time.monotonic() > end:
                raise TimeoutError("Nothing was painted.")

    def after(self, act: Callable[[], object]) -> None:
        """Do something, and come back once what it led to is painted."""
        before = self.times
        act()
        self.wait(before)


def until(condition: Callable[[], object]) -> None:
    """Let events be handled until something is so; nothing spins meanwhile."""
    loop, end = QEventLoop(), time.monotonic() + _LONGEST
    timer = QTimer(interval=_LOOK)

    def look() -> None:
        if condition() or time.monotonic() > end:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    if time.monotonic() > end:
        raise TimeoutError("What was waited for did not happen.")


def rest(seconds: float) -> None:
    """Let events be handled for a while, as when nobody does anything."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() >= end)


class Heartbeat(QObject):
    """The longest time between two beats of a timer in the event loop.

    Of wall time and the process's CPU time between two beats, the smaller one counts: another
    program's work lengthens the first alone, this program's other threads, as long as they keep
    nobody waiting, only the second.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        """In seconds."""
        self._timer = QTimer(self, interval=BEAT)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = (0.0, 0.0)

    def __enter__(self) -> Self:
        self._last = (time.perf_counter(), time.process_time())
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = (time.perf_counter(), time.process_time())
        wall, spent = now[0] - self._last[0], now[1] - self._last[1]
        self.longest = max(self.longest, min(wall, spent))
        self._last = now


@contextmanager
def home() -> Generator[Settings]:
    """Give the program an empty home meanwhile, and settings that know who is coding."""
    before = os.environ.get("ANNOTATOR_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = folder
        settings = Settings()
        settings.set(CODER, material.CODER)
        apply_theme(application(), settings.get(THEME))
        yield settings
    os.environ.pop("ANNOTATOR_HOME")
    if before is not None:
        os.environ["ANNOTATOR_HOME"] = before


class BenchWindow:
    """A window on the screen, with a project in it."""

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        self.settings = settings
        self.window = MainWindow(settings)
        self.window.resize(SIZE)
        self.window.show()
        self._painted: Painted | None = None
        QApplication.processEvents()
        if path is not None:
            self.open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, path: Path) -> None:
        """Open a project as the window does, until its list of articles is painted."""
        self.window.open_project(Project.open(path, pages=False))
        Painted(self.coding.articles).wait(0)

    @property
    def project(self) -> OpenProject:
        """What is open."""
        if self.window.project is None:
            raise LookupError("Nothing is open.")
        return self.window.project

    @property
    def session(self) -> Session:
        """The session of what is open."""
        return self.project.session

    @property
    def coding(self) -> CodingPage:
        """The page for coding."""
        return self.project.coding

    @property
    def view(self) -> ArticleView:
        """The article's text."""
        return self.coding.pane.view

    def painted(self, act: Callable[[], object]) -> None:
        """Do something, and come back once the text is painted anew."""
        if self._painted is None:
            self._painted = Painted(self.view.viewport())
        self._painted.after(act)

    def open_article(self, article: str) -> None:
        """Open an article, until it is painted."""
        self.painted(lambda: self.coding.open_article(article))

    def close(self) -> None:
        """Close the window for good."""
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Bare(QPlainTextEdit):
    """Qt's view on the screen, with a text as wide and as large as the window's own view has it."""

    def __init__(self, like: ArticleView) -> None:
        super().__init__()
        column = like.column
        left, right = column.left, like.viewport().width() - column.left - column.width
        margin = round(self.document().documentMargin()) + self.frameWidth()
        self.setViewportMargins(max(0, round(left) - margin), 0, max(0, round(right) - margin), 0)
        self.setFont(like.font())
        self.setReadOnly(True)
        self.resize(like.size())
        self.show()
        QApplication.processEvents()
        self._painted = Painted(self.viewport())

    def painted(self, act: Callable[[], object]) -> None:
        """Do something, and come back once it is painted."""
        self._painted.after(act)
