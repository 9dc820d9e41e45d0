"""The near copies of the open project: looked for beside the window, once somebody wants them."""

from PySide6.QtCore import QObject, Signal

from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.study import Inclusion, Round
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.copies.found import FoundCopies
from annotator.workflow.copies.when_wanted import CopiesWhenWanted

_SOON = 300
"""Milliseconds after an edit in which further edits join one look."""
_CONCERNED = (Article, Round, Inclusion)
_NONE = FoundCopies()


class CopiesAtHand(QObject):
    """What is known of copies; while they are `wanted`, they are kept in step with edits."""

    came = Signal()
    """Other articles are known to be copies, or it is known for the first time."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.when_wanted = CopiesWhenWanted()
        """What other work asks, on its own thread."""
        self._session = session
        self._shown = _NONE
        self._is_wanted = False
        self.work = LatestSoon(self, _SOON, self._look)
        """What looks for those that are to be marked, once they are wanted."""
        self.work.refused.connect(session.refused)
        session.waiting.room_wanted.connect(self.work.make_room)
        session.changed.connect(self._follow)

    @property
    def found(self) -> FoundCopies:
        """What is known now: nothing as long as nobody has looked."""
        return self._shown if self._is_wanted else _NONE

    @property
    def is_under_way(self) -> bool:
        """Whether it is looked for copies, or will be in a moment."""
        return self.work.is_due

    def want(self, *, wanted: bool) -> None:
        """Have copies known from now on, or no longer."""
        if wanted == self._is_wanted:
            return
        self._is_wanted = wanted
        if wanted:
            self._look()
        else:
            self.work.cancel()
        self.came.emit()  # what is known already may be marked at once, or is no longer

    def stop(self) -> None:
        """Read nothing more: the project may be closed next."""
        self.work.cancel()
        self._is_wanted = False

    def _follow(self, changes: Changes) -> None:
        concerned = not changes.changes or any(changes.ids(kind) for kind in _CONCERNED)
        if self._is_wanted and concerned:
            self.work.soon()

    def _look(self) -> None:
        when_wanted = self.when_wanted

        def look(own: Project, reporter: Reporter) -> FoundCopies:
            own.stop_when(lambda: reporter.cancelled)
            return when_wanted.look(own, reporter)

        work = on_sibling(self._session.project, look)
        self.work.start("Looking for copies", work, self._take)

    def _take(self, found: FoundCopies) -> None:
        is_other = found != self._shown
        self._shown = found
        if is_other:
            self.came.emit()


def copies_at_hand(session: Session) -> CopiesAtHand:
    """Return what is known of the copies in an open project: the same for all who ask."""
    found = session.findChild(CopiesAtHand)
    return found if isinstance(found, CopiesAtHand) else CopiesAtHand(session)
