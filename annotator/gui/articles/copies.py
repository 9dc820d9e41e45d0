"""The mark of an article's copies in the list, and which outlets print them."""

from collections import Counter

from PySide6.QtCore import QObject

from annotator.domain.article import Article
from annotator.domain.errors import BusyError
from annotator.domain.wording import counted, enumerated
from annotator.gui.articles.model import ArticlesModel
from annotator.gui.session.copies import copies_at_hand
from annotator.gui.session.progress_line import ProgressLine
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import ARTICLES_COPIES, Settings
from annotator.store.reading.filtering import COPIES, Query
from annotator.workflow.copies.asking import is_state

_MOST_NAMED = 12
_PATIENCE = 500
"""For how many milliseconds it is looked for copies before that is shown."""
_NAMELESS = "no outlet"


class CopyMarks(QObject):
    """Says of articles how many print the same text, where that is to be marked."""

    def __init__(
        self, session: Session, settings: Settings, model: ArticlesModel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._model = model
        self._copies = copies_at_hand(session)
        model.copies = self
        self._copies.came.connect(self._show)
        settings.changed.connect(self._setting_changed)
        self.progress = ProgressLine(self._copies.work, after=_PATIENCE, narrow=True)
        """How far the look for copies is; who cancels it has none marked."""
        self.progress.button.clicked.connect(self._mark_none)

    @property
    def are_shown(self) -> bool:
        """Whether copies are marked."""
        return bool(self._settings.get(ARTICLES_COPIES))

    def go_on(self) -> None:
        """Look for copies where they are to be marked: the list is seen."""
        self._copies.want(wanted=self.are_shown)

    def stop(self) -> None:
        """Read nothing more."""
        self._copies.stop()

    def sign(self, article: str) -> str:
        """Return the mark of an article (id): "3 copies"; nothing where it has none."""
        count = self._copies.found.count_of(article)
        return counted(count, "copy", "copies") if count else ""

    def words(self, article: str) -> str:
        """Say the same for who can't see it: "one of 3 copies"."""
        count = self._copies.found.count_of(article)
        return f"one of {counted(count, 'copy', 'copies')}" if count else ""

    def outlets(self, article: str) -> str:
        """Say which other outlets print an article's text: "Also in AFP and The Herald (2)"."""
        others = self._copies.found.copies_of(article)
        if not others:
            return ""
        try:
            found = self._session.project.get_all(Article, others)
        except BusyError:
            return self.words(article).capitalize()
        names = Counter(str(one.meta.get("outlet") or _NAMELESS) for one in found.values())
        told = [f"{name} ({n})" if n > 1 else name for name, n in sorted(names.items())]
        if len(told) > _MOST_NAMED:
            more = counted(len(told) - _MOST_NAMED, "more outlet")
            told = [*told[:_MOST_NAMED], more]
        return f"Also in {enumerated(told)}" if told else ""

    def _setting_changed(self, key: str) -> None:
        if key == ARTICLES_COPIES.key:
            self.go_on()

    def _mark_none(self) -> None:
        self._settings.set(ARTICLES_COPIES, ARTICLES_COPIES.default)

    def _show(self) -> None:
        self._model.show_counted(self._model.seen)


def said_of_none(words: str, query: Query) -> str:
    """Return what is said where a filter finds nothing: of an article that it has no copies."""
    if len(query.terms) == 1 and not query.words and not query.without:
        only = query.terms[0]
        if only.key == COPIES and not only.negated and not is_state(only.value):
            return f"There are no near copies of “{only.value.strip()}”"
    return f"No article matches “{words}”"
