"""The comparison that the review page shows: found article by article, kept in step with edits."""

from collections.abc import Collection, Iterable
from functools import partial

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.edits.team import SetSetting
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.rounds import apart_from_study
from annotator.domain.settings import THRESHOLD_SETTING, project_settings
from annotator.domain.study import Inclusion, Round
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import percent
from annotator.gui.session.pieces import Look, StreamedWork, Tell, at_intervals
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.review.comparison import (
    Chosen,
    Compared,
    ComparisonRequest,
    DifferenceRow,
    Grounds,
    compared_articles,
    grounds,
)
from annotator.workflow.review.finding import Digest, digest_of, find_differences, with_first
from annotator.workflow.review.found import Differences
from annotator.workflow.review.ready import Ready
from annotator.workflow.review.touching import changes_articles, grounds_after, touched_articles

MANY_ANNOTATIONS = 800
"""From how many annotations on a comparison of the whole project goes to another thread."""
MANY_ARTICLES = 8
"""From how many articles on they are compared again on another thread."""
TELL_EVERY = 0.25
"""How often a worker tells what it has found, in seconds."""
MANY_CHANGES = 2000
"""From how many changes on nobody asks which articles they are on."""
_OTHER_ARTICLES = (Inclusion, Round)
"""What says which articles are the study's."""
_WIDER = (Actor, Assignment, Code, Coder, ProjectInfo)
"""What says something of many articles at once."""
_NOBODY = Grounds()


class Comparison(QObject):
    """Compares the chosen layers, and again what an edit has touched.

    It begins when it is first entered; until then edits cost nothing. Where it is left, edits are
    noted, and what they touched is compared again when it is come back to.
    """

    changed = Signal()
    """The layers to choose from are others than before, what was found, or how it is worded."""
    began = Signal()
    """All is compared anew: nothing is found as yet."""
    rows_changed = Signal(object)
    """On these articles (ids) other differences were found than before."""
    grown = Signal()
    """More articles were compared."""
    working = Signal(bool)
    """Much is being compared on another thread, or that has ended."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found = Differences(_NOBODY, [])
        self._chosen = Chosen()
        self.of_apart = False
        """Whether it is of practice articles and repetitions, instead of the study's articles."""
        self.apart: frozenset[str] = frozenset()
        """The ids of the practice articles and repetitions."""
        self._has_begun = False
        self._is_awake = False
        self._edit: list[str] = []
        self.ready = Ready(session.project)
        self._coder = session.coder
        self._work = StreamedWork(self)
        self._work.refused.connect(self._refuse)
        session.changed.connect(self._follow)
        session.view_changed.connect(self._see_anew)

    # What came of it

    @property
    def chosen(self) -> Chosen:
        """The layers that are compared, or are to be compared."""
        return self._chosen if self.ready.request is None else self.found.grounds.chosen

    @property
    def under_way(self) -> bool:
        """Whether much is being compared on another thread just now."""
        return self._work.busy

    @property
    def coders(self) -> tuple[str, ...]:
        """The ids of the coders who have labels, by their handles."""
        return self.found.grounds.coders

    @property
    def runs(self) -> tuple[str, ...]:
        """The runs of programs (ids) that have labels."""
        return self.found.grounds.runs

    @property
    def only_own(self) -> bool:
        """Whether there is no gold and nobody's layer but perhaps the reviewer's own."""
        if self.found.grounds.gold or self.runs:
            return False
        return set(self.coders) <= {self._session.coder_id}

    @property
    def threshold(self) -> float:
        """How far spans must overlap at least to be paired."""
        return project_settings(self._session.project.info().settings).pairing_threshold

    @property
    def hidden(self) -> int:
        """How many articles the reviewer must not see others' labels on as yet."""
        return self.found.hidden

    def on(self, article: str) -> Compared:
        """Return what the layers have on an article."""
        return self.ready.compared(article)

    def row(self, ref: int) -> DifferenceRow | None:
        """Return a difference by its reference."""
        article, number = self.found.index.of(ref)
        rows = self.ready.compared(article).rows
        return rows[number] if number < len(rows) else None

    # Asking

    def choose(self, chosen: Chosen) -> None:
        """Compare other layers."""
        if chosen != self.chosen:
            self._chosen = chosen
            self.refresh()

    def look_at(self, *, apart: bool) -> None:
        """Compare practice articles and repetitions, or else the study's articles."""
        if apart != self.of_apart:
            self.of_apart = apart
            self.refresh()

    def set_threshold(self, threshold: float) -> None:
        """Pair spans from another overlap on, from 0 to 1; the project keeps it."""
        if threshold != self.threshold:
            label = f"Spans pair from {percent(threshold)} overlap on"
            self._session.apply(SetSetting(THRESHOLD_SETTING, threshold, label))

    def enter(self) -> None:
        """Compare what was never compared, or has changed since, and keep in step from now on."""
        self._is_awake = True
        before = self.ready.request
        if not self._has_begun or self._edit != self._latest() or self._asks_otherwise():
            self.refresh()
        elif not self._work.busy or self._sees_other_than(before):
            self._catch_up()

    def pause(self) -> None:
        """Only note which articles edits touch until it is entered again."""
        self._is_awake = False

    def refresh(self) -> None:
        """Compare the whole project anew; off the GUI thread when it is large."""
        self._has_begun, self._edit = True, self._latest()
        self._work.stop()
        project = self._session.project
        self.apart = apart_from_study(project)
        self.of_apart = self.of_apart and bool(self.apart)
        before, self._coder = self._coder, self._session.coder
        if project.annotations_up_to(MANY_ANNOTATIONS) < MANY_ANNOTATIONS:
            self._begin_with(grounds(project, self._chosen), self._articles())
            self._put_at_once(self.found.to_do())
            self.began.emit()
            self.changed.emit()
            return
        if before != self._coder:
            self._begin(self.found.grounds, [])  # not theirs to see meanwhile
            self.changed.emit()
        self.ready.ask(None)
        self._start(self._all_of_it())

    def _all_of_it(self) -> Look:
        chosen, request, first = self._chosen, self._question(_NOBODY), self._open_article()
        apart = self.of_apart

        def compare(own: Project, reporter: Reporter, tell: Tell) -> None:
            there, articles = grounds(own, chosen), compared_articles(own, apart=apart)
            tell(partial(self._begin, there, articles))
            asked = structs.replace(request, grounds=there)
            found = find_differences(own, asked, with_first(articles, first), reporter)
            for few in at_intervals(found, TELL_EVERY):
                tell(partial(self._grow, few))

        return compare

    def _some_of_it(self, articles: list[str]) -> Look:
        request = self._question(self.found.grounds)

        def compare(own: Project, reporter: Reporter, tell: Tell) -> None:
            for few in at_intervals(find_differences(own, request, articles, reporter), TELL_EVERY):
                tell(partial(self._grow, few))

        return compare

    def _start(self, compare: Look) -> None:
        self._work.stream("Comparing", self._session.project, compare, self._done)
        self.working.emit(True)  # noqa: FBT003 - a signal's argument

    # Finding

    def _begin(self, there: Grounds, articles: list[str]) -> None:
        self._begin_with(there, articles)
        self.began.emit()

    def _begin_with(self, there: Grounds, articles: list[str]) -> None:
        self.found = Differences(there, articles)
        self.ready.ask(self._question(there))

    def _grow(self, digests: Iterable[Digest]) -> None:
        # What an edit has touched meanwhile is newer than what the worker has read.
        new = [one for one in digests if not self.found.is_known(one.article)]
        for digest in new:
            self.found.put(digest)
        self.rows_changed.emit([one.article for one in new])
        self.grown.emit()

    def _done(self) -> None:
        self.working.emit(False)  # noqa: FBT003 - a signal's argument
        self.changed.emit()

    def _refuse(self, error: str) -> None:
        self.working.emit(False)  # noqa: FBT003 - a signal's argument
        self._session.refused.emit(error)

    def _find_at_once(self, articles: Collection[str]) -> None:
        """Compare few articles and tell what was found."""
        self._put_at_once(articles)
        self.rows_changed.emit(list(articles))
        self.changed.emit()

    def _put_at_once(self, articles: Collection[str]) -> None:
        """Compare few articles; what was read of them stays at hand."""
        self.ready.forget(articles)
        self.ready.prepare(articles)
        for article in articles:
            self.found.put(digest_of(article, self.ready.compared(article)))

    def _catch_up(self) -> None:
        """Compare again what has changed, on another thread if that is much."""
        waiting = with_first(self.found.to_do(), self._open_article())
        if not waiting:
            return
        project = self._session.project
        small = project.annotations_up_to(MANY_ANNOTATIONS) < MANY_ANNOTATIONS
        self._work.stop()
        if small or len(waiting) <= MANY_ARTICLES:
            self._find_at_once(waiting)
        else:
            self._start(self._some_of_it(waiting))

    def _latest(self) -> list[str]:
        """Return the newest edit (id): what came by another way than the session shows by it."""
        return self._session.project.latest_edit_ids(1)

    def _articles(self) -> list[str]:
        return compared_articles(self._session.project, apart=self.of_apart)

    def _open_article(self) -> str:
        article = self._session.article
        return article.article.id if article is not None else ""

    # Keeping in step

    def _see_anew(self) -> None:
        """Compare again where something else may be seen than before: by somebody else, say."""
        if self._is_awake and self._has_begun:
            self.enter()

    def _question(self, there: Grounds) -> ComparisonRequest:
        return ComparisonRequest(
            grounds=there,
            threshold=self.threshold,
            visibility=self._session.visibility.when_reviewing(),
            codebook=self._session.codebook,
        )

    def _asks_otherwise(self) -> bool:
        """Tell whether what was found is the answer to another question than today's.

        Where only some articles may be seen that might not be before, these are noted.
        """
        request = self.ready.request
        if request is None:
            return True
        now = self._question(request.grounds)
        if now == request:
            return False
        other_rules = structs.replace(now, visibility=request.visibility) != request
        if other_rules or self._coder != self._session.coder:
            return True
        others = now.visibility.otherwise_than(request.visibility)
        if others is None:
            return True
        self.ready.ask(now)
        self.found.forget(others)
        return False

    def _follow(self, changes: Changes) -> None:
        if not self._has_begun:
            return
        before, self._edit = self.ready.request, self._latest()
        if self._is_of_all(changes):
            self._has_begun = False
            if self._is_awake:
                self.refresh()
            return
        if len(changes.changes) > MANY_CHANGES:
            self.ready.forget()
            self.found.forget_all()
            self._keep_up((), same=False)
            return
        touched = touched_articles(self._session.project, changes)
        self.ready.forget(touched)
        self.found.forget(touched)
        self._keep_up(sorted(touched), same=not self._sees_other_than(before))

    def _is_of_all(self, changes: Changes) -> bool:
        """Tell whether all has to be compared anew after an edit."""
        if not changes.changes or self.ready.request is None:
            return True
        if any(changes.ids(kind) for kind in _OTHER_ARTICLES):
            return True
        if any(changes.ids(kind) for kind in _WIDER):
            self.ready.forget()
        if self._asks_otherwise():
            return True
        made = changes_articles(changes)
        if made and not self.found.extend(self._articles()):
            return True
        old = self.found.grounds
        now = grounds_after(old, changes, self._session.handle_of)
        if now != old:
            self.found.grounds = now
            self.ready.ask(self._question(now))
        return now.pairs != old.pairs or not old.pairs

    def _sees_other_than(self, before: ComparisonRequest | None) -> bool:
        """Tell whether what may be seen is other than it was when a worker began, perhaps."""
        now = self.ready.request
        return now is None or before is None or now.visibility != before.visibility

    def _keep_up(self, touched: Collection[str], *, same: bool) -> None:
        """Compare again what has changed; `same` tells that what is asked is the same as before."""
        if same and self._is_awake and self._work.busy and 0 < len(touched) <= MANY_ARTICLES:
            self._find_at_once(touched)  # while others are being compared
        elif self._is_awake or self._work.busy:
            self._catch_up()
