"""How many articles are settled, in review and open; and the state of single ones in words."""

from contextlib import suppress

from PySide6.QtCore import QLocale
from PySide6.QtGui import QShowEvent

from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.errors import BusyError
from annotator.domain.study import ArticleState, Inclusion, Round, Settlement, settlement_id
from annotator.domain.wording import noun
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.wording.dates import short_moment
from annotator.gui.wording.states import state_words
from annotator.workflow.review.states import states_of_study

_OF_STATES = (Settlement, Article, Round, Inclusion)
"""What changes how many articles there are in each state."""


class StatesLabel(PlainLabel):
    """Counts the articles by their states; again when one of them has changed, once it is seen."""

    def __init__(self, session: Session) -> None:
        super().__init__(role="small", wrap=True)
        self._session = session
        self._stale = True
        session.changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        if not changes.changes or any(changes.ids(kind) for kind in _OF_STATES):
            self._stale = True
            if self.isVisible():
                self.count()

    def showEvent(self, event: QShowEvent) -> None:
        """Count what has changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.count()

    def count(self) -> None:
        """Say how many there are by now."""
        project, number = self._session.project, QLocale().toString
        try:
            counts, total = states_of_study(project)
        except BusyError:
            return  # once that is possible, with the next edit or look
        self._stale = False
        settled = _sum(counts, ArticleState.SETTLED)
        in_review = _sum(counts, ArticleState.IN_REVIEW)
        locked = counts.get((ArticleState.SETTLED, True), 0)
        of_them = f" ({number(locked)} locked)" if locked else ""
        parts = [f"{number(settled)} of {number(total)} {noun(total, 'article')} settled{of_them}"]
        if in_review:
            parts.append(f"{number(in_review)} in review")
        self.setText(", ".join(parts))


def _sum(counts: dict[tuple[str, bool], int], state: ArticleState) -> int:
    return counts.get((state, False), 0) + counts.get((state, True), 0)


class KnownStates:
    """The states of articles that were asked for, until one of them changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Settlement | None] = {}
        session.changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        if not changes.changes or changes.ids(Settlement):
            self._known.clear()

    def words(self, article: str) -> tuple[str, str]:
        """Return an article's state, and who said so and when; nothing of an open one."""
        if article not in self._known:
            if self._session.project.is_closed:
                return "", ""
            ident = settlement_id(article)
            with suppress(BusyError):  # what can't be read now is asked for again
                self._known[article] = self._session.project.get(Settlement, ident)
        found = self._known.get(article)
        if found is None or found.state is ArticleState.OPEN:
            return "", ""
        state = state_words(found.state, locked=found.locked)
        who = f"{self._session.handle_of(found.reviewer)}, {short_moment(found.at)}"
        return state.lower(), f"{state}: {who}"
