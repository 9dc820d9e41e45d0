"""The dialog that corrects a text: the text to edit, and before it is written what follows."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.edits.correcting import CorrectText
from annotator.domain.rules_locked import locked_error
from annotator.domain.wording import quoted
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.many import can_change
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, named, run_dialog
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import ACROSS, splitter
from annotator.gui.wording.dates import short_moment
from annotator.store.project import Project
from annotator.workflow.correcting import (
    CarriedLabel,
    Correction,
    Fate,
    earlier_texts,
    foreseen,
    rebuilt,
)
from annotator.workflow.open_article import OpenArticle

_SIZE = QSize(1080, 680)
_LEAST = QSize(820, 480)
_PAUSE = 300
"""How long nothing is typed before it is looked at what follows, in milliseconds."""
_LONGEST = 60
_FATES = {Fate.GONE: "no place", Fate.CHANGED: "other words", Fate.CARRIED: "carried"}


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
        self.source = QComboBox()
        self.source.setAccessibleName("Begin with")
        for one in self._texts:
            when = f"{one.label} · {one.coder or 'somebody'} · {short_moment(one.at)}"
            self.source.addItem("The text as it is now" if one.is_now else when)
        now = next((n for n, one in enumerate(self._texts) if one.is_now), 0)
        self.source.setCurrentIndex(now)
        self.source.setEnabled(len(self._texts) > 1)
        self.source.activated.connect(self._take_up)
        self.told = PlainLabel(wrap=True)
        self.differences = PlainTable("What differs", ("Was", "Is"), 1, {0: 180})
        headings = ("Becomes", "Code", "Words", "Now")
        self.labels = PlainTable("Labels", headings, 3, {0: 88, 1: 88, 2: 150})
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
        right_column.addWidget(self.told)
        right_column.addWidget(self.differences, 1)
        right_column.addWidget(self.labels, 2)
        middle = splitter(ACROSS, left, right)
        middle.setSizes([540, 500])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(middle, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    # The text

    @property
    def text(self) -> str:
        """The corrected text: what was not touched is as it was, whatever Qt makes of it."""
        return rebuilt(self._original, self._shown, self.edit.toPlainText())

    def _take_up(self, _place: int = 0) -> None:
        """Begin with the chosen one of the texts that the article has or had."""
        chosen = self._texts[self.source.currentIndex()]
        self._original = self._session.project.text(chosen.sha256)
        self.edit.setPlainText(self._original)
        self._shown = self.edit.toPlainText()
        self._look()

    def _typed(self) -> None:
        self.looking.cancel()
        self.problem.hide()
        self.write.setEnabled(True)
        self.looking.soon()

    # What follows

    def _look(self) -> None:
        """Look what the text as it is typed comes to."""
        original, shown, edited = self._original, self._shown, self.edit.toPlainText()
        article, visibility = self._article, self._session.visibility.when_reviewing()

        def work(own: Project, told: Reporter) -> Correction:
            own.stop_when(lambda: told.cancelled)
            return foreseen(own, article, rebuilt(original, shown, edited), visibility)

        self.looking.start("Comparing", on_sibling(self._session.project, work), self._show)

    def _show(self, told: Correction) -> None:
        writes = f" {key_of('correct_write')} writes it." if told.differences else ""
        self.told.setText(f"{told.in_words}{writes}")
        self.differences.show_rows([(_brief(one.old), _brief(one.new)) for one in told.differences])
        ordered = [one for fate in _FATES for one in told.of(fate)]
        self.labels.show_rows([self._row(one) for one in ordered])
        self.write.setEnabled(bool(told.differences))

    def _row(self, one: CarriedLabel) -> tuple[str, ...]:
        code = self._session.code_of(one.annotation).name
        words = quoted(one.annotation.text, _LONGEST)
        return _FATES[one.fate], code, words, quoted(one.now, _LONGEST) if one.now else ""

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()

    def accept(self) -> None:
        """Write the text, unless that is refused."""
        if self._session.apply_planned(lambda: CorrectText(self._article, self.text)):
            super().accept()

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


def _side() -> tuple[QWidget, QVBoxLayout]:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    return side, column


def _brief(words: str) -> str:
    return quoted(words, _LONGEST) if words.strip() else ("blanks" if words else "")


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
