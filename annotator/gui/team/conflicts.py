"""What two people changed without knowing of each other, to look through after bringing in."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Article
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.detail import CONFLICT_HEADINGS, CONFLICT_WIDTHS
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog
from annotator.gui.widgets.plain_table import PlainTable
from annotator.store.merging.report import Conflict
from annotator.workflow.conflict_words import conflict_row

_SIZE = QSize(860, 420)
_NONE = (
    "No conflicts. When two people change the same thing apart, the later word is kept, and both "
    "are listed here after their files were brought in."
)
_SOME = "The later word was kept. Enter goes to the article, where it can be changed."


def show_conflicts(parent: QWidget, session: Session, settings: Settings) -> None:
    """Show the conflicts of all files that were brought in; Enter goes to one's article."""
    wanted = run_dialog(ConflictsDialog(session, settings, parent)).wanted
    if wanted:
        session.open_article(wanted)


class ConflictsDialog(Dialog):
    """The latest first; `wanted` is the article to go to, if one was chosen."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "conflicts", "Conflicts of bringing in", _SIZE)
        self._session = session
        self._conflicts = session.project.conflicts()
        self.wanted = ""
        self.table = PlainTable("Conflicts", CONFLICT_HEADINGS, 0, CONFLICT_WIDTHS)
        told = (session.project, session.codebook)
        seen = session.visibility.when_reviewing()
        self.table.show_rows([conflict_row(*told, one, seen) for one in self._conflicts])
        self.table.cellDoubleClicked.connect(self._go)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - push buttons all
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(_SOME if self._conflicts else _NONE, role="muted", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go where the row points on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self, *_: object) -> None:
        row = self.table.currentRow()
        self.wanted = self._article(self._conflicts[row]) if row >= 0 else ""
        if self.wanted:
            self.accept()

    def _article(self, one: Conflict) -> str:
        """Return the article that a conflict is on; empty when it is on none that is left."""
        project = self._session.project
        if one.kind == "article" and project.get(Article, one.record):
            return one.record
        link = project.get(Link, one.record) if one.kind == "link" else None
        found = project.get(Annotation, link.annotation if link else one.record)
        return found.article if found else ""
