"""What a coder is told who has finished a practice article: the score, and what the key has."""

from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.domain.edits.practice import KeepPracticeResult
from annotator.domain.wording import counted
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform, with_key
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog, secondary_button
from annotator.gui.widgets.plain_table import PlainTable
from annotator.workflow.practice import (
    Feedback,
    FeedbackRow,
    feedback,
    has_finished,
    training_round,
)

_SIZE = QSize(820, 520)
_LEAST = QSize(560, 380)
_HEADINGS = ("Label", "What", "Key / yours", "Why")
_WIDTHS = {1: 120, 2: 208, 3: 176}
_NO_KEY = (
    "The key isn’t in this file yet. Once the lead’s file with it is brought in, this shows what "
    "you missed."
)
_NOT_FINISHED = "The key shows when you have finished the article."
_NO_PRACTICE = "This is no practice article: it is in no training round."


def show_feedback(
    parent: QWidget, session: Session, settings: Settings, article: str
) -> str | None:
    """Show how the coder did on a practice article; keep it, if that was not done yet.

    Return the id of the label to look at, empty for the article as such, None for going on.
    """
    project, coder = session.project, session.coder_id
    if not article or training_round(project, article) is None:
        session.refused.emit(_NO_PRACTICE)
        return None
    if not has_finished(project, article, coder):
        session.refused.emit(_NOT_FINISHED)
        return None
    found = feedback(project, article, coder, session.names())
    if found is None:
        session.refused.emit(_NO_KEY)
        return None
    if not found.is_kept:
        session.apply(KeepPracticeResult(article, found.practised))
    return run_dialog(FeedbackDialog(found, settings, parent)).wanted


class FeedbackDialog(Dialog):
    """Enter goes on to the next article; `wanted` is the label to look at, None for going on."""

    def __init__(self, found: Feedback, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "practice", "Practice", _SIZE)
        self._rows = found.rows
        self.wanted: str | None = None
        self.setMinimumSize(_LEAST)
        self.score = PlainLabel(_score(found), role="heading")
        self.told = PlainLabel(_told(found), role="muted", wrap=True)
        self.table = PlainTable("What is not as the key has it", _HEADINGS, 0, _WIDTHS)
        self.table.show_rows([_cells(one) for one in found.rows])
        self.table.setVisible(bool(found.rows))
        self.why = QPlainTextEdit()
        self.why.setReadOnly(True)
        self.why.setTabChangesFocus(True)
        self.why.setProperty("role", "field")
        self.why.setAccessibleName("The difference at hand")
        self.why.setMaximumHeight(7 * self.why.fontMetrics().lineSpacing())
        self.why.setVisible(bool(found.rows))
        self.table.currentCellChanged.connect(self._show_why)
        self.table.cellDoubleClicked.connect(self.look)
        self._lay_out()
        self._show_why()
        (self.table if found.rows else self.go_on).setFocus()

    def _lay_out(self) -> None:
        self.look_at = secondary_button("&Look at the article", self.look)
        set_tool_tip(self.look_at, with_key("Show the label at hand in the text", "look_at_label"))
        self.go_on = secondary_button("&Go on", self.reject)
        self.go_on.setAutoDefault(True)
        self.go_on.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.look_at)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.score)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.why)
        if not self._rows:
            layout.addStretch(1)
        layout.addLayout(buttons)

    def _show_why(self, *_: object) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._rows):
            self.why.setPlainText(self._rows[row].in_full)

    def look(self, *_: object) -> None:
        """Choose to look at the label at hand, or at the article where there is none."""
        row = self.table.currentRow()
        self.wanted = self._rows[row].annotation if 0 <= row < len(self._rows) else ""
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the label at hand, or go on."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)


def _percent(share: float) -> str:
    return f"{QLocale().toString(round(100 * share))} %"


def _score(found: Feedback) -> str:
    practised, mark = found.now, found.round.pass_mark
    words = f"{_percent(practised.score)} as the key has it"
    if mark is None:
        return words
    reached = "reached" if practised.passed else "not reached"
    return f"{words} · pass mark {_percent(mark)} {reached}"


def _told(found: Feedback) -> str:
    one = found.practice
    parts = [
        f"{counted(one.found, 'label')} right",
        f"{one.different:,} different",
        f"{one.missed:,} missed",
        f"{one.extra:,} not in the key",
    ]
    words = ", ".join(parts)
    first = found.first
    if first is not None and round(first.score, 4) != found.now.score:
        passed = "passed" if first.passed else "not passed"
        words += f". What counts is the first time: {_percent(first.score)}, {passed}"
    return f"{words}. Boundaries and links are listed, and cost nothing."


def _cells(one: FeedbackRow) -> tuple[str, ...]:
    return one.label, one.what, one.how, one.why
