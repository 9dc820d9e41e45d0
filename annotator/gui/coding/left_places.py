"""Caret and scroll of each article come back when it is opened again, also after a crash."""

from PySide6.QtCore import QObject, QTimer

from annotator.gui.session.session import Session
from annotator.gui.settings.recent import place_in, remember_place
from annotator.gui.settings.settings import Place, Settings
from annotator.gui.text.view import ArticleView

MOST = 100
"""Of how many articles of a project it is remembered where they were left."""
_SOON = 1000
"""Milliseconds after a move within which it is in the settings."""


class LeftPlaces(QObject):
    """Remembers where the caret was in the articles opened last, and how far they were scrolled.

    What moves is noted in memory alone, and written once a second at the most.
    """

    def __init__(self, session: Session, view: ArticleView, settings: Settings) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._settings = settings
        self._article = ""
        last = place_in(settings, session.project.path)
        self._known = dict(last.others)
        if last.article:
            self._known[last.article] = (last.caret, last.top)
        self.last_article = last.article
        """The article that was open when the project was left, if one was."""
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.write)
        view.selection_moved.connect(self._note)
        view.verticalScrollBar().valueChanged.connect(self._note)

    def leave(self) -> None:
        """Remember where the article is left that is in the view still."""
        self._keep()
        self._article = ""

    def come_back(self) -> None:
        """Go where the article was left that is in the view now."""
        article = self._session.article
        if article is None:
            return
        view, length = self._view, len(self._view.text)
        caret, top = self._known.get(article.article.id, (0, 0))
        if caret:
            view.set_caret(min(caret, length))
        view.scroll_to_position(min(top, length))
        self._article = article.article.id
        self._soon.start()

    def write(self) -> None:
        """Put what is remembered into the settings."""
        self._soon.stop()
        self._keep()
        caret, top = self._known.get(self._article, (0, 0))
        others = {one: place for one, place in self._known.items() if one != self._article}
        path = self._session.project.path
        remember_place(self._settings, path, Place(self._article, caret, top, others))

    def _note(self) -> None:
        if self._article and not self._soon.isActive():
            self._soon.start()

    def _keep(self) -> None:
        """Put the article in the view last, and forget those that were left long ago."""
        if not self._article:
            return
        self._known.pop(self._article, None)
        self._known[self._article] = (self._view.caret(), self._view.top_position())
        for article in list(self._known)[:-MOST]:
            del self._known[article]
