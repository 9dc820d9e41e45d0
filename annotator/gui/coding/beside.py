"""What stands beside the text: the selected annotation, or the answers to the whole article."""

from PySide6.QtWidgets import QStackedWidget

from annotator.domain.codebook import Scope
from annotator.gui.inspector import ArticleForm, Inspector
from annotator.gui.session.session import Session


class BesideText(QStackedWidget):
    """The inspector, whose place the answers to the article take when they are asked for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.inspector = Inspector(session)
        self.answers = ArticleForm(session)
        self.addWidget(self.inspector)
        self.addWidget(self.answers)
        session.selected.connect(self._show_selected)

    def shows_answers(self) -> bool:
        """Tell whether the answers to the article are shown."""
        return self.currentWidget() is self.answers

    def show_answers(self, code: str = "", field: str = "") -> None:
        """Show the answers to the article, and give a field the focus: the first open one."""
        if self._session.article is None or not self._session.codebook.usable(Scope.ARTICLE):
            self._session.told.emit("The codebook asks nothing of the article as a whole")
            return
        self._session.select("")
        self.setCurrentWidget(self.answers)
        self.answers.open()
        if not (self.answers.focus_code(code, field) if code else self.answers.focus_next_open()):
            self.answers.setFocus()

    def show_inspector(self) -> None:
        """Show the selected annotation again."""
        self.setCurrentWidget(self.inspector)

    def _show_selected(self, annotation: str) -> None:
        if annotation:
            self.show_inspector()

    def commit_pending(self) -> None:
        """Keep what is typed and not yet on disk."""
        self.inspector.commit_pending()
        self.answers.commit_pending()
