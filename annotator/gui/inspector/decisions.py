"""What reviewers decided on the selected annotation, and what gold has instead."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.gui.look.theme import HAIR
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.wording.decisions import decision_words, provenance_words
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.gold import gold_words


class Decisions(QWidget):
    """A line for each decision, and below it how gold differs; hidden while there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.said = PlainLabel(wrap=True, selectable=True)
        self.gold = PlainLabel(role="small", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HAIR)
        column.addWidget(self.said)
        column.addWidget(self.gold)
        self.hide()

    def show_decisions(self, article: OpenArticle, annotation: Annotation) -> None:
        """Show what was decided on an annotation of the open article."""
        if annotation.layer == GOLD_LAYER:
            self._say(provenance_words(self._session, article, annotation), "")
            return
        found = [one for one in article.decisions if one.annotation == annotation.id]
        said = [decision_words(one, self._session.handle_of(one.reviewer)) for one in found]
        gold = self._gold_words(article, found) if found else []
        self._say("\n".join(said), "\n".join(one for one in gold if one))

    def _gold_words(self, article: OpenArticle, found: list[Decision]) -> list[str]:
        layers, names = article.layers, self._session.names()
        return [gold_words(layers, one, self._session.visibility, names) for one in found]

    def _say(self, said: str, gold: str) -> None:
        self.said.setText(said)
        self.gold.setText(gold)
        self.gold.setVisible(bool(gold))
        self.setVisible(bool(said))
