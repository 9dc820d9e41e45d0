"""Looks for what can be suggested in the open article, after it was opened and off this thread."""

from collections.abc import Callable
from functools import partial
from threading import Event

import msgspec
from PySide6.QtCore import QObject, Signal

from annotator.domain.codebook import Codebook
from annotator.domain.people import coder_id
from annotator.domain.refusals import Refusal
from annotator.domain.visibility import Visibility
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.allowed import why_not
from annotator.workflow.suggesting.left_open import LeftOpen
from annotator.workflow.suggesting.proposer import Proposer, proposer_of
from annotator.workflow.suggesting.suggestion import proposed_in

_AFTER = 30
"""Milliseconds after which it begins: the article is on the screen by then."""
_MOMENT = 0.03
"""How long an edit waits, in seconds, for the project to be read."""


class FoundSuggestions(msgspec.Struct, frozen=True):
    """What is suggested in an article (id), or why nothing is, and who proposes."""

    article: str
    open: LeftOpen | None = None
    proposer: Proposer | None = None
    why_not: str = ""


class Finding(QObject):
    """Looks in one article at a time; who proposes is known from one to the next."""

    found = Signal(object)
    """A `FoundSuggestions` on the article that is open."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._proposer: Proposer | None = None
        self._wanted, self._known = 1, 0
        """How often somebody else proposed so far, and who is known of them."""
        self._coder = ""
        """To whom it proposes (an id)."""
        self._work = LatestSoon(self, _AFTER, self._look)
        self._work.refused.connect(self._refused)
        self._has_read = Event()
        session.waiting.room_wanted.connect(self._make_room)

    @property
    def busy(self) -> bool:
        """Whether it looks, or is about to."""
        return self._work.is_due

    def learn_anew(self) -> None:
        """Ask again who proposes, when the next article is looked at."""
        self._wanted += 1

    def begin(self) -> None:
        """Look in the open article soon."""
        self._work.cancel()
        session = self._session
        if session.article is not None and not session.project.read_only:
            self._work.soon()

    def stop(self) -> None:
        """Look no more, and mostly have it let go of the project."""
        self._work.let_go()

    def _look(self) -> None:
        session, article = self._session, self._session.article
        if article is None or session.project.is_closed:
            return
        coder = session.coder_id or coder_id(session.coder)  # as they will be known
        is_known = self._known == self._wanted and coder == self._coder
        known = self._proposer if is_known else None
        self._coder, take = coder, partial(self._take, self._wanted)
        self._has_read = has_read = Event()
        looking = _Looking(article, session.codebook, session.visibility, coder, known, has_read)
        self._work.start("Looking for suggestions", looking.of(session.project), take)

    def _make_room(self) -> None:
        """Let an edit be written now: mostly the file is read before it, and the text after."""
        if self._work.busy:
            self._has_read.wait(_MOMENT)

    def _take(self, wanted: int, found: FoundSuggestions) -> None:
        session, article = self._session, self._session.article
        if found.proposer is not None:
            self._proposer, self._known = found.proposer, wanted
        is_open = article is not None and article.article.id == found.article
        if is_open and not session.project.is_closed:
            self.found.emit(found)

    def _refused(self, why: str) -> None:
        session, article = self._session, self._session.article
        if article is not None and not session.project.is_closed:
            self.found.emit(FoundSuggestions(article.article.id, why_not=why))


class _Looking(msgspec.Struct, frozen=True):
    """What is looked at: nothing of it changes meanwhile."""

    article: OpenArticle
    codebook: Codebook
    visibility: Visibility
    coder: str
    known: Proposer | None
    has_read: Event
    """Set once the project is let go of."""

    def of(self, project: Project) -> "Callable[[Reporter], FoundSuggestions]":
        """Return the work for another thread; the project is let go of before the text is read."""
        # Edits may need the file while the text is read.
        read = on_sibling(project, self._who)

        def work(reporter: Reporter) -> FoundSuggestions:
            ident = self.article.article.id
            try:
                who = read(reporter)
            finally:
                self.has_read.set()
            if isinstance(who, str):
                return FoundSuggestions(ident, why_not=who)
            reporter(0, 0)
            proposed = proposed_in(self.article, self.codebook, who.proposer)
            left = LeftOpen(proposed, self.article, who.refusals, self.visibility)
            return FoundSuggestions(ident, left, who.proposer)

        return work

    def _who(self, project: Project, _reporter: Reporter) -> "_Who | str":
        """Return who proposes and what was refused, or why nothing is suggested."""
        refusal = why_not(project, self.article, self.coder)
        if refusal:
            return refusal
        proposer = self.known or proposer_of(project, self.coder)
        return _Who(proposer, refusals_on(project, self.article, self.coder))


class _Who(msgspec.Struct, frozen=True):
    """Who proposes, and what was refused before."""

    proposer: Proposer
    refusals: list[Refusal]


def refusals_on(project: Project, article: OpenArticle, coder: str) -> list[Refusal]:
    """Return what a coder (id) has refused in an article."""
    return project.find(Refusal, article=article.article.id, coder=coder)
