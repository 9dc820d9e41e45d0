"""What is counted of the articles that are in view: beside the window, and kept for a while."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project

Counting = Callable[[Project, Reporter, Sequence[int]], Mapping[int, Any]]
"""Counts something of the articles with these numbers."""
_MOST = 5000
"""How many articles' counts are kept."""
_AGAIN = 40
"""Milliseconds after which counting that gave way to an edit goes on."""


class CountsInView(QObject):
    """Knows what was counted of the articles that were looked at, by their numbers."""

    counted = Signal(list)
    """The numbers of the articles that were counted."""

    def __init__(self, session: Session, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._title = title
        self._known: dict[int, Any] = {}
        self._wanted: list[int] = []
        self._work = LatestOnly(self)
        self._work.refused.connect(self._refused)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._count)
        session.waiting.room_wanted.connect(self._make_room)

    def counting(self) -> Counting | None:
        """Return what is to be counted now, if anything is."""
        raise NotImplementedError

    def _refused(self, _why: str) -> None:
        self._again.start()

    def forget(self, numbers: Iterable[int] | None = None) -> None:
        """Count anew: these articles or all may be others."""
        self._work.cancel()
        if numbers is None:
            self._known = {}
            return
        for one in numbers:
            self._known.pop(one, None)

    def want(self, numbers: Iterable[int]) -> None:
        """Have these articles counted, instead of those that were wanted before."""
        if self.counting() is None:
            return
        wanted = [one for one in numbers if one not in self._known]
        if wanted and not (self._work.busy and set(wanted) <= set(self._wanted)):
            self._wanted = wanted
            self._count()

    def stop(self) -> None:
        """Read nothing more."""
        self._again.stop()
        self._work.cancel()

    def _count(self) -> None:
        counting, wanted = self.counting(), self._wanted
        if counting is None or not wanted:
            return

        def count(own: Project, reporter: Reporter) -> Mapping[int, Any]:
            return counting(own, reporter, wanted)

        self._work.start(self._title, on_sibling(self._session.project, count), self._take)

    def _take(self, found: Mapping[int, Any]) -> None:
        if len(self._known) > _MOST:
            self._known = {}
        self._known |= found
        self.counted.emit(list(found))

    def _make_room(self) -> None:
        if self._work.busy:
            self._work.let_go()
            self._again.start()
