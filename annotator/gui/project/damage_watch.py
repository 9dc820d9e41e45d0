"""Looking through an open project for damage, in the background and a few rows at a time."""

from collections.abc import Callable
from time import sleep

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import DAMAGE_REMEDY, BusyError, UserError
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter, RunningJob, others_run
from annotator.store.check import Problem
from annotator.store.project import Project

_BEGIN_AFTER = 3000
"""Milliseconds after opening: what one opened the project for comes first."""
_REST = 0.005
"""Seconds after every few rows: others get their turn at once, and not after an interpreter's."""
_ENOUGH = 50


class DamageWatch(QObject):
    """Looks through pages and sums once after a project was opened; nothing waits for it."""

    found = Signal(str)
    """What is damaged, and what to do, in a sentence or two."""
    looked = Signal()
    """Everything was looked through."""

    def __init__(self, project: Project, parent: QObject, waits: Callable[[], bool] = bool) -> None:
        """Begin soon; `waits` tells, on any thread, whether somebody waits to write to the file."""
        super().__init__(parent)
        self._project = project
        self._waits = waits
        self._whole = self._is_over = False
        self._running: RunningJob | None = None
        self._begin = QTimer(self, singleShot=True, interval=_BEGIN_AFTER)
        self._begin.timeout.connect(self.look)
        self._begin.start()

    def look(self) -> None:
        """Begin."""
        self._begin.stop()
        job = Job(on_sibling(self._project, self._look)).on_success(self._tell)
        # Damage to the file as a whole is damage; what is busy or away is told by who works on it.
        self._running = job.on_refusal(self._refuse).run_quietly(self)

    def stop(self) -> None:
        """Stop, and wait until nothing reads the project any more."""
        self._begin.stop()
        if self._running is not None:
            self._running.stop()

    def go_on(self) -> None:
        """Begin again soon if it was stopped before everything was looked through."""
        if not self._is_over:
            self._begin.start()

    def _tell(self, problems: list[Problem] | None) -> None:
        if problems is None:
            self._begin.start()
            return
        if problems:
            more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
            self.found.emit(f"Damaged: {problems[0]}{more}. {DAMAGE_REMEDY}")
        self._end()

    def _refuse(self, error: UserError) -> None:
        if isinstance(error, BusyError):
            self._begin.start()  # whoever works on it is told, and this is no hurry
            return
        self.found.emit(str(error))
        self._end()

    def _end(self) -> None:
        self._is_over = True
        self.looked.emit()

    def _look(self, project: Project, reporter: Reporter) -> list[Problem] | None:
        """Return what is damaged, or None where somebody wanted to write before all was read."""
        self._whole = self._whole or project.pages_are_whole(
            lambda: reporter.cancelled or self._waits() or others_run(reporter)
        )
        reporter(0, 0)
        found: list[Problem] = []
        for done, batch in enumerate(project.damage() if self._whole else ()):
            reporter(done, 0)
            found.extend(batch)
            if len(found) >= _ENOUGH:
                break
            sleep(_REST)
        return found if self._whole else None
