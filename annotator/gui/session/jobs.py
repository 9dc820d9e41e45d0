"""Long work: off the GUI thread, with its progress shown and a way to cancel it.

Job(on_sibling(project, write)).on_success(self._done).on_refusal(self._refuse).run(self, "…")
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from annotator.domain.errors import BusyError, CancelledError, NotNowError, UserError
from annotator.gui.session.progress import InputBlocker
from annotator.gui.session.running_job import Reporter, RunningJob, nothing
from annotator.gui.session.waiting import WaitingEdits
from annotator.store.project import Project

T = TypeVar("T")

_PATIENCE = 100
"""How long work waits for another program's lock before it looks whether it is still wanted, in
milliseconds."""
_TRIES = 50
_MOMENT = 0.03
"""How long an edit waits, in seconds, for what was read in the background to end."""


def on_sibling(project: Project, act: Callable[[Project, Reporter], T]) -> Callable[[Reporter], T]:
    """Return work with a connection of the worker's own, which is closed afterwards."""

    def work(reporter: Reporter) -> T:
        try:
            own = _sibling(project, reporter)
        except OSError as error:  # the file went while it was opened
            if project.is_closed:  # nobody waits any more
                raise CancelledError from None
            what = f"{project.path.name} can't be opened now"
            raise NotNowError(what, error.strerror or str(error)) from None
        with own:
            return act(own, reporter)

    return work


def _sibling(project: Project, reporter: Reporter) -> Project:
    """Open a connection; while another program's lock is waited for, the work can be cancelled."""
    for _ in range(_TRIES):
        with suppress(BusyError):
            found = project.sibling(_PATIENCE)
            found.be_patient(_PATIENCE * _TRIES)
            return found
        reporter(0, 0)
    return project.sibling(_PATIENCE)


class Job(Generic[T]):
    """Work for another thread, and who hears what comes of it.

    Exactly one of the answers is given on the GUI thread, none when the owner is gone or the work
    had a bug. A refusal must be answered; `on_refusal` is left out where there can be none.
    """

    def __init__(self, work: Callable[[Reporter], T]) -> None:
        self.reporter = Reporter()
        self._work = work
        self._success: Callable[[T], object] | None = None
        self._refusal: Callable[[UserError], object] | None = None
        self._cancel: Callable[[], object] = nothing
        self._waiting: WaitingEdits | None = None

    def after(self, waiting: WaitingEdits) -> "Job[T]":
        """Refuse to begin as long as edits wait: work overtakes none, and lacks none."""
        self._waiting = waiting
        return self

    def on_success(self, answer: Callable[[T], object]) -> "Job[T]":
        """Hand the result over."""
        self._success = answer
        return self

    def on_refusal(self, answer: Callable[[UserError], object]) -> "Job[T]":
        """Hand a refusal over."""
        self._refusal = answer
        return self

    def on_cancel(self, answer: Callable[[], object]) -> "Job[T]":
        """Call when the work was cancelled."""
        self._cancel = answer
        return self

    def run(self, parent: QWidget, title: str) -> RunningJob | None:
        """Begin; after a moment show the progress over the parent.

        Until the work ends, the window takes no input but Esc, which cancels. None if it can't
        begin, which is told as a refusal.
        """
        unsaved = self._waiting.unsaved() if self._waiting is not None else None
        if unsaved is not None and self._refusal is not None:
            self._refusal(unsaved)
            return None
        running = RunningJob(parent, self.reporter, self._answer)
        running.start()  # first: were it refused, nothing would let input through again
        InputBlocker(parent, title, running)
        return running

    def run_quietly(self, owner: QObject) -> RunningJob:
        """Begin without showing it, as for a preview; cancel it when outdated."""
        running = RunningJob(owner, self.reporter, self._answer)
        running.start()
        return running

    def _answer(self) -> Callable[[], object]:
        try:
            result = self._work(self.reporter)
        except UserError as error:
            if self._refusal is None:
                raise
            return partial(self._refusal, error)
        except CancelledError:
            return self._cancel
        return partial(self._success, result) if self._success is not None else nothing


class LatestOnly(QObject):
    """Runs work of which only the latest matters; answers of earlier work are dropped.

    Newer work cancels what is under way, and begins when that has stopped: there is never more
    than one at a time.
    """

    changed = Signal()
    """Work has begun or ended."""
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: RunningJob | None = None
        self._next: Job[Any] | None = None
        self._number = 0
        self.what = ""
        self.reporter: Reporter | None = None
        """How far the latest work is, if it is still wanted and has not ended."""

    @property
    def busy(self) -> bool:
        """Whether work is under way, or waits to begin, whose result is wanted."""
        return self.reporter is not None

    def start(self, what: str, work: Callable[[Reporter], T], done: Callable[[T], object]) -> None:
        """Begin; `done` is called on the GUI thread unless other work has begun before."""
        self._give_up()
        self.what = what
        number = self._number

        def answer(result: T) -> None:
            if number == self._number:
                done(result)

        def refuse(error: UserError) -> None:
            if number == self._number:
                self.refused.emit(str(error))

        job = Job(work).on_success(answer).on_refusal(refuse)
        self.reporter = job.reporter
        if self._running is None:
            self._begin(job)
        else:
            self._next = job
        self.changed.emit()

    def cancel(self) -> None:
        """Give up what is under way."""
        if self.busy:
            self._give_up()
            self.changed.emit()

    def let_go(self) -> None:
        """Give up what is under way, and mostly have it let go of what it reads."""
        running = self._running
        self.cancel()
        if running is not None:
            running.wait(_MOMENT)

    def _give_up(self) -> None:
        self._number += 1
        self._next = self.reporter = None
        if self._running is not None:
            self._running.reporter.cancel()

    def _begin(self, job: Job[T]) -> None:
        self._running = job.run_quietly(self)
        self._running.finished.connect(self._go_on)

    def _go_on(self) -> None:
        """Begin what has waited; without that, nothing is under way any more."""
        waiting, self._next, self._running = self._next, None, None
        if waiting is not None and isValid(self):
            self._begin(waiting)
        elif self.reporter is not None:
            self.reporter = None
            if isValid(self):  # work can outlast who wanted it
                self.changed.emit()


class LatestSoon(LatestOnly):
    """Such work that begins in a moment, or a moment later if it is asked for again meanwhile."""

    def __init__(self, parent: QObject, after: int, begin: Callable[[], object]) -> None:
        """Call `begin`, which starts the work or doesn't, so many milliseconds `after` `soon`."""
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=after)
        self._soon.timeout.connect(begin)

    @property
    def is_due(self) -> bool:
        """Whether work is under way or begins soon, whose result is wanted."""
        return self.busy or self._soon.isActive()

    def soon(self) -> None:
        """Begin in a moment."""
        self._soon.start()

    def cancel(self) -> None:
        """Give up what is under way or begins soon."""
        self._soon.stop()
        super().cancel()

    def make_room(self) -> None:
        """Let an edit be written now, and begin again once it is."""
        if self.busy:
            self.let_go()
            self.soon()
