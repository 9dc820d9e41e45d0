"""Measures how long one works on each article, and keeps it in the project's file now and then."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from shiboken6 import isValid

from annotator.domain.article import Status
from annotator.domain.change import Changes
from annotator.domain.errors import BusyError, UserError
from annotator.domain.project_info import ProjectInfo
from annotator.domain.timing import Stretch
from annotator.gui.session.session import Session
from annotator.workflow.local_time import HERE
from annotator.workflow.stopwatch import Place, Stopwatch
from annotator.workflow.working_times import is_tracked, seconds_on, time_lines

INTERVAL = 15_000
"""After so many milliseconds at most what was worked is in the file."""
LEAST = 1000
"""For less than so many milliseconds nothing is written: who only looks in leaves no trace."""
_ACTS = frozenset(
    (
        QEvent.Type.ShortcutOverride,  # what every key is asked for first, also one of a command
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
    )
)


class WorkClock(QObject):
    """Counts the time between keys, presses and turns of the wheel, as long as coding is shown.

    Nothing is measured, written or told where the project has it switched off, where nobody said
    who is coding, or where the file can only be read. What can't be written now is, later.
    """

    kept = Signal()
    """What is told of times may be other by now."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._watch = Stopwatch(HERE)
        self._runs = False
        self._heard: QWindow | None = None
        self._finished: set[str] | None = None
        self._day = ""
        self._lines: list[str] = []
        self.is_on = False
        """Whether times are kept in this project."""
        self._look()
        self._soon = QTimer(self, singleShot=True, interval=INTERVAL)
        self._soon.timeout.connect(self.flush)
        session.article_opened.connect(self._move)
        session.view_changed.connect(self._see_anew)
        session.changed.connect(self._follow)

    # Measuring

    def begin(self, window: QWindow | None = None) -> None:
        """Count from the next act on: what the system brings to a window, until `pause`.

        What goes on within the window would cost each act more to hear.
        """
        self._runs = True
        self._heard = window
        if window is not None:
            window.installEventFilter(self)

    def pause(self) -> None:
        """Count no more: something else is shown, or the project is about to be closed."""
        self._runs = False
        self._watch.stop()
        heard, self._heard = self._heard, None
        if heard is not None and isValid(heard):
            heard.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's signature
        """Take note of an act; nothing is taken from anybody."""
        if self._runs and self.is_on and event.type() in _ACTS:
            self._watch.act(self._place())
            if not self._soon.isActive() and self._watch.counted >= LEAST:
                self._soon.start()
        return False

    def _place(self) -> Place | None:
        article, coder = self._session.article, self._session.coder
        return (coder, article.article.id) if article is not None and coder and self.is_on else None

    def _move(self) -> None:
        self._watch.move(self._place())

    def flush(self) -> None:
        """Write now what was worked; where that can't be done it is tried again."""
        self._soon.stop()
        project = self._session.project
        if self._watch.counted < LEAST or project.is_closed:
            return
        taken = self._watch.take()
        try:
            project.keep_worked(taken)
        except UserError:
            self._watch.give_back(taken)
            self._soon.start()
            return
        self.kept.emit()

    def end(self) -> None:
        """Count no more, and write what was worked."""
        self.pause()
        self.flush()

    # Telling

    def worked_here(self) -> tuple[Stretch, ...]:
        """Return what was worked on the open article in this file, for the status that it gets."""
        article = self._session.article
        if not self.is_on or article is None:
            return ()
        self._move()
        self.flush()
        with suppress(UserError):
            return tuple(self._session.project.worked_on(article.article.id))
        return ()

    def finished_today(self) -> int:
        """Return how many articles the coder has finished today."""
        if not self.is_on:
            return 0
        if self._finished is None or self._day != HERE.today():
            with suppress(UserError):
                self._finished = self._session.project.finished_since(HERE.midnight())
                self._day = HERE.today()
        return len(self._finished or ())

    def lines(self) -> list[str]:
        """Say what was done today, and how long one worked on the open article."""
        if not self.is_on:
            return []
        session, article = self._session, self._session.article
        here = article.article.id if article is not None else ""
        with suppress(UserError):  # a lock, or damage, which a check names
            finished = self.finished_today()
            self._lines = time_lines(session.project, here, session.coder_id, finished)
        return self._lines

    def seconds_on(self, article: str) -> int:
        """Return how long the coder worked on an article."""
        session = self._session
        with suppress(UserError):
            return seconds_on(session.project, article, session.coder_id) if self.is_on else 0
        return 0

    # Following the project

    def _look(self) -> None:
        project = self._session.project
        with suppress(BusyError):
            self.is_on = not project.read_only and is_tracked(project)

    def _follow(self, changes: Changes) -> None:
        anything = not changes.changes
        if anything or changes.ids(Status):
            self._finished = None
        if anything or changes.ids(ProjectInfo):
            was_on = self.is_on
            self._look()
            if was_on is not self.is_on:
                self._switch()

    def _switch(self) -> None:
        """Begin or end at the project's word; what was worked until then is not told any more."""
        self._watch.move(None)
        if not self.is_on:
            self._watch.take()
        self.kept.emit()

    def _see_anew(self) -> None:
        self._finished = None
        self._move()
