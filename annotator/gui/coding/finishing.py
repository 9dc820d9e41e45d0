"""Ending an article: what is asked before it counts as done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from annotator.domain.article import FINISHED, WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.practice import Practised
from annotator.domain.timing import Stretch
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.session.session import Session
from annotator.workflow.article_questions import MissingAnswer, missing_answers
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.practice import feedback
from annotator.workflow.units.asking import UnansweredUnits, unanswered_words


class Finishing(QObject):
    """Sets the coder's status on the open article, once nothing is left to ask.

    `show` brings a field before the coder; `following` returns the id of the next
    article to do, or an empty text, and `go_on` opens it. `worked` returns what was worked on the
    open one. `stays` shows how one did on a practice article (its id), and tells whether one wants
    to stay there. `draws` draws what to do where nothing follows, if articles are drawn here.
    `open_units` returns which units have no answer, and asks of the first of them.
    """

    def __init__(
        self,
        session: Session,
        show: Callable[[MissingAnswer], object],
        following: Callable[[], str],
        go_on: Callable[[str], object],
        worked: Callable[[], tuple[Stretch, ...]],
        stays: Callable[[str], bool],
        draws: Callable[[], bool] = bool,
        open_units: Callable[[], Sequence[UnansweredUnits]] = tuple,
    ) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self._following = following
        self._go_on = go_on
        self._worked = worked
        self._stays = stays
        self._draws = draws
        self._open_units = open_units
        self._empty = ""
        """The article that was said to have no labels."""
        self._asked: set[tuple[str, str]] = set()
        """What was asked for in this round through what is missing."""
        session.article_opened.connect(self._forget)

    def _forget(self) -> None:
        self._empty = ""
        self._asked.clear()

    def finish(self, status: WorkStatus, *, leave_open: bool = False) -> None:
        """Give the article its status and open the next one; `leave_open` asks for nothing."""
        article = self._session.article
        if article is None:
            return
        asks = status is WorkStatus.DONE and not leave_open
        if asks and (
            self._asks_for_missing(article)
            or self._asks_of_units()
            or self._asks_whether_empty(article)
        ):
            return
        following, ident = self._following(), article.article.id
        session = self._session
        practises = status in FINISHED and ident in session.visibility.practice
        practised = self._practised(ident) if practises else None
        done = session.apply(SetStatus(ident, status, self._worked(), practised))
        if done is None:
            return
        self._forget()
        if practises and self._stays(ident):
            return
        if following:
            self._go_on(following)
        elif not self._draws():
            self._session.told.emit(f"{done.label} — that was the last one to do")

    def _practised(self, article: str) -> Practised | None:
        """Return how the coder did on a practice article, if the key is here."""
        session = self._session
        names = session.names()
        found = session.planned(lambda: feedback(session.project, article, session.coder_id, names))
        return found.practised if found is not None else None

    def _asks_whether_empty(self, article: OpenArticle) -> bool:
        """Ask once before an article counts as coded in which nothing is tagged."""
        ident, session = article.article.id, self._session
        is_done = article.statuses.get(session.coder_id) is WorkStatus.DONE
        if is_done or ident == self._empty or any(map(self._session.is_own, article.in_order)):
            return False
        self._empty = ident
        self._session.refused.emit(
            f"Nothing is tagged here. {key_of('done')} again says it is done, {key_of('nothing')} "
            "that there is nothing to code."
        )
        return True

    def _asks_of_units(self) -> bool:
        """Name the units that have no answer, and ask of the first of them."""
        left = self._open_units()
        if left:
            self._session.refused.emit(
                f"Unanswered: {unanswered_words(left)}. {key_of('done_open')} leaves it so."
            )
        return bool(left)

    def _asks_for_missing(self, article: OpenArticle) -> bool:
        """Go to the next answer that must be given and isn't; from the last one to the first."""
        session = self._session
        missing = missing_answers(article, session.codebook, session.visibility)
        if not missing:
            return False
        asked = next((one for one in missing if one.key not in self._asked), None)
        if asked is None:
            self._asked.clear()
        here = asked or missing[0]
        self._asked.add(here.key)
        self._show(here)
        what = f"the {here.code.name}" if here.annotation is not None else "the article"
        answers = counted(len(missing), "answer is", "answers are")
        session.refused.emit(
            f"{answers} missing; here: {here.field.name} of {what}. {key_of('done')} goes on, "
            f"{key_of('done_open')} leaves it so."
        )
        return True
