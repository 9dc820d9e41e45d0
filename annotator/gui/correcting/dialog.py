"""The dialog that corrects a text: the text to edit, and before it is written what follows."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.edits.correcting import CorrectText
from annotator.domain.rules_locked import locked_error
from annotator.domain.visibility import Visibility
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.correcting.outcome import CorrectionOutcome
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.many import can_change
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named, run_dialog
from annotator.gui.widgets.splitter import ACROSS, splitter
from annotator.gui.wording.dates import short_moment
from annotator.store.project import Project
from annotator.workflow.correcting import (
    Correction,
    TypedText,
    earlier_texts,
    foreseen,
)
from annotator.workflow.open_article import OpenArticle

_SIZE = QSize(1080, 680)
_LEAST = QSize(820, 480)
_PAUSE = 300
"""How long nothing is typed before it is looked at what follows, in milliseconds."""
_LARGE_TEXT, _MANY_LABELS = 20_000, 200
"""From how many characters, or labels, on it is written on another thread."""


def correct_text(parent: QWidget, session: Session, settings: Settings, article: str) -> None:
    """Let the user correct an article's text, where it need not stay as it is."""
    if not can_change(session):
        return
    opened = session.article
    if opened is not None and opened.article.id == article and _is_locked(opened):
        session.refused.emit(str(locked_error([opened.article.title])))
        return
    dialog = CorrectingDialog(session, settings, article, parent)
    run_dialog(dialog)


class CorrectingDialog(Dialog):
    """The text on the left; on the right what differs, and what becomes of each label."""

    def __init__(
        self, session: Session, settings: Settings, article: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, settings, "correcting", "Correct the text", _SIZE)
        self._session = session
        self._article = article
        self._texts = earlier_texts(session.project, article)
        self._original = ""
        self._shown = ""
        self._begun_with = -1
        self._insisted = False
        """Whether what was typed is to be left though it is not written."""
        self.setMinimumSize(_LEAST)
        self._make_parts()
        self._lay_out()
        self.looking = LatestSoon(self, _PAUSE, self._look)
        """What finds out what follows."""
        self.looking.refused.connect(self._refuse)
        session.waiting.room_wanted.connect(self.looking.make_room)
        session.refused.connect(self._refuse)
        self._take_up()
        self.edit.textChanged.connect(self._typed)
        self.edit.moveCursor(QTextCursor.MoveOperation.Start)
        self.edit.setFocus()

    def _make_parts(self) -> None:
        self.edit = _Text(self)
        self.source = ComboBox()
        self.source.setAccessibleName("Begin with")
        for one in self._texts:
            when = f"{one.label} · {one.coder or 'somebody'} · {short_moment(one.at)}"
            self.source.addItem("The text as it is now" if one.is_now else when)
        now = next((n for n, one in enumerate(self._texts) if one.is_now), 0)
        self.source.setCurrentIndex(now)
        self.source.setEnabled(len(self._texts) > 1)
        self.source.activated.connect(self._take_up)
        self.outcome = CorrectionOutcome(lambda one: self._session.code_of(one).name)
        self.told, self.labels = self.outcome.told, self.outcome.labels
        self.differences = self.outcome.differences
        self.problem = PlainLabel(role="danger", wrap=True)
        self.problem.hide()
        self.buttons, self.write = answer_buttons(self, "Correct the text")

    def _lay_out(self) -> None:
        left, left_column = _side()
        right, right_column = _side()
        right_column.setContentsMargins(GAP, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(named("Begin with", self.source))
        line.addWidget(self.source, 1)
        left_column.addLayout(line)
        left_column.addWidget(self.edit, 1)
        right_column.addWidget(self.outcome)
        middle = splitter(ACROSS, left, right)
        middle.setSizes([540, 500])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(middle, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    # The text

    def _take_up(self, _place: int = 0) -> None:
        """Begin with the chosen one of the texts that the article has or had."""
        if not self._may_leave("choose again to begin with that one"):
            self.source.setCurrentIndex(self._begun_with)
            return
        self._begun_with = self.source.currentIndex()
        chosen = self._texts[self._begun_with]
        self._original = self._session.project.text(chosen.sha256)
        self.edit.setPlainText(self._original)
        self._shown = self.edit.toPlainText()
        self._look()

    def _typed(self) -> None:
        self.looking.cancel()
        self._insisted = False
        self.problem.hide()
        self.write.setEnabled(True)
        self.looking.soon()

    # What follows

    def _look(self) -> None:
        """Look on another thread what the text as it is typed comes to, and show that."""
        session = self._session
        work = partial(
            _foreseen,
            article=self._article,
            typed=self._typed_text(),
            visibility=session.visibility.when_reviewing(),
        )
        self.looking.start("Comparing", on_sibling(session.project, work), self._show)

    def _typed_text(self) -> TypedText:
        return TypedText(self._original, self._shown, self.edit.toPlainText())

    def _show(self, told: Correction) -> None:
        writes = f"{key_of('correct_write')} writes it." if told.differences else ""
        self.outcome.show_correction(told, writes)
        self.write.setEnabled(bool(told.differences))

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    def accept(self) -> None:
        """Write the text, unless that is refused."""
        typed = self._typed_text()
        make = partial(_correction, self._article, typed)
        if self._is_large(typed):
            title = "Correcting the text"
            self._session.make_large(make, title, over=self, then=super().accept)
        elif self._session.apply_planned(make):
            super().accept()

    def _is_large(self, typed: TypedText) -> bool:
        labels = self._session.project.labels.count_on(self._article)
        return len(typed.edited) > _LARGE_TEXT or labels > _MANY_LABELS

    def _may_leave(self, again: str) -> bool:
        """Tell whether what was typed may go; say once that it isn't written, and what `again`."""
        if self._insisted or self.edit.toPlainText() == self._shown:
            return True
        self._insisted = True
        self._refuse(f"The text is not written: {key_of('correct_write')} writes it; {again}.")
        return False

    def reject(self) -> None:
        """Close; where something was typed that is not written, only when asked again."""
        if self._may_leave("close again to leave without it"):
            super().reject()

    def done(self, result: int) -> None:
        """Look no further, and close."""
        self.looking.cancel()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key says."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)


def _is_locked(article: OpenArticle) -> bool:
    return article.settlement is not None and article.settlement.locked


def _correction(article: str, typed: TypedText) -> CorrectText:
    return CorrectText(article, typed.text)


def _foreseen(
    project: Project,
    reporter: Reporter,
    *,
    article: str,
    typed: TypedText,
    visibility: Visibility,
) -> Correction:
    project.stop_when(lambda: reporter.cancelled)
    return foreseen(project, article, typed.text, visibility, reporter)


def _side() -> tuple[QWidget, QVBoxLayout]:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    return side, column


class _Text(QPlainTextEdit):
    """The text; Tab leaves it."""

    def __init__(self, dialog: CorrectingDialog) -> None:
        super().__init__()
        self._dialog = dialog
        self.setAccessibleName("Text")
        self.setTabChangesFocus(True)
        self.setProperty("role", "field")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer a key to the dialog first."""
        if not perform(self._dialog, key_word(event)):
            super().keyPressEvent(event)
