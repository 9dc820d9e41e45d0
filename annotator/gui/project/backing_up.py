"""Making backups of the open project by themselves, in the background, while one works."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.gui.session.backups_first import BackupsFirst
from annotator.gui.session.jobs import Job
from annotator.gui.session.running_job import Reporter, RunningJob
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import BACKUP_MEGABYTES, BACKUP_PLACE, Settings
from annotator.store.backups.places import Backup, BackupPlan, Reason, backups_of, local_now
from annotator.workflow.backups.places import apart_folder

AFTER_OPENING = 3_000
"""How long after opening the state before the day's work is backed up, in milliseconds."""
BETWEEN = 600.0
"""How much work there is at least between two backups, in seconds."""


def backup_plan(settings: Settings) -> BackupPlan:
    """Return where backups go on this machine."""
    return BackupPlan(
        place=settings.get(BACKUP_PLACE),
        apart=apart_folder(),
        most_bytes=settings.get(BACKUP_MEGABYTES) * 1_000_000,
    )


class AutomaticBackups(QObject):
    """Backs the project up soon after opening, then at most once in ten minutes of work.

    Nothing is made when nothing was edited since the newest backup. Why one can't be made is said
    once, in the status bar, and only to somebody who edits.
    """

    made = Signal()
    """There is a new backup."""
    _warned = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        parent: QObject,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._seconds = seconds
        self._began: float | None = None
        self._edited = False
        self._told = ""
        self._refused = ""
        self._running: RunningJob | None = None
        # A large edit may be made on another thread: its warning is heard on this one.
        self._warned.connect(self._tell)
        self._keeper = session.project.keeper = BackupsFirst(
            backup_plan(settings),
            lambda error: self._warned.emit(str(error)),
            self,
            session.waiting.try_again,
        )
        self._opened = QTimer(self, singleShot=True, interval=AFTER_OPENING)
        self._opened.timeout.connect(self._begin_the_day)
        self._opened.start()
        session.changed.connect(self._follow)
        settings.changed.connect(self._plan_anew)

    def close(self) -> None:
        """Give up what is under way, and let nothing of it remain."""
        self._opened.stop()
        self._settings.changed.disconnect(self._plan_anew)
        self._session.changed.disconnect(self._follow)
        if self._running is not None:
            self._running.reporter.cancel()
            self._running.wait()
        self._keeper.stop()

    def _plan_anew(self, key: str) -> None:
        if key in (BACKUP_PLACE.key, BACKUP_MEGABYTES.key):
            self._keeper.plan = backup_plan(self._settings)
            self._told = ""

    def _begin_the_day(self) -> None:
        # A project that was only just made has nothing to lose yet.
        project = self._session.project
        if project.is_closed or project.read_only or len(project.latest_edits(2)) < 2:
            return
        made = backups_of(project.path, self._keeper.plan)
        age = (local_now() - made[0].made).total_seconds() if made else BETWEEN
        # One that was made just before the last end, or bad end, serves still.
        if not 0 <= age < BETWEEN:
            self._begin()

    def _follow(self, changes: Changes) -> None:
        if not changes.some:
            return
        self._edited = True
        if self._refused:
            self._tell(self._refused)
        waits = self._opened.isActive() or self._running is not None
        rested = self._began is None or self._seconds() - self._began >= BETWEEN
        if rested and not waits:
            self._begin()

    def _begin(self) -> None:
        self._began = self._seconds()
        path, keeper = self._session.project.path, self._keeper

        def make(reporter: Reporter) -> Backup | None:
            return keeper.make(path, Reason.WORK, reporter)

        job = Job(make).on_success(self._done).on_refusal(self._refuse)
        self._running = job.run_quietly(self)
        self._running.finished.connect(self._ended)

    def _ended(self) -> None:
        self._running = None

    def _done(self, backup: Backup | None) -> None:
        self._told = self._refused = ""
        if backup is not None:
            self.made.emit()

    def _refuse(self, error: UserError) -> None:
        self._refused = str(error)
        if self._edited:
            self._tell(self._refused)

    def _tell(self, words: str) -> None:
        if words != self._told:
            self._told = words
            self._session.refused.emit(words)
