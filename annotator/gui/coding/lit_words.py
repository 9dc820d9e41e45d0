"""The words of the article filter, lit in the open text."""

from PySide6.QtCore import QObject

from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.coding.article_pane import ArticlePane
from annotator.gui.session.session import Session
from annotator.workflow.searching.sought import filter_seeker

_LONGEST = 1_000_000
"""In longer texts, in characters, nothing is lit: looking through them takes too long here."""


class LitWords(QObject):
    """Follows the filter and the open article."""

    def __init__(self, session: Session, articles: ArticlesPanel, pane: ArticlePane) -> None:
        super().__init__(pane)
        self._session = session
        self._articles = articles
        self._view = pane.view
        articles.sought.connect(self._light)
        pane.shown.connect(self._light)

    def _light(self) -> None:
        article, seeker = self._session.article, filter_seeker(self._articles.hits.words)
        if article is None or seeker is None or len(article.text) > _LONGEST:
            self._view.light(())
        else:
            self._view.light(seeker.spans(article.text))
