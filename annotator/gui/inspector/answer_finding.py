"""Knows which answers are suggested in the open article: who suggests is looked up elsewhere."""

from collections.abc import Callable, Iterable, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation
from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Codebook
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Values
from annotator.domain.settings import project_settings
from annotator.domain.state import id_of_coder
from annotator.gui.inspector.offers import OfferWords
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.allowed import why_not
from annotator.workflow.suggesting.answers import (
    MODEL_KEY,
    NO_ANSWERS,
    AnswerProposer,
    AnswerSuggestion,
    answer_proposer_of,
    suggestion_words,
)

_AFTER = 60
"""Milliseconds after which it is looked up: the article is on the screen by then."""


class _Known(msgspec.Struct, frozen=True):
    """What suggests answers, and what that depends on."""

    proposer: AnswerProposer = NO_ANSWERS
    coder: str = ""
    codebook: Codebook | None = None
    bar: float = 0.0


class AnswerFinding(QObject):
    """Answers at once, from what is known; a new article is asked about in the background."""

    changed = Signal()
    """Other answers are suggested in the open article than a moment ago."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._coder = session.coder
        self._known = _Known()
        self._allowed = ""
        self._shown = True
        self._work = LatestSoon(self, _AFTER, self._look)
        session.article_opened.connect(self.begin)
        session.changed.connect(self._follow)
        session.view_changed.connect(self._see_anew)
        session.waiting.room_wanted.connect(self._work.make_room)
        self.begin()

    @property
    def busy(self) -> bool:
        """Whether it looks, or is about to."""
        return self._work.is_due

    def answers(self, code: Code, annotation: Annotation | None) -> list[AnswerSuggestion]:
        """Return what is suggested for a code's open fields; nothing until it is known."""
        article = self._session.article
        if article is None or not self._shown or article.article.id != self._allowed:
            return []
        return self._known.proposer.answers(code, article, annotation)

    @property
    def model(self) -> str:
        """The id of the model that the answers are from."""
        return self._known.proposer.model

    def show(self, *, shown: bool) -> None:
        """Suggest answers, or none for now."""
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def begin(self) -> None:
        """Look up soon what is suggested in the open article."""
        self._work.cancel()
        if self._session.article is not None:
            self._work.soon()

    def stop(self) -> None:
        """Look no more, and let go of the project."""
        self._work.let_go()

    def _follow(self, changes: Changes) -> None:
        if not changes.changes or changes.ids(Code) or changes.ids(ProjectInfo):
            self.begin()

    def _see_anew(self) -> None:
        """Suggest nothing that somebody else's labels have taught."""
        if self._session.coder != self._coder:
            self._coder = self._session.coder
            self._allowed = ""
            self.changed.emit()
            self.begin()

    def _look(self) -> None:
        session, article = self._session, self._session.article
        if article is not None and not session.project.is_closed:
            work = on_sibling(session.project, _looking(article, self._known))
            self._work.start("Looking for answers", work, self._take)

    def _take(self, found: tuple[str, _Known]) -> None:
        self._allowed, self._known = found
        self.changed.emit()


def _looking(
    article: OpenArticle, known: _Known
) -> Callable[[Project, Reporter], tuple[str, _Known]]:
    """Return work that finds who suggests, and the article (an id) if anything may be there."""

    def look(project: Project, _reporter: Reporter) -> tuple[str, _Known]:
        coder = id_of_coder(project, project.coder)
        if why_not(project, article, coder):
            return "", known
        codebook = project.codebook()
        bar = project_settings(project.info().settings).suggest_answers_bar
        model = project.which_model(coder, MODEL_KEY)
        same = (known.proposer.model, known.coder, known.bar) == (model, coder, bar)
        if same and known.codebook == codebook:
            return article.article.id, known
        proposer = answer_proposer_of(project, coder)
        return article.article.id, _Known(proposer, coder, codebook, bar)

    return look


def offer_words(code: Code, found: Sequence[AnswerSuggestion], key: str = "") -> list[OfferWords]:
    """Return a row that says what is suggested and what speaks for it; none for nothing."""
    if not found:
        return []
    why = dict.fromkeys(reason for one in found for reason in one.why)
    return [OfferWords(suggestion_words(code, found), ", ".join(why), key)]


def values_of(found: Iterable[AnswerSuggestion]) -> Values:
    """Return the answers by field."""
    return {one.field: one.value for one in found}
