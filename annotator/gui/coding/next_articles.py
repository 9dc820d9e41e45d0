"""Which article is coded next: the list's, or one that was drawn; draws are made in between."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.domain.settings import NextOrder, project_settings
from annotator.domain.state import id_of_coder
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.suggesting.next_article import (
    NextDraw,
    draw_next,
    drawn_told,
    next_drawn,
)
from annotator.workflow.suggesting.proposer import proposer_of


class NextArticles(QObject):
    """Knows what comes after the open article; `listed` tells what the list says.

    `go_on` opens an article by its id. What was drawn and is not finished comes before anything
    else is drawn: nothing is picked out of a draw.
    """

    def __init__(
        self, session: Session, listed: Callable[[], str], go_on: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._session = session
        self._listed = listed
        self._go_on = go_on
        self.drawing = LatestOnly(self)
        """Draws, and opens what was drawn first."""
        self.looking = LatestOnly(self)
        """Looks ahead, so that the next draw need not be waited for."""
        self.drawing.refused.connect(session.told)
        session.article_opened.connect(self._look_ahead)

    @property
    def order(self) -> NextOrder:
        """The order that is chosen for the project."""
        return project_settings(self._session.project.info().settings).next_order

    def following(self) -> str:
        """Return the id of what is coded after the open article; empty where nothing is known."""
        if self.order is NextOrder.LISTED:
            return self._listed()
        return next_drawn(self._session.project, self._session.coder_id, self._open_id())

    def draws(self) -> bool:
        """Draw, and open what was drawn first; tell whether that is what is done here."""
        if self.order is NextOrder.LISTED or self._session.project.read_only:
            return False
        self.looking.cancel()
        self._session.told.emit("Looking what to code next…")
        self.drawing.start("Drawing", self._work(), self._take)
        return True

    def open_next(self) -> None:
        """Open what is coded next, and draw it where nothing is left of the last draw."""
        following = self.following()
        if following:
            self._go_on(following)
        elif not self.draws():
            self._session.told.emit("There is no other article to code")

    def stop(self) -> None:
        """Stop looking and drawing."""
        self.drawing.cancel()
        self.looking.cancel()

    def _open_id(self) -> str:
        article = self._session.article
        return article.article.id if article is not None else ""

    def _work(self) -> Callable[[Reporter], NextDraw]:
        order = self.order

        def draw(own: Project, reporter: Reporter) -> NextDraw:
            own.stop_when(lambda: reporter.cancelled)
            coder = id_of_coder(own, own.coder)
            return draw_next(own, coder, order, proposer_of(own, coder), reporter)

        return on_sibling(self._session.project, draw)

    def _take(self, draw: NextDraw) -> None:
        if self._session.apply(draw.edit) is None:
            return
        self._session.told.emit(drawn_told(draw))
        first = next(iter(draw.chances), "")
        if first:
            self._go_on(first)

    def _look_ahead(self) -> None:
        """Look closely at unread articles while the last of those drawn is coded."""
        order = self.order
        if order not in (NextOrder.UNSURE, NextOrder.NOVEL) or self.drawing.busy:
            return
        if not self._session.project.read_only and not self.following():
            self.looking.start("Looking ahead", self._work(), _forget)


def _forget(_draw: NextDraw) -> None:
    """Take nothing of a draw but the scores that it kept."""
