"""Finding hits without anybody waiting: they are taken as they come, the latest search's alone."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.draft import Progress
from annotator.gui.hits.model import HitsModel
from annotator.gui.session.copies import copies_at_hand
from annotator.gui.session.pieces import StreamedWork, Tell, at_intervals
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.searching.finding import SearchWish, find
from annotator.workflow.searching.hits import Hit, HitSort

MOST = 20_000
"""How many hits are listed; an export by the command line has no bound."""
_TELL_EVERY = 0.15
_AGAIN = 40
"""Milliseconds after which a search that gave way to an edit goes on."""


class HitFinder(QObject):
    """Fills a model with what a wish finds."""

    grown = Signal()
    """More hits are there, or the search has ended."""
    refused = Signal(str)

    def __init__(self, session: Session, model: HitsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.wish = SearchWish()
        """What is, or was last, looked for."""
        self._work = StreamedWork(self)
        self._work.refused.connect(self.refused)
        self._work.changed.connect(self.grown)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self.find_again)
        session.waiting.room_wanted.connect(self._make_room)

    @property
    def under_way(self) -> bool:
        """Whether there may be more than was found so far."""
        return self._work.busy or self._again.isActive()

    @property
    def is_full(self) -> bool:
        """Whether there are more hits than are listed."""
        return len(self._model.hits) >= MOST

    def find(self, wish: SearchWish) -> None:
        """Find something else, or the same anew."""
        if wish != self.wish:
            self._model.only = 0
        self.wish = wish
        self.find_again()

    def find_again(self) -> None:
        """Find the same anew; refuse at once what can't be looked for."""
        self.stop()
        self._model.clear()
        if self.wish.is_empty:
            self.grown.emit()
            return
        session, wish = self._session, self.wish
        seen, copies = session.visibility, copies_at_hand(session).when_wanted

        def look(own: Project, reporter: Progress, tell: Tell) -> None:
            left = MOST
            for few in at_intervals(find(own, wish, seen, reporter, copies), _TELL_EVERY):
                tell(partial(self._take, few[:left]))
                left -= len(few)
                if left <= 0:
                    return

        self._work.stream("Searching", session.project, look, self._end)

    def stop(self) -> None:
        """Look no further."""
        self._again.stop()
        self._work.stop()

    def _take(self, hits: list[Hit]) -> None:
        self._model.add(hits)
        self.grown.emit()

    def _end(self) -> None:
        """Put all into their order; of an article without hits by now, nothing alone is shown."""
        model = self._model
        is_left = bool(model.only) and not model.counts[model.only]
        if is_left:
            model.only = 0
        if is_left or model.by is not HitSort.ARRIVAL or model.descending:
            model.sort_anew()
            self.grown.emit()

    def _make_room(self) -> None:
        """Let an edit be written now, and look anew once it is."""
        if self._work.busy:
            self._work.let_go()
            self._again.start()
