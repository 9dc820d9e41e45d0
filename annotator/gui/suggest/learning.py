"""Learning from what was finished, in the background: what proposes from the next article on."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.analysis.suggest.contest import Way
from annotator.domain.article import FINISHED, Status
from annotator.domain.change import Changes
from annotator.domain.errors import BusyError, UserError
from annotator.domain.settings import project_settings
from annotator.domain.wording import counted
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter, RunningJob
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import SHOW_SUGGESTIONS, Settings
from annotator.store.project import Project
from annotator.workflow.suggesting.learning import Learned, learn

_AFTER = 1_500
"""Milliseconds after an article was finished: the next one is opened first."""
_FEW = 20


class BackgroundLearning(QObject):
    """Learns once an article was finished. What is under way ends before it begins again.

    Nobody waits for it, and the last model is in use until there is a new one.
    """

    learned = Signal()
    """Something else proposes from now on."""
    changed = Signal()
    """It has begun, or ended, or failed."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._running: RunningJob | None = None
        self._again = False
        self._ways: dict[str, Way] = {}
        self.failure = ""
        """Why nothing was learned last, in a sentence."""
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self._begin)
        session.changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether it is under way."""
        return self._running is not None

    @property
    def waits(self) -> bool:
        """Whether it begins soon."""
        return self._soon.isActive()

    def stop(self) -> None:
        """Give up what is under way, and wait until nothing of it remains."""
        self._soon.stop()
        self._again = False
        if self._running is not None:
            self._running.stop()

    def _follow(self, changes: Changes) -> None:
        touched = changes.ids(Status)
        if not touched or len(touched) > _FEW or not self._is_wanted():
            return
        found = self._session.project.get_all(Status, touched).values()
        me = self._session.coder_id
        if any(one.coder == me and one.status in FINISHED for one in found):
            self._soon.start()

    def _is_wanted(self) -> bool:
        project = self._session.project
        on = self._settings.get(SHOW_SUGGESTIONS) and not project.read_only
        return on and project_settings(project.info().settings).suggest

    def _begin(self) -> None:
        session = self._session
        if session.project.is_closed:
            return
        if self._running is not None:
            self._again = True
            return
        if session.waiting.some:
            self._soon.start()  # what waits would be missing
            return
        coder = session.coder_id

        def work(project: Project, reporter: Reporter) -> Learned:
            return learn(project, coder, reporter)

        job = Job(on_sibling(session.project, work)).on_success(self._take).on_refusal(self._refuse)
        self._running = job.run_quietly(self)
        self._running.finished.connect(self._ended)
        self.changed.emit()

    def _ended(self) -> None:
        self._running = None
        if self._again:
            self._again = False
            self._soon.start()
        self.changed.emit()

    def _take(self, learned: Learned) -> None:
        self.failure = ""
        if not learned.is_new:
            return
        ways = {code: standing.way for code, standing in learned.standings.items()}
        is_other = any(self._ways.get(code, Way.RULES) is not way for code, way in ways.items())
        self._ways |= ways
        self.learned.emit()
        if is_other:
            articles = counted(learned.articles, "article")
            self._session.told_late.emit(
                f"Learned from {articles}: other suggestions from the next article on"
            )

    def _refuse(self, error: UserError) -> None:
        if isinstance(error, BusyError):
            self._soon.start()
            return
        self.failure = f"Nothing could be learned: {error}"
        self.changed.emit()
