"""What two people changed without knowing of each other, to look through after bringing in."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.detail import CONFLICT_HEADINGS, CONFLICT_WIDTHS
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.conflict_words import article_of, conflict_row

_SIZE = QSize(860, 420)
_NONE = (
    "No conflicts. When two people change the same thing apart, the later word is kept, and both "
    "are listed here after their files were brought in."
)


def _some() -> str:
    goes = f"{key_of('go_to_conflict')} goes to the article, where it can be changed"
    return f"The later word was kept. {goes}."


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
        self.table.cellDoubleClicked.connect(self.go)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - push buttons all
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(_some() if self._conflicts else _NONE, role="muted", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go where the row points."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)

    def go(self, *_: object) -> None:
        """Choose the article of the row at hand, if there is one left."""
        row = self.table.currentRow()
        article = article_of(self._session.project, self._conflicts[row]) if row >= 0 else None
        if article is not None:
            self.wanted = article.id
            self.accept()
