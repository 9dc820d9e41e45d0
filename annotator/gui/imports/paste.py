"""Making an article of the clipboard's text."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.article import Article
from annotator.domain.errors import UserError
from annotator.gui.imports.preview import ArticlePreview
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, run_dialog
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import pasted_item

_SIZE = QSize(720, 640)


def paste_article(parent: QWidget | None, session: Session, settings: Settings) -> str | None:
    """Import the clipboard's text as an article, open it and return its id.

    Return None when the user cancels or when there is no text.
    """
    try:
        item = pasted_item(QGuiApplication.clipboard().text(), session.project)
    except UserError as error:
        session.refused.emit(str(error))
        return None
    return run_dialog(PasteDialog(session, settings, item, parent)).article


class PasteDialog(Dialog):
    """Enter imports the article; `article` is its id then."""

    def __init__(
        self, session: Session, settings: Settings, item: ImportItem, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, settings, "paste", "Paste as article", _SIZE)
        self._session = session
        self.article: str | None = None
        self.preview = ArticlePreview()
        self.preview.show_item(item)
        self.problem = PlainLabel(role="danger", wrap=True)
        buttons, self.import_button = answer_buttons(self, "&Import")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        known = item.duplicate_of
        self._say(f"The project has this text already: “{known}”." if known is not None else "")
        self.preview.title.setFocus()
        self.preview.title.selectAll()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def accept(self) -> None:
        """Import the article and open it."""
        self.preview.commit()
        item = self.preview.item
        if item is None:
            return
        changes = self._session.apply(import_edit([item], self._session.project))
        if changes is None:
            return
        self.article = next((one.id for one in changes.created(Article)), None)
        super().accept()
        self._session.open_article(self.article or "")
