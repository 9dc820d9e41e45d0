"""Long work: off the GUI thread, with its progress shown and a way to cancel it."""

import gc
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import TypeVar

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from annotator.domain.errors import CancelledError, UserError
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN
from annotator.store.project import Project

T = TypeVar("T")

DELAY = 300
"""How long work runs before its progress is shown, in milliseconds."""
_REFRESH = 50  # milliseconds between two looks at the progress
_WIDTH = 420
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.Shortcut,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
    QEvent.Type.Close,
}


class Reporter:
    """What a worker calls with its progress; raises `CancelledError` once it was cancelled."""

    def __init__(self) -> None:
        self._cancelled = Event()
        self.done = 0
        self.total = 0
        self.phase = ""

    def __call__(self, done: int, total: int) -> None:
        """Take note of what is done and of the whole."""
        if self._cancelled.is_set():
            raise CancelledError
        self.done, self.total = done, total

    def enter(self, phase: str) -> None:
        """Say in words what is done from now on ("Reading files")."""
        self(0, 0)
        self.phase = phase

    def cancel(self) -> None:
        """Make the next call stop the work."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work is to stop."""
        return self._cancelled.is_set()


class Job(QObject):
    """Work that runs on a thread of its own; `ended` is emitted there and heard on the GUI thread.

    The worker leaves its answer, a call with its result, which is made on the GUI thread. An
    exception that is neither a refusal nor a cancellation goes on to `threading.excepthook`.
    """

    ended = Signal()
    finished = Signal()
    """The answer has been given."""

    def __init__(self, owner: QObject, body: Callable[["Job"], Callable[[], None]]) -> None:
        super().__init__()
        self.reporter = Reporter()
        self._owner = owner
        self._answer: Callable[[], None] = _nothing
        self._thread = Thread(target=self._run, args=(body,), daemon=True)
        self.ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        _running.append(self)
        # Cyclic garbage may hold widgets, and only the GUI thread may destroy those.
        gc.disable()
        self._thread.start()

    def _run(self, body: Callable[["Job"], Callable[[], None]]) -> None:
        try:
            self._answer = body(self)
        finally:
            self.ended.emit()

    def _finish(self) -> None:
        # The thread has nothing left to do; once it is gone, so are its references to widgets.
        self._thread.join()
        _running.remove(self)
        if not _running:
            gc.enable()
        answer, self._answer = self._answer, _nothing
        self.finished.emit()
        if isValid(self._owner):
            answer()


_running: list[Job] = []


def run_with_progress(
    parent: QWidget,
    title: str,
    work: Callable[[Reporter], T],
    on_done: Callable[[T], None],
    on_refused: Callable[[UserError], None],
    on_cancelled: Callable[[], None] | None = None,
) -> Job:
    """Do work on another thread; after a moment show its progress over the parent.

    Until it ends, the window takes no input but Esc, which cancels. Exactly one of the answers
    is given on the GUI thread, none when the parent is gone or the work had a bug.
    """
    job = _job(parent, work, on_done, on_refused, on_cancelled or _nothing)
    _Curtain(parent, title, job)
    job.start()
    return job


def run_quietly(
    owner: QObject,
    work: Callable[[Reporter], T],
    on_done: Callable[[T], None],
    on_refused: Callable[[UserError], None],
) -> Job:
    """Do work on another thread without showing it, as for a preview; cancel it when outdated."""
    job = _job(owner, work, on_done, on_refused, _nothing)
    job.start()
    return job


def with_sibling(project: Project, act: Callable[[Project], T]) -> T:
    """Call with a connection of the calling thread's own, which is closed afterwards."""
    with project.sibling() as own:
        return act(own)


def _job(
    owner: QObject,
    work: Callable[[Reporter], T],
    on_done: Callable[[T], None],
    on_refused: Callable[[UserError], None],
    on_cancelled: Callable[[], None],
) -> Job:
    def body(job: Job) -> Callable[[], None]:
        try:
            return partial(on_done, work(job.reporter))
        except UserError as error:
            return partial(on_refused, error)
        except CancelledError:
            return on_cancelled

    return Job(owner, body)


def _nothing() -> None:
    pass


class _Curtain(QObject):
    """Keeps input away from the window while work runs, and soon shows how it goes."""

    def __init__(self, parent: QWidget, title: str, job: Job) -> None:
        super().__init__(parent)
        self._job = job
        self._dialog = _ProgressDialog(parent, title, job.reporter)
        self._delay = QTimer(self, singleShot=True, interval=DELAY)
        self._delay.timeout.connect(self._show)
        self._delay.start()
        job.finished.connect(self._lift)
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def _show(self) -> None:
        self._let_input_through()
        self._dialog.show()

    def _lift(self) -> None:
        self._let_input_through()
        self._delay.stop()
        self._dialog.end()
        self.deleteLater()

    def _let_input_through(self) -> None:
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow input; Esc cancels."""
        if event.type() not in _INPUT:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._job.reporter.cancel()
        event.ignore()
        return True


class _ProgressDialog(QDialog):
    """How far the work has come, and Cancel."""

    def __init__(self, parent: QWidget, title: str, reporter: Reporter) -> None:
        super().__init__(parent, modal=True)
        self._reporter = reporter
        self.setWindowTitle(title)
        self._what = PlainLabel(title)
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._bar.setAccessibleName(title)
        self._count = PlainLabel(" ", role="muted")
        self._button = QPushButton("Cancel", default=True)
        self._button.clicked.connect(self.reject)
        self._lay_out()
        self._timer = QTimer(self, interval=_REFRESH)
        self._timer.timeout.connect(self._refresh)

    def _lay_out(self) -> None:
        bottom = QHBoxLayout()
        bottom.addWidget(self._count, 1)
        bottom.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._what)
        layout.addWidget(self._bar)
        layout.addLayout(bottom)
        self.setMinimumWidth(_WIDTH)

    def show(self) -> None:
        """Show the progress and follow it."""
        self._refresh()
        self._timer.start()
        super().show()

    def end(self) -> None:
        """Go away because the work has ended."""
        self._timer.stop()
        self.done(0)
        self.deleteLater()

    def reject(self) -> None:
        """Cancel; the dialog stays until the work has stopped."""
        self._reporter.cancel()
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing for cancelling."""
        event.ignore()
        self.reject()

    def _refresh(self) -> None:
        done, total = self._reporter.done, self._reporter.total
        if self._reporter.cancelled:
            self._what.setText("Cancelling…")
            self._button.setEnabled(False)
        elif self._reporter.phase:
            self._what.setText(f"{self._reporter.phase}…")
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._count.setText(progress_text(done, total))


def progress_text(done: int, total: int) -> str:
    """Say how much is done, with the locale's digits; an unknown whole says nothing yet."""
    if total <= 0:
        return " "
    number = QLocale().toString
    return f"{number(done)} of {number(total)} — {number(100 * done // total)} %"
