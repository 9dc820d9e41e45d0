"""What stands in the queue: found article by article, kept in step with edits."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.change import Changes
from annotator.domain.study import Inclusion, Round
from annotator.domain.visibility import Visibility
from annotator.gui.review.comparison import (
    MANY_ANNOTATIONS,
    MANY_ARTICLES,
    MANY_CHANGES,
    TELL_EVERY,
)
from annotator.gui.session.pieces import Look, StreamedWork, Tell, at_intervals
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.review.at_hand import AtHand
from annotator.workflow.review.comparison import compared_articles
from annotator.workflow.review.found import FoundRows
from annotator.workflow.review.queueing import (
    QueueEntry,
    QueueRows,
    colleagues,
    entries_of,
    find_queue,
)
from annotator.workflow.review.touching import changes_articles, touched_articles

_GROUPS = (False, True)


class QueueFinder(QObject):
    """Looks through the articles when it is first asked, and again at those that edits touch."""

    grown = Signal()
    """More is found than before, or all that there is."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.found: FoundRows[bool, str] = FoundRows(_GROUPS, [])
        self.entries = AtHand[list[QueueEntry]](self._read, len)
        self.coders: set[str] = set()
        """The ids of all who have annotations of their own."""
        self._seen: Visibility | None = None
        self._is_set_up = False
        self._has_begun = False
        self._edit: list[str] = []
        self._work = StreamedWork(self)
        self._work.refused.connect(session.refused)

    @property
    def under_way(self) -> bool:
        """Whether there may be more than was found so far."""
        return self._work.busy

    def _visibility(self) -> Visibility:
        return self._session.visibility.when_reviewing()

    def _read(self, articles: set[str]) -> dict[str, list[QueueEntry]]:
        return entries_of(self._session.project, self._seen or Visibility(), articles)

    def _latest(self) -> list[str]:
        return self._session.project.latest_edit_ids(1)

    def enter(self) -> None:
        """Find what was never found, or has changed since."""
        other = self._seen != self._visibility() or self._edit != self._latest()
        if other or not self._has_begun:
            self._begin()
        if not self._work.busy:
            self._catch_up()

    def _begin(self) -> None:
        self._work.stop()
        project = self._session.project
        self._has_begun, self._edit, self._seen = True, self._latest(), self._visibility()
        self.entries.forget()
        if project.annotations_up_to(MANY_ANNOTATIONS) < MANY_ANNOTATIONS:
            self._set_up(colleagues(project), compared_articles(project))
            return
        self._set_up(set(), [])
        self._is_set_up = False  # before the worker has told which articles there are
        seen = self._seen

        def look(own: Project, reporter: Reporter, tell: Tell) -> None:
            articles = compared_articles(own)
            tell(partial(self._set_up, colleagues(own), articles))
            for few in at_intervals(find_queue(own, seen, articles, reporter), TELL_EVERY):
                tell(partial(self._grow, few))

        self._start(look)

    def _set_up(self, coders: set[str], articles: list[str]) -> None:
        self.coders = coders
        self.found = FoundRows(_GROUPS, articles)
        self._is_set_up = True

    def _catch_up(self) -> None:
        waiting = self.found.to_do()
        project, seen = self._session.project, self._visibility()
        small = project.annotations_up_to(MANY_ANNOTATIONS) < MANY_ANNOTATIONS
        if waiting and (small or len(waiting) <= MANY_ARTICLES):
            for few in find_queue(project, seen, waiting):
                self._take(few)
        elif waiting:

            def look(own: Project, reporter: Reporter, tell: Tell) -> None:
                for few in at_intervals(find_queue(own, seen, waiting, reporter), TELL_EVERY):
                    tell(partial(self._grow, few))

            self._start(look)

    def _start(self, look: Look) -> None:
        self._work.stream("Looking for annotations", self._session.project, look, self.grown.emit)

    def _take(self, rows: Sequence[QueueRows]) -> None:
        for article, entries in rows:
            self.found.take(article, entries)

    def _grow(self, rows: Sequence[QueueRows]) -> None:
        # What an edit has touched meanwhile is newer than what the worker has read.
        self._take([one for one in rows if not self.found.is_known(one[0])])
        self.grown.emit()

    def follow(self, changes: Changes) -> None:
        """Take note of what an edit has touched."""
        if not self._has_begun:
            return
        if not self._is_set_up:
            self._begin()
            return
        self._edit = self._latest()
        made = changes_articles(changes)
        sorted_anew = changes.ids(Inclusion) or changes.ids(Round)
        if (
            not changes.changes
            or sorted_anew
            or (made and not self.found.extend(compared_articles(self._session.project)))
        ):
            self._has_begun = False
            return
        new = (one for one in changes.created(Annotation) if one.layer != GOLD_LAYER)
        self.coders |= {one.coder for one in new}
        many = len(changes.changes) > MANY_CHANGES
        touched = None if many else touched_articles(self._session.project, changes)
        self.entries.forget(touched)
        if touched is None:
            self.found.forget_all()
        else:
            self.found.forget(touched)
        if touched and len(touched) <= MANY_ARTICLES:
            for few in find_queue(self._session.project, self._visibility(), sorted(touched)):
                self._take(few)
        elif self._work.busy:
            self._work.stop()
