"""How often the filter's words stand in the articles that are in view: counted beside the window.

The index tells which articles have them; how often is counted in the few texts that are looked at.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.searching.sought import WordSeeker, filter_seeker

_MOST = 5000
"""How many articles' counts are kept."""
_AGAIN = 40
"""Milliseconds after which counting that gave way to an edit goes on."""


class HitCounts(QObject):
    """Knows of the articles that were looked at how many hits each has."""

    counted = Signal(list)
    """The numbers of the articles that were counted."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._words = ""
        self._seeker: WordSeeker | None = None
        self._known: dict[int, int] = {}
        self._wanted: list[int] = []
        self._work = LatestOnly(self)
        self._work.refused.connect(self._refused)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._count)
        session.waiting.room_wanted.connect(self._make_room)

    def _refused(self, _why: str) -> None:
        self._again.start()

    @property
    def words(self) -> str:
        """The words that are counted, as a query has them; empty for none."""
        return self._words

    def seek(self, words: str) -> None:
        """Count other words from now on (`Query.words`)."""
        if words != self._words:
            self._work.cancel()
            self._words, self._seeker, self._known = words, filter_seeker(words), {}

    def forget(self) -> None:
        """Count anew: texts may be others."""
        self._work.cancel()
        self._known = {}

    def count_again(self, numbers: Iterable[int]) -> None:
        """Count these articles again, as far as they are known: their texts may be others."""
        again = [one for one in numbers if one in self._known]
        if again:
            self._wanted = [*again, *(self._wanted if self._work.busy else ())]
            self._count()

    def of(self, number: int) -> int | None:
        """Return how many hits an article has, as far as it was counted."""
        return self._known.get(number)

    def want(self, numbers: Iterable[int]) -> None:
        """Have these articles counted, instead of those that were wanted before."""
        if self._seeker is None:
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
        seeker, wanted = self._seeker, self._wanted
        if seeker is None or not wanted:
            return

        def count(own: Project, reporter: Reporter) -> dict[int, int]:
            found: dict[int, int] = {}
            for number in wanted:
                reporter(len(found), len(wanted))
                text = own.searching.texts([number]).get(number, "")
                found[number] = len(seeker.spans(text))
            return found

        self._work.start("Counting hits", on_sibling(self._session.project, count), self._take)

    def _take(self, found: dict[int, int]) -> None:
        if len(self._known) > _MOST:
            self._known = {}
        self._known |= found
        self.counted.emit(list(found))

    def _make_room(self) -> None:
        if self._work.busy:
            self._work.let_go()
            self._again.start()
