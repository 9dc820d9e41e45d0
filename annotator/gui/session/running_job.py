"""Work on a thread of its own: its progress, its end, and who collects garbage meanwhile."""

import gc
import sys
from collections.abc import Callable
from threading import Event, Thread

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from annotator.domain.errors import CancelledError

TAKE_TURNS_EVERY = 0.0005
"""How long a worker keeps the GUI thread waiting for its turn while both run Python, in seconds.

Painting a list hands the turn over a hundred times: with Python's five milliseconds for each the
window would stand still.
"""
COLLECT_EVERY = 50
"""How often garbage is collected on the GUI thread while there is work, in milliseconds.

It is often, since all that the work has made since then is looked through while the window waits.
"""
_FEW_YOUNG = 3
"""How often the youngest objects are looked through before those that stayed are, too."""


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


class RunningJob(QObject):
    """Work that runs on a thread of its own; `ended` is emitted there and heard on the GUI thread.

    The worker leaves its answer, a call with its result, which is made on the GUI thread unless
    the owner is gone. An exception of the worker goes on to `threading.excepthook`.
    """

    ended = Signal()
    finished = Signal()
    """The thread is gone; the answer is given next."""
    over = Signal()
    """The answer was given, if there was one: the work may have been cancelled, or had a bug."""

    def __init__(
        self, owner: QObject, reporter: Reporter, body: Callable[[], Callable[[], object]]
    ) -> None:
        super().__init__()
        self.reporter = reporter
        self._owner = owner
        self._body = body
        self._answer: Callable[[], object] = nothing
        self._thread = Thread(target=self._run, daemon=True)
        self.ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        _collection.hold(self)
        try:
            self._thread.start()
        except BaseException:
            _collection.release(self)
            raise

    def stop(self) -> None:
        """Cancel, and wait until the thread has ended."""
        self.reporter.cancel()
        self.wait()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the thread is gone, as before what it works on is closed, or so long."""
        self._thread.join(seconds)

    def wait_for(self, seconds: float) -> bool:
        """Wait so long at most; tell whether the thread is gone."""
        self.wait(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._answer = self._body()
        finally:
            self.ended.emit()

    def _finish(self) -> None:
        # The thread has nothing left to do; once it is gone, so are its references to widgets.
        self._thread.join()
        _collection.release(self)
        answer, self._answer, self._body = self._answer, nothing, _no_body
        self.finished.emit()
        if isValid(self._owner):
            try:
                answer()
            finally:
                self.over.emit()


def nothing() -> None:
    """Do nothing."""


def _no_body() -> Callable[[], object]:
    return nothing


class _Collection:
    """Keeps the cyclic collector off the workers' threads while any of them runs.

    Cyclic garbage may hold widgets and timers, and only the GUI thread may destroy those; an
    automatic collection happens on whatever thread allocates (docs/adr/0015). Until the last job
    has ended the GUI thread collects at intervals instead, so garbage does not pile up. However
    the collector was set before, it is set afterwards; and so is how often threads take turns.
    """

    def __init__(self) -> None:
        self._jobs: set[RunningJob] = set()
        self._was_on = False
        self._turn = sys.getswitchinterval()
        self._timer: QTimer | None = None

    def hold(self, job: RunningJob) -> None:
        """Collect on the GUI thread alone from now on; keep the job until it has ended."""
        if not self._jobs:
            self._was_on, self._turn = gc.isenabled(), sys.getswitchinterval()
            gc.disable()
            sys.setswitchinterval(TAKE_TURNS_EVERY)
            self._timer = QTimer(interval=COLLECT_EVERY)
            self._timer.timeout.connect(collect_as_due)
            if self._was_on:
                self._timer.start()
        self._jobs.add(job)

    def release(self, job: RunningJob) -> None:
        """Let the collector run by itself again once no job is left."""
        self._jobs.discard(job)
        if not self._jobs:
            self._timer = None
            sys.setswitchinterval(self._turn)
            if self._was_on:
                gc.enable()

    def has_others(self, reporter: Reporter) -> bool:
        """Tell, on any thread, whether another job runs than the one that reports there."""
        return any(job.reporter is not reporter for job in tuple(self._jobs))


_collection = _Collection()


def others_run(reporter: Reporter) -> bool:
    """Tell, on any thread, whether there is work beside the one that reports there."""
    return _collection.has_others(reporter)


def collect_as_due() -> None:
    """Collect what is young, if it is that generation's turn; sooner than the collector itself.

    The oldest generation waits for the end of the work: with many objects, looking through them all
    takes longer than the window may stand still.
    """
    young, middle, _ = gc.get_count()
    most, *_ = gc.get_threshold()
    if most and young > most:
        gc.collect(1 if middle > _FEW_YOUNG else 0)
