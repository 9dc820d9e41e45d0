"""Counts while nobody waits, and knows whether what is shown still holds."""

from collections.abc import Callable
from functools import partial

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Changes
from annotator.gui.insights.finding import InsightAnswer, InsightWish, answer
from annotator.gui.insights.picture import InsightPicture, PictureForm, is_dear, pictured
from annotator.gui.session.copies import copies_at_hand
from annotator.gui.session.jobs import LatestOnly, LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.workflow.insights.keeper import FactKeeper

_SOON = 40
"""Milliseconds after an edit in which further edits join one count."""


class InsightFinder(QObject):
    """Counts and draws what is wished on another thread; facts are kept between questions."""

    found = Signal(object)
    """An `InsightAnswer`."""
    refused = Signal(str)
    """Why nothing was counted."""
    changed = Signal()
    """Counting has begun or ended."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = FactKeeper()
        self._wish: InsightWish | None = None
        self.stale = True
        """Whether something else may be counted than what was found last."""
        self.work = LatestSoon(self, _SOON, self._begin)
        self.work.refused.connect(self._refuse)
        self.work.changed.connect(self.changed)
        self.drawing = LatestOnly(self)
        """What draws anew what was found, for another width or look."""
        self._form: Callable[[], PictureForm] | None = None
        session.waiting.room_wanted.connect(self.work.make_room)

    @property
    def busy(self) -> bool:
        """Whether it is counted, or will be in a moment."""
        return self.work.is_due

    def draw_for(self, form: Callable[[], PictureForm]) -> None:
        """Draw what is found for the form that this returns."""
        self._form = form

    def want(self, wish: InsightWish) -> None:
        """Count what is wished, at once."""
        self._wish = wish
        self._begin()

    def want_soon(self, wish: InsightWish) -> None:
        """Count what is wished in a moment, in which something else may be wished."""
        self._wish = wish
        self.work.soon()
        self.changed.emit()

    def follow(self, changes: Changes) -> None:
        """Know that an edit may change what is counted."""
        self.stale = True
        self._keeper.follow(changes)

    def stop(self) -> None:
        """Count nothing more; what was under way is wanted again when somebody looks."""
        self.stale = self.stale or self.busy
        self.work.let_go()
        self.drawing.let_go()

    def _begin(self) -> None:
        if self._wish is None or self._session.project.is_closed:
            return
        self.stale = False
        copies = copies_at_hand(self._session).when_wanted
        form = self._form() if self._form is not None else None
        task = partial(answer, keeper=self._keeper, copies=copies, wish=self._wish, form=form)
        self.work.start("Counting", on_sibling(self._session.project, task), self._take)

    def _take(self, found: InsightAnswer) -> None:
        """Tell what was found; what is dear is drawn anew before where there is other room now."""
        form = self._form() if self._form is not None else None
        before = found.picture
        if form is None or before is None or before.form == form or not is_dear(found.insight):
            self.found.emit(found)
            return
        form_now = form

        def work(reporter: Reporter) -> InsightPicture:
            return pictured(reporter, found.insight, form_now, before=before)

        self.work.start(
            "Drawing",
            work,
            lambda picture: self.found.emit(structs.replace(found, picture=picture)),
        )

    def _refuse(self, why: str) -> None:
        self.stale = True
        self.refused.emit(why)
