"""The comparison that the review page shows, kept in step with the project."""

from collections.abc import Collection

from msgspec import structs
from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.change import Changes
from annotator.domain.codebook import Code
from annotator.domain.edits.team import SetSetting
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.settings import THRESHOLD_SETTING, project_settings
from annotator.domain.teamwork import Assignment
from annotator.domain.visibility import Visibility
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.review.comparison import (
    Chosen,
    Compared,
    ComparisonRequest,
    DifferenceRow,
    Outcome,
    work_out,
)

MANY_ANNOTATIONS = 1500
"""From how many annotations on a comparison of the whole project goes to another thread."""
_MANY_ARTICLES = 40
_EVERYWHERE = (Actor, Article, Assignment, Code, Coder, ProjectInfo)
_NOTHING = Compared()


class Comparison(QObject):
    """Compares the chosen layers, and again what an edit has touched.

    It begins when it is first refreshed; until then edits cost nothing.
    """

    changed = Signal()
    """The rows or the layers to choose from are others than before."""
    working = Signal(bool)
    """A comparison of the whole project is under way on another thread, or has ended."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._outcome = Outcome(Chosen(), (), False, {})  # noqa: FBT003 - a plain record
        self._chosen = Chosen()
        self._begun = False
        self._seen: Visibility | None = None
        self._coder = session.coder
        self._work = LatestOnly(self)
        self._work.refused.connect(self._refuse)
        session.changed.connect(self._follow)
        session.view_changed.connect(self._see_anew)

    # What came of it

    @property
    def chosen(self) -> Chosen:
        """The layers that are compared, or are being compared."""
        return self._chosen if self._work.busy else self._outcome.chosen

    @property
    def under_way(self) -> bool:
        """Whether the whole project is being compared on another thread just now."""
        return self._work.busy

    @property
    def coders(self) -> tuple[str, ...]:
        """The ids of the coders who have labels, by their handles."""
        return self._outcome.coders

    @property
    def only_own(self) -> bool:
        """Whether there is no gold and nobody's layer but perhaps the reviewer's own."""
        return not self._outcome.gold and set(self.coders) <= {self._session.coder_id}

    @property
    def threshold(self) -> float:
        """How far spans must overlap at least to be paired."""
        return project_settings(self._session.project.info().settings).pairing_threshold

    @property
    def hidden(self) -> int:
        """How many articles the reviewer must not see others' labels on as yet."""
        return sum(one.hidden for one in self._outcome.articles.values())

    @property
    def articles(self) -> list[str]:
        """The ids of the articles, in the order in which they came in."""
        return list(self._outcome.articles)

    def titles(self) -> dict[str, str]:
        """Return the titles of the articles that have differences, by the articles' ids."""
        found = self._outcome.articles.items()
        return {article: one.rows[0].title for article, one in found if one.rows}

    def rows(self) -> list[DifferenceRow]:
        """Return every difference."""
        return [row for one in self._outcome.articles.values() for row in one.rows]

    def on(self, article: str) -> Compared:
        """Return what the layers have on an article."""
        return self._outcome.articles.get(article, _NOTHING)

    # Asking

    def choose(self, chosen: Chosen) -> None:
        """Compare other layers."""
        if chosen != self.chosen:
            self._chosen = chosen
            self.refresh()

    def set_threshold(self, threshold: float) -> None:
        """Pair spans from another overlap on, from 0 to 1; the project keeps it."""
        if threshold != self.threshold:
            label = f"Spans pair from {threshold:.0%} overlap on"
            self._session.apply(SetSetting(THRESHOLD_SETTING, threshold, label))

    def refresh(self) -> None:
        """Compare the whole project; off the GUI thread when it is large."""
        self._begun = True
        self._work.cancel()
        project, question = self._session.project, self._question()
        before, self._coder = self._coder, self._session.coder
        if sum(project.code_counts().values()) < MANY_ANNOTATIONS:
            self._take(work_out(project, question))
            return

        def compare(own: Project, reporter: Reporter) -> Outcome:
            return work_out(own, question, None, reporter)

        self._work.start("Comparing", on_sibling(project, compare), self._done)
        self.working.emit(True)  # noqa: FBT003 - a signal's argument
        if before != self._coder:
            self._take(structs.replace(self._outcome, articles={}))  # not theirs to see meanwhile

    def pause(self) -> None:
        """Leave edits unnoticed until it is refreshed."""
        self._begun = False

    def _see_anew(self) -> None:
        """Compare again where something else may be seen than before: by somebody else, say."""
        if self._begun and self._session.visibility.when_reviewing() != self._seen:
            self.refresh()

    def _question(self) -> ComparisonRequest:
        session = self._session
        self._seen = session.visibility.when_reviewing()
        return ComparisonRequest(
            chosen=self._chosen,
            threshold=self.threshold,
            visibility=self._seen,
            codebook=session.codebook,
        )

    def _done(self, found: Outcome) -> None:
        self._take(found)
        self.working.emit(False)  # noqa: FBT003 - a signal's argument

    def _refuse(self, error: str) -> None:
        self.working.emit(False)  # noqa: FBT003 - a signal's argument
        self._session.refused.emit(error)

    def _take(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self.changed.emit()

    # Keeping in step

    def _follow(self, changes: Changes) -> None:
        if not self._begun:
            return
        touched = self._touched(changes)
        far = not changes.changes or any(changes.ids(kind) for kind in _EVERYWHERE)
        if far or self._work.busy or len(touched) > _MANY_ARTICLES:
            self.refresh()
        elif touched:
            self._compare_again(touched)

    def _compare_again(self, touched: Collection[str]) -> None:
        old = self._outcome
        if not old.chosen.a or not old.chosen.b:
            self.refresh()
            return
        question = self._question()
        known = ComparisonRequest(
            chosen=old.chosen,
            threshold=question.threshold,
            visibility=question.visibility,
            codebook=question.codebook,
        )
        new = work_out(self._session.project, known, touched)
        if set(new.coders) - set(old.coders):
            self.refresh()
            return
        articles = {i: new.articles.get(i, one) for i, one in old.articles.items()}
        self._take(Outcome(old.chosen, old.coders, old.gold or new.gold, articles))

    def _touched(self, changes: Changes) -> set[str]:
        """Return the ids of the articles that an edit says something else of."""
        project = self._session.project
        annotations = changes.ids(Annotation)
        for change in changes:
            if change.kind in ("decision", "link"):
                whole = (change.before or {}) | (change.after or {})
                annotations.add(whole.get("annotation") or self._owner(change.kind, change.record))
        articles = {one.article for one in changes.removed(Annotation)}
        found = (project.get(Annotation, one) for one in annotations)
        articles |= {one.article for one in found if one is not None}
        statuses = (project.get(Status, one) for one in changes.ids(Status))
        articles |= {one.article for one in statuses if one is not None}
        return articles | {one.article for one in changes.removed(Status)}

    def _owner(self, kind: str, record: str) -> str:
        found = self._session.project.get(Decision if kind == "decision" else Link, record)
        return found.annotation if found is not None else ""
