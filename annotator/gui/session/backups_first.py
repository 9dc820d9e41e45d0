"""Backups before large edits, made on another thread while the edit waits."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import BACKUP_FIRST, CANT_WRITE, CopyFirstError, UserError
from annotator.gui.session.jobs import Job
from annotator.gui.session.running_job import RunningJob
from annotator.store.backups.keeper import BackupKeeper
from annotator.store.backups.places import BackupPlan, Reason


class BackupsFirst(BackupKeeper):
    """The keeper of a project that is open in the window.

    An edit before which a backup is to be made is refused with a `CopyFirstError`, and `ready` is
    called once it can be done: the newest backup has everything then, or it was told why not.
    """

    def __init__(
        self,
        plan: BackupPlan,
        warn: Callable[[UserError], object],
        owner: QObject,
        ready: Callable[[], object],
    ) -> None:
        super().__init__(plan, warn)
        self._owner = owner
        self._ready = ready
        self._backed_up = ""
        self._running: RunningJob | None = None

    def on_another_thread(self) -> BackupKeeper:
        """Return who makes the backups for long work, which waits for nobody."""
        return BackupKeeper(self.plan, self._warn)

    def before(
        self,
        project: Path,
        reason: Reason,
        last: str,
        progress: Progress = no_progress,  # noqa: ARG002 - the edit's own, which waits
    ) -> None:
        """Let an edit be done if everything before it is backed up; otherwise begin with that."""
        if last == self._backed_up:
            return
        if self._running is None:
            self._begin(project, reason, last)
        raise CopyFirstError(CANT_WRITE, BACKUP_FIRST)

    def _begin(self, project: Path, reason: Reason, last: str) -> None:
        job = Job(lambda reporter: self.make(project, reason, reporter)).on_refusal(self._warn)
        running = self._running = job.run_quietly(self._owner)

        def ended() -> None:
            self._running = None
            if not running.reporter.cancelled:
                # Where none can be made, the edit is done all the same.
                self._backed_up = last
                self._ready()

        running.over.connect(ended)

    def stop(self) -> None:
        """Give up what is under way, and wait until nothing of it remains."""
        if self._running is not None:
            self._running.stop()
