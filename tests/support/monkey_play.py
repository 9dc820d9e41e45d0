"""A monkey's play: its own copy of a project, its watchers, its end with `check`."""

import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic
from types import TracebackType
from typing import Any
from unittest.mock import patch

from monkey import NEVER, Event, Patience, chosen, in_front, performed
from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from annotator.domain.people import Coder
from annotator.gui import app
from annotator.gui.commands.table import commands
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, Settings
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.modes import MODES
from annotator.store.project import Project
from annotator.workflow.sample import make_sample

_IGNORED = ("This plugin does not support", "propagateSizeHints")
_LOST = 30
"""After so many events without a project the monkey opens it again."""
_LONGEST_WAIT = 60
"""Seconds within which a step is written, before which a backup may have to be made."""


class Play:
    """Events on the window with a project, until they are used up or something fails."""

    def __init__(self, project: Path, trace: Callable[[str], object] = str) -> None:
        self.failures: list[str] = []
        self.done = 0
        self.seen: Counter[str] = Counter()
        """What was in front at how many events."""
        self.edits = 0
        self._path = project
        self._trace = trace
        self._files = _droppable(project)
        self._patience = Patience()
        self._without = 0
        self._events: Iterator[Event] = iter(())
        self._due: Event | None = None
        self._loop = QEventLoop()
        self._opening = False

    def run(self, events: Iterable[Event], mode: str = "", *, undo_all: bool = False) -> None:
        """Play the events, beginning in a mode, and look at the project at the end."""
        self._events = iter(events)
        with self._watched(), self._answering():
            self.window = self._opened()
            if mode and self.window.project is not None:
                self.window.project.show(next(m.page for m in MODES if m.id == mode))
            QTimer.singleShot(0, self._loop, self._turn)
            self._loop.exec()
            if undo_all and not self.failures:
                self._undo_and_redo_all()
            self._end()
        if not self.failures:
            with Project.open(self._path) as project:
                self.failures += [f"{p.kind} {p.record}: {p.message}" for p in project.check()]
                self.edits = len(project.latest_edits(1_000_000))

    def _opened(self) -> MainWindow:
        self._opening = True
        window = app.start(self._path)
        assert window is not None
        window.resize(1000, 700)
        window.activateWindow()
        QApplication.processEvents()
        self._opening = False
        opened = window.project
        if opened is not None:
            opened.coding.open_article(opened.listed_articles()[0])
        return window

    def _turn(self) -> None:
        """Do one event; the next one is asked for first, as this one may run a loop of its own."""
        if self._opening and QApplication.activeModalWidget() is None:
            QTimer.singleShot(1, self._loop, self._turn)
            return
        if self.failures:
            self._leave()
            return
        event = self._due or next(self._events, None)
        if event is None:
            self._leave()
            return
        self._due = event  # until it is done: what leaves a dialog is none of the events
        QTimer.singleShot(self._patience.pause, self._loop, self._turn)
        if self._patience.look(self.window):
            return
        self._due = None
        self._come_back()
        self._trace(event.line())
        self.done += 1
        self.seen[type(in_front(self.window)).__name__] += 1
        performed(event, self.window, self._files)

    def _come_back(self) -> None:
        if not self.window.isVisible():
            self.window.deleteLater()
            self.window = self._opened()
        self._without = self._without + 1 if self.window.project is None else 0
        if self._without > _LOST and in_front(self.window) is self.window:
            self.window.open_path(self._path, ask=False)

    def _leave(self) -> None:
        """Close what is open, from the innermost dialog outwards, and then leave."""
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and (widget is not self.window):
                if isinstance(widget, QDialog):
                    QDialog.done(widget, 0)
                else:
                    widget.close()
        if QApplication.activeModalWidget() is not None:
            QTimer.singleShot(0, self._loop, self._leave)
            return
        self._loop.quit()

    def _undo_and_redo_all(self) -> None:
        opened = self.window.project
        if opened is None:
            return
        session = opened.session
        session.agree = lambda _: True  # nobody is there to be asked
        opened.commit_pending()
        steps = 0
        while session.project.undo_label() is not None and steps < 400:
            if session.undo() is None:
                break
            if not self._written(session):
                self.failures.append("an undo waits for ever")
                return
            steps += 1
        for _ in range(steps):
            if session.redo() is None or not self._written(session):
                self.failures.append("redo refused what undo took back")
                break

    def _written(self, session: Session) -> bool:
        """Tell whether a step is written, before which a backup may have been made."""
        until = monotonic() + _LONGEST_WAIT
        while session.waiting.some and monotonic() < until:
            QApplication.processEvents()
        return not session.waiting.some

    def _end(self) -> None:
        self.window.close()
        self.window.deleteLater()
        for _ in range(3):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()

    # Watching

    @contextmanager
    def _watched(self) -> Iterator[None]:
        hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._failed
        threading.excepthook = lambda args: self._failed(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        sys.unraisablehook = lambda args: self._failed(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        said = qInstallMessageHandler(self._said)
        try:
            yield
        finally:
            qInstallMessageHandler(said)
            sys.excepthook, threading.excepthook, sys.unraisablehook = hooks

    def _failed(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.failures.append("".join(traceback.format_exception(kind, error, trace)))

    def _said(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(one in message for one in _IGNORED):
            where = "".join(traceback.format_stack(limit=12))
            self.failures.append(f"Qt: {message}\n{where}")

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Answer the system's dialogs for files in turn: with one, with nothing."""
        count = 0
        folder = self._path.parent

        def opened(*_: Any, **__: Any) -> tuple[str, str]:
            nonlocal count
            count += 1
            return (str(self._files[count % len(self._files)]) if count % 3 else "", "")

        def several(*_: Any, **__: Any) -> tuple[list[str], str]:
            name, kind = opened()
            return ([name] if name else [], kind)

        def saved(*_: Any, **__: Any) -> tuple[str, str]:
            nonlocal count
            count += 1
            return (str(folder / f"written-{count}") if count % 3 else "", "")

        def chosen_folder(*_: Any, **__: Any) -> str:
            return str(folder) if saved()[0] else ""

        with (
            patch.object(QFileDialog, "getOpenFileName", opened),
            patch.object(QFileDialog, "getOpenFileNames", several),
            patch.object(QFileDialog, "getSaveFileName", saved),
            patch.object(QFileDialog, "getExistingDirectory", chosen_folder),
        ):
            yield


def commands_to_do() -> list[str]:
    """Return the ids of the commands that a menu has, but those that end the play."""
    return [one.id for one in commands() if one.places and one.id not in NEVER]


def events_of(seed: int, count: int) -> Iterator[Event]:
    """Yield the events of a seed."""
    random, commands = Random(seed), commands_to_do()
    for _ in range(count):
        yield chosen(random, commands)


def prepared(folder: Path, seed: int) -> Path:
    """Make the sample project with a second coder in it, and say who sits here."""
    path = folder / "monkey.annotator"
    make_sample(path)
    with Project.open(path) as project:
        handles = sorted(one.handle for one in project.find(Coder))
    settings = Settings()
    settings.set(CODER, handles[seed % len(handles)])
    settings.sync()
    return path


def _droppable(project: Path) -> list[Path]:
    """Write some files to drop and to open: articles, nonsense, a project that is none."""
    folder = project.parent
    articles = folder / "two.csv"
    articles.write_text("title,text\nOne,“Yes,” she said.\nTwo,No.\n", encoding="utf-8")
    plain = folder / "plain.txt"
    plain.write_text("A headline\n\nSome text, he said.\n", encoding="utf-8")
    lines = folder / "broken.jsonl"
    lines.write_text('{"text": "a"}\n{"text": 3}\n', encoding="utf-8")
    nothing = folder / "nothing.annotator"
    nothing.write_bytes(b"SQLite format 3\0" + bytes(200))
    return [articles, plain, lines, nothing, project]
